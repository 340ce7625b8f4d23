/** Campaigns in a file: what Fivebar exported comes back whole, also after a spreadsheet saved it in its own language. */
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import type { Campaign } from "../../../src/domain/campaign/campaign.ts";
import { csvFromCampaigns, readCampaigns } from "../../../src/staff/campaigns/campaigns_csv.ts";
import { writeCsv } from "../../../src/staff/http/csv.ts";
import { channelId, day, FIRST_CHANNELS } from "../../domain/given.ts";
import { draft } from "../../worker/draft.ts";

const CHANNELS = [...FIRST_CHANNELS, { id: "poster-js", name: "Poster, grote steden" }].map(({ id, name }) => ({
  id: channelId(id),
  name,
}));

const SPEC = {
  ...draft("x").spec,
  published: true,
  description: "Jongeren",
  ageFrom: 18,
  ageTo: 35,
  regions: ["Utrecht", "Noord-Holland"],
  budgetEuros: 1250.5,
};

function campaign(slug: string, more: Partial<Campaign>): Campaign {
  return { ...draft(slug), createdAt: day("2026-01-01"), version: 1, ...more } as unknown as Campaign;
}

const CAMPAIGNS = [
  campaign("zomer", { name: "Zomer; versie 2", startsOn: day("2026-10-01"), endsOn: day("2026-12-31"), countRepeats: true }),
  campaign("0042", {
    name: 'Met "aanhaling", en komma',
    startsOn: day("2026-03-01"),
    countRepeats: false,
    spec: SPEC,
  } as Partial<Campaign>),
  campaign("1-2", { name: "Café – één", endsOn: day("2026-11-09"), notes: "twee\nregels" }),
  campaign("2e10", { name: "=1+1", channel: channelId("poster-js") }),
];

const { fields, data } = csvFromCampaigns(CAMPAIGNS, "https://go.example.org");
const EXPORT = writeCsv(fields, data);

/** What a spreadsheet makes of a cell when it opens and saves a file: numbers, days and yes and no are its own. */
function resaved(
  cell: string,
  { yes, no, day: order }: { yes: string; no: string; day: (y: string, m: string, d: string) => string },
): string {
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(cell);
  if (date !== null) return order(date[1] ?? "", String(Number(date[2])), String(Number(date[3])));
  if (cell === "true" || cell === "false") return cell === "true" ? yes : no;
  if (cell === "0042") return "42";
  if (cell === "1-2") return order("2026", "2", "1");
  if (cell === "2e10") return "2,00E+10";
  return cell;
}

const DUTCH = { yes: "WAAR", no: "ONWAAR", day: (y: string, m: string, d: string) => `${d}-${m}-${y}` };
const GERMAN = { yes: "WAHR", no: "FALSCH", day: (y: string, m: string, d: string) => `${d.padStart(2, "0")}.${m.padStart(2, "0")}.${y}` };
const FRENCH = { yes: "VRAI", no: "FAUX", day: (y: string, m: string, d: string) => `${d.padStart(2, "0")}/${m.padStart(2, "0")}/${y}` };

function saved(habits: typeof DUTCH, delimiter: string): string {
  const rows = Papa.parse<string[]>(EXPORT, { skipEmptyLines: true }).data.map((row, index) =>
    index === 0 ? row : row.map((cell) => resaved(cell, habits)),
  );
  return `${Papa.unparse(rows, { delimiter })}\r\n`;
}

function utf16(text: string): Uint8Array {
  return Buffer.from(`\ufeff${text}`, "utf16le");
}

/** Windows-1252 of the letters that are used here. */
function windows1252(text: string): Uint8Array {
  return Buffer.from(text.replaceAll("–", "\u0096"), "latin1");
}

function fieldsIn(given: Uint8Array | string): Record<string, unknown>[] {
  const read = readCampaigns(given, CHANNELS);
  if ("errors" in read) throw new Error(JSON.stringify(read.errors));
  return read.rows.map((row) => row.fields);
}

test.each([
  ["by a Dutch Excel, as CSV", saved(DUTCH, ";")],
  ["by a Dutch Excel, as CSV in UTF-8", `\ufeff${saved(DUTCH, ";")}`],
  ["by a Dutch Excel, as CSV in Windows-1252", windows1252(saved(DUTCH, ";"))],
  ["by a Dutch Excel, as Unicode text", utf16(saved(DUTCH, "\t"))],
  ["by a German one", saved(GERMAN, ";")],
  ["by a French one", saved(FRENCH, ";")],
  ["with the header in capitals", EXPORT.replace(/^.*/, (header) => header.toUpperCase())],
  ["with a table's name on top and empty columns", `Tabel 1;;\r\n${saved(DUTCH, ";").replaceAll("\r\n", ";;\r\n")}`],
])("an export that was saved %s comes back whole", (_, given) => {
  expect(fieldsIn(given)).toEqual(fieldsIn(EXPORT));
  expect(fieldsIn(given).map(({ slug }) => slug)).toEqual(["zomer", "0042", "1-2", "2e10"]);
});

