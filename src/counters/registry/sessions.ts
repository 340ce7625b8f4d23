/** Staff sessions that were signed out of before their time: a copy of their cookie is no good. Kept until the session would have ended. */

import { deleteRows } from "../overwrite.ts";

const MS_PER_HOUR = 3_600_000;

/** @param untilMs when the session would have ended by itself */
export function endSession(sql: SqlStorage, id: string, untilMs: number): void {
  sql.exec("INSERT INTO ended_sessions (id, until_hour) VALUES (?, ?) ON CONFLICT DO NOTHING", id, Math.ceil(untilMs / MS_PER_HOUR));
}

export function isEnded(sql: SqlStorage, id: string): boolean {
  return sql.exec("SELECT 1 FROM ended_sessions WHERE id = ?", id).toArray().length > 0;
}

/** Deletes the sessions that would have ended by now. */
export function forgetEndedSessions(sql: SqlStorage, nowMs: number): void {
  deleteRows(sql, "ended_sessions WHERE until_hour < ?", Math.floor(nowMs / MS_PER_HOUR));
}
