/**
 * The day that a shard stamps. It never goes back: neither before a day that was stamped, nor before the "today" of a report that was
 * read. So the days before a report's today are complete and never change, whatever the machines' clocks do.
 */
import type { Day } from "../../domain/day.ts";

/** The day before which this shard stamps nothing any more; null before its first. */
export function lastDay(sql: SqlStorage): Day | null {
  return sql.exec<{ day: Day }>("SELECT day FROM clock").toArray()[0]?.day ?? null;
}

/** Writes only when the day changes. */
export function advanceTo(sql: SqlStorage, day: Day): void {
  sql.exec("INSERT INTO clock (only, day) VALUES (0, ?1) ON CONFLICT (only) DO UPDATE SET day = ?1 WHERE day < ?1", day);
}
