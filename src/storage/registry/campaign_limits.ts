/** How many campaigns there may be. */
import { MAX_CAMPAIGNS, MAX_CAMPAIGNS_EVER, MAX_NEW_CAMPAIGNS_A_DAY } from "../../domain/limits.ts";
import { type Fault, fault } from "../../domain/problems.ts";

/**
 * The limit that is reached, as an error for the maker of the last campaign; null when none is.
 *
 * @param since when today began; ISO 8601, UTC
 */
export function limitReached(sql: SqlStorage, since: string): Fault | null {
  const { current, ever, fresh } = sql
    .exec<{ current: number; ever: number; fresh: number }>(
      `SELECT count(*) FILTER (WHERE archived_on IS NULL) AS current, count(*) AS ever, count(*) FILTER (WHERE created_at >= ?) AS fresh
       FROM campaigns`,
      since,
    )
    .one();
  if (current > MAX_CAMPAIGNS) return fault("too-many-campaigns", { max: MAX_CAMPAIGNS });
  if (fresh > MAX_NEW_CAMPAIGNS_A_DAY) return fault("too-many-campaigns-a-day", { max: MAX_NEW_CAMPAIGNS_A_DAY });
  return ever <= MAX_CAMPAIGNS_EVER ? null : fault("too-many-campaigns-ever", { max: MAX_CAMPAIGNS_EVER });
}
