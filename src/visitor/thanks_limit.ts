/**
 * A limit on the signups that the thanks link counts for a campaign: its visits in the last hours, plus `FREE_THANKS`. Anybody can open a
 * thanks link as often as they like; without a limit one program makes 4,000 signups in half a minute. Held in memory by each process, by
 * the hour, and forgotten at a restart. In the formal mode it is `FREE_THANKS` alone, because visits must not decide what is seen of signups.
 */
import type { CampaignId } from "../domain/campaign/campaign.ts";
import { FREE_THANKS, THANKS_HOURS } from "../domain/limits.ts";

const HOUR_MS = 3_600_000;

/** What came in each of the last hours, the latest in `hour`; an hour's place is its number modulo `THANKS_HOURS`. */
interface Recent {
  hour: number;
  readonly clicks: number[];
  readonly signups: number[];
}

export class ThanksLimit {
  private readonly recent = new Map<CampaignId, Recent>();
  private readonly followsVisits: boolean;

  constructor(followsVisits: boolean) {
    this.followsVisits = followsVisits;
  }

  /** Notes that somebody came to the campaign's link. */
  noteClick(campaign: CampaignId, nowMs: number): void {
    if (this.followsVisits) add(this.at(campaign, nowMs).clicks, nowMs);
  }

  /** Whether one more signup may count; notes it if so. */
  take(campaign: CampaignId, nowMs: number): boolean {
    const { clicks, signups } = this.at(campaign, nowMs);
    if (sum(signups) >= sum(clicks) + FREE_THANKS) return false;
    add(signups, nowMs);
    return true;
  }

  private at(campaign: CampaignId, nowMs: number): Recent {
    const hour = Math.floor(nowMs / HOUR_MS);
    const recent = this.recent.get(campaign) ?? { hour, clicks: none(), signups: none() };
    if (recent.hour !== hour) {
      // Also after the clock went back: hours that are not among the last ones are forgotten.
      const isPast = hour > recent.hour && hour - recent.hour < THANKS_HOURS;
      for (let one = isPast ? recent.hour + 1 : hour - THANKS_HOURS + 1; one <= hour; one += 1) {
        recent.clicks[one % THANKS_HOURS] = 0;
        recent.signups[one % THANKS_HOURS] = 0;
      }
      recent.hour = hour;
    }
    this.recent.set(campaign, recent);
    return recent;
  }
}

const none = (): number[] => Array<number>(THANKS_HOURS).fill(0);
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function add(counts: number[], nowMs: number): void {
  const place = Math.floor(nowMs / HOUR_MS) % THANKS_HOURS;
  counts[place] = (counts[place] ?? 0) + 1;
}
