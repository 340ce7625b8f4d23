/**
 * The routing table: a cache of every link that works, held by each isolate as plain data, so that a visit waits for no call.
 * A request that finds it old refreshes it. Requests share values only, never promises.
 */
import type { CampaignId } from "../domain/campaign/campaign.ts";
import { leadsTo } from "../domain/campaign/leads_to.ts";
import type { OpenCampaign } from "../domain/campaign/open_part.ts";
import type { OpenConfig } from "../domain/config.ts";
import { addDays, startOfDay } from "../domain/day.ts";
import type { Counting } from "../storage/counting.ts";
import type { InstallationId } from "../storage/installation.ts";
import type { ArchivedCode } from "../storage/registry/archived_codes.ts";
import type { Routes } from "../storage/registry/routes.ts";
import { isLoop, type LoopMarks, loopMarks } from "./own_links.ts";
import { redirect, redirectHeaders } from "./redirect.ts";

/** One link. Times are milliseconds since 1970. */
export interface Link {
  readonly campaign: CampaignId;
  readonly slug: string;
  /** To the destination with the campaign's code, for a visit. */
  readonly active: Redirect;
  /** Without it, while the campaign is paused or has not begun. */
  readonly inactive: Redirect;
  /** Without it, after the campaign's last day. */
  readonly ended: Redirect;
  readonly activeFromMs: number;
  readonly activeUntilMs: number;
  readonly countRepeats: boolean;
  readonly thanksUrl: string | null;
  /** Parameters of a click that may pass. */
  readonly passParams: readonly string[];
  /** Whether its visits have to be looked at: it may be part of a loop. */
  readonly mayLoop: boolean;
}

/**
 * Where a link leads, with the answers by http and by https, which are the same for every visitor. Without a body, one answer can be sent any number
 * of times, also at once.
 */
interface Redirect {
  readonly location: string;
  readonly http: Response;
  readonly https: Response;
}

interface Table {
  readonly links: ReadonlyMap<string, Link>;
  readonly routes: Routes;
  readonly archived: ReadonlyMap<string, ArchivedCode>;
  readonly loops: ReadonlyMap<string, LoopMarks>;
}

/** A table this old is refreshed in the background. */
const FRESH_MS = 30_000;
/** A table this old (of an isolate that woke up) is refreshed before it is used, if the registry answers within `PATIENCE_MS`. */
const USABLE_MS = 600_000;
/** How long a visitor waits for the registry while there is an older table. */
const PATIENCE_MS = 1_000;
/** How long a visitor waits where there is no table, before a 503. */
const COLD_PATIENCE_MS = 5_000;
/** A slug that is missing from a table this old makes a request refresh it. */
const MISSING_MS = 2_000;
/** The shortest time between two refreshes in the background. */
const ASKING_MS = 2_000;
/** An answer that takes longer is no longer waited for. */
const ANSWER_MS = 10_000;
/** The polling interval of a visitor's request that waits for another request's refresh. */
const LOOKING_MS = 10;

export class Routing {
  private readonly counting: Counting;
  private readonly config: OpenConfig;
  private table: Table | null = null;
  private loadedMs = 0;
  /** Tables are numbered as they are asked for: an answer that comes late does not replace a newer one. */
  private asked = 0;
  private loaded = 0;
  private askedMs = 0;
  private askedEpoch = 0;
  private isAsking = false;
  private failedMs = 0;
  /** Goes up with `expire`: a table asked for before that may be older than the change. */
  private epoch = 0;
  private loadedEpoch = 0;

  constructor(counting: Counting, config: OpenConfig) {
    this.counting = counting;
    this.config = config;
  }

  /** The table as it is, however old; null before the first. */
  get current(): Table | null {
    return this.table;
  }

  /** The installation that visits are counted for; null before the first table. */
  get installation(): InstallationId | null {
    return this.table?.routes.installation ?? null;
  }

  /** Whether a request for the link `slug` is a turn of a loop. @param url as it was asked for */
  isLoop(slug: string, url: string, hasEnded: boolean): boolean {
    return this.table !== null && isLoop(slug, url, hasEnded, this.table.loops);
  }

  /** The first of `slugs` that is an archived campaign's; null where none is. */
  archivedAmong(slugs: readonly string[]): ArchivedCode | null {
    return slugs.map((slug) => this.table?.archived.get(slug)).find((code) => code !== undefined) ?? null;
  }

  /** Makes the next requests wait for a new table: called when this isolate has just changed a campaign. */
  expire(): void {
    this.epoch += 1;
    this.failedMs = 0;
  }

  /** Whether the table answers without waiting; asks for a new one in the background when it is time. */
  isUsable(ctx: ExecutionContext, nowMs: number): boolean {
    if (this.table === null) return false;
    const ageMs = nowMs - this.loadedMs;
    const isCurrent = this.epoch === this.loadedEpoch && ageMs >= 0;
    if (isCurrent && ageMs < FRESH_MS) return true;
    if (!(isCurrent && ageMs < USABLE_MS) && !this.isSlow(nowMs)) return false;
    if (!this.isAsked(nowMs) && !isWithin(ASKING_MS, this.askedMs, nowMs)) void this.ask(ctx, nowMs);
    return true;
  }

