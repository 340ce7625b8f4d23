/**
 * All that runs by the clock in storage, in the order in which it runs. The registry's alarm is set to midnight of `TIME_ZONE`. A shard's is
 * set to midnight too, and to the next full hour while it has something that must go within hours.
 *
 * Each job can run again without harm: when one fails, the runtime calls the alarm again, from the first job on.
 */
import type { Config } from "../domain/config.ts";
import { type Day, dayAndEnd, startOfDay } from "../domain/day.ts";
import { monthsBefore } from "../domain/period.ts";
import { overwriteDeleted } from "./overwrite.ts";
import { foldAdDays } from "./registry/ad_figures/fold.ts";
import { forgetUndecidedUnits } from "./registry/ad_figures/units.ts";
import { closeDays, forgetOtherClosedDays, lastClosedDaysOfMonths } from "./registry/closed_days.ts";
import { forgetNames } from "./registry/history.ts";
import { forgetExpiredInvitations } from "./registry/invitations.ts";
import { forgetUnseenMembers } from "./registry/members.ts";
import { forgetEndedSessions } from "./registry/sessions.ts";
import { forgetOldRepeats } from "./shard/repeats.ts";
import { forgetOldWriters } from "./shard/writers.ts";
import { inTransaction } from "./transaction.ts";
import type { ShardCommands } from "./wire.ts";

/** From these tables rows are deleted one by one. In the others days fold, which empties whole pages. */
const OVERWRITTEN = {
  registry: [
    "keys",
    "members",
    "invitations",
    "ended_sessions",
    "history",
    "campaigns",
    "report_links",
    "ad_units",
    "ad_days",
    "ad_periods",
    "ad_audience",
    "ad_imports",
    "annotations",
    "targets",
  ],
  shard: ["salts", "repeats", "writers", "hour", "this_hour"],
};

interface Job<Context> {
  readonly what: string;
  readonly when: "midnight" | "midnight and full hours";
  run(context: Context): void | Promise<void>;
}

/** What the registry's jobs work on. The clock is read by each job, because those before it may take long. */
interface RegistryContext {
  readonly storage: DurableObjectStorage;
  readonly config: Config;
  readonly shards: { all(): readonly ShardCommands[]; signups(): ShardCommands };
  /** The cache of finished days. */
  readonly finishedDays: { fold(before: Day): Promise<void>; extend(today: Day): Promise<void> };
  /** See src/storage/formal/formal.ts. */
  readonly formal: { heed(today: Day): void; isOn(today: Day): boolean; close(today: Day): Promise<void>; fold(before: Day): void };
  nowMs(): number;
  today(): Day;
}

/** What a shard's jobs work on. */
interface ShardContext {
  readonly storage: DurableObjectStorage;
  nowMs(): number;
  today(): Day;
  enterHour(): void;
  /** Sets the alarm to the next full hour. */
  runAgainInAnHour(): Promise<void>;
}

/** Days before this one have become months. */
const keptFrom = ({ config, today }: RegistryContext): Day => monthsBefore(today(), config.retentionMonths);

/** Changes before this day name nobody of the staff. */
const namesFrom = ({ config, today }: RegistryContext): Day => monthsBefore(today(), config.staffNamesMonths);

export const REGISTRY_JOBS: readonly Job<RegistryContext>[] = [
  { what: "delete sessions that have ended", when: "midnight", run: ({ storage, nowMs }) => forgetEndedSessions(storage.sql, nowMs()) },
  {
    what: "delete invitations that have expired",
    when: "midnight",
    run: ({ storage, today }) => forgetExpiredInvitations(storage.sql, today()),
  },
  {
    what: "take the names of staff from old changes",
    when: "midnight",
    run(context) {
      const before = namesFrom(context);
      forgetUnseenMembers(context.storage.sql, before);
      inTransaction(context.storage, (sql) => forgetNames(sql, new Date(startOfDay(before, context.config.timeZone)).toISOString()));
    },
  },
  { what: "overwrite what was deleted", when: "midnight", run: ({ storage }) => overwriteDeleted(storage, OVERWRITTEN.registry) },
  {
    what: "close the days that can close: of signups, and in the formal mode of all else",
    when: "midnight",
    run({ storage, shards, config, formal, today }) {
      formal.heed(today());
      return formal.isOn(today()) ? formal.close(today()) : closeDays(storage.sql, shards.signups(), today(), config.groupSize);
    },
  },
  {
    // Before the shards: when one of them cannot be reached, the cache must not keep days that others have folded.
    what: "fold old days into months in the cache of finished days",
    when: "midnight",
    run: (context) => context.finishedDays.fold(keptFrom(context)),
  },
  {
    what: "fold old days into months in each shard",
    when: "midnight",
    async run(context) {
      const before = keptFrom(context);
      const closedDays = lastClosedDaysOfMonths(context.storage.sql, before);
      for (const shard of context.shards.all()) await shard.fold(before, closedDays);
    },
  },
  {
    what: "fold old days into months in what the formal mode has released",
    when: "midnight",
    run: (context) => context.formal.fold(keptFrom(context)),
  },
  {
    what: "fold old days of ad figures into months, as the counts are",
    when: "midnight",
    run: (context) => inTransaction(context.storage, (sql) => foldAdDays(sql, keptFrom(context))),
  },
  {
    what: "forget the ad platforms' campaigns that nobody has matched",
    when: "midnight",
    run: ({ storage, today }) => forgetUndecidedUnits(storage.sql, today()),
  },
  {
    what: "forget the closed days that no total is kept of any more",
    when: "midnight",
    run: (context) => forgetOtherClosedDays(context.storage.sql, keptFrom(context)),
  },
  { what: "add yesterday to the cache of finished days", when: "midnight", run: ({ finishedDays, today }) => finishedDays.extend(today()) },
];

export const SHARD_JOBS: readonly Job<ShardContext>[] = [
  {
    what: "forget writers that were not seen for a week",
    when: "midnight and full hours",
    run: ({ storage, today }) => forgetOldWriters(storage.sql, today()),
  },
  { what: "begin the new hour", when: "midnight and full hours", run: ({ enterHour }) => enterHour() },
  {
    what: "delete the hashes of signup reports that are too old to be repeated",
    when: "midnight and full hours",
    async run({ storage, nowMs, runAgainInAnHour }) {
      if (forgetOldRepeats(storage.sql, nowMs())) await runAgainInAnHour();
    },
  },
  {
    what: "overwrite what was deleted",
    when: "midnight and full hours",
    run: ({ storage }) => overwriteDeleted(storage, OVERWRITTEN.shard),
  },
];

export async function runJobs<Context>(jobs: readonly Job<Context>[], context: Context): Promise<void> {
  for (const job of jobs) await job.run(context);
}

const MS_PER_HOUR = 3_600_000;

/** How far ahead an alarm can be: the longest day is the one on which summer time ends. */
export const LONGEST_WAIT_MS = { midnight: 25 * MS_PER_HOUR, hour: MS_PER_HOUR };

/**
 * When an alarm rings. Alarms are stored with their time, so it is a midnight or a full hour, and never the time of a visit: an hour only
 * where hours are stored anyway.
 */
export function alarmTime(end: "midnight" | "hour", nowMs: number, timeZone: string): number {
  return end === "midnight" ? dayAndEnd(nowMs, timeZone).endMs : (Math.floor(nowMs / MS_PER_HOUR) + 1) * MS_PER_HOUR;
}
