/** Access keys: a name, a role and the SHA-256 of the key. The key itself is never stored. */
import type { Day } from "../../domain/day.ts";
import { MAX_KEYS } from "../../domain/limits.ts";
import { at, conflict, type Fault, failure, fault, type Result, success } from "../../domain/problems.ts";
import { deleteRows } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";
import { ADMIN_NAME } from "./admin_name.ts";
import type { Actor } from "./history.ts";

export const ROLES = ["reader", "marketer", "admin", "site"] as const;
/** reader reads reports, marketer also makes links, admin also keys; site reports signups and nothing else. */
export type Role = (typeof ROLES)[number];

export interface AccessKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdOn: Day;
  /**
   * The last day before today on which it was used; null when there is none. Shown at once, today's use of a website's key would tell that
   * somebody has signed up today.
   */
  readonly lastUsedOn: Day | null;
}

/** Whose key it is. */
export type KeyHolder = Pick<AccessKey, "id" | "name" | "role">;

export function listKeys(sql: SqlStorage, today: Day): AccessKey[] {
  return sql
    .exec<{ id: string; name: string; role: Role; createdOn: Day; lastUsedOn: Day | null }>(
      `SELECT id, name, role, created_on AS createdOn,
         CASE WHEN last_used_on < ?1 THEN last_used_on WHEN used_before_on < ?1 THEN used_before_on END AS lastUsedOn
       FROM keys ORDER BY created_on, id`,
      today,
    )
    .toArray();
}

/** The SHA-256 (hex) of every key. */
export function keyHashes(sql: SqlStorage): string[] {
  return sql
    .exec<{ hash: string }>("SELECT hash FROM keys")
    .toArray()
    .map(({ hash }) => hash);
}

/** The key whose SHA-256 (hex) or id is `value`. Writes the day of its use, at most once a day, and keeps the day before that. */
export function useKey(sql: SqlStorage, by: "hash" | "id", value: string, today: Day): KeyHolder | null {
  const found = sql
    .exec<{ id: string; name: string; role: Role; usedOn: Day | null }>(
      `SELECT id, name, role, last_used_on AS usedOn FROM keys WHERE ${by} = ?`,
      value,
    )
    .toArray()[0];
  if (found === undefined) return null;
  const { usedOn, ...holder } = found;
  if (usedOn === null || usedOn < today)
    sql.exec("UPDATE keys SET used_before_on = last_used_on, last_used_on = ? WHERE id = ?", today, holder.id);
  return holder;
}

export function createKey(sql: Transaction, key: AccessKey, hash: string): Result<AccessKey> {
  const refusal = newKeyRefusal(sql, key.name);
  if (refusal !== null) return refusal;
  insertKey(sql, key, hash);
  return success(key);
}

/** Why there cannot be one more key, with this name; null when there can. Open invitations count: each becomes a key. */
export function newKeyRefusal(sql: SqlStorage, name: string): ReturnType<typeof conflict> | null {
  const taken = sql
    .exec<{ name: string }>("SELECT name FROM keys UNION ALL SELECT name FROM invitations")
    .toArray()
    .map((one) => folded(one.name));
  if (taken.length >= MAX_KEYS) return conflict("", "too-many-keys", { max: MAX_KEYS });
  const refusal = taken.includes(folded(name)) ? fault("key-name-taken", { name }) : nameRefusal(sql, name);
  return refusal === null ? null : failure({ type: "conflict", errors: [at("name", refusal)] });
}

export function insertKey(sql: Transaction, key: AccessKey, hash: string): void {
  sql.exec("INSERT INTO keys (id, name, role, hash, created_on) VALUES (?, ?, ?, ?, ?)", key.id, key.name, key.role, hash, key.createdOn);
}

/** Gives a key another role, from its next request on. Nobody changes the role of the key that they came with, so an admin is left. */
export function changeKeyRole(sql: Transaction, key: AccessKey, role: Role, who: Actor): Result<AccessKey> {
  if (key.name === who) return conflict("role", "own-role");
  sql.exec("UPDATE keys SET role = ? WHERE id = ?", role, key.id);
  return success({ ...key, role });
}

/** Why a key cannot have this name: the history would attribute its changes to somebody else. Null when it can. */
function nameRefusal(sql: SqlStorage, name: string): Fault | null {
  const wanted = folded(name);
  if (wanted === ADMIN_NAME) return fault("key-name-reserved", { name });
  if (wanted.includes("@")) return fault("key-name-with-at");
  const used = sql
    .exec<{ name: string }>("SELECT who AS name FROM history UNION SELECT substr(subject, 5) FROM history WHERE subject LIKE 'key:%'")
    .toArray();
  return used.some((one) => folded(one.name) === wanted) ? fault("key-name-in-history", { name }) : null;
}

/** One form for all names that look the same. */
function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

export function deleteKey(sql: Transaction, id: string): Result<KeyHolder> {
  const found = sql.exec<{ id: string; name: string; role: Role }>("SELECT id, name, role FROM keys WHERE id = ?", id).toArray()[0];
  if (found === undefined) return failure({ type: "not-found", detail: "There is no such key." });
  deleteRows(sql, "keys WHERE id = ?", id);
  return success(found);
}