  /**
   * Waits for a new table, not for long when there is an old one; the outcome is in `current`. The table is asked for on behalf of all:
   * it comes also when the visitor who asked has stopped waiting.
   */
  async refresh(ctx: ExecutionContext, nowMs: number): Promise<void> {
    const patienceMs = this.table === null ? COLD_PATIENCE_MS : PATIENCE_MS;
    if (this.isAsked(nowMs)) await this.untilAnswered(patienceMs);
    else await Promise.race([this.ask(ctx, nowMs), scheduler.wait(patienceMs)]);
  }

  /** Waits for a table that is asked for here and now, while others go on with the one that is there. */
  async renew(ctx: ExecutionContext, nowMs: number): Promise<void> {
    await Promise.race([this.ask(ctx, nowMs), scheduler.wait(PATIENCE_MS)]);
  }

  /** As `refresh`, for a slug that is not in the table: not when the table is new, so that guessing slugs reaches nobody. */
  async refreshForMissing(ctx: ExecutionContext, nowMs: number): Promise<void> {
    if (!isWithin(MISSING_MS, this.loadedMs, nowMs) && !this.isSlow(nowMs)) await this.refresh(ctx, nowMs);
  }

  /** Whether a table is on its way that has all that this isolate has changed. */
  private isAsked(nowMs: number): boolean {
    return this.isAsking && this.askedEpoch === this.epoch && isWithin(ANSWER_MS, this.askedMs, nowMs);
  }

  /** Whether a request has just waited in vain: then no other request waits. */
  private isSlow(nowMs: number): boolean {
    return isWithin(PATIENCE_MS, this.failedMs, nowMs) || (this.isAsked(nowMs) && nowMs - this.askedMs >= PATIENCE_MS);
  }

  /**
   * Waits for the table that another request has asked for: of all requests that come at once, one asks. The others poll, because a promise
   * of that request would end with it.
   */
  private async untilAnswered(patienceMs: number): Promise<void> {
    for (let waitedMs = 0; waitedMs < patienceMs && this.isAsking; waitedMs += LOOKING_MS) await scheduler.wait(LOOKING_MS);
  }

  private ask(ctx: ExecutionContext, nowMs: number): Promise<void> {
    const loading = this.load(nowMs);
    ctx.waitUntil(loading);
    return loading;
  }

  private async load(nowMs: number): Promise<void> {
    const { epoch } = this;
    this.asked += 1;
    const number = this.asked;
    this.askedMs = nowMs;
    this.askedEpoch = epoch;
    this.isAsking = true;
    try {
      const routes = await this.counting.routes();
      if (number < this.loaded) return;
      const loops = loopMarks(routes.campaigns, this.config.codeParam);
      const links = new Map(routes.campaigns.map((campaign) => [campaign.slug, linkOf(campaign, this.config, loops.has(campaign.slug))]));
      this.table = { links, routes, loops, archived: new Map(routes.archived.map((code) => [code.slug, code])) };
      this.loaded = number;
      this.loadedMs = nowMs;
      this.loadedEpoch = epoch;
    } catch {
      // The registry is down: the table that is there goes on serving, and a later request asks again.
      this.failedMs = Date.now();
    } finally {
      if (number === this.asked) this.isAsking = false;
    }
  }
}

/** Whether `sinceMs` is less than `ms` ago; a time in the future, after the clock went back, is long ago. */
function isWithin(ms: number, sinceMs: number, nowMs: number): boolean {
  return nowMs >= sinceMs && nowMs - sinceMs < ms;
}

function redirectTo(location: string): Redirect {
  return { location, http: redirect(redirectHeaders(location, false)), https: redirect(redirectHeaders(location, true)) };
}

function linkOf(campaign: OpenCampaign, config: OpenConfig, mayLoop: boolean): Link {
  const { timeZone, passParams } = config;
  return {
    campaign: campaign.id,
    slug: campaign.slug,
    active: redirectTo(leadsTo(campaign, "live", config)),
    inactive: redirectTo(leadsTo(campaign, "paused", config)),
    ended: redirectTo(leadsTo(campaign, "ended", config)),
    activeFromMs: campaign.paused ? Number.POSITIVE_INFINITY : campaign.startsOn === null ? 0 : startOfDay(campaign.startsOn, timeZone),
    activeUntilMs: campaign.endsOn === null ? Number.POSITIVE_INFINITY : startOfDay(addDays(campaign.endsOn, 1), timeZone),
    countRepeats: campaign.countRepeats,
    thanksUrl: campaign.thanksUrl,
    // Nobody but Fivebar sets the parameter that carries the code.
    passParams: passParams.filter((name) => name !== campaign.codeParam),
    mayLoop,
  };
}
