/**
 * The books: what the shards have counted, as far as it may leave. Signups close here, old days fold, and reports are read; nothing
 * else asks the shards for their counts.
 */

import type { CampaignId } from "../../domain/campaign/campaign.ts";
import type { Slug } from "../../domain/campaign/slug.ts";
import type { Config } from "../../domain/config.ts";
import type { Day } from "../../domain/day.ts";
import { monthsBefore } from "../../domain/period.ts";
import { failure, type Result } from "../../domain/problems.ts";
import { type LooseReportQuery, type Report, readReports, withDefaultDays } from "../../domain/release/report.ts";
import { closesAfter } from "../../domain/release/rule.ts";
import { readTotals } from "../finished_days/totals.ts";
import { LedgerWriter } from "../finished_days/writer.ts";
import type { Shard } from "../shard/shard.ts";
import { type ShardBindings, signupShardStub, visitShardStub } from "../shard/stubs.ts";
import { everyCampaign } from "./campaigns.ts";
import { listChannels } from "./channels.ts";
import { addCloses, firstUnclosed, forgetOtherCloses, lastClosesOfMonths, listCloses } from "./closed_days.ts";
import { lockGroupSize, raiseShardsEver, readSetting } from "./settings.ts";

/** Whether a shard answers, by its name. */
export interface ShardState {
  readonly name: string;
  readonly state: "ok" | "failing";
}

export class Books {
  /** Whether a shard did not answer when counts were last read. */
  hasFailed = false;
  private readonly storage: DurableObjectStorage;
  private readonly sql: SqlStorage;
  private readonly env: ShardBindings;
  private readonly config: Config;
  private readonly ledger: LedgerWriter;

  constructor(storage: DurableObjectStorage, env: ShardBindings, config: Config) {
    this.storage = storage;
    this.sql = storage.sql;
    this.env = env;
    this.config = config;
    this.ledger = new LedgerWriter(storage, () => this.everyShard());
  }

  /** As `Registry.reports`. */
  async reports(queries: readonly LooseReportQuery[], slug: Slug | null, today: Day): Promise<Result<Report[]>> {
    const { groupSize, signupRelease, visitRelease, timeZone } = this.config;
    const locked = lockGroupSize(this.sql, groupSize);
    if (locked !== groupSize) {
      const detail = `GROUP_SIZE was ${locked} when figures were first released and cannot change after that: set it back to ${locked}.`;
      return failure({ kind: "configuration", detail });
    }
    await this.noting(this.closeSignups(today));
    const notBefore = firstUnclosed(this.sql, today);
    const campaigns = everyCampaign(this.sql).filter((campaign) => slug === null || campaign.slug === slug);
    return readReports(
      queries.map((query) => withDefaultDays(query, today)),
      {
        today,
        timeZone,
        groupSize,
        signupRelease,
        visitRelease,
        channels: listChannels(this.sql),
        campaigns,
        closes: listCloses(this.sql),
        read: (ids, kinds, days) => this.noting(readTotals(this.storage, this.ledger, notBefore, ids, kinds, days)),
      },
    );
  }

  /** What is done once a day: see `Registry.alarm`. */
  async upkeep(today: Day): Promise<void> {
    await this.closeSignups(today);
    const before = monthsBefore(today, this.config.retentionMonths);
    const closes = lastClosesOfMonths(this.sql, before);
    // The ledger first: when a shard cannot be reached, no finer figure stays than the others still have.
    await this.ledger.fold(before);
    for (const shard of this.everyShard()) await shard.fold(before, closes);
    forgetOtherCloses(this.sql, before);
    await this.ledger.extend(today);
  }

  /**
   * From here on reports read this many shards. New ones begin behind the last close, whatever their clock and zone say: a visit on a
   * closed day would move the rate of that day.
   */
  async raiseShards(shards: number): Promise<void> {
    const unclosed = firstUnclosed(this.sql, null);
    const added = this.visitShards(shards).slice(readSetting(this.sql, "shards_ever") ?? 0);
    if (unclosed !== null) await Promise.all(added.map((shard) => shard.read(unclosed, [], [], [], null)));
    raiseShardsEver(this.sql, shards);
  }

  /** Deletes all counts of a campaign that is deleted for good. */
  async forget(campaign: CampaignId): Promise<void> {
    await Promise.all(this.everyShard().map((shard) => shard.forget(campaign)));
  }

  /** Which shards can be reached and read. */
  async shardStates(): Promise<ShardState[]> {
    const shards = this.everyShard();
    const answers = await Promise.allSettled(shards.map((shard) => shard.checkData()));
    return answers.map(({ status }, index) => ({
      name: index === shards.length - 1 ? "signups" : `visits-${index}`,
      state: status === "fulfilled" ? "ok" : "failing",
    }));
  }

  /** Whether the clock of a shard that answers has leapt ahead. */
  async isLeaping(): Promise<boolean> {
    const answers = await Promise.allSettled(this.everyShard().map((shard) => shard.isLeaping()));
    return answers.some((answer) => answer.status === "fulfilled" && answer.value);
  }

  /** Remembers whether a reading of the shards failed. */
  private async noting<T>(reading: Promise<T>): Promise<T> {
    try {
      const value = await reading;
      this.hasFailed = false;
      return value;
    } catch (error) {
      this.hasFailed = true;
      throw error;
    }
  }

  /** Throws where a shard cannot read its data. */
  async checkShards(): Promise<void> {
    await Promise.all(this.everyShard().map((shard) => shard.checkData()));
  }

  /** Fresh stubs of all shards that ever counted, the one for signups last. */
  private everyShard(): DurableObjectStub<Shard>[] {
    return [...this.visitShards(readSetting(this.sql, "shards_ever") ?? this.config.shards), signupShardStub(this.env, this.config)];
  }

  private visitShards(shards: number): DurableObjectStub<Shard>[] {
    return Array.from({ length: shards }, (_, index) => visitShardStub(this.env, this.config, index));
  }

  /** Closes the signups of the past days that may be closed. What is closed stays closed, whatever the configuration becomes. */
  private async closeSignups(today: Day): Promise<void> {
    const last = listCloses(this.sql).at(-1);
    const all = await signupShardStub(this.env, this.config).readAllSignups(today, last?.day ?? null);
    // Closes are made in the background too, so they keep to the size that figures keep to, and fix it when they are the first.
    const groupSize = readSetting(this.sql, "group_size") ?? this.config.groupSize;
    const closes = closesAfter(last?.day ?? null, last?.total ?? 0, all, today, groupSize);
    if (closes.length > 0) lockGroupSize(this.sql, groupSize);
    addCloses(this.sql, closes);
  }
}