test("an export read as it is has all that was exported", () => {
  expect(fieldsIn(EXPORT)[1]).toMatchObject({
    slug: "0042",
    name: 'Met "aanhaling", en komma',
    startsOn: "2026-03-01",
    countRepeats: false,
    spec: { published: true, ageFrom: 18, ageTo: 35, regions: ["Utrecht", "Noord-Holland"], budgetEuros: 1250.5 },
  });
  expect(fieldsIn(EXPORT)[3]).toMatchObject({ name: "=1+1", channel: "poster-js" });
});

describe("in a file of one's own", () => {
  const one = (header: string, row: string): Record<string, unknown> | undefined => fieldsIn(`${header}\n${row}\n`)[0];

  test.each(["tiktok", "TikTok", "TIKTOK"])("%s is the channel TikTok", (text) => {
    expect(one("Name,Channel,DESTINATION", `One,${text},https://example.org/`)).toMatchObject({ channel: "tiktok" });
  });

  test("a channel is named as people see it", () => {
    expect(one("name,channel,destination", 'One,"poster, GROTE steden",https://example.org/')).toMatchObject({ channel: "poster-js" });
    expect(one("name,channel,destination", "One,Radio,https://example.org/")).toMatchObject({ channel: "Radio" });
  });

  test.each([
    ["31-12-2026", "2026-12-31"],
    ["31/12/2026", "2026-12-31"],
    ["12/31/2026", "2026-12-31"],
    ["1.2.2026", "2026-02-01"],
    ["1 oktober 2026", "2026-10-01"],
    ["1-2-2026", "1-2-2026"],
    ["01/02/2026", "01/02/2026"],
    ["31-12-2026 10:00", "31-12-2026 10:00"],
    ["31-02-2026", "31-02-2026"],
  ])("the day %s is %s, and is refused where it could be two", (text, day) => {
    expect(one("name,channel,destination,endsOn", `One,tiktok,https://example.org/,${text}`)).toMatchObject({ endsOn: day });
  });

  test("one day that can be no month tells how the others are written", () => {
    const rows = fieldsIn(
      "name,channel,destination,startsOn\nA,tiktok,https://example.org/,1-2-2026\nB,tiktok,https://example.org/,13-2-2026\n",
    );
    expect(rows.map(({ startsOn }) => startsOn)).toEqual(["2026-02-01", "2026-02-13"]);
    const american = fieldsIn(
      "name,channel,destination,startsOn\nA,tiktok,https://example.org/,1/2/2026\nB,tiktok,https://example.org/,2/13/2026\n",
    );
    expect(american.map(({ startsOn }) => startsOn)).toEqual(["2026-01-02", "2026-02-13"]);
  });

  test.each([
    ["12.50", 12.5],
    ['"12,50"', 12.5],
    ['"1,234"', "1,234"],
    ['"1.234,50"', "1.234,50"],
    ["veel", "veel"],
  ])("the amount %s is %j", (text, budgetEuros) => {
    expect(one("name,channel,destination,spec.budgetEuros", `One,tiktok,https://example.org/,${text}`)).toMatchObject({
      spec: { budgetEuros },
    });
  });

  test("a slug that is not what a spreadsheet makes of its link's stays as it is", () => {
    expect(one("name,channel,destination,slug,link", "One,tiktok,https://example.org/,nieuw,https://go.example.org/oud")).toMatchObject({
      slug: "nieuw",
    });
  });

  test("a row may end before columns that may be empty, and not before others", () => {
    expect(one("name,channel,destination,notes", "One,tiktok,https://example.org/")).toEqual({
      name: "One",
      channel: "tiktok",
      destination: "https://example.org/",
    });
    expect(readCampaigns("name,channel,destination\nOne,tiktok\n", CHANNELS)).toMatchObject({
      errors: [{ path: "0", code: "wrong-cell-count" }],
    });
  });

  test("a file that is cut at any byte is refused, or has some of its campaigns as they are", () => {
    const { fields, data } = csvFromCampaigns(CAMPAIGNS, "https://go.example.org");
    const bytes = new TextEncoder().encode(writeCsv(fields, data));
    const whole = readCampaigns(bytes, CHANNELS);
    const rows = "rows" in whole ? whole.rows : [];
    expect(rows).toHaveLength(CAMPAIGNS.length);
    for (let length = 0; length < bytes.length; length += 1) {
      const cut = readCampaigns(bytes.subarray(0, length), CHANNELS);
      if ("rows" in cut) expect([length, cut.rows]).toEqual([length, rows.slice(0, cut.rows.length)]);
    }
    const early = "name,channel,destination,notes\nOne,tiktok,https://example.org/pa";
    expect(readCampaigns(early, CHANNELS)).toMatchObject({ errors: [{ path: "0", code: "cut-row", row: 2 }] });
    expect(readCampaigns(`${early}ge\n`, CHANNELS)).toMatchObject({ rows: [{ fields: { destination: "https://example.org/page" } }] });
  });
});
