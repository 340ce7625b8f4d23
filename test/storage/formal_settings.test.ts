/**
 * In the formal mode, whatever staff and the operator change: last days moved back and on, campaigns archived and taken back, another ε, another period
 * of signups, another time zone. Nothing that was shown falls, every figure is whole groups, and what is drawn does not depend on what was counted.
 */
import { expect, test } from "vitest";
import { randomFrom } from "../../scripts/simulate/random.ts";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { addDays } from "../../src/domain/day.ts";
import { countingDraws } from "./noiseless.ts";
import { EVER } from "./steps.ts";
import { World } from "./world.ts";

const [SEEDS, STEPS] = [8, 60];
const AT = Date.parse("2026-11-03T11:00:00Z");
const EPSILONS = ["1/4", "1/2", "1", "2"] as const;
const ZONES = ["Europe/Amsterdam", "Pacific/Auckland", "America/Los_Angeles"] as const;

/** One of `all`. */
type Pick = <T>(all: readonly [T, ...T[]]) => T;

async function step(world: World, pick: Pick, isCounted: boolean): Promise<void> {
  const { registry, today } = world;
  const what = pick(["count", "count", "count", "wait", "wait", "rule", "ends", "archive", "restore", "zone"]);
  const [campaign, kind, count] = [pick([0, 1, 2, 3]) as CampaignId, pick(["visit", "signup", "bot"] as const), pick([1, 4, 13, 29])];
  const [hours, nth, epsilon, other] = [pick([5, 20, 24, 50]), pick([0, 1, 2]), pick(EPSILONS), pick(EPSILONS)];
  const [period, timeZone] = [pick(["week", "day"]), pick(ZONES)];
  const endsOn = pick([null, addDays(today, -3), addDays(today, -1), today, addDays(today, 4)]);
  const slug = [...registry.campaigns(), ...registry.archivedCampaigns()].find(({ id }) => id === nth + 1)?.slug;
  if (slug === undefined) throw new Error("there are three campaigns");
  if (what === "count" && isCounted) await world.count(campaign, campaign === 0 ? "signup" : kind, count);
  if (what === "wait") await world.run({ do: "wait", hours });
  if (what === "rule") world.deploy({ EPSILON_VISIT: epsilon, EPSILON_SIGNUP: other, SIGNUP_PERIOD: period });
  if (what === "ends") registry.changeCampaign(slug, { endsOn }, null, "test", "admin");
  if (what === "archive") registry.archiveCampaign(slug, null, "test");
  if (what === "restore") registry.restoreCampaign(slug, "test", "admin");
  if (what === "zone") await world.run({ do: "zone", timeZone });
}

async function shown(world: World): Promise<Record<string, number>> {
  const { totals, unattributed, lost, unknownLinks } = await world.ask(EVER);
  return { visits: totals.visits, signups: totals.signups, ...totals.skipped, unattributed: unattributed.signups, lost, unknownLinks };
}

test.each(Array.from({ length: SEEDS }, (_, index) => 20_270_401 + index))("history %d", async (seed) => {
  const draws = [];
  for (const isCounted of [true, false]) {
    const random = randomFrom(seed);
    const pick: Pick = (all) => all[Math.floor(random() * all.length)] ?? all[0];
    const spy = countingDraws();
    try {
      const world = await World.begin(5, AT, { RELEASE: "formal", VISIT_RELEASE: "daily", SIGNUP_PERIOD: "day" });
      let before: Record<string, number> = {};
      for (let nth = 0; nth < STEPS; nth += 1) {
        await step(world, pick, isCounted);
        const [isAlarm, isAsked] = [random() < 0.2, random() < 0.4];
        if (isAlarm) await world.registry.alarm();
        if (!isAsked) continue;
        const now = await shown(world);
        for (const [name, figure] of Object.entries(now)) {
          expect(figure % 5, name).toBe(0);
          expect(figure, `${name} after ${nth}`).toBeGreaterThanOrEqual(before[name] ?? 0);
        }
        before = now;
      }
      await world.ask(EVER);
      draws.push(spy.drawn());
    } finally {
      spy.stop();
    }
  }
  expect(draws[0]).toBe(draws[1]);
});
