/** The formal mode (differential privacy) as the registry runs it: when it begins, what closes, and what reports read. docs/FORMAL.md explains it. */
import type { Campaign, CampaignId } from "../../domain/campaign/campaign.ts";
import type { Config } from "../../domain/config.ts";
import { addDays, type Day, dayNumber } from "../../domain/day.ts";
import { NoiseVariance } from "../../domain/formal/variance.ts";
import { NO_CAMPAIGN } from "../../domain/kind.ts";
import type { PartialTotals, Source } from "../../domain/release/released_counts.ts";
import type { FinishedDaysWriter } from "../finished_days/writer.ts";
import { everyCampaign } from "../registry/campaigns.ts";
import { closeDays, lastClosedDaysOfMonths } from "../registry/closed_days.ts";
import { lockGroupSize, readMetadata, writeMetadata } from "../registry/metadata.ts";
import type { Shards } from "../registry/shards.ts";
import { FEW_DAYS } from "../shard/counts.ts";
import { inTransaction } from "../transaction.ts";
import { cellCampaign, closeFormalDays } from "./close.ts";
import { foldReleased, readReleased, releasedThrough } from "./released_rows.ts";
import { advanceFormal, cancelFormal, formalSince, formalState, hasClosedFormally, planFormal, rulesOf } from "./state.ts";
import { takeOverBundles } from "./take_over.ts";

/** Answers to short reports that are kept. */
const MAX_KEPT = 8;
/** Noise is so many standard deviations away less than once in 10,000 looks. */
const UNLIKELY_DEVIATIONS = 4;

export class FormalRelease {
  private readonly storage: DurableObjectStorage;
  private readonly shards: Shards;
  private readonly finishedDays: FinishedDaysWriter;
  private readonly config: Config;
  /** What was read for short reports: it stays the same until the next day closes or months fold. */
  private read: { readonly of: string; readonly answers: Map<string, readonly PartialTotals[]> } = { of: "", answers: new Map() };

  constructor(storage: DurableObjectStorage, shards: Shards, finishedDays: FinishedDaysWriter, config: Config) {
    this.storage = storage;
    this.shards = shards;
    this.finishedDays = finishedDays;
    this.config = config;
  }

  /** Whether a day has closed formally. From then on reports in bundles are refused: beside them, a formal figure would tell its noise. */
  get isForGood(): boolean {
    return hasClosedFormally(this.storage.sql);
  }

  /**
   * Takes note of `RELEASE`. Where something was released already, bundles end with today; where nothing was, all that was counted since the first
   * campaign was made is released formally. Until the first day has closed, the change can be taken back.
   */
  heed(today: Day): void {
    const { sql } = this.storage;
    const isWanted = this.config.release === "formal";
    if (isWanted === (formalSince(sql) !== null) || this.isForGood) return;
    inTransaction(this.storage, (transaction) => {
      if (!isWanted) return cancelFormal(transaction);
      if (readMetadata(sql, "group_size") !== null) return planFormal(transaction, addDays(today, 1));
      const made = everyCampaign(sql).map((campaign) => cellCampaign(campaign).madeOn);
      const since = [today, ...made].sort()[0] ?? today;
      planFormal(transaction, since);
      advanceFormal(transaction, addDays(since, -1), addDays(since, -1));
    });
  }

  /**
   * Whether the days before `today` are to be released formally. Once a day has closed they always are, also where a change of zone puts `today` before
   * the first of them.
   */
  isOn(today: Day): boolean {
    const since = formalSince(this.storage.sql);
    return since !== null && (since <= today || this.isForGood);
  }

  /** Whether a day before `today` has not closed yet. */
  isDue(today: Day): boolean {
    const state = formalState(this.storage.sql);
    return state === null || addDays(state.through, 1) < today;
  }

  /** Closes the days before `today`. The first time, it takes over what was released in bundles. */
  async close(today: Day): Promise<void> {
    const { storage, config, finishedDays, shards } = this;
    const since = formalSince(storage.sql);
    if (since === null || since > today) return;
    const groupSize = lockGroupSize(storage.sql, config.groupSize);
    if (formalState(storage.sql) === null) {
      await closeDays(storage.sql, shards.signups(), since, groupSize);
      await takeOverBundles({ storage, finishedDays, groupSize }, since);
    }
    await closeFormalDays({ storage, config, everyShard: () => shards.all() }, today);
  }

  /** Folds what was released before `before`, the first of a month, into months. */
  fold(before: Day): void {
    const { sql } = this.storage;
    if (!this.isForGood || (readMetadata(sql, "formal_folded_before") ?? 0) >= dayNumber(before)) return;
    inTransaction(this.storage, (transaction) => {
      foldReleased(transaction, before, lastClosedDaysOfMonths(sql, before));
      writeMetadata(transaction, "formal_folded_before", dayNumber(before));
    });
  }

  /** Whether reports can be made of what it has released. */
  get hasBegun(): boolean {
    return formalState(this.storage.sql) !== null;
  }

  /** Whether more lost events were released than noise could explain: exact counts of them are told to nobody. */
  get hasLost(): boolean {
    const { sql } = this.storage;
    const state = formalState(sql);
    if (state === null) return false;
    const through = dayNumber(state.through);
    const variance = new NoiseVariance(rulesOf(sql), state.through, []).between(NO_CAMPAIGN, "visit", Number.NEGATIVE_INFINITY, through);
    return releasedThrough(sql, [NO_CAMPAIGN, "lost"], state.through) ** 2 > UNLIKELY_DEVIATIONS ** 2 * variance;
  }

  /** What of the source of a report of `campaigns` is the formal mode's; null until it has begun. */
  source(campaigns: readonly Campaign[]): Pick<Source, "read" | "formal" | "visitRelease" | "signupRelease"> | null {
    const { sql } = this.storage;
    const state = formalState(sql);
    if (state === null) return null;
    const { through } = state;
    const noise = new NoiseVariance(rulesOf(sql), through, campaigns.map(cellCampaign));
    return {
      visitRelease: "daily",
      signupRelease: "daily",
      formal: { through, noise },
      read: (ids, _kinds, days) => this.readReleased(through, ids, days),
    };
  }

  /** Forgets what was read for short reports, as when another tracker's figures move in. */
  dropRead(): void {
    this.read = { of: "", answers: new Map() };
  }

  /** Pages that renew themselves ask for the same few days again and again. */
  private async readReleased(through: Day, ids: readonly CampaignId[], days: readonly Day[]): Promise<readonly PartialTotals[]> {
    const { sql } = this.storage;
    if (days.length > FEW_DAYS) return readReleased(sql, ids, days);
    const of = `${through} ${readMetadata(sql, "formal_folded_before")}`;
    if (this.read.of !== of) this.read = { of, answers: new Map() };
    const { answers } = this.read;
    const key = `${ids.join()} ${days.join()}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = await readReleased(sql, ids, days);
    if (answers.size >= MAX_KEPT) answers.clear();
    answers.set(key, answer);
    return answer;
  }
}
