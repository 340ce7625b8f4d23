/** Imports of ad platforms' figures that are undone, in any order: what is left is as if those had never been imported. */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { AdFile } from "../../src/domain/ad_figures/ad_file.ts";
import type { Slug } from "../../src/domain/campaign/slug.ts";
import { addDays, type Day, dayOfNumber } from "../../src/domain/day.ts";
import { leapRule } from "../../src/storage/leap.ts";
import { draft } from "./draft.ts";
import { night } from "./night.ts";

leapRule.days = Number.POSITIVE_INFINITY;

const registry = env.REGISTRY.getByName("registry");
const STORY = "ig-story" as Slug;
const FIRST = "2098-08-28" as Day;
const DAYS = 8;

/** Far enough ahead that the runtime, whose clock is the real one, does not run the alarms by itself. */
function setToday(date: string): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(new Date(`${date}T12:00:00.000Z`));
}

beforeAll(async () => {
  setToday("2098-10-01");
  await registry.createCampaign(draft(STORY), "test", "admin");
});
afterAll(() => vi.useRealTimers());

/** Euros by day from `from` on, of days from 28 August to 4 September; null where the file has no row, which is zero. */
interface Import {
  readonly from: number;
  readonly euros: readonly (number | null)[];
}

function file({ from, euros }: Import, isPeriod: boolean): AdFile {
  const day = (at: number) => addDays(FIRST, at);
  const to = from + euros.length - 1;
  const counts = { unit: `name:${STORY}`, currency: "EUR", impressions: 100, clicks: 5, reach: null };
  return {
    platform: "fivebar",
    granularity: isPeriod ? "period" : "day",
    from: day(from),
    to: day(to),
    currencies: ["EUR"],
    level: "campaign",
    units: [{ key: `name:${STORY}`, id: null, name: STORY, level: "campaign" }],
    figures: isPeriod
      ? [{ ...counts, from: FIRST, to: day(DAYS), spendMicros: (euros[0] ?? 0) * 1e6 }]
      : euros.flatMap((one, at) => (one === null ? [] : [{ ...counts, from: day(from + at), to: day(from + at), spendMicros: one * 1e6 }])),
    audience: [],
    leftOut: [],
    checks: [],
    notes: [],
  };
}

const take = async (one: AdFile): Promise<number> => {
  const taken = await registry.importAdFile(one, "00", false, "test");
  return taken.ok ? taken.value.changes : -1;
};
const undo = async (id: number): Promise<boolean> => (await registry.undoAdImport(id, "test")).ok;
const latest = async (): Promise<number> => (await registry.adImports())[0]?.id ?? 0;
const stored = async (from: Day = FIRST): Promise<string[]> => {
  const figures = await registry.exportAdFigures(from, addDays(FIRST, DAYS));
  return figures.map(({ first, last, micros }) => `${dayOfNumber(first)} ${dayOfNumber(last)} ${micros / 1e6}`).sort();
};

/** What is there after these imports, one behind the other, and nothing else. */
function replayed(imports: readonly Import[], isPeriod: boolean): string[] {
  const days = new Map<number, number>();
  for (const { from, euros } of imports)
    for (const [at, one] of euros.entries()) days.set(isPeriod ? 0 : from + at, isPeriod ? (euros[0] ?? 0) : (one ?? 0));
  return [...days].map(([at, euros]) => `${addDays(FIRST, at)} ${addDays(FIRST, isPeriod ? DAYS : at)} ${euros}`).sort();
}

const imports = fc.array(
  fc.record({
    from: fc.nat({ max: 4 }),
    // A file by day has one row at least.
    euros: fc
      .array(fc.option(fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 4 })
      .map(([first, ...rest]) => [first ?? 1, ...rest]),
  }),
  { minLength: 2, maxLength: 6 },
);

test.each([
  ["days", false],
  ["periods", true],
])("%s that overlap", async (_, isPeriod) => {
  await fc.assert(
    fc.asyncProperty(imports, fc.array(fc.nat(), { maxLength: 6 }), async (all, order) => {
      await registry.deleteAdFigures(STORY, null, null, "test");
      const left: { readonly id: number; readonly one: Import }[] = [];
      for (const one of all) if ((await take(file(one, isPeriod))) > 0) left.push({ id: await latest(), one });
      for (const pick of order) {
        if (left.length === 0) break;
        const [undone] = left.splice(pick % left.length, 1);
        expect(await undo(undone?.id ?? 0)).toBe(true);
        expect(await undo(undone?.id ?? 0)).toBe(false);
        expect(await stored()).toEqual(
          replayed(
            left.map(({ one }) => one),
            isPeriod,
          ),
        );
      }
    }),
    { numRuns: 40 },
  );
});

test("days that have become months since are not undone by halves", async () => {
  await registry.deleteAdFigures(STORY, null, null, "test");
  await take(file({ from: 0, euros: [1, 2] }, false));
  await take(file({ from: 0, euros: [1, 3] }, false));
  setToday("2101-01-02");
  await night();
  expect(await undo(await latest())).toBe(false);
  expect(await stored("2098-08-01" as Day)).toEqual(["2098-08-01 2098-08-31 4"]);
});
