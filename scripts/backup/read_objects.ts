/** What a check reads of the registry and of each shard, each in one read transaction: see check.ts. */
import type { DatabaseSync } from "node:sqlite";
import { hasTable, rows } from "./open_database.ts";

/** Where a shard adds up the signups of all sources (src/storage/shard/counts.ts). */
const ALL_SOURCES = -1;

/** Totals of one series at the end of some days. */
type TotalAt = (campaign: number, kind: string, day: string) => number;

export interface RegistryFacts {
  readonly installation: number | null;
  readonly joined: readonly string[];
  readonly groupSize: number | null;
  readonly campaigns: readonly number[];
  /** How many numbers of campaigns were given out and belong to none any more. */
  readonly deleted: number;
  readonly closedDays: readonly { readonly day: string; readonly total: number }[];
  readonly hasSessionSecret: boolean;
  /** The cache of finished days; null while there is none. */
  readonly finished: Finished | null;
}

interface Finished {
  readonly through: string;
  readonly shards: number;
  readonly series: readonly { readonly campaign: number; readonly kind: string }[];
  readonly totalAt: TotalAt;
}

export function readRegistry(database: DatabaseSync): RegistryFacts {
  const setting = (name: string): number | null =>
    rows<{ value: number }>(database, "SELECT value FROM settings WHERE name = ?", name)[0]?.value ?? null;
  const campaigns = rows<{ id: number }>(database, "SELECT id FROM campaigns").map(({ id }) => id);
  const last = Math.max(0, setting("last_campaign") ?? 0, ...campaigns);
  return {
    installation: setting("installation"),
    joined: hasTable(database, "joined_shards")
      ? rows<{ shard: string }>(database, "SELECT shard FROM joined_shards ORDER BY shard").map(({ shard }) => shard)
      : [],
    groupSize: setting("group_size"),
    campaigns,
    deleted: last - campaigns.length,
    closedDays: rows<{ day: string; total: number }>(database, "SELECT day, total FROM closes ORDER BY day"),
    hasSessionSecret: hasTable(database, "session_secret") && rows(database, "SELECT 1 FROM session_secret").length > 0,
    finished: readFinished(database),
  };
}

/** The rows are those of src/storage/finished_days/rows.ts: a year of a series, the total at the end of each day up to the last change. */
function readFinished(database: DatabaseSync): Finished | null {
  const [head] = rows<{ through: string | null; shards: number }>(database, "SELECT through, shards FROM ledger_head");
  if (head?.through === undefined || head.through === null) return null;
  const years = new Map<string, { readonly year: number; readonly totals: Float64Array }[]>();
  const found = rows<{ campaign: number; kind: string; year: number; totals: Uint8Array }>(
    database,
    "SELECT campaign, kind, year, totals FROM ledger ORDER BY campaign, kind, year",
  );
  const series: { campaign: number; kind: string }[] = [];
  for (const { campaign, kind, year, totals } of found) {
    const key = `${campaign} ${kind}`;
    const known = years.get(key);
    const row = { year, totals: new Float64Array(totals.slice().buffer) };
    if (known === undefined) series.push({ campaign, kind });
    if (known === undefined) years.set(key, [row]);
    else known.push(row);
  }
  const totalAt: TotalAt = (campaign, kind, day) => {
    const year = Number(day.slice(0, 4));
    const row = years.get(`${campaign} ${kind}`)?.findLast((one) => one.year <= year);
    if (row === undefined) return 0;
    const offset = row.year < year ? Number.POSITIVE_INFINITY : (Date.parse(day) - Date.parse(`${year}-01-01`)) / 86_400_000;
    return row.totals[Math.min(offset, row.totals.length - 1)] ?? 0;
  };
  return { through: head.through, shards: head.shards, series, totalAt };
}

export interface ShardFacts {
  readonly installation: number | null;
  readonly hasCounts: boolean;
  readonly firstDay: string | null;
  readonly foldedBefore: string | null;
  /** A series whose total falls from one day to the next; null without one. */
  readonly falling: string | null;
  /** All signups by the sum of all sources, and by adding up those of each campaign. */
  readonly signups: { readonly allSources: number; readonly addedUp: number };
  readonly totalAt: TotalAt;
  allSignupsAt(day: string): number;
}

/** @param database stays open for `totalAt` */
export function readShard(database: DatabaseSync): ShardFacts {
  const statement = database.prepare("SELECT total FROM tallies WHERE campaign = ? AND kind = ? AND day <= ? ORDER BY day DESC LIMIT 1");
  const totalAt: TotalAt = (campaign, kind, day) => (statement.get(campaign, kind, day) as { total: number } | undefined)?.total ?? 0;
  const [falling] = rows<{ campaign: number; kind: string; day: string }>(
    database,
    `SELECT campaign, kind, day FROM (
       SELECT campaign, kind, day, total, lag(total, 1, 0) OVER (PARTITION BY campaign, kind ORDER BY day) AS before FROM tallies
     ) WHERE total < before LIMIT 1`,
  );
  const signups = rows<{ campaign: number; total: number }>(
    database,
    "SELECT campaign, max(total) AS total FROM tallies WHERE kind = 'signup' GROUP BY campaign",
  );
  const [first] = rows<{ day: string | null }>(database, "SELECT min(day) AS day FROM tallies");
  const [clock] = rows<{ folded: string | null }>(database, "SELECT folded_before AS folded FROM clock");
  return {
    installation: hasTable(database, "installation")
      ? (rows<{ id: number }>(database, "SELECT id FROM installation")[0]?.id ?? null)
      : null,
    hasCounts: first?.day !== null && first?.day !== undefined,
    firstDay: first?.day ?? null,
    foldedBefore: clock?.folded ?? null,
    falling: falling === undefined ? null : `campaign ${falling.campaign}, ${falling.kind}, on ${falling.day}`,
    signups: {
      allSources: signups.find(({ campaign }) => campaign === ALL_SOURCES)?.total ?? 0,
      addedUp: signups.filter(({ campaign }) => campaign !== ALL_SOURCES).reduce((sum, { total }) => sum + total, 0),
    },
    totalAt,
    allSignupsAt: (day) => totalAt(ALL_SOURCES, "signup", day),
  };
}
