/**
 * The registry: one Durable Object that knows the campaigns, channels and keys, who changed them, and what of the counts may
 * leave. Each command is one transaction; what it refuses, it leaves as it was.
 */
import { DurableObject } from "cloudflare:workers";
import { type Campaign, type CampaignChange, type CampaignDraft, type Channel, type OpenCampaign, openPart } from "../core/campaign.ts";
import { type Config, readConfig } from "../core/config.ts";
import { type Day, dayOf } from "../core/day.ts";
import { type Result, success } from "../core/errors.ts";
import { ALIKE_WINDOW_MINUTES } from "../core/limits.ts";
import { type Slug, suggestSlugs } from "../core/slug.ts";
import type { Bindings } from "./env.ts";
import { migrate } from "./migrations.ts";
import { Books } from "./registry/books.ts";
import {
  archiveCampaign,
  changeCampaign,
  countingSince,
  createCampaigns,
  currentCampaigns,
  findCampaign,
  notFound,
} from "./registry/campaigns.ts";
import { createChannel, listChannels } from "./registry/channels.ts";
import { type Actor, type HistoryEntry, historyOf, record, renamedSince } from "./registry/history.ts";
import { type AccessKey, createKey, deleteKey, type KeyHolder, keyHashes, listKeys, useKey } from "./registry/keys.ts";
import { listMembers, type Member, type MemberRole, removeMember, setMember, useMember } from "./registry/members.ts";
import { REGISTRY_MIGRATIONS } from "./registry/schema.ts";
import { endSession, isEnded } from "./registry/sessions.ts";
import { readSetting } from "./registry/settings.ts";
import { inTransaction } from "./registry/transaction.ts";
import type { LooseReportQuery, Report } from "./report.ts";

const UPKEEP_PAUSE_MS = 86_400_000;

/** What visitors' requests are answered from: every campaign whose link works, and the channels' names. */
export interface Routes {
  readonly campaigns: readonly OpenCampaign[];
  readonly channels: readonly Channel[];
  /** The size of bundles that figures keep to, once there were any; null before. */
  readonly groupSize: number | null;
}

