/** What a year in the formal mode leaves in the registry, with campaigns of which some are made and some archived on the way. */
import { afterEach, expect, test } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { countingDraws } from "./noiseless.ts";
import { EVER } from "./steps.ts";
import { World } from "./world.ts";

/** The last day of a year. */
const AT = Date.parse("2026-12-31T11:00:00Z");
const [ALL, AT_START] = [64, 40];
/** Skipped requests by reason, lost and unknown ones, signups without a campaign; and each week that closed. */
const [OF_ALL, WEEKS] = [9, 52];
const rowsOf = (campaigns: number): number => 2 * campaigns + OF_ALL + WEEKS;

let stop = () => {};
afterEach(() => stop());

test("a year adds two rows for each campaign and 61 others, whatever was counted: 573 for 256 campaigns", async () => {
  const draws = countingDraws();
  ({ stop } = draws);
  const world = await World.begin(5, AT, { RELEASE: "formal", VISIT_RELEASE: "daily", RETENTION_MONTHS: "25" });
  const make = async (until: number) => {
    while (world.campaignIds.length < until) await world.run({ do: "make", channel: world.campaignIds.length });
  };
  const rows = (table: string) => world.rows<{ count: number }>("registry", `SELECT count(*) AS count FROM ${table}`)[0]?.count ?? 0;
  const all = () => rows("released") + rows("closes");
  await make(AT_START);
  await world.run({ do: "wait", hours: 24 });
  await world.registry.alarm();
  const before = all() - rows("released WHERE year = 2027");
  // Two weeks at a time: each day closes by itself all the same.
  for (let weeks = 0; weeks < 52; weeks += 2) {
    if (weeks > 0 && weeks % 4 === 0) {
      await make(Math.min(ALL, world.campaignIds.length + 2));
      await world.run({ do: "archive", campaign: weeks });
    }
    await world.countAll(world.campaignIds.flatMap((id) => [[id, "visit", 9] as const, [id, "signup", 1] as const]).slice(0, 20));
    await world.run({ do: "wait", hours: 14 * 24 });
    await world.registry.alarm();
  }
  expect(world.today).toBe("2027-12-31");
  expect(world.campaignIds.length).toBe(ALL);
  expect(all() - before).toBe(rowsOf(ALL));
  expect(rowsOf(256)).toBeLessThanOrEqual(600);
  expect(rows("released_head")).toBe(2 * ALL + OF_ALL);
  const [{ bytes } = { bytes: 0 }] = world.rows<{ bytes: number }>(
    "registry",
    "SELECT max(length(best)) AS bytes FROM released WHERE year = 2027",
  );
  expect(bytes).toBe(8 * 364);
  const found = await world.ask(EVER);
  expect(found.releasedThrough.visits).toBe("2027-12-30");
  // Every campaign that there was on a day has drawn for it, whether it was clicked or not.
  expect(draws.drawn()).toBeGreaterThan(364 * AT_START);
  const quiet = world.campaignIds.at(-1) as CampaignId;
  expect(world.rows("registry", `SELECT 1 FROM released WHERE campaign = ${quiet}`).length).toBe(2);
}, 120_000);
