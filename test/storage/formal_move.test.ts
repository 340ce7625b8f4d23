/** A tracker in the formal mode moves: what it has released stays to the last figure, and each cell is drawn for by one of the two. */
import { afterEach, expect, test } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import type { Slug } from "../../src/domain/campaign/slug.ts";
import type { Day } from "../../src/domain/day.ts";
import { countingDraws, withoutNoise } from "./noiseless.ts";
import { Objects } from "./objects.ts";
import { EVER } from "./steps.ts";
import { type Step, World } from "./world.ts";

const MOVE_KEY = "7f3c9b1ad25e4086b7c2f19e8d04a6537e91c8b2";
const FORMAL = { RELEASE: "formal", VISIT_RELEASE: "daily", SIGNUP_PERIOD: "day", MOVE_KEY };
const PLACE = { GROUP_SIZE: "5", TIME_ZONE: "Europe/Amsterdam", RETENTION_MONTHS: "25" };
const AT = Date.parse("2026-11-27T11:00:00Z");
const one = 1 as CampaignId;
const aDay: Step = { do: "wait", hours: 24 };

let spies: { stop: () => void }[] = [];
afterEach(() => {
  for (const spy of spies) spy.stop();
  spies = [];
});
function spied<T extends { stop: () => void }>(spy: T): T {
  spies.push(spy);
  return spy;
}

/** A tracker that has had no campaign, by the clock of `world`. */
async function emptyBeside(world: World, variables: Readonly<Record<string, string>>): Promise<Objects> {
  const objects = new Objects(() => world.nowMs);
  objects.deploy({ ...PLACE, ...variables });
  await objects.registry.routes(1);
  return objects;
}

async function exported({ registry }: World): Promise<Uint8Array[]> {
  const records: Uint8Array[] = [];
  let cursor: Parameters<typeof registry.moveOut>[1] = null;
  do {
    const part = await registry.moveOut(MOVE_KEY, cursor, "test");
    if (!part.ok) throw new Error("nothing was exported");
    records.push(...part.value.records);
    cursor = part.value.next;
  } while (cursor !== null);
  return records;
}

async function imported({ registry }: Objects, records: readonly Uint8Array[]): Promise<void> {
  for (const record of records) expect((await registry.moveIn(record, "test")).ok).toBe(true);
}

const RELEASED = "SELECT campaign, kind, year, hex(best) AS best FROM released ORDER BY campaign, kind, year";
const HEADS = "SELECT campaign, kind, noisy FROM released_head ORDER BY campaign, kind";
const STATE = "SELECT name, value FROM settings WHERE name GLOB 'formal*' ORDER BY name";

test("figures are the same before and after, nothing is drawn for on the way, and the days that are open close in the new place alone", async () => {
  const draws = spied(countingDraws());
  const old = await World.begin(5, AT, FORMAL);
  for (let day = 0; day < 3; day += 1) {
    await old.count(one, "visit", 23);
    await old.count(one, "signup", 12);
    await old.run(aDay);
  }
  const before = await old.ask(EVER);
  // Counted on the day of the move, and two days ago in no figure yet.
  await old.count(one, "visit", 40);
  // The new tracker has been there since yesterday, and has closed days of its own.
  const place = await emptyBeside(old, { ...FORMAL, EPSILON_VISIT: "2" });
  await place.registry.report(EVER);
  await place.registry.unattributed(EVER.from, EVER.to, "month");
  await old.run(aDay);
  await place.registry.report(EVER);
  const closed = await old.ask(EVER);
  await old.count(one, "visit", 40);
  await old.count(one, "signup", 20);

  const drawn = draws.drawn();
  const records = await exported(old);
  await imported(place, records.slice(0, -1));
  // Midnight passes while half of it is there.
  const atMove = old.nowMs;
  old.nowMs += 14 * 3_600_000;
  await place.registry.alarm();
  await place.registry.routes(1);
  expect((await place.registry.report(EVER)).ok).toBe(false);
  expect(draws.drawn()).toBe(drawn);
  old.nowMs = atMove;
  await imported(place, records.slice(-1));

  const moved = await place.registry.report(EVER);
  expect(moved).toEqual({ ok: true, value: closed });
  expect(draws.drawn()).toBe(drawn);
  for (const query of [RELEASED, HEADS, STATE]) expect(place.rows("registry", query)).toEqual(old.rows("registry", query));
  const { totals } = closed;
  expect(totals.visits).toBeGreaterThanOrEqual(before.totals.visits);

  await old.run(aDay);
  const next = await place.registry.report(EVER);
  // Three campaigns and no campaign: visits of three, eight kinds of all, signups of four.
  expect(draws.drawn() - drawn).toBe(
    3 + place.rows("registry", "SELECT 1 FROM released_head WHERE campaign = 0 AND kind <> 'signup'").length + 4,
  );
  expect(next.ok && next.value.totals.visits).toBeGreaterThanOrEqual(totals.visits);
  expect(next.ok && next.value.totals.signups).toBeGreaterThanOrEqual(totals.signups);
  expect((await place.registry.report(EVER)).ok).toBe(true);
  expect(draws.drawn() - drawn).toBeLessThan(30);
});

