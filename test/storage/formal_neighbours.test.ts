/**
 * Two worlds that differ in one event, through the real registry: what they release must be hard to tell apart. The event that tells most is chosen on
 * one half of the draws and tried on the other, so that it is not chosen by luck. The random bits are fixed: a run repeats itself exactly.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CampaignDraft, CampaignId } from "../../src/domain/campaign/campaign.ts";
import type { Kind } from "../../src/domain/kind.ts";
import { draft } from "../worker/draft.ts";
import { withFixedNoise } from "./noiseless.ts";
import { EVER, STARTS } from "./steps.ts";
import { World } from "./world.ts";

const AT = STARTS[0] ?? 0;
const CAMPAIGNS = 240;
const DAYS = 15;

let stop = () => {};
beforeEach(() => {
  ({ stop } = withFixedNoise());
});
afterEach(() => stop());

/** What the registry keeps of each cell's count with its noise: more than it ever shows. */
async function draws(kind: "visit" | "signup", count: number, variables: Readonly<Record<string, string>>): Promise<number[]> {
  const world = await World.begin(5, AT, { RELEASE: "formal", VISIT_RELEASE: "daily", SIGNUP_PERIOD: "day", ...variables });
  const drafts = Array.from({ length: CAMPAIGNS }, (_, nth) => ({
    ...(draft(`one-of-many-${nth}`) as CampaignDraft),
    answers: { manyLinks: true as const },
  }));
  const made = await world.registry.createCampaigns(drafts, "test", "admin");
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const ids = made.value.map(({ id }) => id);
  const found: number[] = [];
  const before = new Map<CampaignId, number>();
  for (let day = 0; day < DAYS; day += 1) {
    await world.countAll(ids.map((id) => [id, kind as Kind, count] as const));
    await world.run({ do: "wait", hours: 24 });
    await world.ask(EVER);
    const heads = world.rows<{ campaign: CampaignId; noisy: number }>(
      "registry",
      `SELECT campaign, noisy FROM released_head WHERE kind = '${kind}'`,
    );
    for (const { campaign, noisy } of heads) {
      if (ids.includes(campaign)) found.push(noisy - (before.get(campaign) ?? 0));
      before.set(campaign, noisy);
    }
  }
  return found;
}

/** How much more likely the event that tells most is with `one` than with `other`, as a logarithm, and the standard deviation of that. */
function telling(one: readonly number[], other: readonly number[]): { readonly log: number; readonly sigma: number } {
  const shareOf = (all: readonly number[], half: 0 | 1, isIn: (value: number) => boolean): number => {
    const own = all.filter((_, nth) => nth % 2 === half);
    return (own.filter(isIn).length + 0.5) / (own.length + 1);
  };
  const values = [...new Set([...one, ...other])];
  // By Neyman and Pearson: all values that are more likely with one of them by more than chance could make them.
  const chosen = values.filter(
    (value) => Math.log(shareOf(one, 0, (each) => each === value) / shareOf(other, 0, (each) => each === value)) > 0.3,
  );
  const [p, q] = [shareOf(one, 1, (each) => chosen.includes(each)), shareOf(other, 1, (each) => chosen.includes(each))];
  const half = one.length / 2;
  return { log: Math.log(p / q), sigma: Math.sqrt((1 - p) / (half * p) + (1 - q) / (half * q)) };
}

describe("what is kept of a cell tells its count from one more", () => {
  test.each([
    ["visit", { EPSILON_VISIT: "1" }, 1],
    ["signup", { EPSILON_SIGNUP: "1/2" }, 0.5],
  ] as const)(
    "of %s by a factor of e^ε at most",
    async (kind, variables, epsilon) => {
      const [less, more] = [await draws(kind, 3, variables), await draws(kind, 4, variables)];
      expect(less.length).toBe(CAMPAIGNS * DAYS);
      for (const { log, sigma } of [telling(less, more), telling(more, less)]) {
        expect(log).toBeLessThanOrEqual(epsilon + 4 * sigma);
        // And that much it does tell: more noise than promised would cost exactness for nothing.
        expect(log).toBeGreaterThanOrEqual(epsilon - 0.1 - 4 * sigma);
      }
    },
    120_000,
  );

  test("and the same test finds noise that is half as wide as promised", async () => {
    const [less, more] = [await draws("visit", 3, { EPSILON_VISIT: "2" }), await draws("visit", 4, { EPSILON_VISIT: "2" })];
    const { log, sigma } = telling(more, less);
    expect(log).toBeGreaterThan(1 + 4 * sigma);
  }, 120_000);
});
