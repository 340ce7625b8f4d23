/** A file that is cut short anywhere never passes as a smaller one. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AdFile, AdFileOptions } from "../../../src/domain/ad_figures/ad_file.ts";
import { readAdFile } from "../../../src/domain/ad_figures/read_ad_file.ts";
import type { Day } from "../../../src/domain/day.ts";
import { codeOf, codes, sample, samplesIn } from "./sample.ts";

const ALL = samplesIn("meta", "google", "youtube", "tiktok", "spotify", "linkedin", "pinterest", "ga4", "fivebar", "refuse");
/** Those that are read as they are; of the others some are refused for what stands at their end. */
const FILES = ALL.filter((name) => codeOf(sample(name), answersTo(sample(name))) === "read");

/** What a file must be asked about. */
function answersTo(bytes: Uint8Array): AdFileOptions {
  const code = codeOf(bytes);
  if (code === "no-currency") return { currency: "EUR" };
  return code === "no-period" ? { from: "2026-10-01" as Day, to: "2026-10-31" as Day } : {};
}

/** A total behind all rows, or the format of the file itself, shows where it ends. */
function showsItsEnd(name: string, { checks }: AdFile): boolean {
  return name.endsWith(".xlsx") || name.startsWith("refuse/08") || codes(checks).includes("ad-adds-up");
}

const LF = 0x0a;
const CR = 0x0d;

test.each(FILES)("%s, cut at every byte, is refused, is empty, has all figures, or says that nothing shows whether it is whole", (name) => {
  const bytes = sample(name);
  const options = answersTo(bytes);
  const whole = readAdFile(bytes, options);
  for (let length = 0; length < bytes.length; length += 1) {
    const cut = readAdFile(bytes.subarray(0, length), options);
    if (!cut.ok || cut.value.figures.length + cut.value.audience.length === 0) continue;
    if (showsItsEnd(name, cut.value)) {
      expect(whole.ok && cut.value.figures, `${name} at ${length}`).toEqual(whole.ok && whole.value.figures);
      continue;
    }
    const isForm = /^(?:fivebar|ga4)/.test(name);
    const end = bytes[length - 1] === 0 ? bytes[length - 2] : bytes[length - 1];
    const isBetweenRows = end === LF || end === CR;
    // Cut between two rows, where there is nothing to see, and nothing to know without a total. A form may end without a line break.
    if (!isBetweenRows || !isForm)
      expect(codes(cut.value.checks), `${name} at ${length}`).toContain(isForm ? "ad-open-end" : "ad-no-total");
    expect([isBetweenRows, isForm], `${name} at ${length}`).toContain(true);
  }
});

test("a file cut between two rows of its last day says which day is not whole", () => {
  const lines = new TextDecoder().decode(sample("meta/01-day-en.csv")).split("\n");
  const cut = readAdFile(new TextEncoder().encode(`${lines.slice(0, 8).join("\n")}\n`));
  expect(cut.ok && cut.value.checks).toEqual([
    { code: "ad-no-total", params: {} },
    { code: "ad-last-day-uneven", params: { day: "2026-10-04" } },
  ]);
});

test("TikTok ends every table with a total: without one it was cut short", () => {
  const lines = new TextDecoder().decode(sample("tiktok/02-day-total-row.csv")).trimEnd().split("\n");
  expect(codeOf(`${lines.slice(0, -1).join("\n")}\n`)).toBe("truncated");
});

test.each([
  ["the total counts more rows", 7],
  ["the total counts fewer", 5],
])("%s than there are", (_, count) => {
  const text = new TextDecoder().decode(sample("tiktok/02-day-total-row.csv"));
  expect(codeOf(text)).toBe("read");
  expect(codeOf(text.replace("Total of 6", `Total of ${count}`))).toBe("truncated");
});

test.each([2, 3, 4])("a file without its row %d does not add up to its total", (row) => {
  const lines = new TextDecoder().decode(sample("google/03-day-plain.csv")).split("\n");
  expect(codeOf(lines.filter((_, index) => index !== row + 1).join("\n"))).toBe("truncated");
});

test("Fivebar's own form may end without a line break, and not in the middle of a row", () => {
  const text = new TextDecoder().decode(sample("fivebar/01-days.csv")).trimEnd();
  const result = readAdFile(new TextEncoder().encode(text));
  expect(result.ok && codes(result.value.checks)).toEqual(["ad-open-end"]);
  for (const cut of [text.slice(0, -1), text.slice(0, -3), `${text}\nsp-audio,2026-10-03`, `${text}\n"sp-audio`])
    expect([cut, codeOf(cut)]).toEqual([cut, "truncated"]);
});

test("a file with bytes changed, left out or put in is read or refused, whatever they are; figures are numbers", {
  timeout: 60_000,
}, () => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat({ max: 3 }),
    bytes: fc.uint8Array({ maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.constantFrom(...ALL), fc.array(edit, { minLength: 1, maxLength: 4 }), (name, edits) => {
      let bytes = sample(name);
      for (const { at, remove, bytes: inserted } of edits) {
        const place = Math.floor(at * bytes.length);
        bytes = Uint8Array.from([...bytes.subarray(0, place), ...inserted, ...bytes.subarray(place + remove)]);
      }
      const result = readAdFile(bytes, { currency: "EUR" });
      if (!result.ok) return;
      for (const { spendMicros, impressions, clicks, from, to } of result.value.figures) {
        expect([
          Number.isSafeInteger(spendMicros),
          Number.isSafeInteger(impressions),
          clicks === null || Number.isSafeInteger(clicks),
        ]).toEqual([true, true, true]);
        expect(from <= to).toBe(true);
      }
    }),
    { numRuns: 3_000 },
  );
});
