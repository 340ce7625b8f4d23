/** The largest files, and those that are larger: read in well under a second, or refused with the limit that they meet. */
import { describe, expect, test } from "vitest";
import {
  MAX_AD_COLUMNS,
  MAX_AD_CURRENCIES,
  MAX_AD_FILE_BYTES,
  MAX_AD_LINES,
  MAX_AD_UNITS_PER_FILE,
} from "../../../src/domain/ad_figures/limits.ts";
import { readAdFile } from "../../../src/domain/ad_figures/read_ad_file.ts";
import { workbook } from "../tables/workbook.ts";
import { codeOf, csv } from "./sample.ts";

const HEADER = ["Campaign name", "Day", "Impressions", "Amount spent (EUR)", "Link clicks"];
const MAX_CPU_MS = 1_000;

function dayAt(index: number): string {
  return new Date(Date.UTC(2026, 0, 1) + index * 86_400_000).toISOString().slice(0, 10);
}

/** Rows of 50 campaigns by day. */
function rows(count: number): (string | number)[][] {
  return Array.from({ length: count }, (_, at) => [
    `campagne-${at % 50}`,
    dayAt(Math.floor(at / 50)),
    1_000 + at,
    `${(at % 97) + 0.25}`,
    at % 7,
  ]);
}

/** CPU time in milliseconds, the best of three: another program's work is none of ours. */
function cpuMs(call: () => void): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const before = process.cpuUsage();
      call();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    }),
  );
}

test("the largest files are read within a second of CPU", () => {
  const text = new TextEncoder().encode(csv(HEADER, ...rows(MAX_AD_LINES - 1)));
  const utf16 = Buffer.from(`\ufeff${csv(HEADER, ...rows(12_000)).replaceAll(",", "\t")}`, "utf16le");
  const book = workbook([HEADER, ...rows(MAX_AD_LINES - 1)]);
  for (const [name, bytes] of Object.entries({ text, utf16, book })) {
    expect([name, bytes.byteLength > MAX_AD_FILE_BYTES / 2, bytes.byteLength <= MAX_AD_FILE_BYTES]).toEqual([name, true, true]);
    let found = 0;
    const ms = cpuMs(() => {
      const result = readAdFile(bytes);
      found = result.ok ? result.value.figures.length : 0;
    });
    console.log(`${name}: ${bytes.byteLength} bytes, ${found} figures, ${Math.round(ms)} ms of CPU`);
    expect(found).toBeGreaterThan(11_000);
    expect([name, ms < MAX_CPU_MS]).toEqual([name, true]);
  }
});

describe("a file is refused", () => {
  const wide = (columns: number) => csv([...HEADER, ...Array.from({ length: columns - HEADER.length }, (_, at) => `X${at}`)]);
  test.each<[string, string, string]>([
    ["with a row too many", csv(HEADER, ...rows(MAX_AD_LINES)), "too-many-lines"],
    ["with a column too many", wide(MAX_AD_COLUMNS + 1), "too-many-columns"],
    ["with a hundred thousand columns", wide(100_000), "too-many-columns"],
    [
      "with a unit too many",
      csv(HEADER, ...Array.from({ length: MAX_AD_UNITS_PER_FILE + 1 }, (_, at) => [`c${at}`, "2026-10-01", 1, "1.00", 1])),
      "too-many-units",
    ],
    [
      "with a currency too many",
      csv(
        ["Campaign name", "Day", "Impressions", "Amount spent", "Currency"],
        ...Array.from({ length: MAX_AD_CURRENCIES + 1 }, (_, at) => ["a", "2026-10-01", 1, "1.00", `EU${String.fromCharCode(65 + at)}`]),
      ),
      "too-many-currencies",
    ],
    ["of more bytes than are allowed", `${csv(HEADER)}${"x".repeat(MAX_AD_FILE_BYTES)}`, "too-large"],
    ["with an amount that cannot be added exactly", csv(HEADER, ["a", "2026-10-01", 1, "99999999999.00", 1]), "ambiguous-numbers"],
  ])("%s", (_, text, code) => {
    const ms = cpuMs(() => expect(codeOf(text)).toBe(code));
    expect(ms).toBeLessThan(MAX_CPU_MS);
  });

  test("one campaign's parts, half of them without a name, take no more time for being many", () => {
    const parts = Array.from({ length: MAX_AD_LINES - 1 }, (_, at) => [
      "a",
      at % 2 === 0 ? `s${at}` : "",
      "",
      "2026-10-01",
      at % 7,
      "0.03",
    ]);
    const text = csv(["Campaign name", "Ad set name", "Placement", "Day", "Impressions", "Amount spent (EUR)"], ...parts);
    expect(cpuMs(() => expect(codeOf(text)).toBe("read"))).toBeLessThan(MAX_CPU_MS);
  });

  test("ten thousand rows of sums take no more time than as many rows", () => {
    const sums = (day: (at: number) => string) => Array.from({ length: 9_900 }, (_, at) => ["", day(at), 0, "0.00", 0]);
    const data = Array.from({ length: 9_900 }, () => ["a", "2026-10-01", 0, "0.00", 0]);
    for (const rows of [sums(() => "2026-10-01"), sums((at) => `day ${at}`)]) {
      expect(cpuMs(() => expect(codeOf(csv(HEADER, ...data, ...rows))).toBe("read"))).toBeLessThan(MAX_CPU_MS);
    }
  });

  test("and one that is as large as it may be is read", () => {
    expect(codeOf(csv(HEADER, ...Array.from({ length: MAX_AD_UNITS_PER_FILE }, (_, at) => [`c${at}`, "2026-10-01", 1, "1.00", 1])))).toBe(
      "read",
    );
    expect(codeOf(wide(MAX_AD_COLUMNS))).toBe("read");
  });
});
