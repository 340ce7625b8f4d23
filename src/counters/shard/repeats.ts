/**
 * Repeats of signup reports. A report with an `Idempotency-Key` counts once in 24 hours. Of the key only a salted hash is kept,
 * and a second one over key and body, to tell a repeat from another report under the same key. Each hour has a salt of its own;
 * salt and hashes are deleted together when the hour is 24 hours over, after which nothing ties a hash to a key.
 */
import { IDEMPOTENCY_HOURS } from "../../core/limits.ts";

const MS_PER_HOUR = 3_600_000;

/** A report's hashes under the salt of one hour. */
interface Fingerprint {
  readonly hour: number;
  readonly keyHash: string;
  readonly bodyHash: string;
}

export type Repeat = "new" | "repeat" | "other-body";

/**
 * The hashes of a report under every salt that is still kept, the current hour's last. Makes that salt if there is none yet.
 * Asynchronous, so it happens before the transaction that uses it.
 */
export async function fingerprints(sql: SqlStorage, nowMs: number, key: string, body: string): Promise<Fingerprint[]> {
  const hour = Math.floor(nowMs / MS_PER_HOUR);
  sql.exec("INSERT INTO salts (hour, salt) VALUES (?, ?) ON CONFLICT DO NOTHING", hour, crypto.getRandomValues(new Uint8Array(32)));
  const salts = sql.exec<{ hour: number; salt: ArrayBuffer }>("SELECT hour, salt FROM salts ORDER BY hour").toArray();
  return Promise.all(
    salts.map(async ({ hour, salt }) => ({
      hour,
      keyHash: await hash(salt, key),
      bodyHash: await hash(salt, JSON.stringify([key, body])),
    })),
  );
}

async function hash(salt: ArrayBuffer, text: string): Promise<string> {
  const key = await crypto.subtle.importKey("raw", salt, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const bytes = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

/** Whether a report under this key was seen before; remembers it when it was not. */
export function recognise(sql: SqlStorage, prints: readonly Fingerprint[]): Repeat {
  for (const { hour, keyHash, bodyHash } of prints) {
    const seen = sql
      .exec<{ body_hash: string }>("SELECT body_hash FROM repeats WHERE hour = ? AND key_hash = ?", hour, keyHash)
      .toArray()[0];
    if (seen !== undefined) return seen.body_hash === bodyHash ? "repeat" : "other-body";
  }
  const current = prints.at(-1);
  if (current !== undefined) {
    sql.exec("INSERT INTO repeats (hour, key_hash, body_hash) VALUES (?, ?, ?)", current.hour, current.keyHash, current.bodyHash);
  }
  return "new";
}

/** Deletes what is older than a repeat may be; answers whether anything is left to delete later. */
export function forgetOldRepeats(sql: SqlStorage, nowMs: number): boolean {
  const oldest = Math.floor(nowMs / MS_PER_HOUR) - IDEMPOTENCY_HOURS;
  sql.exec("DELETE FROM repeats WHERE hour < ?", oldest);
  sql.exec("DELETE FROM salts WHERE hour < ?", oldest);
  return sql.exec<{ n: number }>("SELECT count(*) AS n FROM salts").one().n > 0;
}
