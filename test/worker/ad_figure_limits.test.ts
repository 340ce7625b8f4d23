/** How much of ad platforms' figures is kept at most: campaigns and ads, figures of one file, and imports. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { AdFile } from "../../src/domain/ad_figures/ad_file.ts";
import { MAX_AD_FIGURES, MAX_AD_IMPORTS, MAX_AD_UNDOS, MAX_AD_UNITS, MAX_AD_UNITS_PER_FILE } from "../../src/domain/ad_figures/limits.ts";
import { addDays, type Day } from "../../src/domain/day.ts";
import { leapRule } from "../../src/storage/leap.ts";
import { draft } from "./draft.ts";

leapRule.days = Number.POSITIVE_INFINITY;

const registry = env.REGISTRY.getByName("registry");
const TODAY = "2098-09-01" as Day;

/** Far enough ahead that the runtime, whose clock is the real one, does not run the alarms by itself. */
function setToday(): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(new Date(`${TODAY}T12:00:00.000Z`));
}

beforeAll(async () => {
  setToday();
  for (const slug of ["ig-story", "ig-reel"]) await registry.createCampaign(draft(slug), "test", "admin");
});
afterEach(() => vi.useRealTimers());

/** A file of Fivebar's own form, whose units are campaigns, or of Meta's, whose units are not known yet. */
function file(platform: "fivebar" | "meta", names: readonly string[], euros: number, from = TODAY): AdFile {
  return {
    platform,
    granularity: "day",
    from,
    to: TODAY,
    currencies: ["EUR"],
    level: "campaign",
    units: names.map((name) => ({ key: `name:${name}`, id: null, name, level: "campaign" })),
    figures: names.map((name) => ({
      unit: `name:${name}`,
      from: TODAY,
      to: TODAY,
      currency: "EUR",
      spendMicros: euros * 1_000_000,
      impressions: 100,
      clicks: 5,
      reach: null,
    })),
    audience: [],
    leftOut: [],
    checks: [],
    notes: [],
  };
}

const take = (one: AdFile) => registry.importAdFile(one, "00", false, "test");
const codeOf = (taken: Awaited<ReturnType<typeof take>>): string | null =>
  !taken.ok && "errors" in taken.error ? (taken.error.errors[0]?.code ?? null) : null;

test("figures of one file: as many as are allowed, and none of a file with more", async () => {
  setToday();
  const both = ["ig-story", "ig-reel"];
  const first = addDays(TODAY, 1 - MAX_AD_FIGURES / both.length);
  expect((await take(file("fivebar", both, 1, first))).ok).toBe(true);
  expect(codeOf(await take(file("fivebar", both, 2, addDays(first, -1))))).toBe("too-many-ad-figures");
  expect(await registry.adImports()).toHaveLength(1);
});

test("the latest imports can be undone, and the latest of all are remembered", async () => {
  setToday();
  for (let euros = 2; euros < 2 + MAX_AD_UNDOS; euros += 1) expect((await take(file("fivebar", ["ig-story"], euros))).ok).toBe(true);
  const imports = await registry.adImports();
  expect(imports).toHaveLength(MAX_AD_UNDOS + 1);
  const [oldest, last] = [imports.at(-1)?.id ?? 0, imports[0]?.id ?? 0];
  expect((await registry.undoAdImport(oldest, "test")).ok).toBe(false);
  expect((await registry.undoAdImport(oldest + 1, "test")).ok).toBe(true);
  // As if many more had been between the last two.
  await runInDurableObject(registry, (_, { storage }) => {
    storage.sql.exec("UPDATE ad_imports SET id = id + ? WHERE id = ?", MAX_AD_IMPORTS - 1, last);
  });
  expect((await take(file("fivebar", ["ig-story"], 99))).ok).toBe(true);
  expect((await registry.adImports()).map(({ id }) => id)).toEqual([last + MAX_AD_IMPORTS, last + MAX_AD_IMPORTS - 1]);
});

test("campaigns and ads of the platforms: as many as are allowed, and none of a file with one more", async () => {
  setToday();
  const names = (from: number, count: number): string[] => Array.from({ length: count }, (_, index) => `Ad ${from + index}`);
  const others = await runInDurableObject(registry, (_, { storage }) => storage.sql.exec("SELECT count(*) AS n FROM ad_units").one().n);
  for (let from = Number(others); from < MAX_AD_UNITS; from += MAX_AD_UNITS_PER_FILE)
    expect((await take(file("meta", names(from, Math.min(MAX_AD_UNITS_PER_FILE, MAX_AD_UNITS - from)), 1))).ok).toBe(true);
  expect(codeOf(await take(file("meta", ["One more"], 1)))).toBe("too-many-ad-units");
  expect((await registry.adUnits()).length).toBe(MAX_AD_UNITS);
  expect((await take(file("meta", names(MAX_AD_UNITS - 10, 10), 1))).ok).toBe(true);
});
