/** The privacy statements to adopt: true for the default configuration, alike in both languages, and claiming no exemption. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROJECT } from "../../scripts/build.ts";
import { readConfig } from "../../src/core/config.ts";
import { CLICK_IDS } from "../../src/core/identifier.ts";

const { groupSize, retentionMonths, signupRelease, passParams } = readConfig({});
const FIVE = { nl: "groepen van vijf", en: "groups of five" };
const DAILY = { nl: "na het einde van de dag zichtbaar", en: "visible only after the end of the day" };
const MONTHS = { nl: `${retentionMonths} maanden`, en: `${retentionMonths} months` };
const ONLY_CODE = { nl: "Mee gaat alleen de code van de campagne", en: "Only the campaign’s code goes along" };

/** What visitors get to read: without the notes to who adopts it; lines joined. */
async function statement(language: "nl" | "en"): Promise<{ readonly text: string; readonly markdown: string }> {
  const markdown = (await readFile(join(PROJECT, "docs", `privacy-statement.${language}.md`), "utf8")).replace(/<!--.*?-->/s, "");
  return { markdown, text: markdown.replace(/\s+/g, " ").replaceAll("'", "’") };
}

describe.each(["nl", "en"] as const)("in %s", (language) => {
  test("it says what the default configuration does", async () => {
    const { text } = await statement(language);
    expect([groupSize, signupRelease, passParams]).toEqual([5, "daily", []]);
    for (const said of [FIVE, DAILY, MONTHS, ONLY_CODE]) expect(text).toContain(said[language]);
  });

  test("the click codes that it names are among those that end here", async () => {
    const { text } = await statement(language);
    const named = [...text.matchAll(/`(\w+clid)`/g)].map(([, name = ""]) => name);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !CLICK_IDS.has(name))).toEqual([]);
  });

  test("it says that there is no identifier, and neither that no consent is needed nor that anybody is anonymous", async () => {
    const { text } = await statement(language);
    expect(text).toMatch(language === "nl" ? /geen herkenningsteken/ : /no identifier/);
    expect(text).not.toMatch(/consent|toestemming|anonym|anoniem|exemption|vrijstelling/i);
  });
});

test("both languages have the same sections, items, passages to fill in and names", async () => {
  const shapes = await Promise.all(
    (["nl", "en"] as const).map(async (language) => {
      const { markdown } = await statement(language);
      const count = (pattern: RegExp) => markdown.match(pattern)?.length ?? 0;
      return [count(/^## /gm), count(/^- /gm), count(/\[/g), count(/`/g), count(/Fivebar/g), count(/^$/gm)];
    }),
  );
  expect(shapes[0]).toEqual(shapes[1]);
});
