/** A file in another encoding, format or order of its columns says the same. */
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import type { AdFileOptions } from "../../../src/domain/ad_figures/ad_file.ts";
import { decodeText } from "../../../src/domain/tables/text.ts";
import { workbook } from "../tables/workbook.ts";
import { codeOf, OCTOBER, read, sample, samplesIn } from "./sample.ts";

describe("a file that is read says the same", () => {
  const texts = samplesIn("meta", "google", "youtube", "tiktok", "spotify", "linkedin", "pinterest", "ga4", "fivebar").filter(
    (name) => !name.endsWith(".xlsx"),
  );
  const asked = (name: string): AdFileOptions => ({
    ...(/pinterest|ga4/.test(name) ? { currency: "EUR" } : {}),
    ...(/all-time|insights/.test(name) ? OCTOBER : {}),
  });
  const files = texts.filter((name) => codeOf(sample(name), asked(name)) === "read");

  function table(name: string): string[][] {
    const text = (decodeText(sample(name))?.text ?? "").trimEnd();
    return Papa.parse<string[]>(text, { delimiter: name.startsWith("linkedin") ? "\t" : name.includes("13-day") ? ";" : "," }).data;
  }
  const essence = (bytes: Uint8Array | string, name: string) => {
    const { figures, audience, from, to, granularity } = read(bytes, asked(name));
    return { figures, audience, from, to, granularity };
  };

  test("there are enough of them", () => {
    expect(files.length).toBeGreaterThan(20);
  });

  test.each(files)(
    "%s: in UTF-16 with tabs, with CRLF, with a byte order mark, as a workbook, with its columns the other way round",
    (name) => {
      const rows = table(name);
      const expected = essence(sample(name), name);
      const tabs = `${Papa.unparse(rows, { delimiter: "\t" })}\r\n`;
      const variants: (Uint8Array | string)[] = [
        Buffer.from(`\ufeff${tabs}`, "utf16le"),
        Buffer.from(tabs, "utf16le").swap16(),
        `\ufeff${Papa.unparse(rows, { newline: "\r\n" })}\r\n`,
        workbook(
          rows.map((row) => (row.every((cell) => cell === "") ? null : row)),
          { shared: true },
        ),
      ];
      for (const [index, variant] of variants.entries()) expect([index, essence(variant, name)]).toEqual([index, expected]);
      const width = Math.max(...rows.map((row) => row.length));
      if (width > 1) {
        const turned = rows.map((row) => (row.length === width ? row.toReversed() : row));
        expect(essence(`${Papa.unparse(turned)}\r\n`, name)).toEqual(expected);
      }
    },
  );
});
