/**
 * The ledger: the running totals of finished days, added up over all shards, so that a long report reads each number once and not
 * once a shard. It holds nothing that the shards do not say, and is made from them again when it might not: a day is written once
 * every shard has promised to count nothing on it any more, so what is written stays right; and it folds as the shards do.
 */
import { type CampaignId, NO_CAMPAIGN } from "../../core/campaign.ts";
import { addDays, type Day, daysBetween } from "../../core/day.ts";
import type { Totals } from "../shard/tallies.ts";
import { lastClosesOfMonths } from "./closes.ts";
import { appendTo, foldRows } from "./ledger_rows.ts";

/** How far the ledger goes. */
interface Head {
  /** The last day written; null while there is none. */
  readonly through: Day | null;
  /** How many shards its numbers are the sums of. */
  readonly shards: number;
  /** Days before this one have become months. */
  readonly foldedBefore: Day | null;
}

/** What is to be read from the shards next, and what must still be so when it is written. */
export interface Plan {
  readonly campaigns: readonly CampaignId[];
  /** Which follow one another. */
  readonly days: readonly Day[];
  readonly through: Day | null;
  readonly shards: number;
}

/** Campaigns times days times shards of one plan: what they answer stays far below the memory that an object has. */
const CELLS_A_PLAN = 500_000;
const MOST_DAYS_A_PLAN = 366;

export function readHead(sql: SqlStorage): Head {
  const row = sql
    .exec<{ through: Day | null; shards: number; foldedBefore: Day | null }>(
      "SELECT through, shards, folded_before AS foldedBefore FROM ledger_head",
    )
    .toArray()[0];
  return row ?? { through: null, shards: 0, foldedBefore: null };
}

function writeHead(sql: SqlStorage, { through, shards, foldedBefore }: Head): void {
  sql.exec(
    `INSERT INTO ledger_head (only, through, shards, folded_before) VALUES (0, ?1, ?2, ?3)
     ON CONFLICT (only) DO UPDATE SET through = ?1, shards = ?2, folded_before = ?3`,
    through,
    shards,
    foldedBefore,
  );
}

/** The last day on which the ledger speaks for this many shards; null for none. */
export function ledgerThrough(sql: SqlStorage, shards: number): Day | null {
  const head = readHead(sql);
  return head.shards === shards ? head.through : null;
}

/**
 * The days that the ledger lacks of those before `today`, as many as are read at once; null when it lacks none.
 *
 * @param first the first day with a count in any shard; asked for when the ledger begins, anew after more shards have come
 */
export function planNext(sql: SqlStorage, shards: number, today: Day, first: Day | null): Plan | null {
  const through = ledgerThrough(sql, shards);
  const yesterday = addDays(today, -1);
  // With nothing counted yet, one day without a number says that there is none before.
  const next = through === null ? (first !== null && first < yesterday ? first : yesterday) : addDays(through, 1);
  if (next > yesterday) return null;
  const campaigns = campaignsEver(sql);
  const most = Math.min(MOST_DAYS_A_PLAN, Math.max(1, Math.floor(CELLS_A_PLAN / campaigns.length / shards)));
  const days = Array.from({ length: Math.min(daysBetween(next, yesterday) + 1, most) }, (_, index) => addDays(next, index));
  return { campaigns, days, through, shards };
}

function campaignsEver(sql: SqlStorage): CampaignId[] {
  const ids = sql.exec<{ id: CampaignId }>("SELECT id FROM campaigns").toArray();
  return [NO_CAMPAIGN, ...ids.map(({ id }) => id)];
}

/**
 * Writes what every one of the plan's shards has answered. Writes nothing when meanwhile another call wrote, or a campaign or a shard
 * came that the answers leave out. Must run in a transaction.
 *
 * @param shards how many there are now
 */
export function writePlanned(sql: SqlStorage, plan: Plan, answers: readonly Totals[], shards: number): boolean {
  const head = readHead(sql);
  const isSame = ledgerThrough(sql, shards) === plan.through && shards === plan.shards;
  const [first, last] = [plan.days[0], plan.days.at(-1)];
  if (!isSame || first === undefined || last === undefined || campaignsEver(sql).join() !== plan.campaigns.join()) return false;
  if (plan.through === null) sql.exec("DELETE FROM ledger");
  for (const line of addedUp(answers)) appendTo(sql, line, first);
  writeHead(sql, { ...head, through: last, shards });
  if (head.foldedBefore !== null && first < head.foldedBefore)
    foldRows(sql, first, head.foldedBefore, lastClosesOfMonths(sql, head.foldedBefore));
  return true;
}

/** The answers of all shards as one. */
function addedUp(answers: readonly Totals[]): Iterable<Totals> {
  const sums = new Map<string, Totals>();
  for (const line of answers) {
    const key = `${line.campaign} ${line.kind}`;
    const sum = sums.get(key)?.totals;
    if (sum === undefined) sums.set(key, { ...line, totals: line.totals.slice() });
    else for (let index = 0; index < sum.length; index += 1) sum[index] = (sum[index] ?? 0) + (line.totals[index] ?? 0);
  }
  return sums.values();
}

/** Folds the days before `before`, the first of a month, as the shards do (src/counters/shard/fold.ts). Must run in a transaction. */
export function foldLedger(sql: SqlStorage, before: Day): void {
  const head = readHead(sql);
  if (head.foldedBefore !== null && head.foldedBefore >= before) return;
  foldRows(sql, head.foldedBefore, before, lastClosesOfMonths(sql, before));
  writeHead(sql, { ...head, foldedBefore: before });
}
