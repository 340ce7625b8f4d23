/** The privacy statements to adopt: true for the default configuration, alike in both languages, and claiming no exemption. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { PERSONAL_PARAMS } from "../../../src/domain/campaign/personal_params.ts";
import { readConfig } from "../../../src/domain/config.ts";

const { groupSize, retentionMonths, staffNamesMonths, signupRelease, visitRelease, passParams } = readConfig({});
const FIVE = { nl: "groepen van vijf", en: "groups of five" };
const DAILY = { nl: "na het einde van de dag zichtbaar", en: "visible only after the end of the day" };
const MONTHS = { nl: `${retentionMonths} maanden`, en: `${retentionMonths} months` };
const STAFF_NAMES = { nl: `de namen verdwijnen na ${staffNamesMonths} maanden`, en: `the names go after ${staffNamesMonths} months` };
/** What docs/PRIVACY.md calls the one group; and what live visits tell next to a list of signups. */
const ONE_CAMPAIGN = {
  nl: "alle aanmeldingen van een dag (of van enkele rustige dagen samen) via één campagne",
  en: "all signups of a day (or of a few quiet days together) came through one campaign",
};
const SHORTLY_BEFORE = {
  nl: "kort voor uw aanmelding een groep bezoeken",
  en: "a group of visits is added to one campaign shortly before you sign up",
};
/** As `/about` says it: system/about/truth. */
const EXACT = { nl: "Wie de server beheert, kan de precieze aantallen lezen", en: "Whoever manages the server can read the exact numbers" };
const ONLY_CODE = { nl: "Mee gaat alleen de code van de campagne", en: "Only the campaign’s code goes along" };

/** A text without what the organisation fills in or leaves out. */
function withoutPassages(text: string): string {
  const rest = text.replace(/\[[^[\]]*\]/g, "");
  return rest === text ? text : withoutPassages(rest);
}

/** What visitors get to read: without the notes to who adopts it; lines joined. */
async function statement(language: "nl" | "en"): Promise<{ readonly text: string; readonly markdown: string }> {
  const markdown = (await readFile(join(PROJECT, "docs", `privacy-statement.${language}.md`), "utf8")).replace(/<!--.*?-->/s, "");
  return { markdown, text: markdown.replace(/\s+/g, " ").replaceAll("'", "’") };
}

describe.each(["nl", "en"] as const)("in %s", (language) => {
  test("it says what the default configuration does", async () => {
    const { text } = await statement(language);
    expect([groupSize, signupRelease, visitRelease, passParams]).toEqual([5, "daily", "live", []]);
    for (const said of [FIVE, DAILY, MONTHS, STAFF_NAMES, EXACT, ONLY_CODE, ONE_CAMPAIGN, SHORTLY_BEFORE])
      expect(text).toContain(said[language]);
  });

  test("the click codes that it names are among those that end here", async () => {
    const { text } = await statement(language);
    const named = [...text.matchAll(/`(\w+clid)`/g)].map(([, name = ""]) => name);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !PERSONAL_PARAMS.has(name))).toEqual([]);
  });

  test("it says that there is no identifier; it does not say that no consent is needed, or that anybody is anonymous", async () => {
    const { text } = await statement(language);
    const said = withoutPassages(text);
    expect(said).toMatch(language === "nl" ? /geen herkenningsteken/ : /no identifier/);
    expect(text).not.toMatch(/anonym|anoniem|exemption|vrijstelling|instemming/i);
    // Consent is named where portability is told; that none is asked for stands in one passage alone, with the law's exception, to be chosen.
    expect(said.match(/consent|toestemming/gi)).toEqual([language === "nl" ? "toestemming" : "consent"]);
    expect(said).not.toContain("11.7a");
    expect(text).toMatch(/\[[^[\]]*11\.7a[^[\]]*(?:derde lid, onder b|third paragraph, under b)[^[\]]*\]/);
  });

  test("what it calls a salt lies beside the hashes: nothing of it is called secret", async () => {
    const { text } = await statement(language);
    expect(text).toMatch(language === "nl" ? /met een salt, die ernaast staat/ : /with a salt that lies beside them/);
    expect(text).not.toMatch(/geheim|secret/i);
  });

  test("what members of an account at Cloudflare can look up is told, as PRIVACY.md tells it", async () => {
    const { text } = await statement(language);
    expect(text).toMatch(
      language === "nl"
        ? /\[Draait Fivebar bij u op Cloudflare: Wie bij ons het account/
        : /\[If you run Fivebar on Cloudflare: Whoever manages our account/,
    );
    const privacy = (await readFile(join(PROJECT, "docs", "PRIVACY.md"), "utf8")).replace(/\s+/g, " ");
    expect(privacy).toContain("zone analytics for client address and browser name by path");
  });
});

describe.each([
  ["nl", "## U kunt bezwaar maken", "## Of u gegevens moet geven", "overdracht|overdraagbaar"],
  ["en", "## You can object", "## Whether you have to provide data", "transfer|portab"],
] as const)("in %s, of what the law asks to be said,", (language, objecting, providing, portability) => {
  test("the right to object stands apart from all else, in bold (Article 21(4))", async () => {
    const { markdown } = await statement(language);
    const section = markdown.split(/^(?=## )/m).find((part) => part.startsWith(objecting)) ?? "";
    expect(section).toMatch(/\*\*[^*]+\*\*\s+\([^)]*21/);
    expect(markdown.replace(section, "")).not.toMatch(/bezwaar|\bobject/i);
  });

  test("whether data must be provided is told (13(2)(e)), and portability, which rests on consent or contract, is not offered (20)", async () => {
    const { markdown } = await statement(language);
    expect(markdown).toContain(providing);
    expect(markdown).not.toMatch(new RegExp(portability, "i"));
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
