/** The days on which signups closed, with the running total of all sources' signups at that moment. Only ever added to. */
import type { Day } from "../../core/day.ts";
import type { Cumulative } from "../../core/release.ts";

export function listCloses(sql: SqlStorage): Cumulative {
  return sql.exec<{ day: Day; total: number }>("SELECT day, total FROM closes ORDER BY day").toArray();
}

export function addCloses(sql: SqlStorage, closes: Cumulative): void {
  for (const { day, total } of closes) sql.exec("INSERT INTO closes (day, total) VALUES (?, ?) ON CONFLICT DO NOTHING", day, total);
}
