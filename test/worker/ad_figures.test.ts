/** What ad platforms say, as the registry keeps it: replaced by the days of a file, matched, undone, folded with the counts, taken out. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { AdFile, AudienceCell } from "../../src/domain/ad_figures/ad_file.ts";
import type { Slug } from "../../src/domain/campaign/slug.ts";
import type { Costs } from "../../src/domain/costs/costs.ts";
import { addDays } from "../../src/domain/day.ts";
import type { Result } from "../../src/domain/problems.ts";
import { leapRule } from "../../src/storage/leap.ts";
import { day, adFile as file, unitNamed } from "./ad_file.ts";
import { draft } from "./draft.ts";
import { night } from "./night.ts";

leapRule.days = Number.POSITIVE_INFINITY;

const registry = env.REGISTRY.getByName("registry");
const STORY = "ig-story" as Slug;

/** Far enough ahead that the runtime, whose clock is the real one, does not run the alarms by itself. */
function setToday(date: string): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(new Date(`${date}T12:00:00.000Z`));
}

beforeAll(async () => {
  setToday("2098-09-01");
  for (const slug of ["ig-story", "ig-reel"]) await registry.createCampaign(draft(slug), "test", "admin");
});
afterEach(() => vi.useRealTimers());

async function take(one: AdFile, isPreview = false) {
  const taken = await registry.importAdFile(one, "00", isPreview, "test");
  if (!taken.ok) throw new Error(JSON.stringify(taken.error));
  return taken.value;
}

async function match(name: string, slug: Slug | null): Promise<void> {
  const unit = (await registry.adUnits()).find((one) => one.name === name);
  const matched = await registry.matchAdUnit(unit?.id ?? 0, slug, "test");
  expect(matched.ok).toBe(true);
}

async function costs(from: string, to: string) {
  const read = (await registry.costs({ from: day(from), to: day(to), by: "campaign", interval: "total" }, null)) as Result<Costs>;
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value.rows.map(({ campaign, spend, spendDays, impressions, clicks }) => ({
    campaign,
    spend,
    spendDays,
    impressions,
    clicks,
  }));
}

