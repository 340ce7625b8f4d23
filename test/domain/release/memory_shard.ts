/** A shard in memory, as simple as can be: see world.ts. */
import type { CampaignId } from "../../../src/domain/campaign/campaign.ts";
import type { Day } from "../../../src/domain/day.ts";
import type { Kind } from "../../../src/domain/kind.ts";
import { dayOfHour, type Hour } from "../../../src/storage/shard/hour.ts";

/** Running totals by day, in ascending order, as a shard keeps them. */
type Line = { day: Day; total: number }[];

export class MemoryShard {
  lastDay: Day | null = null;
  /** The hour under way, and what was counted in it; null where visits are not released by the hour. */
  hour: Hour | null = null;
  readonly thisHour = new Map<string, number>();
  readonly lines = new Map<string, Line>();

  neverStampBefore(day: Day): Day {
    if (this.lastDay === null || this.lastDay < day) this.lastDay = day;
    return this.lastDay;
  }

  add(campaign: CampaignId, kind: Kind, more: number, day: Day): void {
    const line = this.lines.get(`${campaign} ${kind}`) ?? [];
    const last = line.at(-1);
    if (last?.day === day) last.total += more;
    else line.push({ day, total: (last?.total ?? 0) + more });
    this.lines.set(`${campaign} ${kind}`, line);
  }

  /** Begins an hour, as shards do: the first one counts from midnight. */
  enter(hour: Hour): void {
    if (this.hour !== null && this.hour >= hour) return;
    this.thisHour.clear();
    if (this.hour === null) {
      for (const [key, line] of this.lines) {
        const [last, before] = [line.at(-1), line.at(-2)];
        if (last?.day === dayOfHour(hour) && !key.endsWith(" signup")) this.thisHour.set(key, last.total - (before?.total ?? 0));
      }
    }
    this.hour = hour;
  }

  leave(): void {
    this.hour = null;
    this.thisHour.clear();
  }

  /** The running totals at the ends of `days`, which ascend; null for what was never counted. */
  totals(campaign: CampaignId, kind: Kind, days: readonly Day[]): Float64Array | null {
    const line = this.lines.get(`${campaign} ${kind}`);
    if (line === undefined) return null;
    let next = 0;
    return Float64Array.from(days, (day) => {
      while (next < line.length && (line[next]?.day ?? day) <= day) next += 1;
      const held = this.hour !== null && day >= dayOfHour(this.hour) ? (this.thisHour.get(`${campaign} ${kind}`) ?? 0) : 0;
      return (line[next - 1]?.total ?? 0) - held;
    });
  }

  /** Of the days before `before` the last row up to each of `kept` remains, under that day. Tells whether that changed anything. */
  fold(kept: readonly Day[], before: Day): boolean {
    const rows = () => JSON.stringify([...this.lines]);
    const unfolded = rows();
    for (const [key, line] of this.lines) {
      const ends = new Map(line.filter(({ day }) => day < before).map(({ day, total }) => [kept.find((end) => end >= day) ?? day, total]));
      this.lines.set(key, [...[...ends].map(([day, total]) => ({ day, total })), ...line.filter(({ day }) => day >= before)]);
    }
    return rows() !== unfolded;
  }
}
