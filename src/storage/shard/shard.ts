/**
 * A shard: one Durable Object that counts. Its commands can be sent again without harm: a batch has a number, a signup report
 * may have a key, and reading changes nothing but the day below which nothing is stamped any more.
 * An answer means that the change is on disk (the runtime's output gate holds the answer back until it is).
 */
import { DurableObject } from "cloudflare:workers";
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import { type Config, readConfig } from "../../domain/config.ts";
import { type Day, dayAndEnd, startOfDay } from "../../domain/day.ts";
import { type Kind, NO_CAMPAIGN } from "../../domain/kind.ts";
import type { Cumulative } from "../../domain/release/rule.ts";
import { foreign, type InstallationId, type ShardData } from "../installation.ts";
import { believed, type Reading } from "../leap.ts";
import { migrate } from "../migrations.ts";
import { alarmTime, LONGEST_WAIT_MS, runJobs, SHARD_JOBS } from "../nightly.ts";
import { deleteRows } from "../overwrite.ts";
import { inTransaction, type Transaction } from "../transaction.ts";
import { encodeAnswer, type ShardAnswer } from "../wire.ts";
import { advanceTo, lastDay } from "./clock.ts";
import { addEntries, allSignups, type Entry, firstDay, isEntry, totalsAt } from "./counts.ts";
import { foldBefore } from "./fold.ts";
import { addToHour, dayOfHour, enterHour, type Hour, hourOf, leaveHours, takeOffHour } from "./hour.ts";
import { installationOf, joinInstallation, shardData } from "./installation.ts";
import { SHARD_MIGRATIONS } from "./migrations.ts";
import { type MovedCounts, moveIn, moveOut, type TableRows } from "./move.ts";
import { fingerprints, type Repeat, recognise } from "./repeats.ts";
import { KnownSeries } from "./series.ts";
import { remember, wasAdded } from "./writers.ts";