describe("a file's figures", () => {
  test("are kept once its campaigns are matched, which is asked once", async () => {
    setToday("2098-10-08");
    const first = file({
      "ig-story | Autumn": [
        ["10-01", 10],
        ["10-02", 20],
        ["10-04", 5],
      ],
    });
    const asked = await take(first, true);
    expect(asked).toMatchObject({ figures: [], changes: 0, unmatched: [{ name: "ig-story | Autumn", suggestion: "ig-story" }] });
    expect(await costs("10-01", "10-31")).toEqual([]);
    await match("ig-story | Autumn", STORY);
    expect(await take(first, true)).toMatchObject({ changes: 4, unmatched: [] });
    expect(await costs("10-01", "10-31")).toEqual([]);
    await take(first);
    // The third has no row: nothing was spent.
    expect(await costs("10-01", "10-31")).toEqual([{ campaign: "ig-story", spend: 35, spendDays: 4, impressions: 305, clicks: 10 }]);
    expect(await take(first)).toMatchObject({ changes: 0, unmatched: [] });
    expect(await registry.adImports()).toHaveLength(1);
  });

  test("replace the days of the file's range, and leave other days and campaigns alone", async () => {
    setToday("2098-10-08");
    const second = file({
      "ig-story | Autumn": [
        ["10-02", 21],
        ["10-05", 6],
      ],
      "Somebody else's": [["10-02", 900]],
    });
    const { figures, changes } = await take(second);
    expect(changes).toBe(3);
    expect(figures.map(({ first, micros, was }) => [first, micros / 1e6, was === null ? null : was.micros / 1e6])).toEqual([
      [day("10-02"), 21, 20],
      [day("10-04"), 0, 5],
      [day("10-05"), 6, null],
    ]);
    for (const { was } of figures) expect([(was?.impressions ?? 0) % 5, (was?.clicks ?? 0) % 5]).toEqual([0, 0]);
    expect(await costs("10-01", "10-31")).toMatchObject([{ spend: 37, spendDays: 5 }]);
  });

  test("are not ours once somebody says so, and then left out by name", async () => {
    setToday("2098-10-08");
    await match("Somebody else's", null);
    const again = await take(file({ "Somebody else's": [["10-02", 900]] }), true);
    expect(again).toMatchObject({ unmatched: [], leftOut: [{ code: "ad-not-ours" }], figures: [] });
  });

  test("come back when an import is undone, but for what later ones changed", async () => {
    setToday("2098-10-09");
    const latest = await take(file({ "ig-story | Autumn": [["10-05", 7]] }));
    expect(latest.changes).toBe(1);
    const [newest, before] = await registry.adImports();
    await registry.undoAdImport(before?.id ?? 0, "test");
    expect(await costs("10-01", "10-31")).toMatchObject([{ spend: 42, spendDays: 5 }]);
    await registry.undoAdImport(newest?.id ?? 0, "test");
    expect((await registry.undoAdImport(newest?.id ?? 0, "test")).ok).toBe(false);
  });

  test("of another level for the same days are refused, and so are Fivebar's own form's", async () => {
    setToday("2098-10-09");
    const ads = file({ "ig-story ad": [["10-02", 1]] }, { level: "ad", units: [{ ...unitNamed("ig-story ad"), level: "ad" }] });
    await take(ads, true);
    await match("ig-story ad", STORY);
    expect(await take(ads)).toMatchObject({ changes: 0, leftOut: [{ code: "ad-other-level", params: { level: "campaign" } }] });
    const own = file({ "ig-story": [["10-02", 1]], "no-such": [["10-02", 1]] }, { platform: "fivebar" });
    expect(await take(own)).toMatchObject({
      changes: 0,
      unmatched: [],
      leftOut: [{ code: "ad-other-source" }, { code: "ad-no-campaign" }],
    });
  });

  test("of the same name under two ids are two units, and not a third one in a file without ids", async () => {
    setToday("2098-10-09");
    const units = [unitNamed("Search", "120"), unitNamed("Search", "121")];
    const figures = units.flatMap(({ key }) => file({ Search: [["09-02", 10]] }).figures.map((one) => ({ ...one, unit: key })));
    const two = file({ Search: [["09-02", 10]] }, { units, figures });
    expect((await take(two, true)).unmatched.map(({ name }) => name)).toEqual(["Search", "Search"]);
    const found = (await registry.adUnits()).filter(({ name }) => name === "Search");
    for (const { id } of found) await registry.matchAdUnit(id, STORY, "test");
    expect([found.length, (await take(two)).changes]).toEqual([2, 2]);
    const again = await take(file({ Search: [["09-02", 20]] }));
    expect(again).toMatchObject({ changes: 0, leftOut: [{ code: "ad-same-name", params: { name: "Search" } }] });
    expect(await costs("09-01", "09-30")).toMatchObject([{ spend: 20 }]);
    // On other days it may be either of them, and counts once.
    expect(await take(file({ Search: [["09-05", 3]] }))).toMatchObject({ changes: 1, leftOut: [] });
    expect(await take({ ...two, from: day("09-02"), to: day("09-05") })).toMatchObject({ leftOut: [{ code: "ad-same-name" }, {}] });
  });

  test("of a campaign under another name are taken over, and the other name is said", async () => {
    setToday("2098-10-09");
    await take(file({ "ig-reel, old": [["09-02", 10]] }), true);
    await match("ig-reel, old", "ig-reel" as Slug);
    expect((await take(file({ "ig-reel, old": [["09-02", 10]] }))).notes).toEqual([]);
    await take(file({ "ig-reel, new": [["09-02", 10]] }), true);
    await match("ig-reel, new", "ig-reel" as Slug);
    const params = { name: "ig-reel, new", other: "ig-reel, old" };
    expect((await take(file({ "ig-reel, new": [["09-02", 10]] }), true)).notes).toEqual([{ code: "ad-other-name", params }]);
    expect((await take(file({ "ig-reel, new": [["09-03", 10]] }), true)).notes).toEqual([]);
    const both = file({ "ig-reel, old": [["09-02", 10]], "ig-reel, new": [["09-02", 10]] });
    expect((await take(both, true)).notes).toEqual([]);
  });
});

