/**
 * Exact counts, kept as running totals: a row holds all that was counted for one campaign and kind up to the end of its day.
 * A figure for any range is then the difference of two rows, and old days fold into months by deleting rows.
 */
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import { type Day, dayNumber, daysBetween } from "../../domain/day.ts";
import { KINDS, type Kind, NO_CAMPAIGN } from "../../domain/kind.ts";
import type { Totals } from "../../domain/release/released_counts.ts";
import type { Cumulative } from "../../domain/release/rule.ts";
import type { Transaction } from "../transaction.ts";
import type { Series } from "./series.ts";

/** One entry of a batch: how many events of a kind came for a campaign (0: for none). */
export type Entry = readonly [campaign: CampaignId, kind: Kind, count: number];

/** Whether an entry of a batch can be counted. */
export function isEntry([campaign, kind, count]: Entry): boolean {
  return Number.isSafeInteger(campaign) && campaign >= NO_CAMPAIGN && KINDS.includes(kind) && Number.isSafeInteger(count) && count > 0;
}

/** Where the signups of all sources are added up, beside those of each campaign: whether a day closes depends on them. */
const ALL_SOURCES = -1 as CampaignId;

/** Adds `entries` to `day`, which is never before a day already counted: see `Shard.today`. */
export function addEntries(sql: Transaction, day: Day, entries: readonly Entry[]): void {
  let signups = 0;
  for (const [campaign, kind, count] of entries) {
    addOne(sql, campaign, kind, day, count);
    if (kind === "signup") signups += count;
  }
  if (signups > 0) addOne(sql, ALL_SOURCES, "signup", day, signups);
}

function addOne(sql: Transaction, campaign: CampaignId, kind: Kind, day: Day, count: number): void {
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

/** Up to this many days are looked up one by one, which costs little however long ago they are. */
export const FEW_DAYS = 8;
/**
 * Days that are far apart are looked up too. Otherwise all rows between the first and the last are read in one go. One look-up costs about
 * as much as this many rows.
 */
const ROWS_A_LOOKUP = 5;

function areFarApart(days: readonly Day[]): boolean {
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined || days.length <= FEW_DAYS || daysBetween(first, last) > days.length * ROWS_A_LOOKUP;
}

/** The running totals of each of `asked` at the ends of `days`, which ascend. */
export function totalsAt(sql: SqlStorage, asked: readonly Series[], days: readonly Day[]): Totals[] {
  return areFarApart(days) ? lookedUp(sql, asked, days) : readInOneGo(sql, asked, days);
}

/**
 * Looks up, for each series and day, the last row up to that day. All numbers of a kind come as one text: passing a row to JavaScript costs
 * more than reading it.
 */
function lookedUp(sql: SqlStorage, asked: readonly Series[], days: readonly Day[]): Totals[] {
  return KINDS.flatMap((kind) => {
    const campaigns = asked.filter((series) => series[1] === kind).map(([campaign]) => campaign);
    if (campaigns.length === 0) return [];
    const { numbers } = sql
      .exec<{ numbers: string }>(
        `SELECT json_group_array((
           SELECT total FROM tallies t WHERE t.campaign = c.value AND t.kind = ?3 AND t.day <= d.value ORDER BY t.day DESC LIMIT 1
         )) AS numbers FROM json_each(?1) AS c CROSS JOIN json_each(?2) AS d`,
        JSON.stringify(campaigns),
        JSON.stringify(days),
        kind,
      )
      .one();
    const totals = Float64Array.from(JSON.parse(numbers) as (number | null)[], (total) => total ?? 0);
    return campaigns.map((campaign, index) => ({
      campaign,
      kind,
      totals: totals.subarray(index * days.length, (index + 1) * days.length),
    }));
  });
}

/** As `lookedUp`, but reads the rows of all days. The database gathers a series' numbers into one text. */
function readInOneGo(sql: SqlStorage, asked: readonly Series[], days: readonly Day[]): Totals[] {
  const numbersOfDays = days.map(dayNumber);
  const rows = sql.exec<{ campaign: CampaignId; kind: Kind; numbers: string; base: number | null }>(
    `WITH l AS MATERIALIZED (SELECT value ->> 0 AS campaign, value ->> 1 AS kind FROM json_each(?1))
     SELECT l.campaign, l.kind, ${IN_ONE_GO} FROM l`,
    JSON.stringify(asked),
    JSON.stringify(days),
  );
  return Array.from(rows, ({ campaign, kind, numbers, base }) => {
    const [first, last, totals] = JSON.parse(numbers) as [first: Day | null, last: Day, totals: number[]];
    if (first === null) return { campaign, kind, totals: new Float64Array(days.length).fill(base ?? 0) };
    const hasGaps = daysBetween(first, last) + 1 > totals.length;
    const ownDays = hasGaps ? daysOfRows(sql, campaign, kind, first, last).map(dayNumber) : dayNumber(first);
    return { campaign, kind, totals: carriedOver(ownDays, totals, base ?? 0, numbersOfDays) };
  });
}

/** The total at the first day. Of the later rows up to the last day: their first and last day, and their totals. */
const IN_ONE_GO = `(
  SELECT total FROM tallies t WHERE t.campaign = l.campaign AND t.kind = l.kind AND t.day <= ?2 ->> 0 ORDER BY t.day DESC LIMIT 1
) AS base, (
  SELECT json_array(min(t.day), max(t.day), json_group_array(t.total)) FROM (
    SELECT day, total FROM tallies WHERE campaign = l.campaign AND kind = l.kind AND day > ?2 ->> 0 AND day <= ?2 ->> '$[#-1]' ORDER BY day
  ) AS t
) AS numbers`;

/** The days of a series' rows, for a series without a row on some days. */
function daysOfRows(sql: SqlStorage, campaign: CampaignId, kind: Kind, first: Day, last: Day): Day[] {
  const { days } = sql
    .exec<{ days: string }>(
      `SELECT json_group_array(day) AS days FROM (
         SELECT day FROM tallies WHERE campaign = ? AND kind = ? AND day BETWEEN ? AND ? ORDER BY day
       )`,
      campaign,
      kind,
      first,
      last,
    )
    .one();
  return JSON.parse(days) as Day[];
}

/**
 * The total at each of `days`, on a day without a row that of the last row before. Days are given by their numbers.
 *
 * @param rows the days of the rows, or the first of them when they follow one another without a gap
 * @param totals the rows' totals, in the order of their days
 */
function carriedOver(rows: readonly number[] | number, totals: readonly number[], base: number, days: readonly number[]): Float64Array {
  const carried = new Float64Array(days.length);
  let next = 0;
  for (const [index, day] of days.entries()) {
    if (typeof rows === "number") next = Math.max(0, Math.min(day - rows + 1, totals.length));
    else while (next < rows.length && (rows[next] ?? day) <= day) next += 1;
    carried[index] = totals[next - 1] ?? base;
  }
  return carried;
}

/** The first day that has a row; null while there is none. Looks at every row. */
export function firstDay(sql: SqlStorage): Day | null {
  return sql.exec<{ day: Day | null }>("SELECT min(day) AS day FROM tallies").one().day;
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
