/** Files of the smaller platforms, of Google Analytics' form and of Fivebar's own. */
import { describe, expect, test } from "vitest";
import type { Day } from "../../../src/domain/day.ts";
import { codeOf, codes, csv, OCTOBER, read, sums } from "./sample.ts";

test("LinkedIn in English: the month first, which only the lines above tell, and dots", () => {
  const lines = [
    "Campaign Performance Report (in UTC)",
    '"Report Start: September 5, 2026, 12:00 AM"',
    '"Report End: September 7, 2026, 11:59 PM"',
    '"Date Generated: October 2, 2026, 9:01 AM"',
    "",
  ];
  const header =
    "Start Date (in UTC)\tAccount Name\tCurrency\tCampaign ID\tCampaign Name\tTotal Spent\tImpressions\tClicks\tClicks to Landing Page\tReach";
  const row = (date: string) => `${date}\tX\tEUR\t700000001\tli-brief\t14.36\t1,235\t13\t11\t900`;
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}\n`, "utf16le");
  const file = read(utf16([...lines, header, row("9/5/2026"), row("9/6/2026"), row("9/7/2026")].join("\n")));
  expect(file).toMatchObject({ platform: "linkedin", granularity: "day", from: "2026-09-05", to: "2026-09-07" });
  expect(sums(file)).toEqual({ "li-brief EUR": "43.08 / 3705 / 33" });
  const whole = read(utf16([...lines, header, row("9/5/2026")].join("\n")));
  expect(whole).toMatchObject({ granularity: "period", figures: [{ from: "2026-09-05", to: "2026-09-07", reach: 900 }] });
});

test("LinkedIn by month: a row's date is the first of a month, and not a day", () => {
  const report = (rows: readonly string[]) =>
    [
      "Campaign Performance Report (in UTC)",
      '"Report Start: October 5, 2026, 12:00 AM"',
      '"Report End: December 20, 2026, 11:59 PM"',
      "",
      "Start Date (in UTC)\tCurrency\tCampaign Name\tTotal Spent\tImpressions\tClicks to Landing Page",
      ...rows.map((date) => `${date}\tEUR\tli-brief\t14.36\t1235\t11`),
      "",
    ].join("\n");
  expect(read(report(["10/5/2026", "11/1/2026", "12/1/2026"])).figures.map(({ from, to }) => [from, to])).toEqual([
    ["2026-10-05", "2026-10-31"],
    ["2026-11-01", "2026-11-30"],
    ["2026-12-01", "2026-12-20"],
  ]);
  expect(read(report(["11/1/2026", "11/2/2026"]))).toMatchObject({ granularity: "day" });
});

describe("Microsoft", () => {
  const lines = (rows: number, incomplete = "False") =>
    `"Report Name: Campaigns"\n"Report Time: 10/1/2026 - 10/31/2026"\n"Time Zone: (GMT+01:00) Amsterdam"\n"Report Aggregation: Daily"\n"Potential Incomplete Data: ${incomplete}"\n"Rows: ${rows}"\n\n`;
  const header = '"TimePeriod","CampaignName","CampaignId","CurrencyCode","Impressions","Clicks","Spend"\n';
  const rows = '"10/5/2026","ms-zoek","42","EUR","1200","12","9.60"\n"10/6/2026","ms-zoek","42","EUR","900","8","6.40"\n';
  const end = '"@2026 Microsoft Corporation. All rights reserved. "\n';

  test("its lines above and below, and the order of its dates", () => {
    const file = read(lines(2, "true") + header + rows + end);
    expect(file).toMatchObject({ platform: "microsoft", granularity: "day", from: "2026-10-01", to: "2026-10-31" });
    expect([sums(file), file.figures.map(({ from }) => from)]).toEqual([
      { "ms-zoek EUR": "16.00 / 2100 / 20" },
      ["2026-10-05", "2026-10-06"],
    ]);
    expect(codes(file.notes)).toEqual(["ad-incomplete", "ad-last-day"]);
  });

  test.each([
    ["fewer rows than it says", lines(3) + header + rows + end],
    ["no last line", lines(2) + header + rows],
  ])("%s: it was cut short", (_, text) => {
    expect(codeOf(text)).toBe("truncated");
  });

  test("by week or month a row's date is the first of its days, and the report's own dates cut them", () => {
    const one = (aggregation: string, head: string, row: string) =>
      `${lines(1).replace("Daily", aggregation)}${head}${row}"ms-zoek","42","EUR","1200","12","9.60"\n${end}`;
    const monthly = one("Monthly", header, '"10/1/2026",');
    expect(read(monthly)).toMatchObject({ granularity: "period", figures: [{ from: "2026-10-01", to: "2026-10-31" }] });
    const weekly = lines(2).replace("Daily", "Weekly") + header + rows.replace('"10/5', '"9/27').replace('"10/6', '"10/25') + end;
    expect(read(weekly).figures.map(({ from, to }) => [from, to])).toEqual([
      ["2026-10-01", "2026-10-03"],
      ["2026-10-25", "2026-10-31"],
    ]);
    const whole = one("Summary", header.replace('"TimePeriod",', ""), "");
    expect(read(whole)).toMatchObject({ granularity: "period", from: "2026-10-01", to: "2026-10-31" });
  });

  test("by the hour it is too fine", () => {
    expect(codeOf(lines(2).replace("Daily", "Hourly") + header + rows + end)).toBe("too-fine");
  });
});

test("Snapchat: weeks, in a currency that is asked for", () => {
  const text = csv(
    ["Week", "Campaign Name", "Ad Set Name", "Amount Spent", "Paid Impressions", "Swipe Ups"],
    ["2026-10-05", "sc-filter", "x", "12.50", 900, 7],
  );
  expect(codeOf(text)).toBe("no-currency");
  const file = read(text, { currency: "EUR" });
  expect(file).toMatchObject({ platform: "snapchat", granularity: "period", from: "2026-10-05", to: "2026-10-11" });
  expect(sums(file)).toEqual({ "sc-filter EUR": "12.50 / 900 / unknown" });
});

test("TikTok: older names, and rows that are dashes", () => {
  const header = ["Date", "Campaign name", "Cost", "Impression", "Clicks (destination)", "Currency"];
  const file = read(
    csv(
      header,
      ["2026-11-01", "tt-dans", "1.00", "10", "-", "EUR"],
      ["2026-11-02", "tt-dans", "-", "-", "-", "EUR"],
      ["Total of 2 results", "-", "1.00", "10", "-", "EUR"],
    ),
  );
  expect(sums(file)).toEqual({ "tt-dans EUR": "1.00 / 10 / 0" });
  expect(file.leftOut.map(({ row, why }) => [row, why.code])).toEqual([
    [3, "ad-row-empty"],
    [4, "ad-row-total"],
  ]);
});

test("Spotify: -5 stands for few, not for a correction; hours are too fine", () => {
  const header = ["CAMPAIGN_NAME", "DATE", "AD_ACCOUNT_CURRENCY", "IMPRESSIONS_ON_SPOTIFY", "SPEND", "CLICKS"];
  const row = (date: string, clicks: number) => ["sp-audio", date, "EUR", 400, "5.10", clicks];
  expect(sums(read(csv(header, row("2026-10-01", 3), row("2026-10-02", -5))))).toEqual({ "sp-audio EUR": "10.20 / 800 / unknown" });
  expect(codeOf(csv(header, row("2026-10-01T13:00:00Z", 3)))).toBe("too-fine");
});

describe("Fivebar's own form", () => {
  const HEADER = ["slug", "day", "from", "to", "currency", "spend", "impressions", "reach", "clicks"];

  test("days and periods, with reach of the periods; empty clicks are unknown", () => {
    const file = read(
      csv(
        HEADER,
        ["zomer", "2026-10-01", "", "", "EUR", "1.50", 100, "", 5],
        ["herfst", "", "2026-10-01", "2026-10-31", "EUR", "20", 900, 600, ""],
      ),
    );
    expect(file.figures).toMatchObject([
      { unit: "name:herfst", from: "2026-10-01", to: "2026-10-31", reach: 600, clicks: null },
      { unit: "name:zomer", from: "2026-10-01", to: "2026-10-01", reach: null, clicks: 5 },
    ]);
  });

  test("codes in other letters are the same campaign", () => {
    const file = read(
      csv(HEADER, ["Zomer", "2026-10-01", "", "", "EUR", "1.50", 100, "", 5], ["zomer", "2026-10-02", "", "", "EUR", "2.00", 50, "", 5]),
    );
    expect([file.units.map(({ key }) => key), sums(file)]).toEqual([["name:zomer"], { "zomer EUR": "3.50 / 150 / 10" }]);
  });

  test("a row without a campaign is left out, and is no total", () => {
    const file = read(
      csv(HEADER, ["zomer", "2026-10-01", "", "", "EUR", "1.50", 100, "", 5], ["", "2026-10-01", "", "", "EUR", "9.00", 100, "", 5]),
    );
    expect(file.leftOut.map(({ row, why }) => [row, why.code])).toEqual([[3, "ad-row-nameless"]]);
  });

  test("the platform that its sender names is compared with that of its columns", () => {
    const text = csv(HEADER, ["zomer", "2026-10-01", "", "", "EUR", "1.50", 100, "", 5]);
    expect([codeOf(text, { platform: "fivebar" }), codeOf(text, { platform: "meta" })]).toEqual(["read", "other-platform"]);
  });

  test("dates that its sender says must hold all days", () => {
    const text = csv(["slug", "day", "currency", "spend", "impressions"], ["zomer", "2026-10-05", "EUR", "1.50", 100]);
    expect(read(text, OCTOBER)).toMatchObject({ from: "2026-10-01", to: "2026-10-31" });
    expect(codeOf(text, { from: "2026-10-06" as Day, to: "2026-10-31" as Day })).toBe("other-period");
  });
});

test("Google Analytics' form under its own words", () => {
  const header = ["Campaign source", "Campaign medium", "Campaign name", "Date", "Cost", "Clicks", "Impressions", "Currency"];
  const file = read(csv(header, ["tiktok", "social", "tt-dans", "20261001", "1.00", 2, 30, "EUR"]));
  expect([file.platform, sums(file)]).toEqual(["ga4", { "tt-dans EUR": "1.00 / 30 / 2" }]);
});