describe("a period's figures", () => {
  const period = (euros: number) =>
    file({ "ig-reel | Month": [["10-01", euros]] }, { granularity: "period", to: day("10-31"), from: day("10-01") });
  const whole = (euros: number): AdFile => ({
    ...period(euros),
    figures: period(euros).figures.map((one) => ({ ...one, to: day("10-31"), reach: 77 })),
  });

  test("count where the whole period does, and a difference from the days is said", async () => {
    setToday("2098-11-02");
    await take(whole(310), true);
    await match("ig-reel | Month", "ig-reel" as Slug);
    expect(await take(whole(310))).toMatchObject({ changes: 1, notes: [] });
    expect(await take(whole(310))).toMatchObject({ changes: 0 });
    expect(await costs("10-01", "10-31")).toContainEqual({ campaign: "ig-reel", spend: 310, spendDays: 31, impressions: 100, clicks: 0 });
    expect((await costs("10-02", "10-31")).map(({ campaign }) => campaign)).toEqual(["ig-story"]);
    const days = [...Array(31).keys()].map((at): [string, number] => [`10-${String(at + 1).padStart(2, "0")}`, 9]);
    expect(await take(file({ "ig-reel | Month": days }))).toMatchObject({ notes: [{ code: "ad-days-differ" }] });
    expect(await costs("10-01", "10-31")).toContainEqual(expect.objectContaining({ campaign: "ig-reel", spend: 279 }));
  });
});

describe("an audience", () => {
  const cell = (age: string, reach: number): AudienceCell => ({
    unit: "name:ig-story | Autumn",
    from: day("10-01"),
    to: day("10-31"),
    age,
    gender: null,
    region: null,
    impressions: reach,
    reach,
  });

  test("is folded before it is stored, and leaves as shares", async () => {
    setToday("2098-11-02");
    const cells = [cell("13-17", 47), cell("18-24", 4_153), cell("25-34", 800), cell("65+", 2)];
    const groups = { ...file({ "ig-story | Autumn": [] }), granularity: "period" as const, audience: cells };
    expect(await take(groups)).toMatchObject({ changes: 1 });
    expect(await take(groups)).toMatchObject({ changes: 0 });
    const known = await registry.adFigures(STORY);
    expect(known?.audience).toMatchObject({
      age: {
        shares: [
          { group: "18-24", share: 0.85 },
          { group: "25-34", share: 0.15 },
        ],
      },
      gender: null,
    });
    const stored = await runInDurableObject(registry, (_, { storage }) =>
      storage.sql.exec<{ groups: string }>("SELECT groups FROM ad_audience").one(),
    );
    expect(JSON.parse(stored.groups)).toEqual({ "18-24": 4_153, "25-34": 800 });
  });
});

test("days fold into months with the counts, units that nobody matched are forgotten, and figures are taken out again", async () => {
  setToday("2098-11-02");
  await take(file({ Unknown: [["10-02", 1]] }), true);
  const before = await costs("10-01", "10-31");
  setToday("2101-01-02");
  await night();
  expect((await registry.adUnits()).map(({ name }) => name)).not.toContain("Unknown");
  const rows = await runInDurableObject(registry, (_, { storage }) => storage.sql.exec("SELECT * FROM ad_days").toArray());
  expect(rows).toEqual([]);
  const after = await costs("10-01", "10-31");
  expect(after.map(({ campaign, spend, impressions }) => [campaign, spend, impressions])).toEqual(
    before.map(({ campaign, spend, impressions }) => [campaign, spend, impressions]),
  );
  expect((await registry.deleteAdFigures(STORY, day("10-01"), addDays(day("10-01"), 30), "test")).ok).toBe(true);
  expect((await costs("10-01", "10-31")).map(({ campaign }) => campaign)).toEqual(["ig-reel"]);
  expect((await registry.adFigures(STORY))?.audience.age).toBeNull();
});
