/** Exports of link services as people save them again, each with what becomes of its links. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ImportOptions, isExport, type ReadExport, readExport } from "../../../src/staff/import/links.ts";
import { channelId, english, FIRST_CHANNELS } from "../../domain/given.ts";

const CHANNELS = FIRST_CHANNELS.map(({ id, name }) => ({ id: channelId(id), name }));
const OPTIONS: ImportOptions = { channels: CHANNELS, defaultChannel: channelId("google"), allowedHosts: [] };

function sample(name: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, "samples", name));
}

function read(given: Uint8Array | string): ReadExport {
  const result = readExport(given, OPTIONS);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Row, slug, channel, name and last day of each campaign. */
function made({ campaigns }: ReadExport): unknown[] {
  return campaigns.map(({ row, draft: { slug, channel, name, endsOn } }) => [row, slug, channel, name, endsOn]);
}

/** Row and code of each link that stays behind. */
function left({ leftOut }: ReadExport): [row: number, code: string][] {
  return leftOut.map(({ row, why }) => [row, why.code]);
}

test.each([
  ["01-bitly-original.csv", []],
  ["02-bitly-excel-nl-csv-utf8.csv", []],
  ["03-bitly-excel-unicode-text.txt", []],
  ["04-bitly-excel-nl-csv-ansi.csv", ["link-windows-1252"]],
])("%s: the same links in each encoding, and the archived one stays behind for what it is", (name, notes) => {
  const bytes = sample(name);
  expect(isExport(bytes)).toBe(true);
  const found = read(bytes);
  expect(found.format).toBe("bitly");
  expect(made(found)).toEqual([
    [2, "insta-zomer", "instagram", "Instagram zomer – hergebruikt", null],
    [5, "3qa1xzc", "google", "Nieuwsbrief, juni", null],
  ]);
  expect(found.campaigns[0]?.draft.destination).toBe("https://petitie.example/?utm_source=instagram&utm_medium=social");
  expect(left(found)).toEqual([
    [3, "link-code"],
    [4, "link-archived"],
  ]);
  expect(found.notes.map(({ code }) => code)).toEqual(notes);
});

test("05b-dub-excel-nl-no-sep-line.csv: a day that can be one only is the last day", () => {
  const found = read(sample("05b-dub-excel-nl-no-sep-line.csv"));
  expect(made(found)).toEqual([
    [2, "yt-pre-roll", "youtube", "YouTube pre-roll", "2026-12-31"],
    [3, "gads-merk", "google", "Google merknaam", null],
  ]);
  expect(left(found)).toEqual([[4, "link-archived"]]);
});

test.each([
  ["07-shlink-libreoffice-quoted.csv", 2],
  ["08-shlink-numbers-table-name.csv", 3],
  ["08b-shlink-numbers-no-name.csv", 2],
])("%s: quotation marks, a table's name on top, empty columns and rows", (name, first) => {
  const found = read(sample(name));
  expect([found.format, left(found)]).toEqual(["shlink", []]);
  expect(made(found)).toEqual([
    [first, "ig-verhaal", "instagram", "Instagram verhaal", null],
    [first + 1, "sp0t", "spotify", "Spotify", null],
    [first + 2, "abc12", "tiktok", 'TikTok "dans"', null],
  ]);
});

test.each([
  ["09-yourls-phpmyadmin-excel.csv", [2, 4, 5]],
  ["10-yourls-excel-mac-cr.csv", [2, 3, 4]],
])("%s: an empty row, and lines that end with CR alone", (name, rows) => {
  const found = read(sample(name));
  expect([found.format, left(found)]).toEqual(["yourls", []]);
  expect(found.campaigns.map(({ row, draft }) => [row, draft.slug])).toEqual(
    rows.map((row, index) => [row, ["ig-a", "gg-b", "yt-c"][index]]),
  );
});

test.each(["11-kutt-excel-nl-booleans.csv", "11b-kutt-original.csv"])("%s: ONWAAR is no password, and WAAR is one", (name) => {
  const found = read(sample(name));
  expect(made(found)).toEqual([
    [2, "tt-dans", "google", "TikTok dans", "2026-11-30"],
    [5, "ig-x", "google", "Instagram X", "2026-11-30"],
  ]);
  expect(left(found)).toEqual([
    [3, "link-with-password"],
    [4, "link-archived"],
  ]);
});

test("12-shlink-trailing-cells-dropped.csv: short rows are read", () => {
  const found = read(sample("12-shlink-trailing-cells-dropped.csv"));
  expect([made(found), left(found)]).toEqual([
    [
      [2, "ig-kort", "google", "Instagram kort", null],
      [3, "yt-kort", "google", "yt-kort", null],
    ],
    [],
  ]);
});

test("15-dub-real-libreoffice-nl.csv: a code that the row's own link contradicts stays behind, with both", () => {
  const found = read(sample("15-dub-real-libreoffice-nl.csv"));
  expect(made(found)).toEqual([[2, "yt-najaar", "youtube", "YouTube najaar", "2026-12-31"]]);
  expect(left(found)).toEqual([
    [3, "link-code-changed"],
    [4, "link-archived"],
    [5, "link-archived"],
    [6, "link-code-changed"],
  ]);
  expect(found.leftOut.map(({ why }) => why.params)).toMatchObject([
    { text: "42", link: "0042" },
    {},
    {},
    { text: "01-02-26", link: "1-2" },
  ]);
});

