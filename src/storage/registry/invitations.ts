/** Invitations: each is one key that somebody may fetch once, by a link. The SHA-256 of the link's token is stored, never the token. */
import { addDays, type Day } from "../../domain/day.ts";
import { failure, type Result, success } from "../../domain/problems.ts";
import { deleteRows } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";
import { type AccessKey, insertKey, newKeyRefusal, type Role } from "./keys.ts";

export interface Invitation {
  readonly id: string;
  /** Of the key that it becomes. */
  readonly name: string;
  readonly role: Role;
  readonly createdOn: Day;
  /** The last day on which its link works. */
  readonly expiresOn: Day;
}

/** How long a link works after the day on which it was made. */
export const INVITATION_DAYS = 7;

const COLUMNS = "id, name, role, created_on AS createdOn, expires_on AS expiresOn";
type Row = { id: string; name: string; role: Role; createdOn: Day; expiresOn: Day };

export function listInvitations(sql: SqlStorage, today: Day): Invitation[] {
  return sql.exec<Row>(`SELECT ${COLUMNS} FROM invitations WHERE expires_on >= ? ORDER BY created_on, name`, today).toArray();
}

/** The SHA-256 (hex) of every open link's token. */
export function invitationHashes(sql: SqlStorage, today: Day): string[] {
  return sql
    .exec<{ hash: string }>("SELECT hash FROM invitations WHERE expires_on >= ?", today)
    .toArray()
    .map(({ hash }) => hash);
}

/** The open invitation whose token has this SHA-256 (hex). Looking does not use it up. */
export function findInvitation(sql: SqlStorage, hash: string, today: Day): Invitation | null {
  return sql.exec<Row>(`SELECT ${COLUMNS} FROM invitations WHERE hash = ? AND expires_on >= ?`, hash, today).toArray()[0] ?? null;
}

export function createInvitation(
  sql: Transaction,
  asked: Pick<Invitation, "id" | "name" | "role">,
  hash: string,
  today: Day,
): Result<Invitation> {
  forgetExpiredInvitations(sql, today);
  const refusal = newKeyRefusal(sql, asked.name);
  if (refusal !== null) return refusal;
  const invitation = { ...asked, createdOn: today, expiresOn: addDays(today, INVITATION_DAYS) };
  sql.exec(
    "INSERT INTO invitations (id, hash, name, role, created_on, expires_on) VALUES (?, ?, ?, ?, ?, ?)",
    invitation.id,
    hash,
    invitation.name,
    invitation.role,
    invitation.createdOn,
    invitation.expiresOn,
  );
  return success(invitation);
}

/** Turns an invitation into the key with this SHA-256 (hex). One of two that come at once finds nothing. */
export function acceptInvitation(
  sql: Transaction,
  hash: string,
  key: Pick<AccessKey, "id">,
  keyHash: string,
  today: Day,
): Result<AccessKey> {
  const found = findInvitation(sql, hash, today);
  if (found === null) return noInvitation();
  deleteRows(sql, "invitations WHERE id = ?", found.id);
  const made: AccessKey = { id: key.id, name: found.name, role: found.role, createdOn: today, lastUsedOn: null };
  insertKey(sql, made, keyHash);
  return success(made);
}

export function deleteInvitation(sql: Transaction, id: string, today: Day): Result<Invitation> {
  const found = listInvitations(sql, today).find((invitation) => invitation.id === id);
  if (found === undefined) return noInvitation();
  deleteRows(sql, "invitations WHERE id = ?", id);
  return success(found);
}

export function forgetExpiredInvitations(sql: SqlStorage, today: Day): void {
  deleteRows(sql, "invitations WHERE expires_on < ?", today);
}

function noInvitation(): Result<never> {
  return failure({ type: "not-found", detail: "There is no such invitation." });
}
