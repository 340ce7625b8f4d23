/**
 * The ledger: the running totals of finished days, added up over all shards, so that a long report reads each number once and not
 * once a shard. It holds nothing that the shards do not say, and is made from them again when it might not: a day is written once
 * every shard has promised to count nothing on it any more, so what is written stays right; and it folds as the shards do. It is
 * written in parts (ledger_writer.ts): what stands behind the last day of its head is not read.
 */
import { type CampaignId, NO_CAMPAIGN } from "../../domain/campaign/campaign.ts";
import { addDays, type Day } from "../../domain/day.ts";
import type { Totals } from "../../domain/release/released_counts.ts";
import { lastClosesOfMonths } from "../registry/closed_days.ts";
import type { Series } from "../shard/series.ts";
import type { Transaction } from "../transaction.ts";
import { appendTo, foldSeries } from "./rows.ts";

/** How far the ledger goes. */
interface Head {
  /** The last day that is written for all campaigns; null while there is none. */
  readonly through: Day | null;
  /** How many shards its numbers are the sums of. */
  readonly shards: number;
  /** Days before this one have become months. */
  readonly foldedBefore: Day | null;
}

/**
 * What is to be read from the shards next, and what must still be so when it is written. It is written in parts, campaign by campaign: the
 * days count as written when the last part is, and until then nobody reads what stands behind `through`.
 */
export interface Plan {
  readonly campaigns: readonly CampaignId[];
  /** Which follow one another, in one year. */
  readonly days: readonly Day[];
  readonly through: Day | null;
  readonly shards: number;
}

export function readHead(sql: SqlStorage): Head {
  const row = sql
    .exec<{ through: Day | null; shards: number; foldedBefore: Day | null }>(
      "SELECT through, shards, folded_before AS foldedBefore FROM ledger_head",
    )
    .toArray()[0];
  return row ?? { through: null, shards: 0, foldedBefore: null };
}

function writeHead(sql: Transaction, { through, shards, foldedBefore }: Head): void {
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
 * The days that the ledger lacks of those before `today`, those of one year; null when it lacks none.
 *
 * @param first the first day with a count in any shard; asked for when the ledger begins, anew after more shards have come
 */
export function planNext(sql: SqlStorage, shards: number, today: Day, first: Day | null): Plan | null {
  const through = ledgerThrough(sql, shards);
  const yesterday = addDays(today, -1);
  // With nothing counted yet, one day without a number says that there is none before.
  const next = through === null ? (first !== null && first < yesterday ? first : yesterday) : addDays(through, 1);
  if (next > yesterday) return null;
  const days: Day[] = [];
  for (let day = next; day <= yesterday && day.slice(0, 4) === next.slice(0, 4); day = addDays(day, 1)) days.push(day);
  return { campaigns: campaignsEver(sql), days, through, shards };
}

function campaignsEver(sql: SqlStorage): CampaignId[] {
  const ids = sql.exec<{ id: CampaignId }>("SELECT id FROM campaigns").toArray();
  return [NO_CAMPAIGN, ...ids.map(({ id }) => id)];
}

/** Whether the ledger is still as it was planned for. */
function isAsPlanned(sql: SqlStorage, plan: Plan, shards: number): boolean {
  return shards === plan.shards && ledgerThrough(sql, shards) === plan.through;
}

/** Before the first part: forgets what the ledger held for fewer shards, or what was left of a beginning. */
export function beginPlan(sql: Transaction, plan: Plan): void {
  if (plan.through !== null) return;
  sql.exec("DELETE FROM ledger");
  const head = readHead(sql);
  if (head.through !== null) writeHead(sql, { ...head, through: null });
}

/**
 * Writes what every one of the plan's shards has answered for a part of its campaigns. Writes nothing when meanwhile a shard came that the
 * answers leave out. To write a part again changes nothing.
 *
 * @param shards how many there are now
 */
export function writePart(sql: Transaction, plan: Plan, answers: readonly Totals[], shards: number): boolean {
  const [first] = plan.days;
  if (first === undefined || !isAsPlanned(sql, plan, shards)) return false;
  const { foldedBefore } = readHead(sql);
  const closes = foldedBefore !== null && first < foldedBefore ? lastClosesOfMonths(sql, foldedBefore) : null;
  for (const sum of addedUp(answers)) {
    appendTo(sql, sum, first);
    if (foldedBefore !== null && closes !== null) foldSeries(sql, [sum.campaign, sum.kind], first, foldedBefore, closes);
  }
  return true;
}

/** After the last part: from here on the plan's days are read. False, and so not, when a campaign or a shard came meanwhile. */
export function finishPlan(sql: Transaction, plan: Plan, shards: number): boolean {
  const last = plan.days.at(-1);
  if (last === undefined || !isAsPlanned(sql, plan, shards) || campaignsEver(sql).join() !== plan.campaigns.join()) return false;
  writeHead(sql, { ...readHead(sql), through: last, shards });
  return true;
}

/** The answers of all shards as one. */
function addedUp(answers: readonly Totals[]): Iterable<Totals> {
  const sums = new Map<string, Totals>();
  for (const answer of answers) {
    const key = `${answer.campaign} ${answer.kind}`;
    const sum = sums.get(key)?.totals;
    if (sum === undefined) sums.set(key, { ...answer, totals: answer.totals.slice() });
    else for (let index = 0; index < sum.length; index += 1) sum[index] = (sum[index] ?? 0) + (answer.totals[index] ?? 0);
  }
  return sums.values();
}

/** Whether days before `before`, the first of a month, have to fold as the shards do (src/storage/shard/fold.ts). */
export function mustFold(sql: SqlStorage, before: Day): boolean {
  const { foldedBefore } = readHead(sql);
  return foldedBefore === null || foldedBefore < before;
}

/** Folds them for some series. To do it again changes nothing. */
export function foldAll(sql: Transaction, some: readonly Series[], before: Day): void {
  const closes = lastClosesOfMonths(sql, before);
  const { foldedBefore } = readHead(sql);
  for (const series of some) foldSeries(sql, series, foldedBefore, before, closes);
}

/** After the last series. */
export function finishFold(sql: Transaction, before: Day): void {
  writeHead(sql, { ...readHead(sql), foldedBefore: before });
}
