/** The formal mode when the configuration changes, when months fold, and what its tables hold. */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { addDays } from "../../src/domain/day.ts";
import { KINDS } from "../../src/domain/kind.ts";
import { endOfMonth } from "../../src/domain/period.ts";
import type { ReportRow } from "../../src/domain/release/report.ts";
import { sums } from "../domain/release/history.ts";
import { countingDraws, withoutNoise } from "./noiseless.ts";
import { EVER, STARTS } from "./steps.ts";
import { type Step, World } from "./world.ts";

const FORMAL = { RELEASE: "formal", VISIT_RELEASE: "daily" };
/** So that figures come out every day. */
const DAILY = { ...FORMAL, SIGNUP_PERIOD: "day" };
const AT = STARTS[0] ?? 0;
const one = 1 as CampaignId;
const aDay: Step = { do: "wait", hours: 24 };

let stop = () => {};
afterEach(() => stop());
function noiseless(): void {
  ({ stop } = withoutNoise());
}

describe("a change", () => {
  test("from bundles begins with the next day: what was out stays, what was held back is never out, and the rest is counted afresh on top", async () => {
    noiseless();
    const world = await World.begin(5, AT, { VISIT_RELEASE: "daily" });
    await world.count(one, "visit", 8);
    await world.count(one, "signup", 9);
    await world.count(one, "bot", 6);
    await world.run(aDay);
    await world.count(one, "visit", 6);
    const before = await world.ask(EVER);
    expect(before.totals).toMatchObject({ visits: 5, signups: 5, skipped: { bot: 5 } });
    world.deploy(DAILY);
    expect(await world.ask(EVER)).toEqual(before);
    await world.run(aDay);
    // Of 14 visits up to the last day of bundles, 10 are out.
    const taken = await world.ask(EVER);
    expect(taken.totals).toMatchObject({ visits: 10, signups: 5, skipped: { bot: 5 } });
    await world.count(one, "visit", 4);
    await world.count(one, "bot", 4);
    await world.run(aDay);
    expect((await world.ask(EVER)).totals).toMatchObject({ visits: 10, signups: 5, skipped: { bot: 5 } });
    await world.count(one, "visit", 1);
    await world.count(one, "bot", 1);
    await world.run(aDay);
    const after = await world.ask(EVER);
    expect(after.totals).toMatchObject({ visits: 15, signups: 5, skipped: { bot: 10 } });
    const query = { ...EVER, interval: "day", to: before.to } as const;
    const upTo = { from: EVER.from, to: addDays(world.today, -4), by: "campaign", interval: "day" } as const;
    expect(sums(await world.ask(upTo))).toEqual({
      "campaign-1 visit": 5,
      "campaign-1 signup": 5,
      "campaign-1 bot": 5,
      "totals visit": 5,
      "totals signup": 5,
      "totals bot": 5,
    });
    expect(query.by).toBe("campaign");
  });

  test("can be taken back on the day on which it was made, and not later: bundles of the same counts would tell the noise", async () => {
    const world = await World.begin(5, AT, { VISIT_RELEASE: "daily" });
    await world.count(one, "visit", 8);
    await world.run(aDay);
    const before = await world.ask(EVER);
    world.deploy(FORMAL);
    await world.ask(EVER);
    world.deploy({ RELEASE: "bundles" });
    await world.run(aDay);
    expect((await world.ask(EVER)).totals).toEqual(before.totals);
    world.deploy(FORMAL);
    await world.ask(EVER);
    for (let day = 0; day < 2; day += 1) await world.run(aDay);
    await world.ask(EVER);
    world.deploy({ RELEASE: "bundles" });
    const refused = await world.registry.report(EVER);
    expect(refused).toMatchObject({ ok: false, error: { type: "configuration", fault: { code: "formal-locked" } } });
    await world.run(aDay);
    await world.registry.alarm();
    expect(await world.registry.report(EVER)).toMatchObject({ ok: false });
    world.deploy({ RELEASE: "formal" });
    expect((await world.ask(EVER)).releasedThrough.visits).toBe(addDays(world.today, -1));
  });

  test("to more shards leaves out no count and none is counted on a day that has closed", async () => {
    noiseless();
    const world = await World.begin(5, AT, FORMAL);
    await world.count(one, "visit", 6);
    await world.run(aDay);
    await world.ask(EVER);
    await world.run({ do: "shards", shards: 3 });
    for (const shard of [0, 1, 2]) await world.count(one, "visit", 3, shard);
    await world.run(aDay);
    expect((await world.ask(EVER)).totals.visits).toBe(15);
  });

  test("of months that fold changes no total that is kept, and no figure of months", async () => {
    const world = await World.begin(5, AT, DAILY);
    for (let week = 0; week < 16; week += 1) {
      await world.count(one, "visit", 30);
      await world.count(one, "signup", 6);
      await world.run({ do: "wait", hours: 7 * 24 });
      await world.registry.alarm();
    }
    const days = { from: EVER.from, to: addDays(world.today, -1), by: "campaign", interval: "day" } as const;
    const isOld = ({ period }: ReportRow): boolean => period !== undefined && period < "2026-06-01";
    const months = (await world.ask({ ...days, interval: "month" })).rows.filter(isOld);
    expect(months.some(({ visits, signups }) => visits > 0 && signups > 0)).toBe(true);
    // Of a month that has folded, all is on its last day.
    const folded = (await world.ask(days)).rows.filter((row) => isOld(row) && row.visits + row.signups > 0);
    expect(folded.filter(({ period }) => period !== undefined && endOfMonth(period) !== period)).toEqual([]);
    await world.run({ do: "wait", hours: 24 * 35 });
    await world.registry.alarm();
    expect((await world.ask({ ...days, interval: "month" })).rows.filter(isOld)).toEqual(months);
  });
});

