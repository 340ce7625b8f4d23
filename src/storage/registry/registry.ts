/**
 * The registry: one Durable Object that knows the campaigns, channels and keys, who changed them, and what of the counts may
 * leave. Each command is one transaction; what it refuses, it leaves as it was.
 */
import type { Answers, Campaign, CampaignChange, NewCampaign } from "../../domain/campaign/campaign.ts";
import { type Slug, suggestSlugs } from "../../domain/campaign/slug.ts";
import { type Day, dayOf, FIRST_DAY, startOfDay } from "../../domain/day.ts";
import { invalid, onlyOne, type Result, success } from "../../domain/problems.ts";
import type { LooseReportQuery, Report } from "../../domain/release/report.ts";
import { FinishedDaysWriter } from "../finished_days/writer.ts";
import { schemaVersion } from "../migrations.ts";
import { alarmTime, LONGEST_WAIT_MS, REGISTRY_JOBS, runJobs } from "../nightly.ts";
import type { ShardBindings } from "../shard/stubs.ts";
import { type Transaction, undoneOnFailure } from "../transaction.ts";
import {
  archiveCampaign,
  changeCampaign,
  countingSince,
  createCampaigns,
  currentCampaigns,
  findCampaign,
  notFound,
  removeCampaign,
} from "./campaigns.ts";
import { ChannelRegistry } from "./channel_commands.ts";
import { listCloses } from "./closed_days.ts";
import { deletionRefusal, figuresRefusal } from "./deletion.ts";
import { type Actor, type HistoryEntry, historyOf, newValues, record } from "./history.ts";
import { addHost, type Host } from "./hosts.ts";
import type { Role } from "./keys.ts";
import { Reports } from "./reports.ts";
import { type Routes, readRoutes } from "./routes.ts";
import { type ShardState, Shards } from "./shards.ts";

/** What the registry says of itself and its shards. */
export interface Status {
  /** `unconfirmed`: the clock has leapt ahead by days, and what comes is counted on the last day before that. */
  readonly clock: "ok" | "unconfirmed";
  /** How many changes of its schema have run. */
  readonly schema: number;
  /** The last day of which signups are out. */
  readonly lastClose: Day | null;
  readonly shards: readonly ShardState[];
}

export class Registry extends ChannelRegistry {
  private readonly shards: Shards;
  private readonly finishedDays: FinishedDaysWriter;
  /** What makes reports. */
  private readonly reader: Reports;

  constructor(ctx: DurableObjectState, env: ShardBindings) {
    super(ctx, env);
    this.shards = new Shards(this.sql, env, this.config);
    this.finishedDays = new FinishedDaysWriter(ctx.storage, () => this.shards.all());
    this.reader = new Reports(ctx.storage, this.shards, this.finishedDays, this.config);
  }

  /** @param shards how many shards the asking isolate writes to: from here on reports read them all */
  async routes(shards: number): Promise<Routes> {
    const booked = await this.ctx.storage.getAlarm();
    // One that is further away was booked by a clock that had leapt ahead.
    if (booked === null || booked - this.now() > LONGEST_WAIT_MS.midnight) await this.setAlarm();
    await this.shards.raise(shards);
    return readRoutes(this.sql);
  }

  /** Throws where this version cannot read what is stored, here or in a shard (`newerDataRefusal`). Changes nothing. */
  async checkData(): Promise<void> {
    await this.shards.check();
  }

  /** Reads what visitors' links are made of, which throws where that cannot be read; and says whether a shard failed when it was last asked. */
  health(): "ok" | "failing" {
    readRoutes(this.sql);
    return this.reader.hasFailed ? "failing" : "ok";
  }

  /** Whether the registry's clock has leapt ahead, and nobody has confirmed it yet. */
  isLeaping(): boolean {
    return this.reading().isLeap;
  }

  /** For monitoring: states, and never a count. */
  async status(): Promise<Status> {
    const isLeaping = this.isLeaping() || (await this.shards.isLeaping());
    return {
      clock: isLeaping ? "unconfirmed" : "ok",
      schema: schemaVersion(this.sql),
      lastClose: listCloses(this.sql).at(-1)?.day ?? null,
      shards: await this.shards.states(),
    };
  }

  campaigns(): Campaign[] {
    return currentCampaigns(this.sql);
  }

  campaign(slug: Slug): Result<Campaign> {
    const found = findCampaign(this.sql, slug);
    return found === null || found.archivedOn !== null ? notFound(slug) : success(found);
  }

  /** Which of `slugs` were ever given out, archived campaigns' included. */
  takenSlugs(slugs: readonly Slug[]): Slug[] {
    return slugs.filter((slug) => findCampaign(this.sql, slug) !== null);
  }

  /** The slugs that campaigns of this name would get, one for each of `suffixes`, or one without; null when the name yields none. */
  proposeSlugs(name: string, suffixes: readonly string[]): Slug[] | null {
    return suggestSlugs(name, suffixes, (slug) => findCampaign(this.sql, slug) !== null);
  }

  /** The first day on which a campaign could count, of one or of all of them, archived ones included; null where there is none. */
  countingSince(slug: Slug | null): Day | null {
    return countingSince(this.sql, slug, (moment) => dayOf(moment, this.config.timeZone));
  }

  createCampaign(draft: NewCampaign, who: Actor, role: Role): Result<Campaign> {
    const { answers, ...fields } = draft;
    return onlyOne(
      this.recorded(who, "create", subjects, { ...fields, ...answers }, (sql) => this.make(sql, [draft], who, role, () => "")),
    );
  }

