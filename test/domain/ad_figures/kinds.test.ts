/** Files of the same kinds as the samples, as other accounts, languages, programs and spreadsheets write them. */
import { describe, expect, test } from "vitest";
import type { AdFileOptions } from "../../../src/domain/ad_figures/ad_file.ts";
import { readAdFile } from "../../../src/domain/ad_figures/read_ad_file.ts";
import { sentence } from "../../../src/staff/ui/messages/problems.ts";
import { workbook, workbookOf } from "../tables/workbook.ts";
import { codeOf, codes, csv, read, sums } from "./sample.ts";

const HEADER = ["Campaign name", "Day", "Impressions", "Amount spent (EUR)", "Link clicks"];
const ONE = ["a", "2026-10-01", 100, "1.50", 5];
const TWO = ["b", "2026-10-01", 200, "2.25", 6];
const BOTH = { "a EUR": "1.50 / 100 / 5", "b EUR": "2.25 / 200 / 6" };

describe("amounts and counts", () => {
  const file = (spend: string, impressions = "100", header = HEADER) => csv(header, ["a", "2026-10-01", impressions, spend, 5]);

  test.each([
    ["€ 1.50", "1.50"],
    ["1.50 EUR", "1.50"],
    ["1.50-", "-1.50"],
    ["−1.50", "-1.50"],
    ["(1.50)", "-1.50"],
    ["€ (1.50)", "-1.50"],
    ["1'234.50", "1234.50"],
    ["1\u202f234.50", "1234.50"],
  ])("an amount of %s is %s", (spend, amount) => {
    expect(sums(read(file(spend)))).toEqual({ "a EUR": `${amount} / 100 / 5` });
  });

  test.each(["£1.50", "1.50 USD", "US$ 1.50", "$1.50", "R$ 1.50", "₺1.50", "¥150", "kr 1.50"])(
    "an amount of %s contradicts a column in EUR",
    (spend) => {
      expect(codeOf(file(spend))).toBe("currency-contradicted");
      expect(codeOf(file(spend, "100", HEADER.with(3, "Amount spent")), { currency: "EUR" })).toMatch(
        /^(?:currency-contradicted|other-currency)$/,
      );
    },
  );

  test("a currency beside the amounts needs no answer, and a dollar can be of many", () => {
    const header = HEADER.with(3, "Amount spent");
    expect(read(file("€1.50", "100", header)).currencies).toEqual(["EUR"]);
    expect(codeOf(file("$1.50", "100", header))).toBe("no-currency");
    expect(read(file("$1.50", "100", header), { currency: "CAD" }).currencies).toEqual(["CAD"]);
  });

  test.each([
    ["12.000", "1.50"],
    ["12,000", "1,50"],
    ["1.078", "1.50"],
    ["12.5", "1.50"],
  ])("a count of %s beside an amount of %s is not twelve", (impressions, spend) => {
    expect(codeOf(file(spend, impressions))).toBe("changed-by-spreadsheet");
  });

  test("programs that write every number with decimals are read", () => {
    expect(sums(read(file("1.50", "12.0")))).toEqual({ "a EUR": "1.50 / 12 / 5" });
  });

  test("lines that were sorted, so that figures stand above the names of the columns, are noticed", () => {
    const [header = "", ...rows] = csv(HEADER, ONE, TWO).trim().split("\n");
    expect(codeOf(`${[rows[0], header, rows[1]].join("\n")}\n`)).toBe("changed-by-spreadsheet");
    expect(codeOf(workbook([ONE, HEADER, TWO]))).toBe("changed-by-spreadsheet");
    expect(sums(read(`"Report of 3 days, 2026",1,x\n${[header, ...rows].join("\n")}\n`))).toEqual(BOTH);
  });

  test("a second sheet with the same columns is not read, and it is said", () => {
    expect(
      codes(
        read(
          workbookOf([
            [HEADER, ONE],
            [HEADER, TWO],
          ]),
        ).notes,
      ),
    ).toEqual(["ad-other-sheets"]);
    expect(read(workbookOf([[["About"], ["x"]], [HEADER, ONE, TWO], [HEADER]])).notes).toEqual([]);
  });

  test("a row with more cells than columns was split, and one with fewer lost its figures", () => {
    expect(codeOf("Campaign name,Day,Impressions,Amount spent (EUR),Link clicks\na,2026-10-01,100,1,50,5\n")).toBe(
      "changed-by-spreadsheet",
    );
    expect(codeOf(`${HEADER.join(",")}\na, deel 2,2026-10-01,100,1.50,5\n${TWO.join(",")}\n`)).toBe("changed-by-spreadsheet");
    expect(codeOf(`${HEADER.join(",")}\na,2026-10-01,100\n${TWO.join(",")}\n`)).toBe("truncated");
    expect(sums(read(`${HEADER.join(",")}\na,2026-10-01,100,1.50\n${TWO.join(",")}\n`))).toEqual({ ...BOTH, "a EUR": "1.50 / 100 / 0" });
  });
});

