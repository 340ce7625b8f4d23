/** What may happen to a tracker, at random: traffic, questions, hours that pass, and what marketers and operators may be talked into. */
import fc from "fast-check";
import { addDays, type Day } from "../../src/domain/day.ts";
import { KINDS, type Kind } from "../../src/domain/kind.ts";
import type { ReportQuery } from "../../src/domain/release/report.ts";
import { day } from "../domain/given.ts";
import type { Step } from "./world.ts";

/** Noon before a day of 23 hours and before one of 25, in Amsterdam. */
export const STARTS = ["2026-03-28T11:00:00Z", "2026-10-24T10:00:00Z"].map((at) => Date.parse(at));
export const starts = fc.constantFrom(...STARTS);
/** Days that a history may reach, from the first start. */
const MOST_DAYS = 320;
const FIRST = day("2026-03-26");
const ZONES = ["Europe/Amsterdam", "Pacific/Kiritimati", "Etc/GMT+12", "America/New_York", "Australia/Lord_Howe"];

/** From before the first start to after all. */
export const EVER: ReportQuery = { from: FIRST, to: addDays(FIRST, 2 * MOST_DAYS), by: "campaign", interval: "total" };

/** Ranges near a start, by anything; an interval of days covers weeks at most, so that a report stays small. */
export const queries: fc.Arbitrary<ReportQuery> = fc
  .record({
    start: starts,
    ends: fc.tuple(fc.integer({ min: -2, max: 90 }), fc.integer({ min: 0, max: 40 })),
    by: fc.constantFrom<ReportQuery["by"]>("channel", "campaign"),
    interval: fc.constantFrom<ReportQuery["interval"]>("total", "day", "week", "month"),
  })
  .map(({ start, ends: [from, length], by, interval }) => {
    const first = addDays(new Date(start).toISOString().slice(0, 10) as Day, from);
    return { from: first, to: addDays(first, length), by, interval };
  });

export const count: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("count"),
  campaign: fc.nat(99),
  kind: fc.oneof({ weight: 6, arbitrary: fc.constantFrom<Kind>("visit", "signup", "signup") }, fc.constantFrom(...KINDS)),
  count: fc.integer({ min: 1, max: 9 }),
  shard: fc.nat(3),
});
/** One signup, as a site reports it. */
export const signup: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("count"),
  campaign: fc.nat(3),
  kind: fc.constant<Kind>("signup"),
  count: fc.constant(1),
  shard: fc.constant(0),
});
export const ask: fc.Arbitrary<Step> = fc.record({ do: fc.constant("ask"), query: queries });
export const wait: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("wait"),
  hours: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 26 }) }, { weight: 2, arbitrary: fc.integer({ min: 100, max: 900 }) }),
});
export const release: fc.Arbitrary<Step> = fc.record({ do: fc.constant("release"), how: fc.constantFrom("daily", "live") });
export const releaseVisits: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("release visits"),
  how: fc.constantFrom("daily", "hourly", "live"),
});
/** What changes a campaign or the deployment, and must change nothing that is said of signups. */
export const tampering: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("move"), campaign: fc.nat(99), channel: fc.nat(99) }),
  fc.record({ do: fc.constant("archive"), campaign: fc.nat(99) }),
  fc.record({ do: fc.constant("make"), channel: fc.nat(99) }),
  fc.record({ do: fc.constant("shards"), shards: fc.integer({ min: 1, max: 4 }) }),
);
/** What else an operator does: another zone may end a day, and folding makes old days months. */
export const meddling: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: tampering },
  fc.record({ do: fc.constant("zone"), timeZone: fc.constantFrom(...ZONES) }),
  { weight: 3, arbitrary: fc.constant<Step>({ do: "fold" }) },
);

/** A history: mostly traffic, with time that passes and meddling in between, and `others` besides. */
export const program = (traffic: fc.Arbitrary<Step>, ...others: fc.Arbitrary<Step>[]) =>
  fc.array(fc.oneof({ weight: 6, arbitrary: traffic }, { weight: 3, arbitrary: wait }, { weight: 3, arbitrary: meddling }, ...others), {
    minLength: 10,
    maxLength: 50,
    size: "max",
  });
