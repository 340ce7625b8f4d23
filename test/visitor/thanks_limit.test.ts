import { expect, test } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { FREE_THANKS, THANKS_HOURS } from "../../src/domain/limits.ts";
import { ThanksLimit } from "../../src/visitor/thanks_limit.ts";

const HOUR_MS = 3_600_000;
const NOON_MS = Date.UTC(2026, 5, 1, 12, 20);
const [ONE, OTHER] = [1 as CampaignId, 2 as CampaignId];

/** How many of `tries` signups may count. */
const taken = (limit: ThanksLimit, tries: number, nowMs: number, campaign = ONE): number =>
  Array.from({ length: tries }, () => limit.take(campaign, nowMs)).filter(Boolean).length;
function click(limit: ThanksLimit, times: number, nowMs: number): void {
  for (let time = 0; time < times; time += 1) limit.noteClick(ONE, nowMs);
}

test("as many signups count as came to the link, and some more; of one campaign", () => {
  const limit = new ThanksLimit(true);
  click(limit, 300, NOON_MS);
  expect(taken(limit, 4_000, NOON_MS)).toBe(300 + FREE_THANKS);
  expect(taken(limit, 4_000, NOON_MS, OTHER)).toBe(FREE_THANKS);
  click(limit, 7, NOON_MS);
  expect(taken(limit, 4_000, NOON_MS)).toBe(7);
});

test("in the formal mode visits decide nothing of what is counted as signups", () => {
  const limit = new ThanksLimit(false);
  click(limit, 300, NOON_MS);
  expect(taken(limit, 4_000, NOON_MS)).toBe(FREE_THANKS);
});

test("clicks count for the last hours, and so do signups", () => {
  const limit = new ThanksLimit(true);
  click(limit, 300, NOON_MS);
  const last = NOON_MS + (THANKS_HOURS - 1) * HOUR_MS;
  expect(taken(limit, 100, NOON_MS)).toBe(100);
  expect(taken(limit, 4_000, last)).toBe(200 + FREE_THANKS);
  expect(taken(limit, 4_000, last + HOUR_MS), "the clicks are forgotten, and the signups of their hour").toBe(0);
  expect(taken(limit, 4_000, last + THANKS_HOURS * HOUR_MS), "all is forgotten").toBe(FREE_THANKS);
});

test("a clock that leaps or goes back lets nobody have more than a fresh start would", () => {
  const limit = new ThanksLimit(true);
  click(limit, 300, NOON_MS);
  expect(taken(limit, 4_000, NOON_MS + 8_760 * HOUR_MS)).toBe(FREE_THANKS);
  expect(taken(limit, 4_000, NOON_MS)).toBe(FREE_THANKS);
});
