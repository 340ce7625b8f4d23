/**
 * docs/papers: the papers that an organisation needs beside Fivebar, in Dutch and English. Each row of their tables is shown by tests, or has a source,
 * or is the organisation's own; both languages say the same; and their numbers are those of the default settings.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { MIN_AUDIENCE } from "../../src/domain/ad_figures/kept_audience.ts";
import { readConfig } from "../../src/domain/config.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const PAPERS = join(PROJECT, "docs", "papers");
const NAMES = ["accessibility", "balancing-test", "data-breach", "dpia-precheck", "processors", "record-of-processing"] as const;
const TEST = /`((?:system|worker|storage|domain)\/[\w/]+)`/g;

const textOf = (name: string, language: "nl" | "en"): string => readFileSync(join(PAPERS, `${name}.${language}.md`), "utf8");

/** The rows of all tables below their headers, as cells. */
function rowsOf(text: string): string[][] {
  const lines = text.split("\n");
  const isRow = (line = ""): boolean => line.startsWith("| ");
  return lines
    .filter((line, n) => isRow(line) && !/^\|-/.test(lines[n + 1] ?? ""))
    .map((line) =>
      line
        .slice(1, -1)
        .split(" | ")
        .map((cell) => cell.trim()),
    );
}

/** What must be the same in both languages. */
function shapeOf(text: string): unknown {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const evidence = rowsOf(text).map((cells) => (cells.at(-1) ?? "").match(/`[\w/]+`|https:[^)]+|^\[/g));
  return [
    count(/^## /gm),
    count(/^\d+\. /gm),
    count(/^- \[ \]/gm),
    count(/\[(?! \])/g),
    count(/^$/gm),
    rowsOf(text).map(({ length }) => length),
    evidence,
  ];
}

test("each paper is there in both languages, and no other", () => {
  expect(readdirSync(PAPERS).sort()).toEqual(NAMES.flatMap((name) => [`${name}.en.md`, `${name}.nl.md`]));
});

describe.each(NAMES)("%s", (name) => {
  test("says the same in Dutch and English", () => {
    expect(shapeOf(textOf(name, "nl"))).toEqual(shapeOf(textOf(name, "en")));
  });

  test.each(["nl", "en"] as const)("names for each row the tests that show it, a source, or the organisation (%s)", (language) => {
    const rows = rowsOf(textOf(name, language));
    expect(rows.length).toBeGreaterThan(5);
    for (const cells of rows) {
      const last = cells.at(-1) ?? "";
      const tests = [...last.matchAll(TEST)].map(([, path = ""]) => path);
      const isOwn = /^\[(?:the organisation|de organisatie)\]$/.test(last);
      expect([cells[0], isOwn || tests.length > 0 || /\]\(https:\/\//.test(last)]).toEqual([cells[0], true]);
      expect(tests.filter((path) => !existsSync(join(PROJECT, "test", `${path}.test.ts`)))).toEqual([]);
      // What only the organisation can say is left for it to fill in, or names a fact that has no test yet.
      if (isOwn && name !== "data-breach")
        expect([cells[0], cells[1]]).toEqual([
          cells[0],
          expect.stringMatching(/\[|zonder de link|without the link|not marked|niet aangegeven/),
        ]);
    }
  });
});

test("the numbers are those of the default settings", () => {
  const { groupSize, retentionMonths } = readConfig({});
  for (const [language, group, months, smallest] of [
    ["en", `groups of ${groupSize}`, `for ${retentionMonths} months`, `below ${MIN_AUDIENCE}`],
    ["nl", `groepen van ${groupSize}`, `${retentionMonths} maanden`, `onder de ${MIN_AUDIENCE}`],
  ] as const)
    for (const said of [group, months, smallest]) expect(textOf("record-of-processing", language)).toContain(said);
});

test("what they ask to be put into the privacy statement has its section there", () => {
  for (const [language, quoted] of [
    ["en", /under “([^”]+)”/],
    ["nl", /bij “([^”]+)”/],
  ] as const) {
    const [, section] = quoted.exec(textOf("processors", language)) ?? [];
    expect(readFileSync(join(PROJECT, "docs", `privacy-statement.${language}.md`), "utf8")).toContain(`## ${section}\n`);
  }
});

test("they claim no exemption, no anonymity and no retention period of somebody else's", () => {
  for (const name of NAMES)
    for (const language of ["nl", "en"] as const)
      expect(textOf(name, language)).not.toMatch(/anonym|anoniem|geen toestemming nodig|no consent is needed/i);
  // Cloudflare's terms are to be looked up, but for the 30 days that it documents.
  expect([...textOf("processors", "en").matchAll(/\b(\d+) days?\b/g)].map(([, days]) => days)).toEqual(["30", "30"]);
});