describe("a fault", () => {
  test("of a shard at midnight holds up no report: days that have closed are shown, and the next one closes when the shard is back", async () => {
    noiseless();
    const world = await World.begin(5, AT, DAILY);
    await world.count(one, "visit", 6);
    await world.run(aDay);
    const before = await world.ask(EVER);
    expect(before.totals.visits).toBe(5);
    await world.count(one, "visit", 6);
    await world.run(aDay);
    const failing = vi.spyOn(world.shard("visits-0"), "read").mockImplementation(() => {
      throw new Error("the shard fails");
    });
    expect(await world.ask(EVER)).toEqual(before);
    expect(world.registry.health()).toBe("failing");
    failing.mockRestore();
    expect((await world.ask(EVER)).totals.visits).toBe(10);
    expect(world.registry.health()).toBe("ok");
  });

  test("between closing a day and answering closes nothing twice: a registry that begins anew finds it done", async () => {
    const world = await World.begin(5, AT, DAILY);
    await world.count(one, "visit", 40);
    await world.run(aDay);
    await world.ask(EVER);
    const kept = () => world.rows("registry", "SELECT campaign, kind, noisy FROM released_head ORDER BY campaign, kind");
    const before = kept();
    // Its memory is gone, and what it has stored is there.
    world.deploy({});
    await Promise.all([world.ask(EVER), world.registry.alarm()]);
    expect(kept()).toEqual(before);
  });

  test("that undoes the close in its middle leaves nothing of it behind", async () => {
    const world = await World.begin(5, AT, DAILY);
    await world.count(one, "visit", 40);
    await world.run(aDay);
    let draws = 0;
    const original = crypto.getRandomValues.bind(crypto);
    const spy = vi.spyOn(crypto, "getRandomValues").mockImplementation((values) => {
      draws += 1;
      if (draws === 4) throw new Error("no random numbers");
      return original(values as Uint8Array<ArrayBuffer>) as typeof values;
    });
    await world.ask(EVER);
    spy.mockRestore();
    expect(world.rows("registry", "SELECT * FROM released_head")).toEqual([]);
    expect(world.rows("registry", "SELECT * FROM released")).toEqual([]);
    expect((await world.ask(EVER)).releasedThrough.visits).toBe(addDays(world.today, -1));
  });

  test("after which a backup is put back draws anew for the days after it, and for no others", async () => {
    const spy = countingDraws();
    stop = spy.stop;
    const world = await World.begin(5, AT, DAILY);
    const tables = ["released", "released_head", "settings", "closes"];
    const passDays = async (days: number) => {
      for (let day = 0; day < days; day += 1) {
        await world.count(one, "visit", 40);
        await world.run(aDay);
        await world.ask(EVER);
      }
    };
    await passDays(2);
    for (const table of tables) world.rows("registry", `CREATE TEMP TABLE old_${table} AS SELECT * FROM ${table}`);
    const days = { from: EVER.from, to: addDays(world.today, -1), by: "campaign", interval: "day" } as const;
    const older = await world.ask(days);
    const before = spy.drawn();
    await passDays(2);
    const drawn = spy.drawn() - before;
    for (const table of tables) {
      world.rows("registry", `DELETE FROM ${table}`);
      world.rows("registry", `INSERT INTO ${table} SELECT * FROM old_${table}`);
      world.rows("registry", `DROP TABLE old_${table}`);
    }
    world.deploy({});
    expect((await world.ask(days)).rows).toEqual(older.rows);
    expect(spy.drawn() - before).toBe(2 * drawn);
  });
});

test("tables hold neither noise nor exact counts: of a series the highest noisy totals by day, and the last noisy one", async () => {
  const world = await World.begin(5, AT, FORMAL);
  await world.count(one, "visit", 40);
  await world.run(aDay);
  await world.ask(EVER);
  expect(world.rows("registry", "SELECT name FROM pragma_table_info('released')")).toEqual(
    ["campaign", "kind", "year", "best"].map((name) => ({ name })),
  );
  expect(world.rows("registry", "SELECT name FROM pragma_table_info('released_head')")).toEqual(
    ["campaign", "kind", "noisy"].map((name) => ({ name })),
  );
  const heads = world.rows<{ kind: string }>("registry", "SELECT DISTINCT kind FROM released_head");
  expect(heads.map(({ kind }) => kind).sort()).toEqual(KINDS.filter((kind) => kind !== "signup").sort());
  expect(world.rows("registry", "SELECT max(total) AS total FROM closes")).toEqual([{ total: null }]);
});
