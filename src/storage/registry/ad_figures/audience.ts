/** Who saw the ads of units: ages, genders and regions of periods, small groups folded (src/domain/ad_figures/kept_audience.ts). */
import {
  AUDIENCE_DIMENSIONS,
  type AudienceBasis,
  type AudienceDimension,
  type AudienceShare,
  audienceShares,
} from "../../../domain/ad_figures/kept_audience.ts";
import type { CampaignId } from "../../../domain/campaign/campaign.ts";
import type { Day } from "../../../domain/day.ts";
import { deleteRows } from "../../overwrite.ts";
import type { Transaction } from "../../transaction.ts";

export interface AudienceRow {
  readonly unit: number;
  readonly first: Day;
  readonly last: Day;
  readonly dimension: AudienceDimension;
  readonly basis: AudienceBasis;
  /** JSON: how many, by group. */
  readonly groups: string;
  readonly import: number;
}
type Columns = { [Name in keyof AudienceRow]: AudienceRow[Name] };

/** What a file said of the same unit, period and dimension before. */
export function findAudience(sql: SqlStorage, { unit, first, last, dimension }: AudienceRow): AudienceRow | null {
  return (
    sql
      .exec<Columns>("SELECT * FROM ad_audience WHERE unit = ? AND first = ? AND last = ? AND dimension = ?", unit, first, last, dimension)
      .toArray()[0] ?? null
  );
}

export function writeAudience(sql: Transaction, { unit, first, last, dimension, basis, groups, import: importId }: AudienceRow): void {
  sql.exec(
    "INSERT OR REPLACE INTO ad_audience (unit, first, last, dimension, basis, groups, import) VALUES (?, ?, ?, ?, ?, ?, ?)",
    unit,
    first,
    last,
    dimension,
    basis,
    groups,
    importId,
  );
}

export function deleteAudience(sql: Transaction, { unit, first, last, dimension }: Omit<AudienceRow, "basis" | "groups" | "import">): void {
  deleteRows(sql, "ad_audience WHERE unit = ? AND first = ? AND last = ? AND dimension = ?", unit, first, last, dimension);
}

/** Shares of one kind of groups, of the latest period that a file told them of. */
export interface Audience {
  readonly from: Day;
  readonly to: Day;
  readonly basis: AudienceBasis;
  readonly shares: readonly AudienceShare[];
}

export type Audiences = Readonly<Record<AudienceDimension, Audience | null>>;

/** Who saw a campaign's ads, as shares; null where nothing is known or where there are too few people. */
export function readAudience(sql: SqlStorage, campaign: CampaignId): Audiences {
  const rows = sql
    .exec<Columns>(
      `SELECT ad_audience.* FROM ad_audience JOIN ad_units ON ad_units.id = ad_audience.unit WHERE campaign = ?
       ORDER BY last DESC, first, import DESC`,
      campaign,
    )
    .toArray();
  const found = AUDIENCE_DIMENSIONS.map((dimension) => [dimension, sharesOf(rows.filter((row) => row.dimension === dimension))]);
  return Object.fromEntries(found) as Audiences;
}

/** @param rows of one dimension, the latest period first */
function sharesOf(rows: readonly AudienceRow[]): Audience | null {
  const [latest] = rows;
  if (latest === undefined) return null;
  const { first, last, basis } = latest;
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (row.first !== first || row.last !== last || row.basis !== basis) continue;
    for (const [group, count] of Object.entries(JSON.parse(row.groups) as Record<string, number>)) {
      counts.set(group, (counts.get(group) ?? 0) + count);
    }
  }
  const groups = [...counts].map(([group, count]) => ({ group, count })).sort((one, other) => (one.group < other.group ? -1 : 1));
  const shares = audienceShares(groups);
  return shares.length === 0 ? null : { from: first, to: last, basis, shares };
}
