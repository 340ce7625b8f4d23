/**
 * The routing table: every link that works, held by each isolate as plain data, so that a visit asks nobody.
 * It is asked for anew by a request that finds it old; only values are shared between requests, never promises.
 */
import type { Campaign, CampaignId } from "../core/campaign.ts";
import type { Config } from "../core/config.ts";
import { addDays, startOfDay } from "../core/day.ts";
import { withoutParam, withParam } from "../core/destination.ts";
import { type Bindings, registryStub } from "../counters/env.ts";
import type { Routes } from "../counters/registry.ts";
import { redirectHeaders } from "./redirect.ts";

/** One link. Times are milliseconds since 1970. */
export interface Link {
  readonly campaign: CampaignId;
  readonly slug: string;
  /** To the destination with the campaign's code, for a visit. */
  readonly active: Redirect;
  /** To the destination without it, while the campaign is not active. */
  readonly inactive: Redirect;
  readonly activeFromMs: number;
  readonly activeUntilMs: number;
  readonly countRepeats: boolean;
  readonly thanksUrl: string | null;
}

/** Where a link leads, with the headers of the answer that are the same for every visitor. */
export interface Redirect {
  readonly location: string;
  readonly http: Headers;
  readonly https: Headers;
}

export interface Table {
  readonly links: ReadonlyMap<string, Link>;
  readonly routes: Routes;
}

/** A table this old is asked for anew, behind the visitor's back. */
const FRESH_MS = 30_000;
/** A table this old (an isolate that woke up) is asked for anew before it answers, if the registry is quick. */
const USABLE_MS = 600_000;
/** How long a visitor waits for the registry while there is an older table. */
const PATIENCE_MS = 1_000;
/** A slug that is missing from a table this old asks for a new one. */
const MISSING_MS = 2_000;
/** The shortest time between two tables that are asked for in the background. */
const ASKING_MS = 2_000;
/** How often a visitor who waits for the table that another one asked for looks whether it is there. */
const LOOKING_MS = 10;

export class Routing {
  private readonly env: Bindings;
  private readonly config: Config;
  private table: Table | null = null;
  private loadedMs = 0;
  private askedMs = 0;
  private askedEpoch = 0;
  /** Stays true when the runtime ends the request that asked: believed for `PATIENCE_MS`. */
  private isAsking = false;
  private failedMs = 0;
  /** Goes up with `expire`: a table asked for before that may be older than the change. */
  private epoch = 0;
  private loadedEpoch = 0;

  constructor(env: Bindings, config: Config) {
    this.env = env;
    this.config = config;
  }

  /** The table as it is, however old; null before the first. */
  get current(): Table | null {
    return this.table;
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
    if (!isCurrent || ageMs >= USABLE_MS) return nowMs - this.failedMs < PATIENCE_MS;
    if (nowMs - this.askedMs >= ASKING_MS) ctx.waitUntil(this.load(nowMs));
    return true;
  }

  /** Waits for a new table, not for long when there is an old one. The outcome is in `current`. */
  async refresh(nowMs: number): Promise<void> {
    // Looked at without waiting: of many requests at once the first is to be seen by the second.
    if (this.isAskedByAnother(nowMs) && (await this.isAnswered())) return;
    if (this.table === null) await this.load(nowMs);
    else if (!(await Promise.race([this.load(nowMs), tooLate()]))) this.failedMs = Date.now();
  }

  /** As `refresh`, for a slug that is not in the table: not when the table is new, so that guessing slugs reaches nobody. */
  async refreshForMissing(nowMs: number): Promise<void> {
    if (nowMs - this.loadedMs >= MISSING_MS && nowMs - this.failedMs >= PATIENCE_MS) await this.refresh(nowMs);
  }

  private isAskedByAnother(nowMs: number): boolean {
    return this.isAsking && this.askedEpoch === this.epoch && nowMs - this.askedMs < PATIENCE_MS;
  }

  /**
   * Waits for the table that another request has asked for: however many come at once, one of them asks. They look at values now and
   * then, because a promise of that request would end with it.
   */
  private async isAnswered(): Promise<boolean> {
    for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOKING_MS) {
      await scheduler.wait(LOOKING_MS);
      if (!this.isAsking) return true;
    }
    return this.table !== null;
  }

  private async load(nowMs: number): Promise<boolean> {
    const { epoch } = this;
    this.askedMs = nowMs;
    this.askedEpoch = epoch;
    this.isAsking = true;
    try {
      const routes = await registryStub(this.env, this.config).routes(this.config.shards);
      if (epoch < this.loadedEpoch) return true;
      this.table = { links: new Map(routes.campaigns.map((campaign) => [campaign.slug, linkOf(campaign, this.config)])), routes };
      this.loadedMs = nowMs;
      this.loadedEpoch = epoch;
      return true;
    } catch {
      // The registry is down: the table that is there goes on serving, and a later request asks again.
      this.failedMs = Date.now();
      return false;
    } finally {
      this.isAsking = false;
    }
  }
}

async function tooLate(): Promise<false> {
  await scheduler.wait(PATIENCE_MS);
  return false;
}

function redirectTo(location: string): Redirect {
  return { location, http: redirectHeaders(location, false), https: redirectHeaders(location, true) };
}

function linkOf(campaign: Campaign, config: Config): Link {
  const { timeZone } = config;
  return {
    campaign: campaign.id,
    slug: campaign.slug,
    active: redirectTo(withParam(campaign.destination, config.codeParam, campaign.slug)),
    inactive: redirectTo(withoutParam(campaign.destination, config.codeParam)),
    activeFromMs: campaign.paused ? Number.POSITIVE_INFINITY : campaign.startsOn === null ? 0 : startOfDay(campaign.startsOn, timeZone),
    activeUntilMs: campaign.endsOn === null ? Number.POSITIVE_INFINITY : startOfDay(addDays(campaign.endsOn, 1), timeZone),
    countRepeats: campaign.countRepeats,
    thanksUrl: campaign.thanksUrl,
  };
}