export class Registry extends DurableObject<Bindings> {
  private readonly config: Config;
  private readonly sql: SqlStorage;
  private readonly books: Books;

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    this.config = readConfig(env as unknown as Record<string, unknown>);
    this.sql = ctx.storage.sql;
    this.books = new Books(ctx.storage, env, this.config);
    migrate(ctx.storage, REGISTRY_MIGRATIONS);
  }

  /** Milliseconds since 1970; the only clock of the registry, in one place so that a test can move it. */
  protected now(): number {
    return Date.now();
  }

  /** @param shards how many shards the asking isolate writes to: from here on reports read them all */
  async routes(shards: number): Promise<Routes> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(this.now() + UPKEEP_PAUSE_MS);
    await this.books.raiseShards(shards);
    return {
      campaigns: currentCampaigns(this.sql).map(openPart),
      channels: listChannels(this.sql),
      groupSize: readSetting(this.sql, "group_size"),
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

  createCampaign(draft: CampaignDraft, who: Actor): Result<Campaign> {
    return this.transaction(() => {
      const made = createCampaigns(this.sql, [draft], this.timestamp(), () => "");
      const campaign = made.ok ? made.value[0] : undefined;
      if (!made.ok || campaign === undefined) return made.ok ? notFound("") : made;
      this.remember(who, "create", `campaign:${campaign.slug}`, { ...draft });
      return success(campaign);
    });
  }

  /** Whether `createCampaigns` would make all of `drafts`: makes them, and undoes it. */
  checkCampaigns(drafts: readonly CampaignDraft[]): Result<Campaign[]> {
    let made: Result<Campaign[]> = success([]);
    this.transaction((): Result<never> => {
      made = createCampaigns(this.sql, drafts, this.timestamp(), (index) => `${index}.`);
      return made.ok ? notFound("") : made;
    });
    return made;
  }

  /** Makes all of `drafts` or none; an error's path begins with its draft's index. */
  createCampaigns(drafts: readonly CampaignDraft[], who: Actor): Result<Campaign[]> {
    return this.transaction(() => {
      const made = createCampaigns(this.sql, drafts, this.timestamp(), (index) => `${index}.`);
      if (made.ok) for (const { slug } of made.value) this.remember(who, "create", `campaign:${slug}`, {});
      return made;
    });
  }

  /** @param ifVersion the version that the change was made from; null to apply it to whichever there is */
  changeCampaign(slug: Slug, change: CampaignChange, ifVersion: number | null, who: Actor): Result<Campaign> {
    return this.transaction(() => {
      const changed = changeCampaign(this.sql, slug, change, ifVersion, this.today());
      if (changed.ok) this.remember(who, "change", `campaign:${slug}`, { ...change });
      return changed;
    });
  }

  archiveCampaign(slug: Slug, ifVersion: number | null, who: Actor): Result<Campaign> {
    return this.transaction(() => {
      const archived = archiveCampaign(this.sql, slug, ifVersion, this.today());
      if (archived.ok) this.remember(who, "archive", `campaign:${slug}`, {});
      return archived;
    });
  }

  campaignHistory(slug: Slug): HistoryEntry[] {
    return historyOf(this.sql, `campaign:${slug}`);
  }

  /** The slugs of the campaigns that got another name or channel in the last minutes. */
  renamedLately(): string[] {
    return renamedSince(this.sql, new Date(this.now() - ALIKE_WINDOW_MINUTES * 60_000).toISOString());
  }

  channels(): Channel[] {
    return listChannels(this.sql);
  }

  createChannel(channel: Channel, who: Actor): Result<Channel> {
    return this.transaction(() => {
      const made = createChannel(this.sql, channel);
      if (made.ok) this.remember(who, "create", `channel:${channel.id}`, { name: channel.name });
      return made;
    });
  }

  /** @param hash SHA-256 of the presented key, in hex */
  useKey(hash: string): KeyHolder | null {
    return useKey(this.sql, "hash", hash, this.today());
  }

  /** The SHA-256 (hex) of every key that is in use. */
  keyHashes(): string[] {
    return keyHashes(this.sql);
  }

  /** The key behind a session; null once the key is deleted or the session was signed out of. */
  useKeyOfSession(id: string, session: string): KeyHolder | null {
    return isEnded(this.sql, session) ? null : useKey(this.sql, "id", id, this.today());
  }

  isSessionEnded(session: string): boolean {
    return isEnded(this.sql, session);
  }

  /** @param untilMs when the session would have ended by itself, in milliseconds since 1970 */
  endSession(session: string, untilMs: number): void {
    endSession(this.sql, session, untilMs, this.now());
  }

  members(): Member[] {
    return listMembers(this.sql);
  }

  /** @param email in lower case, as Access vouches for it */
  useMember(email: string): Member | null {
    return useMember(this.sql, email, this.today());
  }

  setMember(email: string, role: MemberRole, who: Actor): Result<Member> {
    return this.transaction(() => {
      const set = setMember(this.sql, email, role, this.today());
      if (set.ok) this.remember(who, "change", `member:${email}`, { role });
      return set;
    });
  }

  removeMember(email: string, who: Actor): Result<Member> {
    return this.transaction(() => {
      const removed = removeMember(this.sql, email);
      if (removed.ok) this.remember(who, "archive", `member:${email}`, {});
      return removed;
    });
  }

  keys(): AccessKey[] {
    return listKeys(this.sql, this.today());
  }

  createKey(key: Pick<AccessKey, "id" | "name" | "role">, hash: string, who: Actor): Result<AccessKey> {
    return this.transaction(() => {
      const made = createKey(this.sql, { ...key, createdOn: this.today(), lastUsedOn: null }, hash);
      if (made.ok) this.remember(who, "create", `key:${key.name}`, { role: key.role });
      return made;
    });
  }

  deleteKey(id: string, who: Actor): Result<KeyHolder> {
    return this.transaction(() => {
      const deleted = deleteKey(this.sql, id);
      if (deleted.ok) this.remember(who, "archive", `key:${deleted.value.name}`, {});
      return deleted;
    });
  }

  /** What each channel or campaign brought, in whole bundles. The only way by which counts leave the counting objects. */
  async report(query: LooseReportQuery): Promise<Result<Report>> {
    const read = await this.reports([query], null);
    const [report] = read.ok ? read.value : [];
    return report === undefined ? (read.ok ? notFound("") : read) : success(report);
  }

  /** Several reports for which the counts are read once, of one campaign (archived or not) or of all. */
  reports(queries: readonly LooseReportQuery[], slug: Slug | null): Promise<Result<Report[]>> {
    return this.books.reports(queries, slug, this.today());
  }

  /** As `report`, as JSON: to carry thousands of rows to the Worker as one text costs less than as objects that it writes out then. */
  async reportJson(query: LooseReportQuery): Promise<Result<string>> {
    const report = await this.report(query);
    return report.ok ? success(JSON.stringify(report.value)) : report;
  }

  /** Once a day: closes signups, folds the days that are older than `RETENTION_MONTHS` into months, and writes the ledger. */
  override async alarm(): Promise<void> {
    await this.books.upkeep(this.today());
    await this.ctx.storage.setAlarm(this.now() + UPKEEP_PAUSE_MS);
  }

  private today(): Day {
    return dayOf(this.now(), this.config.timeZone);
  }

  private timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  private remember(who: Actor, action: HistoryEntry["action"], subject: string, changes: Record<string, unknown>): void {
    record(this.sql, { at: this.timestamp(), who, action, subject, changes });
  }

  private transaction<T>(command: () => Result<T>): Result<T> {
    return inTransaction(this.ctx.storage, command);
  }
}
