/**
 * A tracker whose every part but the read path and the closing of days is as simple as can be: shards are lists in memory, the clock is moved by hand.
 * What stands in for the Durable Objects here is held to the same rules for real by test/worker/adversary.test.ts.
 */
import { type CampaignId, NO_CAMPAIGN } from "../../../src/domain/campaign/campaign.ts";
import { addDays, type Day, dayOf, startOfDay } from "../../../src/domain/day.ts";
import type { Kind } from "../../../src/domain/kind.ts";
import { endOfMonth, monthsBefore } from "../../../src/domain/period.ts";
import type { Source } from "../../../src/domain/release/released_counts.ts";
import type { Report, ReportQuery } from "../../../src/domain/release/report.ts";
import { type Cumulative, closedDaysAfter, type SignupRelease, type VisitRelease } from "../../../src/domain/release/rule.ts";
import { dayOfHour, hourOf } from "../../../src/storage/shard/hour.ts";
import { channelId, slug } from "../given.ts";
import { CHANNELS } from "./history.ts";
import { MemoryShard } from "./memory_shard.ts";
import { readReport } from "./read_report.ts";

const HOUR_MS = 3_600_000;
const MONTHS_KEPT = 1;

export type Step =
  | { readonly do: "count"; readonly campaign: number; readonly kind: Kind; readonly count: number; readonly shard: number }
  | { readonly do: "ask"; readonly query: ReportQuery }
  | { readonly do: "wait"; readonly hours: number }
  | { readonly do: "zone"; readonly timeZone: string }
  | { readonly do: "shards"; readonly shards: number }
  | { readonly do: "fold" }
  | { readonly do: "move"; readonly campaign: number; readonly channel: number }
  | { readonly do: "archive"; readonly campaign: number }
  | { readonly do: "make"; readonly channel: number }
  | { readonly do: "release"; readonly how: SignupRelease }
  | { readonly do: "release visits"; readonly how: VisitRelease };

/** A signup as the campaign's site has it on its list, and what only the tracker knows of it. */
export interface Listed {
  readonly campaign: CampaignId;
  readonly stamped: Day;
}

export class World {
  nowMs: number;
  timeZone = "Europe/Amsterdam";
  release: SignupRelease = "daily";
  visitRelease: VisitRelease = "live";
  readonly groupSize: number;
  /** One entry for each step that counted signups, in order. */
  readonly listed: Listed[] = [];
  /** Every day that ever closed, also those that folding forgot. */
  readonly everyClosedDay: { day: Day; total: number }[] = [];
  foldsThatMattered = 0;
  private readonly exact = new Map<string, number>();
  private readonly signups = new MemoryShard();
  /** All that were ever written to; visits go to the first `shards` of them. */
  private readonly visits: MemoryShard[] = [new MemoryShard()];
  private shards = 1;
  private closedDays: Cumulative = [];
  private campaigns: Source["campaigns"] = [1, 2, 3].map((id) => campaignOf(id, id));

  constructor(groupSize: number, nowMs: number) {
    this.groupSize = groupSize;
    this.nowMs = nowMs;
  }

  get today(): Day {
    return dayOf(this.nowMs, this.timeZone);
  }

  /** @param instead the campaign that a signup is of in place of the one that the step names */
  async run(step: Step, instead?: CampaignId): Promise<Report | null> {
    switch (step.do) {
      case "ask":
        return this.ask(step.query);
      case "count": {
        const campaign = this.campaigns[step.campaign % (this.campaigns.length + 1)]?.id ?? NO_CAMPAIGN;
        this.count(instead ?? campaign, step.kind, step.count, step.shard);
        return null;
      }
      case "wait":
        this.nowMs += step.hours * HOUR_MS;
        return null;
      case "zone":
        this.timeZone = step.timeZone;
        return null;
      case "shards":
        this.setShards(step.shards);
        return null;
      case "fold":
        this.fold();
        return null;
      case "release":
        this.release = step.how;
        return null;
      case "release visits":
        this.visitRelease = step.how;
        return null;
      case "make":
        this.campaigns = [...this.campaigns, campaignOf(this.campaigns.length + 1, step.channel)];
        return null;
      case "move":
        this.change(step.campaign, { channel: channelAt(step.channel) });
        return null;
      case "archive":
        this.change(step.campaign, { archivedOn: this.today });
        return null;
    }
  }

