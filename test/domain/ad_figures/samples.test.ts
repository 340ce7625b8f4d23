/** What is concluded from each of the platforms' files. */
import { expect, test } from "vitest";
import type { AdFileOptions } from "../../../src/domain/ad_figures/ad_file.ts";
import type { Day } from "../../../src/domain/day.ts";
import { codeOf, codes, read, sample, sums } from "./sample.ts";

const OCTOBER = { from: "2026-10-01" as Day, to: "2026-10-31" as Day };
const WEEK = { from: "2026-10-01", to: "2026-10-07" };
const META_WEEK = {
  "ig-verhaal | Verhaal oktober EUR": "154.80 / 25278 / 275",
  "ig-reel | Reel oktober EUR": "46.83 / 7649 / 82",
};
const ZOEK = "gg-zoek | Zoeken, oktober (<2027)";

test.each(["meta/01-day-en.csv", "meta/06-day-nl.csv", "meta/11-day-en.xlsx", "meta/13-day-en-opened-in-dutch-spreadsheet.csv"])(
  "%s: seven days of two campaigns, link clicks alone, and no reach by day",
  (name) => {
    const file = read(sample(name));
    expect(file).toMatchObject({
      platform: "meta",
      granularity: "day",
      ...WEEK,
      currencies: ["EUR"],
      level: "campaign",
      leftOut: [],
      notes: [],
    });
    expect(sums(file)).toEqual(META_WEEK);
    expect(file.figures).toHaveLength(14);
    expect(file.figures.every(({ reach, from, to }) => reach === null && from === to)).toBe(true);
    const reel = file.figures.find(({ unit, from }) => unit.includes("ig-reel") && from === "2026-10-03");
    expect(reel).toMatchObject({ spendMicros: 10_000, impressions: 1, clicks: 0 });
    expect(codes(file.checks)).toEqual(["ad-no-total"]);
  },
);

test("meta/02: days that overlap with those of another file", () => {
  const file = read(sample("meta/02-day-en-reexport-overlap.csv"));
  expect(file).toMatchObject({ from: "2026-10-05", to: "2026-10-10" });
  const old = read(sample("meta/01-day-en.csv")).figures.filter(({ from }) => from < "2026-10-05");
  expect(sums({ ...file, figures: [...old, ...file.figures] })).toEqual({
    "ig-verhaal | Verhaal oktober EUR": "212.91 / 34774 / 377",
    "ig-reel | Reel oktober EUR": "70.27 / 11477 / 123",
  });
});

test("meta/04: ages and genders of a month, and no money of theirs", () => {
  const file = read(sample("meta/04-age-gender-small-cells.csv"));
  expect(file).toMatchObject({ platform: "meta", granularity: "period", ...OCTOBER, figures: [], currencies: [] });
  expect(file.audience).toHaveLength(40);
  expect(file.audience.filter(({ reach }) => (reach ?? 0) < 50)).toHaveLength(14);
  expect(file.audience[0]).toMatchObject({ age: "13-17", gender: "female", region: null, reach: 10, impressions: 13 });
  expect(codes(file.notes)).toEqual(["ad-audience-only"]);
});

test.each(["meta/08-empty.csv", "google/08-header-only.csv", "linkedin/03-preamble-only-utf16.csv"])(
  "%s: a report without rows",
  (name) => {
    const file = read(sample(name));
    expect(file).toMatchObject({ platform: name.split("/")[0], figures: [], audience: [], units: [], leftOut: [] });
    expect(codes(file.notes)).toEqual(["ad-no-rows"]);
  },
);

test("linkedin/03 states its dates without a row", () => {
  expect(read(sample("linkedin/03-preamble-only-utf16.csv"))).toMatchObject(OCTOBER);
});

test("meta/09: ids that a spreadsheet has rounded are none, and two campaigns do not become one", () => {
  const file = read(sample("meta/09-ids-mangled-by-spreadsheet.csv"));
  expect(file.units.map(({ id, name }) => [id, name])).toEqual([
    [null, "ig-verhaal | Verhaal oktober"],
    [null, "ig-reel | Reel oktober"],
  ]);
  expect(file).toMatchObject({ granularity: "period", ...OCTOBER });
  expect(file.figures.map(({ spendMicros, impressions, clicks, reach }) => [spendMicros, impressions, clicks, reach])).toEqual([
    [70_270_000, 11_477, 123, 6_920],
    [211_670_000, 34_566, 375, 11_877],
  ]);
  expect(codes(file.notes)).toEqual(["ad-ids-lost"]);
});

