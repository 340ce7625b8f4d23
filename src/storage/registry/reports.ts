/** Reads the shards' counts and makes reports of them: the only way by which figures leave storage. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import type { Config } from "../../domain/config.ts";
import { type Costs, type LooseCostQuery, readCosts } from "../../domain/costs/costs.ts";
import { type Day, dayOf } from "../../domain/day.ts";
import type { Interval } from "../../domain/period.ts";
import { conflict, failure, fault, type Result, success } from "../../domain/problems.ts";
import { type ComparedReports, readComparedReports } from "../../domain/release/compared_reports.ts";
import { type ComparedDays, type Differences, readDifferences } from "../../domain/release/differences.ts";
import { type Margins, marginsOf } from "../../domain/release/margin.ts";
import type { Source } from "../../domain/release/released_counts.ts";
import { type LooseReportQuery, type Report, readReports, withDefaultDays } from "../../domain/release/report.ts";
import type { RowKind } from "../../domain/release/row_sources.ts";
import { readUnattributed, type Unattributed } from "../../domain/release/unattributed.ts";
import { readTotals } from "../finished_days/totals.ts";
import type { FinishedDaysWriter } from "../finished_days/writer.ts";
import type { FormalRelease } from "../formal/formal.ts";
import { remedyFault } from "../installation.ts";
import { isMoveUnderWay } from "../move/under_way.ts";
import { readUnitFigures } from "./ad_figures/stored_figures.ts";
import { firstDayOf, isWithin, type Scope } from "./campaigns.ts";
import { listChannels } from "./channels.ts";
import { closeDays, firstUnclosed, listClosedDays } from "./closed_days.ts";
import type { KnownCampaigns } from "./known_campaigns.ts";
import { lockGroupSize } from "./metadata.ts";
import type { Shards } from "./shards.ts";

/** A source with all that is known of its campaigns. */
type FullSource = Omit<Source, "campaigns"> & { readonly campaigns: readonly Campaign[] };

export class Reports {
  /** Whether a shard did not answer when counts were last read. */
  hasFailed = false;
  private readonly storage: DurableObjectStorage;
  private readonly shards: Shards;
  private readonly finishedDays: FinishedDaysWriter;
  private readonly formal: FormalRelease;
  private readonly config: Config;
  private readonly catalogue: KnownCampaigns;
  private readonly days = new Map<number, Day>();
  /** The day of a moment at which a campaign was made. It is asked of every campaign with each page, and a calendar is slow. */
  readonly dayOfMs = (moment: number): Day => {
    const day = this.days.get(moment) ?? dayOf(moment, this.config.timeZone);
    this.days.set(moment, day);
    return day;
  };

  constructor(
    storage: DurableObjectStorage,
    shards: Shards,
    finishedDays: FinishedDaysWriter,
    formal: FormalRelease,
    config: Config,
    catalogue: KnownCampaigns,
  ) {
    this.catalogue = catalogue;
    this.storage = storage;
    this.shards = shards;
    this.finishedDays = finishedDays;
    this.formal = formal;
    this.config = config;
  }

  /** As `Registry.reports`. */
  async read(queries: readonly LooseReportQuery[], scope: Scope, today: Day): Promise<Result<Report[]>> {
    const source = await this.source(scope, today);
    if (!source.ok) return source;
    return readReports(
      queries.map((query) => withDefaultDays(query, today)),
      source.value,
    );
  }

  /** As `Registry.comparedReports`. */
  async readCompared(
    queries: readonly LooseReportQuery[],
    compared: readonly ComparedDays[],
    scope: Scope,
    today: Day,
  ): Promise<Result<ComparedReports>> {
    const source = await this.source(scope, today);
    if (!source.ok) return source;
    const dated = queries.map((query) => withDefaultDays(query, today));
    return readComparedReports(dated, compared, source.value);
  }

  /** As `Registry.differences`. */
  async differences(asked: readonly ComparedDays[], scope: Scope, today: Day): Promise<Result<Differences[]>> {
    const source = await this.source(scope, today);
    return source.ok ? success(await readDifferences(asked, source.value)) : source;
  }