test.each(readdirSync(join(import.meta.dirname, "samples")))("%s, cut at every byte, makes no link that leads elsewhere", (name) => {
  const bytes = sample(name);
  const whole = new Map(read(bytes).campaigns.map(({ row, draft }) => [row, `${draft.slug} ${draft.destination}`]));
  for (let length = 0; length < bytes.length; length += 1) {
    const cut = readExport(bytes.subarray(0, length), OPTIONS);
    if (!cut.ok) continue;
    // Where the destination is the last cell nothing shows whether it is whole, and it is said.
    const isSaid = cut.value.notes.some(({ code }) => code === "link-open-end");
    const last = cut.value.campaigns.at(-1)?.row;
    for (const { row, draft } of cut.value.campaigns) {
      if (row === last && isSaid && whole.get(row)?.startsWith(`${draft.slug} ${draft.destination.replace(/\/$/, "")}`) === true) continue;
      expect([length, row, `${draft.slug} ${draft.destination}`]).toEqual([length, row, whole.get(row)]);
    }
  }
});

test("a last row that ends early and without a line break stays behind", () => {
  const text =
    "Link,Destination URL,Title,Archived\nhttps://bit.ly/one,https://example.org/one,One,no\nhttps://bit.ly/two,https://example.org/tw";
  expect([left(read(text)), read(text).campaigns.length]).toEqual([[[3, "cut-row"]], 1]);
  expect(left(read(`${text}o\n`))).toEqual([]);
});

describe("words for yes and no", () => {
  const shlink = (word: string) => `Link,Destination URL,Title,Archived\nhttps://bit.ly/one,https://example.org/,One,${word}\n`;

  test.each(["TRUE", "true", "Yes", "y", "1", "t", "WAAR", "Ja", "WAHR", "ja", "VRAI", "Oui"])("%s is yes", (word) => {
    expect(left(read(shlink(word)))).toEqual([[2, "link-archived"]]);
  });

  test.each(["FALSE", "no", "N", "0", "f", "ONWAAR", "Nee", "FALSCH", "nein", "FAUX", "non", ""])("%j is no", (word) => {
    expect(read(shlink(word)).campaigns).toHaveLength(1);
  });

  test.each(["misschien", "vero", "archived", "2"])("%s is neither: the link stays behind, with the word", (word) => {
    const [one] = read(shlink(word)).leftOut;
    expect([one?.why.code, one?.why.params]).toEqual(["link-unknown-word", { text: word }]);
    expect(one === undefined ? "" : english(one.why)).toContain(`"${word}"`);
  });

  test("what stands where a password is asked about is one unless it says no, and is not repeated", () => {
    const kutt = (word: string) => `address,target,password\none,https://example.org/,${word}\n`;
    expect(read(kutt("ONWAAR")).campaigns).toHaveLength(1);
    const found = read(kutt("hunter2"));
    expect(left(found)).toEqual([[2, "link-with-password"]]);
    expect(JSON.stringify(found)).not.toContain("hunter2");
  });
});

describe("a link stays behind", () => {
  const dub = (...rows: string[]) => `key,url,shortLink\n${rows.map((row) => `${row}\n`).join("")}`;

  test.each([
    ["whose code has a slash", "nl/zomer,https://example.org/,https://s.example/nl/zomer", "link-code-slash"],
    ["whose link alone has one", ",https://example.org/,https://s.example/nl/zomer", "link-code-slash"],
    ["whose code lost its zeros", "42,https://example.org/,https://s.example/0042", "link-code-changed"],
    ["whose code became a date", "1-2-2026,https://example.org/,https://s.example/1-2", "link-code-changed"],
    ["whose code became a power of ten", '"2,00E+10",https://example.org/,https://s.example/2e10', "link-code-changed"],
    ["whose code became another", "zomer,https://example.org/,https://s.example/winter", "link-code-changed"],
    ["that leads to itself", "zomer,https://s.example/zomer,https://s.example/zomer", "link-loop"],
  ])("%s", (_, row, code) => {
    expect(left(read(dub(row)))).toEqual([[2, code]]);
  });

  test("that leads to another link of the file; one that leads to another page there is named", () => {
    const found = read(
      dub(
        "one,https://www.s.example/Two?x=1,https://s.example/one",
        "two,https://example.org/,https://s.example/two",
        "three,https://s.example/page,https://s.example/three",
      ),
    );
    expect(left(found)).toEqual([[2, "link-loop"]]);
    expect(found.campaigns.map(({ draft, notes }) => [draft.slug, notes.map(({ code }) => code)])).toEqual([
      ["two", []],
      ["three", ["link-same-host"]],
    ]);
  });

  test("but not one whose service has its links in a folder, or writes their code in another case", () => {
    const found = read(dub("zomer,https://example.org/,https://example.org/go/Zomer?x", "Herfst,https://example.net/,s.example/herfst"));
    expect(found.campaigns.map(({ draft }) => draft.slug)).toEqual(["zomer", "herfst"]);
  });

  test("a code that looks like a date, without a link to compare it with, is refused, and the reason is said", () => {
    const [one] = read("keyword,url\n01-02-26,https://example.org/\n").campaigns;
    expect(one?.notes.map(({ code }) => code)).toEqual(["link-code-like-day"]);
  });
});
