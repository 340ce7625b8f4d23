/** Meta's files as others may export them: in another order, language or level, with sums, with breakdowns. */
import { describe, expect, test } from "vitest";
import { codeOf, codes, csv, read, sums } from "./sample.ts";

describe("Meta", () => {
  const HEADER = ["Campaign name", "Day", "Impressions", "Amount spent (EUR)", "Link clicks", "Reporting starts", "Reporting ends"];
  const day = (name: string, date: string, spend: string, more: readonly (string | number)[] = [100, spend, 5]) => [
    name,
    date,
    ...more,
    date,
    date,
  ];

  test.each([
    ["first", 1],
    ["last", 3],
  ])("a row of sums without a name, %s, is left out and compared", (_, place) => {
    const rows = [day("a", "2026-11-01", "1.50"), day("b", "2026-11-01", "2.25")];
    const total = ["", "", 200, "3.75", 10, "2026-11-01", "2026-11-01"];
    const file = read(csv(HEADER, ...rows.toSpliced(place - 1, 0, total)));
    expect(file.leftOut.map(({ row }) => row)).toEqual([place + 1]);
    expect(sums(file)).toEqual({ "a EUR": "1.50 / 100 / 5", "b EUR": "2.25 / 100 / 5" });
    const wrong = ["", "", 201, "3.75", 10, "2026-11-01", "2026-11-01"];
    expect(codeOf(csv(HEADER, ...rows.toSpliced(place - 1, 0, wrong)))).toBe("truncated");
  });

  test("sums of each campaign among its days are left out and compared", () => {
    const rows = [day("a", "2026-11-01", "1.50"), day("a", "2026-11-02", "2.00"), ["a", "", 200, "3.50", 10, "2026-11-01", "2026-11-02"]];
    expect(sums(read(csv(HEADER, ...rows)))).toEqual({ "a EUR": "3.50 / 200 / 10" });
    expect(codeOf(csv(HEADER, ...rows.slice(1)))).toBe("truncated");
  });

  test("ads, ad sets, placements and ages of a day are added; ages by day are not kept", () => {
    const header = [
      "Campaign name",
      "Ad set name",
      "Ad name",
      "Placement",
      "Age",
      "Day",
      "Reach",
      "Impressions",
      "Amount spent (EUR)",
      "Link clicks",
    ];
    const row = (ad: string, age: string) => ["zomer", "set", ad, "feed", age, "2026-11-01", 40, 100, "1.10", 3];
    const file = read(csv(header, row("x", "18-24"), row("x", "25-34"), row("y", "18-24")));
    expect(sums(file)).toEqual({ "zomer EUR": "3.30 / 300 / 9" });
    expect([file.level, file.audience, codes(file.notes)]).toEqual(["campaign", [], ["ad-audience-by-day"]]);
  });

  test("without campaigns the ads are the units", () => {
    const file = read(csv(["Ad name", "Day", "Impressions", "Amount spent (USD)"], ["zomer 1", "2026-11-01", 10, "1.00"]));
    expect([file.level, file.currencies, file.units[0]?.name]).toEqual(["ad", ["USD"], "zomer 1"]);
  });

  test("an older export without a currency is asked about, and one that names it needs no answer", () => {
    const old = csv(["Campaign Name", "Day", "Impressions", "Link Clicks", "Amount Spent"], ["a", "2026-11-01", 10, 1, "1.00"]);
    expect([codeOf(old), codeOf(old, { currency: "EUR" })]).toEqual(["no-currency", "read"]);
    const named = csv(HEADER, day("a", "2026-11-01", "1.00"));
    expect([codeOf(named, { currency: "EUR" }), codeOf(named, { currency: "USD" })]).toEqual(["read", "other-currency"]);
  });

  test("Dutch names of now and before, in any order", () => {
    for (const [campaign, impressions, clicks] of [
      ["Campagnenaam", "Weergaven", "Linkklikken"],
      ["Naam campagne", "Vertoningen", "Klikken op links"],
    ] as const) {
      const file = read(
        csv(
          [clicks, "Besteed bedrag (EUR)", "Klikken (alle)", impressions, "Dag", campaign, "CPM (kosten per 1000 weergaven) (EUR)"],
          [3, "4.56", 9, 123, "2027-02-28", "zomer", "12.3"],
        ),
      );
      expect(sums(file)).toEqual({ "zomer EUR": "4.56 / 123 / 3" });
    }
  });

  test("without link clicks, other clicks are none: they stay unknown", () => {
    const file = read(
      csv(
        ["Campaign name", "Day", "Impressions", "Amount spent (EUR)", "Clicks (all)", "Landing page views"],
        ["a", "2026-11-01", 10, "1.00", 7, 6],
      ),
    );
    expect([sums(file), codes(file.notes)]).toEqual([{ "a EUR": "1.00 / 10 / unknown" }, ["ad-clicks-unknown"]]);
  });

  test("regions of a month are kept by themselves, and not crossed with ages", () => {
    const header = ["Campaign name", "Region", "Age", "Reach", "Impressions", "Amount spent (EUR)", "Reporting starts", "Reporting ends"];
    const row = (age: string) => ["a", "Utrecht", age, 500, 900, "9.00", "2026-10-01", "2026-10-31"];
    const crossed = read(csv(header, row("18-24"), row("25-34")));
    expect([crossed.audience, codes(crossed.notes)]).toEqual([[], ["ad-audience-only", "ad-audience-crossed"]]);
    const alone = read(
      csv(
        header.filter((name) => name !== "Age"),
        row("").filter((cell) => cell !== ""),
      ),
    );
    expect(alone.audience).toMatchObject([{ region: "Utrecht", age: null, gender: null, reach: 500 }]);
  });

  test("ages of less than a week are not kept", () => {
    const header = ["Campaign name", "Age", "Reach", "Impressions", "Amount spent (EUR)", "Reporting starts", "Reporting ends"];
    const file = read(csv(header, ["a", "18-24", 500, 900, "9.00", "2026-10-01", "2026-10-06"]));
    expect([file.audience, file.figures, codes(file.notes)]).toEqual([[], [], ["ad-audience-only", "ad-audience-short"]]);
  });

  test("reach of a period that several rows state is not added up", () => {
    const header = ["Campaign name", "Ad set name", "Reach", "Impressions", "Amount spent (EUR)", "Reporting starts", "Reporting ends"];
    const row = (set: string) => ["a", set, 500, 900, "9.00", "2026-10-01", "2026-10-31"];
    const file = read(csv(header, row("one"), row("two")));
    expect(file.figures).toMatchObject([{ spendMicros: 18_000_000, impressions: 1_800, reach: null }]);
    expect(codes(file.notes)).toContain("ad-reach-added");
  });

  test("ids that a spreadsheet has rounded in another way are none either", () => {
    const header = ["Campaign ID", "Campaign name", "Impressions", "Amount spent (EUR)", "Reporting starts", "Reporting ends"];
    const rows = (id: string) =>
      [
        ["a", 1],
        ["b", 2],
      ].map(([name, n]) => [id, name ?? "", 10, `${n}.00`, "2026-10-01", "2026-10-31"]);
    for (const id of ["1,20253E+17", "120253000000000000", "1.20253e17"]) {
      const file = read(csv(header, ...rows(id)));
      expect([file.units.map(({ key }) => key), codes(file.notes)]).toEqual([
        ["name:a", "name:b"],
        ["ad-ids-lost", "ad-clicks-unknown"],
      ]);
    }
    expect(read(csv(header, ...rows("120253000000000123"))).units).toHaveLength(1);
  });
});
