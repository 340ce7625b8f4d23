/**
 * Exact counts, kept as running totals: a row holds all that was counted for one campaign and kind up to the end of its day.
 * A figure for any range is then the difference of two rows, and old days fold into months by deleting rows.
 */
import { type CampaignId, NO_CAMPAIGN } from "../../core/campaign.ts";
import type { Day } from "../../core/day.ts";
import { KINDS, type Kind } from "../../core/kind.ts";
import type { Cumulative } from "../../core/release.ts";

/** One line of a batch: how many events of a kind came for a campaign (0: for none). */
export type Entry = readonly [campaign: CampaignId, kind: Kind, count: number];

/** Whether a line of a batch is one that can be counted. */
export function isEntry([campaign, kind, count]: Entry): boolean {
  return Number.isSafeInteger(campaign) && campaign >= NO_CAMPAIGN && KINDS.includes(kind) && Number.isSafeInteger(count) && count > 0;
}

/** Where the signups of all sources are added up, beside those of each campaign: the close of a day depends on them. */
export const ALL_SOURCES = -1 as CampaignId;

/** Adds `entries` to `day`, which is never before a day already counted: see `stampDay`. */
export function addEntries(sql: SqlStorage, day: Day, entries: readonly Entry[]): void {
  let signups = 0;
  for (const [campaign, kind, count] of entries) {
    addOne(sql, campaign, kind, day, count);
    if (kind === "signup") signups += count;
  }
  if (signups > 0) addOne(sql, ALL_SOURCES, "signup", day, signups);
}

function addOne(sql: SqlStorage, campaign: CampaignId, kind: Kind, day: Day, count: number): void {
  sql.exec(
    `INSERT INTO tallies (campaign, kind, day, total)
     VALUES (?1, ?2, ?3, ?4 + coalesce((SELECT total FROM tallies WHERE campaign = ?1 AND kind = ?2 ORDER BY day DESC LIMIT 1), 0))
     ON CONFLICT (campaign, kind, day) DO UPDATE SET total = total + ?4`,
    campaign,
    kind,
    day,
    count,
  );
}

/** The running totals of one campaign and kind at the end of the days asked for, in their order. */
export interface Totals {
  readonly campaign: CampaignId;
  readonly kind: Kind;
  readonly totals: readonly number[];
}

/** The running totals of each campaign and kind at the ends of `days`; those that were never counted are left out. */
export function totalsAt(sql: SqlStorage, campaigns: readonly CampaignId[], kinds: readonly Kind[], days: readonly Day[]): Totals[] {
  const found = new Map<string, { campaign: CampaignId; kind: Kind; totals: number[] }>();
  const rows = sql.exec<{ campaign: CampaignId; kind: Kind; at: number; total: number }>(
    `SELECT c.value AS campaign, k.value AS kind, d.key AS at,
       (SELECT total FROM tallies t WHERE t.campaign = c.value AND t.kind = k.value AND t.day <= d.value ORDER BY t.day DESC LIMIT 1) AS total
     FROM json_each(?1) AS c CROSS JOIN json_each(?2) AS k CROSS JOIN json_each(?3) AS d
     WHERE total IS NOT NULL`,
    JSON.stringify(campaigns),
    JSON.stringify(kinds),
    JSON.stringify(days),
  );
  for (const { campaign, kind, at, total } of rows) {
    const key = `${campaign} ${kind}`;
    let line = found.get(key);
    if (line === undefined) {
      line = { campaign, kind, totals: days.map(() => 0) };
      found.set(key, line);
    }
    line.totals[at] = total;
  }
  return [...found.values()];
}

/** Running totals of the signups of all sources, for the days after `after`. */
export function allSignups(sql: SqlStorage, after: Day | null): Cumulative {
  return sql
    .exec<{ day: Day; total: number }>(
      "SELECT day, total FROM tallies WHERE campaign = ? AND kind = 'signup' AND day > ? ORDER BY day",
      ALL_SOURCES,
      after ?? "",
    )
    .toArray();
}

/** The campaigns that have any count, `NO_CAMPAIGN` for unattributed signups included. */
export function countedCampaigns(sql: SqlStorage): CampaignId[] {
  return sql
    .exec<{ campaign: CampaignId }>("SELECT DISTINCT campaign FROM tallies WHERE campaign >= ?", NO_CAMPAIGN)
    .toArray()
    .map((row) => row.campaign);
}
