/** Files for spreadsheets, from the dashboard: names, dates, what came without a campaign, and the signs of the reader's language. */
import Papa from "papaparse";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTable } from "../../../src/domain/tables/table.ts";
import { textOf } from "../../../src/domain/tables/table_row.ts";
import { get, sessionOf } from "../setup/dashboard.ts";
import { come, dayAgo, onDay, startWithPast } from "../setup/past.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let cookie: string;

beforeAll(async () => {
  tracker = await startWithPast();
  await onDay(tracker, 6, async () => {
    await tracker.createCampaign("ad-t", { name: "=Ad; één", channel: "tiktok" });
    await tracker.createCampaign("old", { name: "Old, ended", channel: "google" });
  });
  await onDay(tracker, 4, () => come(tracker, { visits: { "ad-t": 60, old: 20 }, signups: { "ad-t": 10, "": 5 } }));
  await onDay(tracker, 3, () => come(tracker, { visits: { "ad-t": 20 }, signups: { "": 10 } }));
  await onDay(tracker, 0, async () => void (await tracker.api("DELETE", "/campaigns/old")));
  cookie = await sessionOf(tracker);
}, 60_000);
afterAll(() => discard(tracker));

async function file(query: string, language: string): Promise<{ name: string; lines: string[][]; text: string }> {
  const path = `/staff/report.csv?from=${dayAgo(4)}&to=${dayAgo(3)}${query}`;
  const answer = await get(tracker, path, cookie, { "accept-language": language });
  // Not `text()`, which takes the byte order mark away.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.arrayBuffer());
  const separator = language === "nl" ? ";" : ",";
  const name = /filename="(.*)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "";
  const lines = Papa.parse<string[]>(text.slice(1).trimEnd(), { delimiter: separator }).data;
  return { name, text, lines };
}

test("from the Dutch page has semicolons, decimal commas, a byte order mark, dates, and what came without a campaign", async () => {
  const { name, text, lines } = await file("", "nl");
  expect(name).toBe(`fivebar-per-kanaal-${dayAgo(4)}-${dayAgo(3)}.csv`);
  expect(text.startsWith("\ufeffVan;Tot en met;Kanaal;Bezoeken;Aanmeldingen;Aanmeldingen per 100 bezoeken;Minstens;Hoogstens;")).toBe(true);
  const tiktok = lines.find((cells) => cells[2] === "TikTok");
  expect(tiktok?.slice(0, 6)).toEqual([dayAgo(4), dayAgo(3), "TikTok", "80", "10", "12,5"]);
  expect(tiktok?.slice(6, 8).every((cell) => /^\d+,\d{1,2}$/.test(cell))).toBe(true);
  expect(lines.at(-1)?.slice(0, 5)).toEqual([dayAgo(4), dayAgo(3), "Zonder campagne", "", "15"]);
});

test("from the English page has commas and decimal points", async () => {
  const { name, lines } = await file("", "en");
  expect(name).toBe(`fivebar-by-channel-${dayAgo(4)}-${dayAgo(3)}.csv`);
  expect(lines.find((cells) => cells[2] === "TikTok")?.slice(0, 6)).toEqual([dayAgo(4), dayAgo(3), "TikTok", "80", "10", "12.5"]);
});

test("names campaigns, archived ones too, and no cell is a formula", async () => {
  const { name, text } = await file("&by=campaign", "nl");
  expect(name).toBe(`fivebar-per-campagne-${dayAgo(4)}-${dayAgo(3)}.csv`);
  expect(text).toContain(`;TikTok;"'=Ad; één";ad-t;80;10;12,5;`);
  expect(text).toContain(";Google;Old, ended;old;20;0;");
});

test("has a line for each day, also of what came without a campaign", async () => {
  const { name, lines } = await file("&interval=day", "en");
  expect(name).toBe(`fivebar-by-channel-by-day-${dayAgo(4)}-${dayAgo(3)}.csv`);
  expect(lines[0]?.slice(0, 4)).toEqual(["Day", "Channel", "Visits", "Signups"]);
  const of = (channel: string) => lines.filter((cells) => cells[1] === channel).map((cells) => [cells[0], cells[2], cells[3]]);
  expect(of("TikTok")).toEqual([
    [dayAgo(4), "60", "10"],
    [dayAgo(3), "20", "0"],
  ]);
  expect(of("Without a campaign")).toEqual([
    [dayAgo(4), "", "5"],
    [dayAgo(3), "", "10"],
  ]);
});

test.each(["nl", "en"])("comes as an Excel workbook with the same cells: days, numbers and texts as such (%s)", async (language) => {
  for (const query of ["", "&by=campaign&interval=day"]) {
    const path = `/staff/report.xlsx?from=${dayAgo(4)}&to=${dayAgo(3)}${query}`;
    const answer = await get(tracker, path, cookie, { "accept-language": language });
    expect(answer.headers.get("content-type")).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    const { name, lines } = await file(query, language);
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${name.replace(/csv$/, "xlsx")}"`);
    const table = readTable(new Uint8Array(await answer.arrayBuffer()), {
      isKnown: (field) => field === lines[0]?.[0],
      maxRows: 100,
      maxColumns: 20,
    });
    if (!table.ok) throw new Error(JSON.stringify(table.error));
    const { header, rows } = table.value;
    expect(header.map(textOf)).toEqual(lines[0]);
    // A text is no formula in a workbook, so nothing guards it there.
    const plain = (cell: string): string => cell.replace(/^'=/, "=").replace(/^(-?\d+),(\d+)$/, "$1.$2");
    expect(rows.map(({ cells }) => (lines[0] ?? []).map((_, index) => textOf(cells[index] ?? "")))).toEqual(
      lines.slice(1).map((line) => line.map(plain)),
    );
  }
});

test("every count is a whole number of bundles, and the page links to each file", async () => {
  for (const query of ["", "&by=campaign", "&interval=day", "&by=campaign&interval=day"]) {
    const { lines } = await file(query, "en");
    const columns = (lines[0] ?? []).flatMap((field, index) => (/^(Visits|Signups|Not counted.*)$/.test(field) ? [index] : []));
    expect(columns.length).toBeGreaterThan(5);
    const counts = lines.slice(1).flatMap((cells) => columns.map((column) => Number(cells[column])));
    expect([query, counts.filter((count) => count % 5 !== 0)]).toEqual([query, []]);
  }
  const page = await (await get(tracker, "/staff", cookie)).text();
  expect([...page.matchAll(/href="\/staff\/report\.csv[^"]*" download/g)]).toHaveLength(4);
});
