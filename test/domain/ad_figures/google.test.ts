/** Google Ads' files as others may export them: with other sums, days, weeks and months, and after a spreadsheet had them. */
import { describe, expect, test } from "vitest";
import { codeOf, codes, csv, read, sums } from "./sample.ts";

describe("Google Ads", () => {
  const HEADER = ["Campaign", "Campaign type", "Currency code", "Cost", "Impr.", "Clicks", "Conversions"];
  const report = (range: string, ...rows: readonly (readonly string[])[]) => `Campaign report\n${range}\n${csv(HEADER, ...rows)}`;
  const row = (name: string, type: string, cost: string, impressions: string) => [name, type, "EUR", cost, impressions, "1", "4,838.80"];

  test("sums on top, in the middle and at the end", () => {
    const total = (label: string, cost: string, impressions: string) => [label, " --", "EUR", cost, impressions, "2", "--"];
    const rows = [
      total("Total: Account", "3.50", "3,100"),
      row("a", "Search", "1.25", "1,100"),
      total("Total: Campaigns", "3.25", "3,000"),
      row("b", "Video", "2.00", "1,900"),
      total("Total: Search", "1.25", "1,100"),
      total("Total: Video", "2.25", "2,000"),
    ];
    const file = read(report('"October 1, 2026 - October 31, 2026"', ...rows));
    expect(sums(file)).toEqual({ "a EUR": "1.25 / 1100 / 1", "b EUR": "2.00 / 1900 / 1" });
    expect(codes(file.checks)).toEqual(["ad-adds-up", "ad-removed-campaigns"]);
    expect(codeOf(report("1 October 2026 - 31 October 2026", ...rows.filter(([name]) => name !== "b")))).toBe("truncated");
    expect(codeOf(report("1 October 2026 - 31 October 2026", ...rows.filter(([name]) => name !== "Total: Campaigns")))).toBe("truncated");
  });

  test.each(["1.24", "1.26", "0.25", "125"])("a total that its rows do not come to, %s for 1.25, is noticed to the cent", (cost) => {
    const rows = [
      row("a", "Search", "1.00", "10"),
      row("b", "Search", "0.25", "20"),
      ["Total: Campaigns", " --", "EUR", cost, "30", "2", "0"],
    ];
    expect(codeOf(report("1 October 2026 - 31 October 2026", ...rows))).toBe("truncated");
  });

  test.each([
    ["October 5, 2026", "2026-10-05"],
    ["5 Oct 2026", "2026-10-05"],
    ["2026-10-05", "2026-10-05"],
  ])("a day written as %s", (text, day) => {
    const file = read(
      `Campaign report\n1 October 2026 - 31 October 2026\n${csv(["Campaign", "Day", "Currency code", "Cost", "Impr."], ["a", text, "EUR", "1.00", "10"])}`,
    );
    expect(file).toMatchObject({ granularity: "day", from: "2026-10-01", to: "2026-10-31", figures: [{ from: day, to: day }] });
    expect(codes(file.notes)).toContain("ad-last-day");
  });

  test("weeks and months are periods, cut to the report's own", () => {
    const weeks = read(
      `Campaign report\n1 October 2026 - 14 October 2026\n${csv(["Campaign", "Week", "Currency code", "Cost", "Impr."], ["a", "2026-09-28", "EUR", "1.00", "10"], ["a", "2026-10-05", "EUR", "2.00", "20"])}`,
    );
    expect(weeks.figures.map(({ from, to }) => [from, to])).toEqual([
      ["2026-10-01", "2026-10-04"],
      ["2026-10-05", "2026-10-11"],
    ]);
    const months = read(
      `Campaign report\n1 October 2026 - 31 October 2026\n${csv(["Campaign", "Month", "Currency code", "Cost", "Impr."], ["a", "October 2026", "EUR", "1.00", "10"])}`,
    );
    expect(months).toMatchObject({ granularity: "period", figures: [{ from: "2026-10-01", to: "2026-10-31" }] });
  });

  test("days outside of the stated dates are not believed", () => {
    expect(
      codeOf(
        `Campaign report\n1 October 2026 - 7 October 2026\n${csv(["Campaign", "Day", "Currency code", "Cost", "Impr."], ["a", "2026-11-01", "EUR", "1.00", "10"])}`,
      ),
    ).toBe("ambiguous-dates");
  });

  test("groups of digits that a Dutch spreadsheet has kept are noticed by the semicolons", () => {
    const header = "Day;Campaign;Currency code;Impr.;Cost";
    expect(
      codeOf(`Campaign report\nOctober 1, 2026 - October 7, 2026\n${header}\n2026-10-01;a;EUR;12;62.08\n2026-10-02;a;EUR;1,078;3.10\n`),
    ).toBe("changed-by-spreadsheet");
    expect(codeOf(`Campaign report\nOctober 1, 2026 - October 7, 2026\n${header}\n2026-10-01;a;EUR;12;62.08\n`)).toBe("read");
  });

  test.each(["23-mei", "########", "#NAAM?", "8-6", "aug-26"])("%s in the place of an amount is a spreadsheet's", (amount) => {
    expect(codeOf(report("1 October 2026 - 31 October 2026", row("a", "Search", "12.50", "10"), row("b", "Search", amount, "10")))).toBe(
      "changed-by-spreadsheet",
    );
  });

  test("an amount that is no number is asked about", () => {
    expect(codeOf(report("1 October 2026 - 31 October 2026", row("a", "Search", "12.50", "10"), row("b", "Search", "veel", "10")))).toBe(
      "ambiguous-numbers",
    );
  });

  test("a report of one day is one by day", () => {
    expect(read(report("October 5, 2026", row("a", "Search", "12.50", "10")))).toMatchObject({
      granularity: "day",
      from: "2026-10-05",
      to: "2026-10-05",
    });
  });

  test("amounts in two notations are no amounts of a platform", () => {
    expect(codeOf(report("1 October 2026 - 31 October 2026", row("a", "Search", "12.50", "10"), row("b", "Search", "12,5", "10")))).toBe(
      "changed-by-spreadsheet",
    );
  });

  test("amounts without decimals, and counts with groups: nothing shows the notation, and it is asked", () => {
    const text = report("1 October 2026 - 31 October 2026", row("a", "Search", "12", "1,100"));
    expect([codeOf(text), codeOf(text, { decimal: "." }), codeOf(text, { decimal: "," })]).toEqual([
      "ambiguous-numbers",
      "read",
      "changed-by-spreadsheet",
    ]);
    expect(codeOf(report("1 October 2026 - 31 October 2026", row("a", "Search", "12", "100")))).toBe("read");
  });
});
