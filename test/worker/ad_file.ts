/** What was read of an ad platform's file, for tests of what the registry makes of it. */
import type { AdFigure, AdFile, AdUnit } from "../../src/domain/ad_figures/ad_file.ts";
import type { Day } from "../../src/domain/day.ts";

/** Far ahead: see `setToday` in the tests. */
export const day = (text: string): Day => `2098-${text}` as Day;

export const unitNamed = (name: string, id: string | null = null): AdUnit => {
  return { key: id === null ? `name:${name}` : `id:${id}`, id, name, level: "campaign" };
};

/** A file of Meta's, by day. */
export function adFile(figures: Readonly<Record<string, readonly [date: string, euros: number][]>>, more: Partial<AdFile> = {}): AdFile {
  const all = Object.entries(figures).flatMap(([name, days]) =>
    days.map(
      ([date, euros]): AdFigure => ({
        unit: `name:${name}`,
        from: day(date),
        to: day(date),
        currency: "EUR",
        spendMicros: Math.round(euros * 1_000_000),
        impressions: 103,
        clicks: 4,
        reach: null,
      }),
    ),
  );
  const days = all.map(({ from }) => from).sort();
  return {
    platform: "meta",
    granularity: "day",
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    currencies: ["EUR"],
    level: "campaign",
    units: Object.keys(figures).map((name) => unitNamed(name)),
    figures: all,
    audience: [],
    leftOut: [],
    checks: [],
    notes: [],
    ...more,
  };
}
