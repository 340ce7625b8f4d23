/** How many campaigns there may be. */
import { MAX_CAMPAIGNS, MAX_CAMPAIGNS_EVER, MAX_NEW_CAMPAIGNS_A_DAY } from "../../domain/limits.ts";

/**
 * The limit that is reached, as an error for the maker of the last campaign; null when none is.
 *
 * @param since when today began; ISO 8601, UTC
 */
export function limitReached(sql: SqlStorage, since: string): string | null {
  const { current, ever, fresh } = sql
    .exec<{ current: number; ever: number; fresh: number }>(
      `SELECT count(*) FILTER (WHERE archived_on IS NULL) AS current, count(*) AS ever, count(*) FILTER (WHERE created_at >= ?) AS fresh
       FROM campaigns`,
      since,
    )
    .one();
  if (current > MAX_CAMPAIGNS) {
    return `there can be at most ${MAX_CAMPAIGNS} campaigns, so that no person can be given a link of their own; archive one first`;
  }
  if (fresh > MAX_NEW_CAMPAIGNS_A_DAY) return `at most ${MAX_NEW_CAMPAIGNS_A_DAY} campaigns can be made in a day; go on tomorrow`;
  if (ever <= MAX_CAMPAIGNS_EVER) return null;
  return `there have been ${MAX_CAMPAIGNS_EVER} campaigns, as many as Fivebar can keep; delete archived ones that brought nothing for good`;
}