test("what had not closed is there to the very event, and signups without a campaign are not those of before", async () => {
  spied(withoutNoise());
  const old = await World.begin(5, AT, FORMAL);
  await old.count(one, "visit", 23);
  await old.count(0 as CampaignId, "signup", 20);
  await old.run(aDay);
  await old.ask(EVER);
  await old.count(one, "visit", 17);
  const place = await emptyBeside(old, FORMAL);
  const unattributed = async () => {
    const found = await place.registry.unattributed("2026-11-25" as Day, "2026-11-30" as Day, "week");
    return found.ok ? found.value.reduce((sum, { signups }) => sum + signups, 0) : found.error;
  };
  expect(await unattributed()).toBe(0);
  await imported(place, await exported(old));
  expect(await unattributed()).toBe(20);
  const totals = async () => {
    const found = await place.registry.report(EVER);
    return found.ok ? found.value.totals.visits : found.error;
  };
  expect(await totals()).toBe(20);
  await old.run(aDay);
  expect(await totals()).toBe(40);
});

test("bundles that move into a formal tracker stay as they are, and are formal from the next day on", async () => {
  spied(withoutNoise());
  const old = await World.begin(5, AT, { MOVE_KEY });
  await old.count(one, "visit", 23);
  await old.count(one, "signup", 12);
  await old.run(aDay);
  await old.ask(EVER);
  const before = { visits: 20, signups: 10 };
  const place = await emptyBeside(old, FORMAL);
  await imported(place, await exported(old));
  const totals = async () => {
    const found = await place.registry.report(EVER);
    return found.ok ? { visits: found.value.totals.visits, signups: found.value.totals.signups } : null;
  };
  expect(await totals()).toEqual(before);
  for (let day = 0; day < 2; day += 1) {
    await old.run(aDay);
    expect(await totals()).toEqual(before);
  }
  // Counted afresh, on top of what was released.
  await place.shard("visits-0").add("writer", 1, [[one, "visit", 9]]);
  await old.run(aDay);
  expect((await totals())?.visits).toBe(before.visits + 5);
});

test("what was released formally does not move into a tracker that releases bundles", async () => {
  const old = await World.begin(5, AT, FORMAL);
  await old.count(one, "visit", 23);
  await old.run(aDay);
  await old.ask(EVER);
  const place = await emptyBeside(old, { MOVE_KEY });
  const [first = new Uint8Array()] = await exported(old);
  const answer = await place.registry.moveIn(first, "test");
  expect(answer.ok ? null : JSON.stringify(answer.error)).toContain('"what":"RELEASE","there":"formal","here":"bundles"');
  expect(place.registry.campaign("one" as Slug).ok).toBe(false);
});
