/** What no threshold can keep from an adversary who knows almost all by himself: exactly how much he learns, and what not. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { answersTo } from "./answers_to.ts";
import { ask, count, EVER, program, queries, STARTS, starts } from "./steps.ts";
import { type Step, World } from "./world.ts";

const AT = STARTS[0] ?? 0;
const signup = (campaign: number): Step => ({ do: "count", campaign, kind: "signup", count: 1, shard: 0 });
const visits = (campaign: number, count: number): Step => ({ do: "count", campaign, kind: "visit", count, shard: 0 });

/** A day with one signup of each of `campaigns`, and the day after. */
const onOneDay = (...campaigns: number[]) => {
  const signups = campaigns.map(() => signup(0));
  return answersTo([...signups, { do: "wait", hours: 24 }], EVER, AT, campaigns as CampaignId[]);
};

describe("an insider who makes four visits of a bundle", () => {
  test("sees that one more came, and when; that is all there is to see", async () => {
    const world = await World.begin(5, AT);
    const visits = async () => (await world.ask(EVER)).totals.visits;
    await world.count(1 as CampaignId, "visit", 4);
    expect(await visits()).toBe(0);
    await world.count(1 as CampaignId, "visit", 1);
    expect(await visits()).toBe(5);
    await world.count(1 as CampaignId, "visit", 4);
    expect(await visits()).toBe(5);
  });

  /** Four visits of his own on each of three campaigns, then `after`; what he is answered from then on. */
  const primed = async (...after: Step[]) => {
    const own = [visits(0, 4), visits(1, 4), visits(2, 4)];
    const { answers } = await answersTo([...own, ...after], EVER, AT);
    return answers.slice(own.length * 2);
  };

  test("and has the site's list learns which campaign was clicked a minute before a signup, and not whose signup it is", async () => {
    const clicked = await primed(visits(1, 1), signup(2));
    // He tells apart which link was clicked:
    expect(await primed(visits(0, 1), signup(2))).not.toEqual(clicked);
    // whatever the signup after it was of, or if there was none, he is answered the same, byte for byte: he has odds, and no proof.
    for (const other of [signup(0), signup(1), signup(3), { do: "ask", query: EVER } as const]) {
      expect(await primed(visits(1, 1), other)).toEqual(clicked);
    }
  });

  test("sees nothing at all within the day where visits are released daily, and the day after that somebody came", async () => {
    const daily = { do: "release visits", how: "daily" } as const;
    const nobody = await primed(daily, signup(2), { do: "ask", query: EVER });
    for (const campaign of [0, 1, 2]) expect(await primed(daily, signup(2), visits(campaign, 1))).toEqual(nobody);
    const tomorrow = { do: "wait", hours: 24 } as const;
    expect(await primed(daily, visits(1, 1), tomorrow)).not.toEqual(await primed(daily, visits(0, 1), tomorrow));
  });
});