export class Shard extends DurableObject<object> {
  private readonly config: Config;
  private readonly sql: SqlStorage;
  private series: KnownSeries;
  /** The day before which nothing is stamped any more, as the table `clock` has it. */
  private lastDay: Day | null;
  /** When the day has to be worked out again. An eviction may forget it without harm. */
  private dayEndMs = 0;
  /** Whether the tables may still hold an hour. */
  private mayHaveHour = true;
  /** When the day that is being stamped began. */
  private dayStart: { readonly day: Day; readonly ms: number } | null = null;
  /** When the alarm rings, as far as this object knows. */
  private alarmMs = Number.POSITIVE_INFINITY;

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    this.config = readConfig(env as Record<string, unknown>);
    this.sql = ctx.storage.sql;
    this.series = new KnownSeries(this.sql);
    migrate(ctx.storage, SHARD_MIGRATIONS, "shard");
    this.lastDay = lastDay(this.sql);
  }

  /** Milliseconds since 1970; the only clock of a shard, in one place so that a test can move it. */
  protected now(): number {
    return Date.now();
  }

  /** Throws where this version cannot read the data: then the object's constructor fails. */
  checkData(): void {
    this.sql.exec("SELECT 1 FROM tallies LIMIT 1").toArray();
  }

  /** Whose its data are, for the registry. */
  data(): ShardData {
    return shardData(this.sql);
  }

  /** From here on it counts for `id` alone. */
  join(id: InstallationId): void {
    joinInstallation(this.sql, id);
    this.mustBelongTo(id);
  }

  /**
   * Adds a batch to today. A batch that was added before is acknowledged and not added again. A batch that this shard does not
   * understand (from an isolate of another version) is refused as a whole and for good: sending it again would not help.
   *
   * @param writer the sender's random name
   * @param seq the sender's number for the batch, from 1 upwards without gaps in what is acknowledged
   * @param installation whose counts they are: never acknowledged where the shard is not of it. Null from a sender that knows none
   */
  async add(
    writer: string,
    seq: number,
    entries: readonly Entry[],
    installation: InstallationId | null = null,
  ): Promise<"added" | "refused"> {
    this.mustBelongTo(installation);
    await this.setAlarm(this.isHourly ? "hour" : "midnight");
    return this.counting((sql) => {
      // Before the check: a batch that another version has added is acknowledged and not refused.
      if (wasAdded(this.sql, writer, seq)) return "added";
      if (!entries.every(isEntry)) return "refused";
      const day = this.today();
      this.addTo(sql, day, entries);
      remember(sql, writer, seq, day);
      return "added";
    });
  }

  /**
   * Counts one signup report, once in 24 hours for each `key`.
   *
   * @param body what the report says, to tell a repeat from another report under the same key
   * @param installation as of `add`
   */
  async addSignups(
    campaign: CampaignId,
    count: number,
    key: string | null,
    body: string,
    installation: InstallationId | null = null,
  ): Promise<Repeat> {
    this.mustBelongTo(installation);
    await this.setAlarm(key === null ? "midnight" : "hour");
    const answer = campaign === NO_CAMPAIGN ? "unattributed" : "attributed";
    for (;;) {
      const prints = key === null ? null : await fingerprints(this.sql, this.reading().ms, key, body);
      const repeat = this.counting((sql) => {
        const found = prints === null ? "new" : recognise(sql, prints, answer);
        if (found === "new") this.addTo(sql, this.today(), [[campaign, "signup", count]]);
        return found;
      });
      if (repeat !== "too-late") return repeat;
    }
  }

  /**
   * The running totals at the ends of `days`. From here on no day before `notBefore` is stamped, so that the totals of earlier days are
   * final. Only the read path may call it: these are exact counts. Where visits are released by the hour, the current hour's counts are left
   * out.
   *
   * @param hour the latest hour that has begun as far as other shards know
   */
  read(notBefore: Day, campaigns: readonly CampaignId[], kinds: readonly Kind[], days: readonly Day[], hour: Hour | null): ShardAnswer {
    this.neverStampBefore(notBefore);
    const entered = this.enterHour(hour);
    const totals = totalsAt(this.sql, this.series.of(campaigns, kinds), days);
    if (entered !== null) takeOffHour(this.sql, totals, days);
    return encodeAnswer(totals, days.length, entered);
  }

  /** The first day with a count, null without any; none comes before `today` from here on, as with `read`. */
  firstDay(today: Day): Day | null {
    this.neverStampBefore(today);
    return firstDay(this.sql);
  }

  /** The running totals of all sources' signups after the day `after`; final before `today`, as with `read`. */
  readAllSignups(today: Day, after: Day | null): Cumulative {
    this.neverStampBefore(today);
    return allSignups(this.sql, after);
  }

  /**
   * Folds the days before `before`, the first of a month, into months. Does nothing when it was done before.
   *
   * @param closedDays the last closed day of each month before `before`
   */
  async fold(before: Day, closedDays: readonly Day[]): Promise<void> {
    await this.setAlarm("midnight");
    await foldBefore(this.ctx.storage, before, closedDays);
  }

  /** Deletes all counts of a campaign that is deleted for good. The sum of all sources' signups stays the same. */
  async forget(campaign: CampaignId): Promise<void> {
    await this.setAlarm("midnight");
    deleteRows(this.sql, "tallies WHERE campaign = ?", campaign);
  }

  /** Exact counts for another tracker, which the registry seals (src/storage/registry/move_commands.ts), and from one. */
  moveOut(after: CampaignId | null, isWhole: boolean): MovedCounts {
    return moveOut(this.sql, after, isWhole);
  }

  async moveIn(rows: TableRows | null, foldedBefore: Day | null): Promise<void> {
    await this.setAlarm("hour");
    this.series = new KnownSeries(this.sql);
    const last = inTransaction(this.ctx.storage, (sql) => moveIn(sql, rows, foldedBefore));
    if (last !== null) this.neverStampBefore(last);
  }

  /** At midnight, and at full hours while hashes of signup reports are kept or visits are released by the hour: see src/storage/nightly.ts. */
  override async alarm(): Promise<void> {
    this.alarmMs = Number.POSITIVE_INFINITY;
    await runJobs(SHARD_JOBS, {
      storage: this.ctx.storage,
      nowMs: () => this.reading().ms,
      today: () => this.today(),
      enterHour: () => void this.enterHour(null),
      runAgainInAnHour: () => this.setAlarm("hour"),
    });
  }

  /** Sets the alarm to the end of the day or the hour, unless it is set to an earlier time. Called before anything is counted. */
  private async setAlarm(end: "midnight" | "hour"): Promise<void> {
    const nowMs = this.now();
    if (this.alarmMs - nowMs <= LONGEST_WAIT_MS[end]) return;
    const ms = alarmTime(end, nowMs, this.config.timeZone);
    const stored = await this.ctx.storage.getAlarm();
    this.alarmMs = stored === null || stored > ms ? ms : stored;
    if (this.alarmMs !== stored) await this.ctx.storage.setAlarm(this.alarmMs);
  }

  private mustBelongTo(installation: InstallationId | null): void {
    if (installation !== null && installationOf(this.sql) !== installation) throw new Error(foreign(this.ctx.id.name ?? "unknown"));
  }

  private addTo(sql: Transaction, day: Day, entries: readonly Entry[]): void {
    if (this.enterHour(null) !== null) addToHour(sql, entries);
    addEntries(sql, day, entries);
    for (const [campaign, kind] of entries) this.series.add(campaign, kind);
  }

  private get isHourly(): boolean {
    return this.config.visitRelease === "hourly";
  }

  /** Begins a new hour when it is time, or another shard knows of a later one; null where visits are not released by the hour. */
  private enterHour(known: Hour | null): Hour | null {
    return inTransaction(this.ctx.storage, (sql) => {
      if (!this.isHourly) {
        if (this.mayHaveHour) leaveHours(sql);
        this.mayHaveHour = false;
        return null;
      }
      if (known !== null) this.neverStampBefore(dayOfHour(known));
      const day = this.today();
      if (this.dayStart?.day !== day) this.dayStart = { day, ms: startOfDay(day, this.config.timeZone) };
      const hour = hourOf(this.reading().ms, day, this.dayStart.ms);
      return enterHour(sql, known !== null && known > hour ? known : hour);
    });
  }

  /** Runs `count` in a transaction. When that is undone, the day in memory is undone too. */
  private counting<T>(count: (sql: Transaction) => T): T {
    const { lastDay, dayEndMs } = this;
    try {
      return inTransaction(this.ctx.storage, count);
    } catch (error) {
      this.lastDay = lastDay;
      this.dayEndMs = dayEndMs;
      throw error;
    }
  }

  /** What the clock says, as far as it is believed. */
  private reading(): Reading {
    return believed(this.ctx.id.name ?? "a shard", this.now(), this.lastDay, this.config.timeZone);
  }

  /** Whether the clock has leapt ahead, and nobody has confirmed it yet. */
  isLeaping(): boolean {
    return this.reading().isLeap;
  }

  /** The day to stamp: today, or a later one where nothing may be stamped before that. Called in the transaction that stamps. */
  private today(): Day {
    const nowMs = this.reading().ms;
    if (nowMs >= this.dayEndMs) {
      const { day, endMs } = dayAndEnd(nowMs, this.config.timeZone);
      this.dayEndMs = endMs;
      this.neverStampBefore(day);
    }
    return this.lastDay ?? this.neverStampBefore(dayAndEnd(nowMs, this.config.timeZone).day);
  }

  /** From here on no day before `day` is stamped. Returns the first day that may be. */
  private neverStampBefore(day: Day): Day {
    if (this.lastDay !== null && this.lastDay >= day) return this.lastDay;
    advanceTo(this.sql, day);
    this.lastDay = day;
    return day;
  }
}
