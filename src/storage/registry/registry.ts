/**
 * The registry: one Durable Object that knows the campaigns, channels and keys, who changed them, and what of the counts may
 * leave. Each command is one transaction; what it refuses, it leaves as it was.
 */
import type { Answers, Campaign, CampaignChange, CampaignId, Channel, NewCampaign } from "../../domain/campaign/campaign.ts";
import type { Slug } from "../../domain/campaign/slug.ts";
import { dayOf, FIRST_DAY, startOfDay } from "../../domain/day.ts";
import { NO_CAMPAIGN } from "../../domain/kind.ts";
import { onlyOne, type Result } from "../../domain/problems.ts";
import { forgetReleased } from "../formal/released_rows.ts";
import type { InstallationId } from "../installation.ts";
import { isMoveUnderWay } from "../move/under_way.ts";
import { alarmTime, LONGEST_WAIT_MS, REGISTRY_JOBS, runJobs } from "../nightly.ts";
import { type Transaction, tried } from "../transaction.ts";
import { deleteUnitsOf } from "./ad_figures/stored_figures.ts";
import { allOf } from "./all_of.ts";
import { deleteAnnotationsOf } from "./annotations.ts";
import {
  archiveCampaign,
  changeCampaign,
  createCampaigns,
  currentCampaigns,
  findCampaign,
  notFound,
  removeCampaign,
  restoreCampaign,
} from "./campaigns.ts";
import { deletionRefusal, figuresRefusal } from "./deletion.ts";
import { followRenamedGroups } from "./group_names.ts";
import { type Actor, record, recordedValues } from "./history.ts";
import { addHost, type Host } from "./hosts.ts";
import type { Role } from "./keys.ts";
import { MoveRegistry } from "./move_commands.ts";
import type { Routes } from "./routes.ts";

/** What a signup counts for, and in whose shards. */
export interface Attribution {
  readonly campaign: CampaignId;
  readonly installation: InstallationId;
}

/** A change of a campaign, with the slug and the version that were read. */
export interface BulkChange extends Pick<Campaign, "slug" | "version"> {
  readonly change: CampaignChange;
}

export class Registry extends MoveRegistry {
  /** @param shards how many shards the asking isolate writes to: from here on reports read them all */
  async routes(shards: number): Promise<Routes> {
    const alarmMs = await this.ctx.storage.getAlarm();
    // An alarm further away was set by a clock that had leapt ahead.
    if (alarmMs === null || alarmMs - this.now() > LONGEST_WAIT_MS.midnight) await this.setAlarm();
    if (!isMoveUnderWay(this.sql)) this.formal.heed(this.today());
    await this.shards.raise(shards);
    await this.joinShards();
    return this.readLinks();
  }

  /** What a report of a signup with this code counts for: null, or a code that no campaign has, for none. */
  async attribution(codes: readonly Slug[]): Promise<Attribution> {
    const found = codes.map((code) => this.campaign(code)).find(({ ok }) => ok);
    const { installation } = this.shards;
    if (!installation.isWhole) await this.joinShards();
    return { campaign: found?.ok === true ? found.value.id : NO_CAMPAIGN, installation: installation.id };
  }

  async createCampaign(draft: NewCampaign, who: Actor, role: Role): Promise<Result<Campaign>> {
    const refused = await this.refusal();
    if (refused !== null) return refused;
    const { answers, ...fields } = draft;
    return onlyOne(
      this.recorded(who, "create", subjects, { ...fields, ...answers }, (sql) => this.make(sql, [draft], who, role, () => "")),
    );
  }

  /** Whether `createCampaigns` would make all of `drafts`: makes them, and undoes it. */
  checkCampaigns(drafts: readonly NewCampaign[], who: Actor, role: Role): Result<Campaign[]> {
    return tried(this.ctx.storage, (sql) => this.bulk(sql, drafts, who, role));
  }

