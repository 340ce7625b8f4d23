/**
 * The routing table: every link that works, held by each isolate as plain data, so that a visit asks nobody.
 * It is asked for anew by a request that finds it old; only values are shared between requests, never promises.
 */
import type { Campaign, CampaignId } from "../core/campaign.ts";
import type { Config } from "../core/config.ts";
import { addDays, startOfDay } from "../core/day.ts";
import { withParam } from "../core/destination.ts";
import { type Bindings, registryStub } from "../counters/env.ts";
import type { Routes } from "../counters/registry.ts";

/** One link. Times are milliseconds since 1970. */
export interface Link {
  readonly campaign: CampaignId;
  readonly slug: string;
  /** The destination with the campaign's code, for a visit. */
  readonly location: string;
  /** The destination without it, while the campaign is not active. */
  readonly inactiveLocation: string;
  readonly activeFromMs: number;
  readonly activeUntilMs: number;
  readonly countRepeats: boolean;
  readonly thanksUrl: string | null;
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
/** A slug that is missing asks for a table again when the last one was asked for longer ago than this. */
const MISSING_MS = 2_000;

export class Routing {
  private readonly env: Bindings;
  private readonly config: Config;
  private table: Table | null = null;
  private loadedMs = 0;
  private askedMs = 0;
  /** Goes up with `expire`: an answer asked for before that may be older than the change. */
  private epoch = 0;

  constructor(env: Bindings, config: Config) {
    this.env = env;
    this.config = config;
  }

  /** The table as it is, however old; null before the first. */
  get current(): Table | null {
    return this.table;
  }

  /** Makes the next request ask for the table: called when this isolate has just changed a campaign. */
  expire(): void {
    this.epoch += 1;
    this.loadedMs = 0;
    this.askedMs = 0;
  }

  /** Whether the table answers without waiting; asks for a new one in the background when it is time. */
  isUsable(ctx: ExecutionContext, nowMs: number): boolean {
    const ageMs = nowMs - this.loadedMs;
    if (ageMs < FRESH_MS && ageMs >= 0) return true;
    if (this.table === null || ageMs >= USABLE_MS) return this.table !== null && nowMs - this.askedMs < PATIENCE_MS;
    if (nowMs - this.askedMs >= MISSING_MS) ctx.waitUntil(this.load(nowMs));
    return true;
  }

  /** Waits for a new table, not for long when there is an old one. The outcome is in `current`. */
  async refresh(nowMs: number): Promise<void> {
    if (this.table === null) return this.load(nowMs);
    await Promise.race([this.load(nowMs), scheduler.wait(PATIENCE_MS)]);
  }

  /** As `refresh`, for a slug that is not in the table: at most one request in `MISSING_MS` reaches the registry. */
  async refreshForMissing(nowMs: number): Promise<void> {
    if (nowMs - this.askedMs >= MISSING_MS) await this.refresh(nowMs);
  }

  private async load(nowMs: number): Promise<void> {
    this.askedMs = nowMs;
    const { epoch } = this;
    try {
      const routes = await registryStub(this.env, this.config).routes(this.config.shards);
      this.table = { links: new Map(routes.campaigns.map((campaign) => [campaign.slug, linkOf(campaign, this.config)])), routes };
      if (epoch === this.epoch) this.loadedMs = nowMs;
    } catch {
      // The registry is down: the table that is there goes on serving, and a later request asks again.
    }
  }
}

function linkOf(campaign: Campaign, config: Config): Link {
  const { timeZone } = config;
  return {
    campaign: campaign.id,
    slug: campaign.slug,
    location: withParam(campaign.destination, config.codeParam, campaign.slug),
    inactiveLocation: campaign.destination,
    activeFromMs: campaign.paused ? Number.POSITIVE_INFINITY : campaign.startsOn === null ? 0 : startOfDay(campaign.startsOn, timeZone),
    activeUntilMs: campaign.endsOn === null ? Number.POSITIVE_INFINITY : startOfDay(addDays(campaign.endsOn, 1), timeZone),
    countRepeats: campaign.countRepeats,
    thanksUrl: campaign.thanksUrl,
  };
}