test("google/01: three campaigns; the sums at the end are left out, and add up but for removed campaigns", () => {
  const file = read(sample("google/01-campaigns-en-gb-totals.csv"));
  expect(file).toMatchObject({ platform: "google", granularity: "period", ...OCTOBER, currencies: ["EUR"] });
  expect(sums(file)).toEqual({
    [`${ZOEK} EUR`]: "1661.67 / 25881 / 1664",
    "gg-display EUR": "1234.56 / 104220 / 312",
    "Oude campagne EUR": "0.00 / 0 / 0",
  });
  expect(file.figures.reduce((sum, { spendMicros }) => sum + spendMicros, 0)).toBe(2_896_230_000);
  expect(file.leftOut.map(({ row, why }) => [row, why.code])).toEqual([7, 8, 9, 10].map((row) => [row, "ad-row-total"]));
  expect(codes(file.checks)).toEqual(["ad-adds-up", "ad-removed-campaigns"]);
});

test("google/03: by day, with counts in groups of three digits, and a total", () => {
  const file = read(sample("google/03-day-plain.csv"));
  expect(file).toMatchObject({ platform: "google", granularity: "day", ...WEEK });
  expect(sums(file)).toEqual({ [`${ZOEK} EUR`]: "382.18 / 6630 / 394", "gg-display EUR": "62.08 / 23444 / 64" });
  expect(file.units.map(({ id }) => id)).toEqual(["21800000001", "21800000002"]);
  expect(codes(file.checks)).toEqual(["ad-adds-up"]);
});

test("google/04: without dates they are asked for", () => {
  const bytes = sample("google/04-all-time.csv");
  expect(codeOf(bytes)).toBe("no-period");
  expect(read(bytes, OCTOBER)).toMatchObject({ granularity: "period", ...OCTOBER });
});

test("google/05: ages are added up over ad groups, and interactions are no clicks", () => {
  const file = read(sample("google/05-age-interactions-no-clicks.csv"));
  expect(file).toMatchObject({ platform: "google", ...OCTOBER, figures: [] });
  expect(Object.fromEntries(file.audience.map(({ age, impressions, reach }) => [age, [impressions, reach]]))).toEqual({
    "18-24": [5_411, null],
    "25-34": [7_310, null],
    "35-44": [5_874, null],
    "45-54": [3_900, null],
    "55-64": [2_506, null],
    "65+": [322, null],
    unknown: [2_622, null],
  });
});

test("google/06: genders", () => {
  const { audience } = read(sample("google/06-gender.csv"));
  expect(audience.map(({ gender, age, impressions }) => [gender, age, impressions])).toEqual([
    ["female", null, 9_004],
    ["male", null, 8_771],
    ["unknown", null, 12],
  ]);
});

test("google/07: one name under two ids and in two currencies is two units", () => {
  const file = read(sample("google/07-day-two-currencies.csv"));
  expect(file.currencies).toEqual(["EUR", "USD"]);
  expect(file.units.map(({ key, name }) => [key, name])).toEqual([
    ["id:21800000001", ZOEK],
    ["id:21800000002", "gg-display"],
    ["id:21800000009", ZOEK],
  ]);
  expect(sums(file)).toMatchObject({ [`${ZOEK} EUR`]: "125.13 / 2171 / 129", [`${ZOEK} USD`]: "125.13 / 2171 / 129" });
});

test("google/10: a correction below zero stands", () => {
  expect(sums(read(sample("google/10-negative-correction.csv")))[`${ZOEK} EUR`]).toBe("96.30 / 2977 / 109");
});

test("google/11: Dutch, with decimal commas", () => {
  const file = read(sample("google/11-nl-decimal-comma-UNVERIFIED.csv"));
  expect(file).toMatchObject({ platform: "google", granularity: "day", from: "2026-10-01", to: "2026-10-02" });
  expect(sums(file)).toEqual({ "gg-zoek EUR": "1129.01 / 2202 / 133", "gg-display EUR": "0.00 / 4120 / 0" });
  expect(codes(file.checks)).toEqual(["ad-adds-up"]);
});

test("youtube/01: without clicks they are unknown", () => {
  const file = read(sample("youtube/01-views-no-clicks.csv"));
  expect(file).toMatchObject({ platform: "google", granularity: "period", ...OCTOBER });
  expect(sums(file)).toEqual({ "yt-kijk | In-stream EUR": "648.20 / 58204 / unknown" });
  expect(codes(file.notes)).toEqual(["ad-clicks-unknown"]);
});

test.each(["tiktok/01-day-total-row.xlsx", "tiktok/02-day-total-row.csv", "refuse/08-xlsx-named-csv.csv"])(
  "%s: six rows and their total",
  (name) => {
    const file = read(sample(name));
    expect(file).toMatchObject({ platform: "tiktok", granularity: "day", from: "2026-10-01", to: "2026-10-03" });
    expect(sums(file)).toEqual({ "tt-dans EUR": "66.08 / 15735 / 124", "tt-duet EUR": "28.28 / 6735 / 34" });
    expect(file.leftOut.map(({ row, why }) => [row, why.code])).toEqual([[8, "ad-row-total"]]);
    expect(codes(file.notes)).toEqual(["ad-days-no-summer-time"]);
  },
);