  /** Counts on the day that the shard stamps: signups on theirs, all else on the visit shard of that number. */
  count(campaign: CampaignId, kind: Kind, more: number, shard = 0): void {
    const counting = kind === "signup" ? this.signups : (this.visits[shard % this.shards] ?? this.signups);
    const day = counting.neverStampBefore(this.today);
    this.turnHours([counting]);
    if (counting.hour !== null && kind !== "signup") {
      const key = `${campaign} ${kind}`;
      counting.thisHour.set(key, (counting.thisHour.get(key) ?? 0) + more);
    }
    counting.add(campaign, kind, more, day);
    if (kind === "signup") {
      counting.add(ALL_SOURCES, kind, more, day);
      this.listed.push({ campaign, stamped: day });
    }
    this.exact.set(`${campaign} ${kind}`, (this.exact.get(`${campaign} ${kind}`) ?? 0) + more);
  }

  /** All that was ever counted, exactly. */
  counted(campaign: CampaignId, kind: Kind): number {
    return this.exact.get(`${campaign} ${kind}`) ?? 0;
  }

  get campaignIds(): readonly CampaignId[] {
    return this.campaigns.map(({ id }) => id);
  }

  private change(campaign: number, change: Partial<Source["campaigns"][number]>): void {
    this.campaigns = this.campaigns.map((one, at) => (at === campaign % this.campaigns.length ? { ...one, ...change } : one));
  }

  /** Begins the hour on each of `shards`, a later one where any has begun it. */
  private turnHours(shards: readonly MemoryShard[]): void {
    for (const shard of shards) {
      if (this.visitRelease !== "hourly") shard.leave();
      else {
        const day = shard.neverStampBefore(this.today);
        shard.enter(hourOf(this.nowMs, day, startOfDay(day, this.timeZone)));
      }
    }
  }

  private setShards(shards: number): void {
    this.shards = shards;
    while (this.visits.length < shards) {
      const added = new MemoryShard();
      for (const { day } of this.closedDays.slice(-1)) added.neverStampBefore(addDays(day, 1));
      this.visits.push(added);
    }
  }

  private close(): Cumulative {
    this.signups.neverStampBefore(this.today);
    const last = this.closedDays.at(-1);
    const all = this.signups.lines.get(`${ALL_SOURCES} signup`) ?? [];
    const more = closedDaysAfter(last?.day ?? null, last?.total ?? 0, all, this.today, this.groupSize);
    this.everyClosedDay.push(...more);
    this.closedDays = [...this.closedDays, ...more];
    return this.closedDays;
  }

  private fold(): void {
    const before = monthsBefore(this.today, MONTHS_KEPT);
    const lastOfMonths = new Map(
      this.close()
        .filter(({ day }) => day < before)
        .map((close) => [close.day.slice(0, 7), close]),
    );
    const ends: Day[] = [];
    for (let end = endOfMonth(addDays(before, -150)); end < before; end = endOfMonth(addDays(end, 1))) ends.push(end);
    const kept = [...ends, ...[...lastOfMonths.values()].map(({ day }) => day)].sort();
    if ([this.signups, ...this.visits].filter((shard) => shard.fold(kept, before)).length > 0) this.foldsThatMattered += 1;
    this.closedDays = [...lastOfMonths.values(), ...this.closedDays.filter(({ day }) => day >= before)];
  }

  async ask(query: ReportQuery): Promise<Report> {
    const closedDays = this.close();
    const shards = [...this.visits, this.signups];
    for (const shard of shards) {
      shard.neverStampBefore(this.today);
      for (const { day } of closedDays.slice(-1)) shard.neverStampBefore(addDays(day, 1));
    }
    this.turnHours(shards);
    const latest =
      shards
        .map(({ hour }) => hour ?? "")
        .sort()
        .at(-1) ?? "";
    for (const shard of shards.filter(({ hour }) => hour !== null)) {
      shard.neverStampBefore(dayOfHour(latest));
      shard.enter(latest);
    }
    const result = await readReport(query, {
      today: this.today,
      timeZone: this.timeZone,
      groupSize: this.groupSize,
      signupRelease: this.release,
      visitRelease: this.visitRelease,
      channels: CHANNELS,
      campaigns: this.campaigns,
      closedDays,
      read: async (campaigns, kinds, days) =>
        shards.flatMap((shard) =>
          campaigns.flatMap((campaign) =>
            kinds.flatMap((kind) => {
              const totals = shard.totals(campaign, kind, days);
              return totals === null ? [] : [{ campaign, kind, totals }];
            }),
          ),
        ),
    });
    if (!result.ok) throw new Error(`the test expected a report, not ${JSON.stringify(result.error)}`);
    return result.value;
  }
}

const ALL_SOURCES = -1 as CampaignId;

function channelAt(nth: number) {
  return channelId(CHANNELS[nth % CHANNELS.length]?.id ?? "none");
}

function campaignOf(id: number, channel: number): Source["campaigns"][number] {
  return { id: id as CampaignId, slug: slug(`campaign-${id}`), channel: channelAt(channel), archivedOn: null };
}