describe("rows of sums", () => {
  const DAY_LABELS = [
    "Total",
    "Sum",
    "Som",
    "Somme",
    "Insgesamt",
    "All",
    "Alle",
    "Overall",
    "Total general",
    "Total (2)",
    "2 campaigns",
    "Σ",
  ];
  test.each(DAY_LABELS)("%s, without a day, is the sum of all, first or last", (label) => {
    for (const place of [0, 2]) {
      const total = (spend: string) => csv(HEADER, ...[ONE, TWO].toSpliced(place, 0, [label, "", 300, spend, 11]));
      const file = read(total("3.75"));
      expect([sums(file), codes(file.checks)]).toEqual([BOTH, ["ad-adds-up"]]);
      expect(codeOf(total("3.80"))).toBe("truncated");
    }
  });

  test.each(["", "Total", "Som", "All campaigns", "Alle campagnes", "Toutes les campagnes", "Total account"])("%j of a period", (label) => {
    const header = ["Campaign name", "Impressions", "Amount spent (EUR)", "Link clicks", "Reporting starts", "Reporting ends"];
    const month = (name: string, impressions: number, spend: string, clicks: number) => [
      name,
      impressions,
      spend,
      clicks,
      "2026-10-01",
      "2026-10-31",
    ];
    expect(sums(read(csv(header, month("a", 100, "1.50", 5), month("b", 200, "2.25", 6), month(label, 300, "3.75", 11))))).toEqual(BOTH);
  });

  test.each(["Sum of us", "Somme de tout", "Alle campagnes van nu", "All in"])("%s is a campaign's name", (name) => {
    const header = ["Campaign name", "Impressions", "Amount spent (EUR)", "Reporting starts", "Reporting ends"];
    const file = csv(header, [name, 100, "1.50", "2026-10-01", "2026-10-31"], ["b", 200, "2.25", "2026-10-01", "2026-10-31"]);
    expect(read(file).units.map((unit) => unit.name)).toEqual([name, "b"]);
  });

  test.each(["", "--", "All", "Total", "Alle"])("the sum of a campaign's parts, named %j, is not added to them", (label) => {
    const header = ["Campaign name", "Ad set name", "Placement", ...HEADER.slice(1)];
    const row = (set: string, place: string, impressions: number, spend: string) => ["a", set, place, "2026-10-01", impressions, spend, 5];
    const file = read(
      csv(
        header,
        row("s1", "feed", 100, "1.00"),
        row("s1", "reels", 50, "0.50"),
        row("s1", label, 150, "1.50"),
        row("s2", "feed", 30, "0.25"),
        row("s2", label, 30, "0.25"),
        row(label, label, 180, "1.75"),
      ),
    );
    expect([sums(file), file.leftOut.map(({ row: at }) => at)]).toEqual([{ "a EUR": "1.75 / 180 / 15" }, [4, 6, 7]]);
    // What is not exactly their sum is a part whose name the platform does not know.
    expect(sums(read(csv(header, row("s1", "feed", 100, "1.00"), row("", "feed", 7, "0.10"))))).toEqual({ "a EUR": "1.10 / 107 / 10" });
  });

  test("an age that is all ages is their sum", () => {
    const header = ["Campaign name", "Age", "Reach", "Impressions", "Amount spent (EUR)", "Reporting starts", "Reporting ends"];
    const row = (age: string, reach: number) => ["a", age, reach, 2 * reach, `${reach}.00`, "2026-10-01", "2026-10-31"];
    for (const all of ["All", "Alle leeftijden", "Total", ""]) {
      const file = read(csv(header, row("18-24", 60), row("25-34", 70), row(all, 130)));
      expect(file.audience.map(({ age, reach }) => [age, reach])).toEqual([
        ["18-24", 60],
        ["25-34", 70],
      ]);
    }
  });

  test("two rows that are the same in every cell are named", () => {
    expect(codes(read(csv(HEADER, ONE, TWO, ONE)).notes)).toEqual(["ad-same-rows"]);
    expect(read(csv(HEADER, ONE, TWO)).notes).toEqual([]);
  });
});

