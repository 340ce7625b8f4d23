/** Staff sessions that were signed out of before their time: a copy of their cookie is no good. Kept until the session would have ended. */

const MS_PER_HOUR = 3_600_000;

/** @param untilMs when the session would have ended by itself */
export function endSession(sql: SqlStorage, id: string, untilMs: number, nowMs: number): void {
  sql.exec("DELETE FROM ended_sessions WHERE until_hour < ?", Math.floor(nowMs / MS_PER_HOUR));
  sql.exec("INSERT INTO ended_sessions (id, until_hour) VALUES (?, ?) ON CONFLICT DO NOTHING", id, Math.ceil(untilMs / MS_PER_HOUR));
}

export function isEnded(sql: SqlStorage, id: string): boolean {
  return sql.exec("SELECT 1 FROM ended_sessions WHERE id = ?", id).toArray().length > 0;
}