describe("where visits are released by the hour", () => {
  const hourly = { do: "release visits", how: "hourly" } as const;
  const hour = { do: "wait", hours: 1 } as const;

  test("whatever comes and however often one asks, nothing moves within the hour; after it all is out that came before it", async () => {
    const traffic = fc.array(count, { minLength: 1, maxLength: 12 });
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(program(count, ask), starts, traffic, queries, fc.nat(40), async (steps, at, more, query, until) => {
        const world = await World.begin(5, at);
        for (const [nth, step] of [...steps.slice(0, until), hourly, ...steps.slice(until)].entries()) {
          await world.run(step);
          // The switch itself shows nothing that is newer than the full hour before it.
          if (nth === until) expect(await world.ask(query)).toEqual(await world.ask(query));
        }
        await world.run(hour);
        const before = await world.ask(query);
        for (const step of more) {
          await world.run(step);
          expect(await world.ask(query)).toEqual(before);
        }
        await world.run(hour);
        await world.ask(query);
        await world.run({ do: "wait", hours: 24 });
        const { totals } = await world.ask(EVER);
        const bundles = world.campaignIds.map((id) => Math.floor(world.counted(id, "visit") / 5) * 5);
        expect(totals.visits).toBe(bundles.reduce((sum, visits) => sum + visits, 0));
        if (JSON.stringify(await world.ask(query)) !== JSON.stringify(before)) moved += 1;
      }),
      { numRuns: 200 },
    );
    expect(moved, "histories in which figures moved after the hour").toBeGreaterThan(32);
  }, 600_000);

  test("an insider who makes four visits of a bundle sees nothing within the hour, and after it which campaign was clicked in it", async () => {
    const own: Step[] = [visits(0, 4), visits(1, 4), visits(2, 4), hourly, hour];
    const seen = async (...after: Step[]) => (await answersTo([...own, ...after], EVER, AT)).answers.slice(own.length * 2);
    const nobody = await seen(signup(2), { do: "ask", query: EVER });
    for (const campaign of [0, 1, 2]) expect(await seen(signup(2), visits(campaign, 1))).toEqual(nobody);
    const tellings = await Promise.all([0, 1, 2].map(async (campaign) => JSON.stringify((await seen(visits(campaign, 1), hour)).at(-1))));
    expect(new Set(tellings).size).toBe(3);
  });

  test("the switch to it in the middle of an hour shows nothing that is newer than the last full hour", async () => {
    const world = await World.begin(5, AT);
    await world.count(1 as CampaignId, "visit", 5);
    await world.run({ do: "wait", hours: 2 });
    await world.run({ do: "release visits", how: "daily" });
    await world.count(1 as CampaignId, "visit", 5);
    expect((await world.ask(EVER)).totals.visits).toBe(0);
    await world.run(hourly);
    expect((await world.ask(EVER)).totals.visits, "of today nothing until an hour is full").toBe(0);
    await world.run(hour);
    expect((await world.ask(EVER)).totals.visits).toBe(10);
  });
});

describe("who has the site's list", () => {
  test("learns, where all signups of a close are one campaign's, that of each of the five, and of no fewer", async () => {
    const { answers } = await onOneDay(1, 1, 1, 1, 1);
    for (const fifth of [0, 2]) expect((await onOneDay(1, 1, 1, 1, fifth)).answers).not.toEqual(answers);
    expect((await onOneDay(1, 1, 1, 1)).world.everyClosedDay).toEqual([]);
  });

  test("learns from its length, where all that is held back is as much as can be, counts below five, and not whose", async () => {
    // Eight on the list and no figure above 0: nobody's and one campaign's can be four and four only.
    const { answers } = await onOneDay(1, 0, 1, 0, 1, 0, 1, 0);
    const fitting: number[] = [];
    for (let ofOne = 0; ofOne <= 8; ofOne += 1) {
      const split = Array.from({ length: 8 }, (_, nth) => (nth < ofOne ? 1 : 0));
      if (JSON.stringify((await onOneDay(...split)).answers) === JSON.stringify(answers)) fitting.push(ofOne);
    }
    expect(fitting).toEqual([4]);
  });

  test("learns the campaign of one signup where he makes four others and all five close together", async () => {
    // His own, through the thanks link or the form, are of campaign 1; the stranger's of 1, 2 or none.
    const stranger = async (campaign: number) => (await onOneDay(1, 1, 1, 1, campaign)).answers.at(-1);
    const told = await Promise.all([0, 1, 2].map(stranger));
    expect(new Set(told).size).toBe(2);
    expect(told[0]).toBe(told[2]);
    // With four more strangers in the close he learns how many of the five were of his campaign, and of none whose it was.
    expect((await onOneDay(1, 1, 1, 1, 1, 0, 0, 2, 2)).answers.at(-1)).toBe((await onOneDay(1, 1, 1, 1, 0, 2, 1, 2, 0)).answers.at(-1));
  });
});

test("figures in fives and in sixes of the same visits would together isolate one: why the group size never changes", async () => {
  const [fives, sixes] = [await World.begin(5, AT), await World.begin(6, AT)];
  for (const world of [fives, sixes]) await world.count(1 as CampaignId, "visit", 6);
  expect((await sixes.ask(EVER)).totals.visits - (await fives.ask(EVER)).totals.visits).toBe(1);
});