  /** As `Registry.costs`. */
  async costs(query: LooseCostQuery, scope: Scope, today: Day): Promise<Result<Costs>> {
    const source = await this.source(scope, today);
    if (!source.ok) return source;
    const days = withDefaultDays({ ...query, by: "channel" }, today);
    const only = typeof scope === "string" ? source.value.campaigns[0]?.id : undefined;
    const units = readUnitFigures(this.storage.sql, days.from, days.to, only);
    const campaigns = source.value.campaigns.map((campaign) => ({ ...campaign, since: firstDayOf(campaign, this.dayOfMs) }));
    return readCosts({ ...query, from: days.from, to: days.to }, units, { ...source.value, campaigns });
  }

  /** As `Registry.margins`. */
  margins(from: Day, to: Day, by: RowKind, scope: Scope): Margins | null {
    const { sql } = this.storage;
    const campaigns = this.catalogue.all().filter((campaign) => isWithin(campaign, scope));
    const formal = this.formal.source(campaigns)?.formal;
    if (formal === undefined) return null;
    const { groupSize } = this.config;
    return marginsOf(from, to, by, { campaigns, channels: listChannels(sql), closedDays: listClosedDays(sql), groupSize, formal });
  }

  /** As `Registry.unattributed`. */
  async unattributed(from: Day, to: Day, interval: Interval, today: Day): Promise<Result<Unattributed[]>> {
    const source = await this.source(null, today);
    return source.ok ? success(await readUnattributed(from, to, interval, source.value)) : source;
  }

  /** The exact counts of one campaign or of all, for the release rule alone; in the formal mode what it has released of them. */
  async source(scope: Scope, today: Day): Promise<Result<FullSource>> {
    const { sql } = this.storage;
    const { groupSize, signupRelease, visitRelease, timeZone } = this.config;
    if (isMoveUnderWay(sql)) return conflict("", "move-under-way");
    this.formal.heed(today);
    if (this.config.release === "bundles" && this.formal.isForGood)
      return failure({ type: "configuration", fault: fault("formal-locked") });
    const locked = lockGroupSize(sql, groupSize);
    if (locked !== groupSize) return failure({ type: "configuration", fault: fault("group-size-locked", { released: locked }) });
    const isFormal = this.formal.isOn(today);
    const problem = isFormal ? await this.closeFormally(today) : await this.closeBundles(today);
    if (problem !== null) return failure({ type: "configuration", fault: remedyFault(problem) });
    const notBefore = firstUnclosed(sql, today);
    const campaigns = this.catalogue.all().filter((campaign) => isWithin(campaign, scope));
    return success({
      today,
      timeZone,
      groupSize,
      signupRelease,
      visitRelease,
      channels: listChannels(sql),
      campaigns,
      isAll: scope === null,
      closedDays: listClosedDays(sql),
      read: (ids, kinds, days) => this.noting(readTotals(this.storage, this.finishedDays, notBefore, ids, kinds, days)),
      ...(isFormal ? this.formal.source(campaigns) : null),
    });
  }

  /** Closes what can close. Returns what is wrong with a shard, if something is. */
  private async closeBundles(today: Day): Promise<string | null> {
    const problem = await this.noting(this.shards.installation.check());
    if (problem !== null) return problem;
    await this.noting(closeDays(this.storage.sql, this.shards.signups(), today, this.config.groupSize));
    return null;
  }

  /** As `closeBundles`. Where all is closed, no shard is asked; where one does not answer, reports go on with the days that have closed. */
  private async closeFormally(today: Day): Promise<string | null> {
    if (!this.formal.isDue(today)) return null;
    try {
      const problem = await this.noting(this.shards.installation.check());
      if (problem !== null) return problem;
      await this.noting(this.formal.close(today));
    } catch (error) {
      if (!this.formal.hasBegun) throw error;
    }
    return null;
  }

  /** Remembers whether reading the shards failed. */
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
}
