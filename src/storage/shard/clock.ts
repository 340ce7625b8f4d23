/**
 * The day that a shard stamps. It never goes back: neither behind a day already stamped, nor behind one that a report has
 * taken as today. So the days before a report's today are complete, whatever the clocks of machines do, and never change.
 */
import type { Day } from "../../domain/day.ts";

/** The latest day that this shard has stamped or promised; null before its first. */
export function lastDay(sql: SqlStorage): Day | null {
  return sql.exec<{ day: Day }>("SELECT day FROM clock").toArray()[0]?.day ?? null;
}

/** Writes only when the day changes. */
export function advanceTo(sql: SqlStorage, day: Day): void {
  sql.exec("INSERT INTO clock (only, day) VALUES (0, ?1) ON CONFLICT (only) DO UPDATE SET day = ?1 WHERE day < ?1", day);
}
