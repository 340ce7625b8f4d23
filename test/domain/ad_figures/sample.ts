/** The platforms' files in `samples/`, and what is read of them. Names and figures in them are invented. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import type { AdFile, AdFileOptions } from "../../../src/domain/ad_figures/ad_file.ts";
import { readAdFile } from "../../../src/domain/ad_figures/read_ad_file.ts";
import type { Day } from "../../../src/domain/day.ts";

const SAMPLES = join(import.meta.dirname, "samples");

export function sample(name: string): Uint8Array {
  return readFileSync(join(SAMPLES, name));
}

/** The names of all files in these folders. */
export function samplesIn(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(SAMPLES, folder))
      .sort()
      .map((file) => `${folder}/${file}`),
  );
}

/** A file that is read, or an error that names the code of its refusal. */
export function read(bytes: Uint8Array | string, options: AdFileOptions = {}): AdFile {
  const result = readAdFile(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes, options);
  if (!result.ok) throw new Error(`refused: ${codeOf(bytes, options)}`);
  return result.value;
}

/** The code for which a file is refused; `read` where it is not. */
export function codeOf(bytes: Uint8Array | string, options: AdFileOptions = {}): string {
  const result = readAdFile(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes, options);
  if (result.ok) return "read";
  return result.error.type === "invalid" ? result.error.errors.map(({ code }) => code).join() : result.error.type;
}

/** `spend / impressions / clicks` of each unit over all days, as the table of samples writes them, by name and currency. */
export function sums({ figures, units }: AdFile): Record<string, string> {
  const found = new Map<string, { spend: number; impressions: number; clicks: number | null }>();
  for (const { unit, currency, spendMicros, impressions, clicks } of figures) {
    const key = `${units.find(({ key }) => key === unit)?.name} ${currency}`;
    const before = found.get(key) ?? { spend: 0, impressions: 0, clicks: 0 };
    found.set(key, {
      spend: before.spend + spendMicros,
      impressions: before.impressions + impressions,
      clicks: before.clicks === null || clicks === null ? null : before.clicks + clicks,
    });
  }
  return Object.fromEntries(
    [...found].map(([key, { spend, impressions, clicks }]) => [
      key,
      `${(spend / 1e6).toFixed(2)} / ${impressions} / ${clicks ?? "unknown"}`,
    ]),
  );
}

export function codes(faults: readonly { readonly code: string }[]): string[] {
  return faults.map(({ code }) => code);
}

/** A table as CSV; each line one row. */
export const csv = (...rows: readonly (readonly (string | number)[])[]): string =>
  `${Papa.unparse(
    rows.map((row) => [...row]),
    { newline: "\n" },
  )}\n`;

export const OCTOBER: AdFileOptions = { from: "2026-10-01" as Day, to: "2026-10-31" as Day };