  /** Makes all of `drafts` or none; an error's path begins with its draft's index. @param channels made before them, where they are not there yet */
  async createCampaigns(
    drafts: readonly NewCampaign[],
    who: Actor,
    role: Role,
    channels: readonly Channel[] = [],
  ): Promise<Result<Campaign[]>> {
    const refused = await this.refusal();
    if (refused !== null) return refused;
    return this.recorded(
      who,
      "create",
      subjects,
      (index) => ({ ...drafts[index]?.answers }),
      (sql) => {
        const refusal = channels.map((channel) => this.addMissing(sql, channel, who)).find(({ ok }) => !ok);
        return refusal === undefined || refusal.ok ? this.bulk(sql, drafts, who, role) : refusal;
      },
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
    const changes = { ...recordedValues(findCampaign(this.sql, slug), change), ...answers };
    return this.recorded(who, "change", `campaign:${slug}`, changes, (sql) =>
      changeCampaign(sql, slug, change, ifVersions, { today: this.today(), allow: this.allowing(sql, who, role) }),
    );
  }

  /** Changes several campaigns, all or none of them. What refers to a group by its name follows when the whole group gets another. An error's path is that of the change. */
  changeCampaigns(wanted: readonly BulkChange[], who: Actor, role: Role, answers: Answers = {}): Result<Campaign[]> {
    const changes = wanted.map(({ slug, change }) => ({ ...recordedValues(findCampaign(this.sql, slug), change), ...answers }));
    return this.recorded(
      who,
      "change",
      subjects,
      (index) => changes[index] ?? {},
      (sql) => {
        const before = currentCampaigns(sql);
        const changed = allOf(wanted, ({ slug, version, change }) =>
          changeCampaign(sql, slug, change, [version], { today: this.today(), allow: this.allowing(sql, who, role) }),
        );
        const followed = changed.ok ? followRenamedGroups(sql, before) : [];
        for (const { slug, ...changes } of followed)
          record(sql, { at: this.timestamp(), who, action: "change", subject: `campaign:${slug}`, changes });
        return changed;
      },
    );
  }

  archiveCampaign(slug: Slug, ifVersions: readonly number[] | null, who: Actor): Result<Campaign> {
    return this.recorded(who, "archive", `campaign:${slug}`, {}, (sql) => archiveCampaign(sql, slug, ifVersions, this.today()));
  }

  /** Archives several campaigns, all or none of them. */
  archiveCampaigns(wanted: readonly Pick<Campaign, "slug" | "version">[], who: Actor): Result<Campaign[]> {
    return this.recorded(who, "archive", subjects, {}, (sql) =>
      allOf(wanted, ({ slug, version }) => archiveCampaign(sql, slug, [version], this.today())),
    );
  }

  restoreCampaign(slug: Slug, who: Actor, role: Role): Result<Campaign> {
    return this.recorded(who, "restore", `campaign:${slug}`, {}, (sql) =>
      restoreCampaign(sql, slug, { today: this.today(), allow: this.allowing(sql, who, role) }),
    );
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
    return this.recorded(who, "delete", `campaign:${slug}`, {}, (sql) => {
      deleteUnitsOf(sql, campaign.id);
      deleteAnnotationsOf(sql, campaign.id);
      forgetReleased(sql, campaign.id);
      return removeCampaign(sql, campaign);
    });
  }

  /** At midnight: see src/storage/nightly.ts. Nothing is closed or folded by what a lost or foreign shard says, or by half of what moves in. */
  override async alarm(): Promise<void> {
    const { ctx, config, shards, finishedDays, formal } = this;
    const nowMs = () => this.reading().ms;
    const problem = await shards.installation.check().catch(() => null);
    if (problem === null && !isMoveUnderWay(ctx.storage.sql))
      await runJobs(REGISTRY_JOBS, { storage: ctx.storage, config, shards, finishedDays, formal, nowMs, today: () => this.today() });
    await this.setAlarm();
  }

  private async setAlarm(): Promise<void> {
    await this.ctx.storage.setAlarm(alarmTime("midnight", this.now(), this.config.timeZone));
  }

  /** A function that allows a new host and writes that to the history; null unless `who` is an admin. */
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
    return createCampaigns(sql, drafts, {
      createdAt: this.timestamp(),
      today: this.today(),
      since,
      pathOf,
      allow: this.allowing(sql, who, role),
    });
  }
}

const subjects = (campaigns: readonly Campaign[]) => campaigns.map(({ slug }) => `campaign:${slug}`);
