/** How many campaigns there may be. */
import type { Day } from "../../domain/day.ts";
import { MAX_CAMPAIGNS, MAX_CAMPAIGNS_EVER, MAX_LINKS, MAX_NEW_CAMPAIGNS_A_DAY } from "../../domain/limits.ts";
import { type Fault, fault } from "../../domain/problems.ts";

/**
 * The limit that is reached, as an error for the maker of the last campaign; null when none is.
 *
 * @param since when `today` began; ISO 8601, UTC
 */
export function limitReached(sql: SqlStorage, since: string, today: Day): Fault | null {
  const { current, links, ever, fresh } = sql
    .exec<{ current: number; links: number; ever: number; fresh: number }>(
      `SELECT count(*) FILTER (WHERE archived_on IS NULL AND (ends_on IS NULL OR ends_on >= ?)) AS current,
         count(*) FILTER (WHERE archived_on IS NULL) AS links, count(*) AS ever, count(*) FILTER (WHERE created_at >= ?) AS fresh
       FROM campaigns`,
      today,
      since,
    )
    .one();
  if (current > MAX_CAMPAIGNS) return fault("too-many-campaigns", { max: MAX_CAMPAIGNS });
  if (links > MAX_LINKS) return fault("too-many-campaigns", { max: MAX_LINKS });
  if (fresh > MAX_NEW_CAMPAIGNS_A_DAY) return fault("too-many-campaigns-a-day", { max: MAX_NEW_CAMPAIGNS_A_DAY });
  return ever <= MAX_CAMPAIGNS_EVER ? null : fault("too-many-campaigns-ever", { max: MAX_CAMPAIGNS_EVER });
}

/** The limit that a campaign reaches that comes back to life: one that was archived, or that had ended. */
export function revivalLimit(sql: SqlStorage, today: Day): Fault | null {
  return limitReached(sql, AFTER_ALL, today);
}

/** Nothing is made then. */
const AFTER_ALL = "9999-12-31";