  /** Whether `createCampaigns` would make all of `drafts`: makes them, and undoes it. */
  checkCampaigns(drafts: readonly NewCampaign[], who: Actor, role: Role): Result<Campaign[]> {
    let made: Result<Campaign[]> = success([]);
    undoneOnFailure(this.ctx.storage, (sql): Result<never> => {
      made = this.bulk(sql, drafts, who, role);
      // Any failure undoes a transaction; nobody is shown this one.
      return made.ok ? invalid("", "tried out") : made;
    });
    return made;
  }

  /** Makes all of `drafts` or none; an error's path begins with its draft's index. */
  createCampaigns(drafts: readonly NewCampaign[], who: Actor, role: Role): Result<Campaign[]> {
    return this.recorded(
      who,
      "create",
      subjects,
      (index) => ({ ...drafts[index]?.answers }),
      (sql) => this.bulk(sql, drafts, who, role),
    );
  }

  /** @param ifVersions the versions that the change may be made to; null for whichever there is */
  changeCampaign(
    slug: Slug,
    change: CampaignChange,
    ifVersions: readonly number[] | null,
    who: Actor,
    role: Role,
    answers: Answers = {},
  ): Result<Campaign> {
    const changes = { ...newValues(findCampaign(this.sql, slug), change), ...answers };
    return this.recorded(who, "change", `campaign:${slug}`, changes, (sql) =>
      changeCampaign(sql, slug, change, ifVersions, { today: this.today(), allow: this.allowing(sql, who, role) }),
    );
  }

  archiveCampaign(slug: Slug, ifVersions: readonly number[] | null, who: Actor): Result<Campaign> {
    return this.recorded(who, "archive", `campaign:${slug}`, {}, (sql) => archiveCampaign(sql, slug, ifVersions, this.today()));
  }

  /** Takes a campaign that was archived and brought nothing out for good: see src/storage/registry/deletion.ts. */
  async deleteCampaign(slug: Slug, ifVersions: readonly number[] | null, who: Actor): Promise<Result<Campaign>> {
    const campaign = findCampaign(this.sql, slug);
    const refusal = deletionRefusal(campaign, slug, ifVersions, this.today());
    if (refusal !== null) return refusal;
    if (campaign === null) return notFound(slug);
    const report = onlyOne(await this.reports([{ from: FIRST_DAY, to: this.today(), by: "campaign", interval: "total" }], slug));
    if (!report.ok) return report;
    const madeOn = dayOf(Date.parse(campaign.createdAt), this.config.timeZone);
    const refused = figuresRefusal(campaign, madeOn, report.value);
    if (refused !== null) return refused;
    await this.shards.forget(campaign.id);
    return this.recorded(who, "delete", `campaign:${slug}`, {}, (sql) => removeCampaign(sql, campaign));
  }

  campaignHistory(slug: Slug): HistoryEntry[] {
    return historyOf(this.sql, `campaign:${slug}`);
  }

  /** What each channel or campaign brought, in whole bundles. The only way by which counts leave the counting objects. */
  async report(query: LooseReportQuery): Promise<Result<Report>> {
    return onlyOne(await this.reports([query], null));
  }

  /** Several reports for which the counts are read once, of one campaign (archived or not) or of all. */
  reports(queries: readonly LooseReportQuery[], slug: Slug | null): Promise<Result<Report[]>> {
    return this.reader.read(queries, slug, this.today());
  }

  /** As `report`, as JSON: to carry thousands of rows to the Worker as one text costs less than as objects that it writes out then. */
  async reportJson(query: LooseReportQuery): Promise<Result<string>> {
    const report = await this.report(query);
    return report.ok ? success(JSON.stringify(report.value)) : report;
  }

  /** At midnight: see src/storage/nightly.ts. */
  override async alarm(): Promise<void> {
    const { ctx, config, shards, finishedDays } = this;
    const nowMs = () => this.reading().ms;
    await runJobs(REGISTRY_JOBS, { storage: ctx.storage, config, shards, finishedDays, nowMs, today: () => this.today() });
    await this.setAlarm();
  }

  private async setAlarm(): Promise<void> {
    await this.ctx.storage.setAlarm(alarmTime("midnight", this.now(), this.config.timeZone));
  }

  /** How the campaigns of `who` allow a host: an admin's do, others' do not. */
  private allowing(sql: Transaction, who: Actor, role: Role): ((host: string) => Result<Host>) | null {
    if (role !== "admin") return null;
    return (host) => {
      const added = addHost(sql, host, this.today());
      if (added.ok) record(sql, { at: this.timestamp(), who, action: "create", subject: `host:${host}`, changes: {} });
      return added;
    };
  }

  private bulk(sql: Transaction, drafts: readonly NewCampaign[], who: Actor, role: Role): Result<Campaign[]> {
    return this.make(sql, drafts, who, role, (index) => `${index}.`);
  }

  private make(
    sql: Transaction,
    drafts: readonly NewCampaign[],
    who: Actor,
    role: Role,
    pathOf: (index: number) => string,
  ): Result<Campaign[]> {
    const startOfTodayMs = startOfDay(this.today(), this.config.timeZone);
    const since = new Date(startOfTodayMs).toISOString();
    return createCampaigns(sql, drafts, { createdAt: this.timestamp(), since, pathOf, allow: this.allowing(sql, who, role) });
  }
}

const subjects = (campaigns: readonly Campaign[]) => campaigns.map(({ slug }) => `campaign:${slug}`);
