/**
 * Staff sessions: the secret that signs them, and the sessions that were signed out, so that a copy of their cookie is worth nothing. An
 * ended session is stored until it would have expired.
 */
import { deleteRows } from "../overwrite.ts";

const MS_PER_HOUR = 3_600_000;

/** The secret that signs sessions where the configuration has none: 256 random bits, made when it is first asked for. */
export function sessionSecret(sql: SqlStorage): string {
  const random = [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  sql.exec("INSERT INTO session_secret (only, secret) VALUES (0, ?) ON CONFLICT DO NOTHING", random);
  return sql.exec<{ secret: string }>("SELECT secret FROM session_secret").one().secret;
}

/** @param untilMs when the session would have ended by itself */
export function endSession(sql: SqlStorage, id: string, untilMs: number): void {
  sql.exec("INSERT INTO ended_sessions (id, until_hour) VALUES (?, ?) ON CONFLICT DO NOTHING", id, Math.ceil(untilMs / MS_PER_HOUR));
}

export function isEnded(sql: SqlStorage, id: string): boolean {
  return sql.exec("SELECT 1 FROM ended_sessions WHERE id = ?", id).toArray().length > 0;
}

/** Deletes the sessions that would have expired by now. */
export function forgetEndedSessions(sql: SqlStorage, nowMs: number): void {
  deleteRows(sql, "ended_sessions WHERE until_hour < ?", Math.floor(nowMs / MS_PER_HOUR));
}
