/** The formal mode beside the reports: what else could tell a count says nothing of it. */
import { afterEach, expect, test } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { FIRST_DAY } from "../../src/domain/day.ts";
import { withoutNoise } from "./noiseless.ts";
import { EVER } from "./steps.ts";
import { type Step, World } from "./world.ts";

const FORMAL = { RELEASE: "formal", VISIT_RELEASE: "daily", SIGNUP_PERIOD: "day" };
/** A Friday. */
const AT = Date.parse("2026-11-27T11:00:00Z");
const one = 1 as CampaignId;
const nobody = 0 as CampaignId;
const aDay: Step = { do: "wait", hours: 24 };

let stop = () => {};
afterEach(() => stop());

test("a key's last use is told by the month, and once that is over", async () => {
  const world = await World.begin(5, AT, FORMAL);
  const { registry } = world;
  expect(registry.createKey({ id: "k", name: "Website", role: "site" }, "hash", "test").ok).toBe(true);
  const lastUse = () => world.registry.keys()[0]?.lastUsedOn;
  world.registry.useKey("hash");
  expect(lastUse()).toBeNull();
  await world.run({ do: "wait", hours: 2 * 24 });
  world.registry.useKey("hash");
  expect([world.today, lastUse()]).toEqual(["2026-11-29", null]);
  await world.run({ do: "wait", hours: 3 * 24 });
  expect([world.today, lastUse()]).toEqual(["2026-12-02", "2026-11-01"]);
  world.registry.useKey("hash");
  expect(lastUse()).toBe("2026-11-01");
  // Nothing finer is there, whatever the configuration becomes.
  world.deploy({ RELEASE: "bundles" });
  expect(lastUse()).toBe("2026-12-01");
});

test("monitoring says by the calendar whether a day is late, and of lost events only what noise cannot explain", async () => {
  ({ stop } = withoutNoise());
  const world = await World.begin(5, AT, FORMAL);
  await world.count(one, "signup", 20);
  await world.count(nobody, "lost", 3);
  const states = async () => {
    const { closes, lost } = await world.registry.status();
    return [closes, lost];
  };
  expect(await states()).toEqual(["ok", "none"]);
  await world.run(aDay);
  // Twelve hours after midnight nobody has closed the day, whatever was counted on it.
  expect(await states()).toEqual(["behind", "none"]);
  await world.ask(EVER);
  expect(await states()).toEqual(["ok", "none"]);
  await world.count(nobody, "lost", 500);
  await world.run(aDay);
  await world.ask(EVER);
  expect(await states()).toEqual(["ok", "some"]);
});

test("costs, differences and targets go the same way: with every shard out of reach they are answered from what was released", async () => {
  ({ stop } = withoutNoise());
  const world = await World.begin(5, AT, FORMAL);
  await world.count(one, "visit", 20);
  await world.run(aDay);
  const before = await world.ask(EVER);
  expect(before.totals.visits).toBe(20);
  for (const name of ["visits-0", "signups"]) {
    const shard = world.shard(name);
    for (const command of ["read", "data", "readAllSignups", "firstDay"] as const)
      Object.assign(shard, {
        [command]: () => {
          throw new Error("no shard is to be asked");
        },
      });
  }
  const { registry } = world;
  expect(await world.ask(EVER)).toEqual(before);
  const query = { from: EVER.from, to: EVER.to };
  expect((await registry.costs({ ...query, by: "campaign", interval: "total" }, null)).ok).toBe(true);
  expect((await registry.unattributed(query.from, query.to, "month")).ok).toBe(true);
  expect((await registry.differences([{ from: FIRST_DAY, to: world.today, through: query.to }], null)).ok).toBe(true);
  expect(registry.margins(query.from, query.to, "campaign", null)?.rows.length).toBe(3);
});
