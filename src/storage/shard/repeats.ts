/**
 * Repeats of signup reports. A report with an `Idempotency-Key` counts once in 24 hours. Two salted hashes of it are stored: one of the key,
 * to recognise a repeat, and one of key, body and answer, to tell a repeat from another report under the same key and to give it the same
 * answer. Each hour has its own salt. Salt and hashes are deleted together 24 hours after their hour ended, and overwritten
 * (src/storage/overwrite.ts): after that nothing connects a hash to a key.
 */
import { IDEMPOTENCY_HOURS } from "../../domain/limits.ts";
import { deleteRows } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";

const MS_PER_HOUR = 3_600_000;

/** A report's hashes under the salt of one hour: of its key, and of key, body and each answer that it may have got. */
interface Fingerprint {
  readonly hour: number;
  readonly keyHash: string;
  readonly bodyHash: Readonly<Record<Attribution, string>>;
}

/** Whether a report was counted for a campaign, as its sender was told. */
type Attribution = "attributed" | "unattributed";
/** Whether a report is new under its key; for a repeat, the answer to the first one. */
export type Repeat = "new" | "other-body" | Attribution;

/**
 * The hashes of a report under every stored salt, ending with the current hour's, which is made if there is none yet.
 * Asynchronous, so it runs before the transaction that uses the hashes.
 */
export async function fingerprints(sql: SqlStorage, nowMs: number, key: string, body: string): Promise<Fingerprint[]> {
  const hour = Math.floor(nowMs / MS_PER_HOUR);
  sql.exec("INSERT INTO salts (hour, salt) VALUES (?, ?) ON CONFLICT DO NOTHING", hour, crypto.getRandomValues(new Uint8Array(32)));
  const salts = sql.exec<{ hour: number; salt: ArrayBuffer }>("SELECT hour, salt FROM salts ORDER BY hour").toArray();
  return Promise.all(
    salts.map(async ({ hour, salt }) => ({
      hour,
      keyHash: await hash(salt, key),
      bodyHash: {
        attributed: await hash(salt, JSON.stringify([key, body, "attributed"])),
        unattributed: await hash(salt, JSON.stringify([key, body, "unattributed"])),
      },
    })),
  );
}

async function hash(salt: ArrayBuffer, text: string): Promise<string> {
  const key = await crypto.subtle.importKey("raw", salt, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const bytes = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

/**
 * Whether a report under this key was seen before. If not, stores it with its answer. `too-late`: a new hour has begun since `prints` were
 * made, and a repeat may have come under that hour's salt.
 */
export function recognise(sql: Transaction, prints: readonly Fingerprint[], answer: Attribution): Repeat | "too-late" {
  const { hour: latest } = sql.exec<{ hour: number }>("SELECT max(hour) AS hour FROM salts").one();
  if (latest !== prints.at(-1)?.hour) return "too-late";
  for (const { hour, keyHash, bodyHash } of prints) {
    const seen = sql
      .exec<{ body_hash: string }>("SELECT body_hash FROM repeats WHERE hour = ? AND key_hash = ?", hour, keyHash)
      .toArray()[0];
    if (seen === undefined) continue;
    if (seen.body_hash === bodyHash.attributed) return "attributed";
    return seen.body_hash === bodyHash.unattributed ? "unattributed" : "other-body";
  }
  const current = prints.at(-1);
  if (current !== undefined) {
    sql.exec("INSERT INTO repeats (hour, key_hash, body_hash) VALUES (?, ?, ?)", current.hour, current.keyHash, current.bodyHash[answer]);
  }
  return "new";
}

/** Deletes hashes and salts that are too old for a repeat. Returns whether any are left to delete later. */
export function forgetOldRepeats(sql: SqlStorage, nowMs: number): boolean {
  const oldest = Math.floor(nowMs / MS_PER_HOUR) - IDEMPOTENCY_HOURS;
  deleteRows(sql, "repeats WHERE hour < ?", oldest);
  deleteRows(sql, "salts WHERE hour < ?", oldest);
  return sql.exec<{ n: number }>("SELECT count(*) AS n FROM salts").one().n > 0;
}