test("spotify/01: ad sets are added, on Spotify and off it, and their reach is not", () => {
  const file = read(sample("spotify/01-day-header-UNVERIFIED.csv"));
  expect(file).toMatchObject({ platform: "spotify", granularity: "day", from: "2026-10-01", to: "2026-10-03" });
  expect(sums(file)).toEqual({ "sp-audio EUR": "270.90 / 19350 / 21" });
  expect(file.figures).toHaveLength(3);
  expect(codes(file.notes)).toEqual(["ad-days-utc"]);
});

test("spotify/02: ages and genders without money, of a period that is asked for; a row without figures is none of zero", () => {
  const bytes = sample("spotify/02-insights-no-spend-UNVERIFIED.csv");
  expect(codeOf(bytes)).toBe("no-period");
  const file = read(bytes, OCTOBER);
  expect(file).toMatchObject({ platform: "spotify", figures: [], leftOut: [{ row: 7, why: { code: "ad-row-empty" } }] });
  expect(file.audience.map(({ age, gender, reach }) => [age ?? gender, reach])).toEqual([
    ["18-24", 4_692],
    ["25-34", 4_538],
    ["35-44", 2_230],
    ["45-54", 923],
    ["55-64", 315],
    ["female", 6_461],
    ["male", 6_153],
    ["other", 84],
  ]);
});

test("linkedin/01: UTF-16, Dutch, days that only the lines above tell, and clicks to the landing page", () => {
  const file = read(sample("linkedin/01-day-nl-utf16.csv"));
  expect(file).toMatchObject({ platform: "linkedin", granularity: "day", from: "2026-10-05", to: "2026-10-08" });
  expect(sums(file)).toEqual({ "li-brief EUR": "63.44 / 4982 / 50" });
  expect(file.units).toEqual([{ key: "id:700000001", id: "700000001", name: "li-brief", level: "campaign" }]);
});

test("pinterest/01: outbound clicks, in a currency that is asked for", () => {
  const bytes = sample("pinterest/01-day-UNVERIFIED.csv");
  expect(codeOf(bytes)).toBe("no-currency");
  expect(sums(read(bytes, { currency: "EUR" }))).toEqual({ "pi-bord EUR": "23.94 / 16124 / 41" });
});

test("ga4/01: the form of Google Analytics 4, dates in two notations, and slugs", () => {
  const bytes = sample("ga4/01-cost-data.csv");
  expect(codeOf(bytes)).toBe("no-currency");
  const file = read(bytes, { currency: "EUR" });
  expect(file).toMatchObject({ platform: "ga4", granularity: "day", from: "2026-10-01", to: "2026-10-02" });
  expect(sums(file)).toEqual({
    "ig-verhaal EUR": "43.62 / 7124 / 79",
    "gg-zoek EUR": "52.38 / 912 / 54",
    "bestaat-niet EUR": "0.40 / 10 / 1",
  });
});

test("fivebar/01: its own form names slugs", () => {
  const file = read(sample("fivebar/01-days.csv"));
  expect(file).toMatchObject({ platform: "fivebar", granularity: "day", from: "2026-10-01", to: "2026-10-02", notes: [], checks: [] });
  expect(sums(file)).toEqual({ "ig-verhaal EUR": "43.62 / 7124 / 79", "sp-audio EUR": "60.10 / 4213 / 5" });
});

const REFUSED: readonly [string, string, AdFileOptions?][] = [
  ["google/12-day-opened-in-dutch-spreadsheet.csv", "changed-by-spreadsheet"],
  ["google/14-campaigns-opened-in-dutch-spreadsheet.csv", "changed-by-spreadsheet"],
  ["fivebar/03-same-day-twice.csv", "day-twice"],
  ["fivebar/04-ambiguous-numbers.csv", "ambiguous-numbers"],
  ["fivebar/05-ambiguous-dates.csv", "ambiguous-dates"],
  ["refuse/01-truncated-in-a-cell.csv", "truncated"],
  ["refuse/03-leads-of-persons.csv", "persons"],
  ["refuse/05-search-terms.csv", "too-fine"],
  ["refuse/06-places.csv", "too-fine"],
];

test.each(REFUSED)("%s is refused as %s", (name, code) => {
  expect(codeOf(sample(name))).toBe(code);
});

test("what could be read in two ways is read as its sender says", () => {
  expect(sums(read(sample("fivebar/04-ambiguous-numbers.csv"), { decimal: "." }))).toEqual({ "ig-verhaal EUR": "2441.00 / 7124 / 79" });
  expect(codeOf(sample("fivebar/04-ambiguous-numbers.csv"), { decimal: "," })).toBe("changed-by-spreadsheet");
  expect(read(sample("fivebar/05-ambiguous-dates.csv"), { dates: "dmy" })).toMatchObject({ from: "2026-10-05", to: "2026-10-06" });
  expect(read(sample("fivebar/05-ambiguous-dates.csv"), { dates: "mdy" })).toMatchObject({ from: "2026-05-10", to: "2026-06-10" });
});