describe("days, weeks and months", () => {
  const file = (column: string, text: string) => csv([column, ...HEADER.filter((name) => name !== "Day")], [text, "a", 100, "1.50", 5]);
  test.each<[string, string, AdFileOptions, string]>([
    ["Week", "10/05/2026 - 10/11/2026", { dates: "mdy" }, "2026-10-05 2026-10-11"],
    ["Week", "05/10/2026 - 11/10/2026", { dates: "dmy" }, "2026-10-05 2026-10-11"],
    ["Week", "10/05/2026 - 10/11/2026", {}, "ambiguous-dates"],
    ["Week", "28/12/2026 - 03/01/2027", {}, "2026-12-28 2027-01-03"],
    ["Week", "5 okt 2026 t/m 11 okt 2026", {}, "2026-10-05 2026-10-11"],
    ["Week", "2026-10-05 ~ 2026-10-11", {}, "2026-10-05 2026-10-11"],
    ["Week", "2026-10-05/2026-10-11", {}, "2026-10-05 2026-10-11"],
    ["Week", "2026-W41", {}, "ambiguous-dates"],
    ["Month", "2026-10-01 - 2026-10-31", {}, "2026-10-01 2026-10-31"],
    ["Month", "10/2026", {}, "2026-10-01 2026-10-31"],
    ["Month", "februari 2028", {}, "2028-02-01 2028-02-29"],
    ["Day", "05-Oct-2026", {}, "2026-10-05 2026-10-05"],
    ["Day", "29/02/2028", {}, "2028-02-29 2028-02-29"],
    ["Day", "29/02/2027", {}, "ambiguous-dates"],
    ["Day", "46300", {}, "ambiguous-dates"],
    ["Day", "05/10/26", {}, "ambiguous-dates"],
    ["Day", "5-okt", {}, "ambiguous-dates"],
  ])("%s %s, asked %j: %s", (column, text, options, expected) => {
    const code = codeOf(file(column, text), options);
    const [figure] = code === "read" ? read(file(column, text), options).figures : [];
    expect(figure === undefined ? code : `${figure.from} ${figure.to}`).toBe(expected);
  });
});

test.each([
  ["18–24 jaar", "18-24"],
  ["18 to 24", "18-24"],
  ["18 bis 24 Jahre", "18-24"],
  ["AGE_18_24", "18-24"],
  ["65 or older", "65+"],
  ["65 ans et plus", "65+"],
  ["Under 18", "0-17"],
  ["Onbekend", "unknown"],
])("an age of %s is %s", (age, group) => {
  const header = ["Campaign name", "Age", "Reach", "Impressions", "Amount spent (EUR)", "Reporting starts", "Reporting ends"];
  expect(read(csv(header, ["a", age, 60, 90, "1.00", "2026-10-01", "2026-10-31"])).audience[0]?.age).toBe(group);
});

test("what is wrong with a file is said with what to do, and never with a question whose answer changes nothing", () => {
  const day = (text: string) => csv(HEADER, ONE.with(1, text));
  for (const [text, options, en, dutch] of [
    [day("05/10/2026"), {}, "dates=dmy", "de dag of de maand voorop"],
    [csv(HEADER, ONE.with(1, "31/10/2026"), TWO.with(1, "10/31/2026")), {}, "write dates as 2026-10-31", "schrijf datums als 2026-10-31"],
    [day("30/02/2026"), { dates: "dmy" }, "write dates as 2026-10-31", "schrijf datums als 2026-10-31"],
    [csv(HEADER, ONE.with(3, "1,234")), {}, "decimal=.", "de punt of de komma"],
    [csv(HEADER, ONE.with(3, "n/a"), TWO), { decimal: "." }, "as digits alone", "in cijfers"],
    [csv(HEADER, ONE.with(3, "1,5"), TWO), {}, "without opening it", "zonder het eerst in een spreadsheet te openen"],
    [csv(HEADER, ONE.with(3, "£1.50")), {}, "export the file again", "exporteer het bestand opnieuw"],
    [csv([...HEADER, "Uur"], [...ONE, 3]), {}, "export the campaigns by day", "exporteer de campagnes per dag"],
    [csv(HEADER, ONE).trimEnd(), {}, "download it again", "download het opnieuw"],
    [`${HEADER.join(",")}\na,2026-10-01\n${TWO.join(",")}\n`, {}, "download the file again", "download het bestand opnieuw"],
  ] as const) {
    const result = readAdFile(new TextEncoder().encode(text), options);
    const [problem] = !result.ok && result.error.type === "invalid" ? result.error.errors : [];
    if (problem === undefined) throw new Error(`read: ${text}`);
    expect(sentence("en", problem)).toContain(en);
    expect(sentence("nl", problem)).toContain(dutch);
  }
});
