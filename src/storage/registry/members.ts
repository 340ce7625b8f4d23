/** Members: staff who sign in through Cloudflare Access, by the address that Access vouches for, with the role that an admin gave. */
import type { Day } from "../../domain/day.ts";
import { MAX_MEMBERS } from "../../domain/limits.ts";
import { conflict, failure, type Result, success } from "../../domain/problems.ts";
import { deleteRows } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";
import type { Role } from "./keys.ts";

export const MEMBER_ROLES = ["reader", "marketer", "admin"] as const satisfies readonly Role[];
export type MemberRole = (typeof MEMBER_ROLES)[number];

export interface Member {
  /** In lower case. */
  readonly email: string;
  readonly role: MemberRole;
  readonly addedOn: Day;
  /** The day only; null when they never signed in. */
  readonly lastUsedOn: Day | null;
}

const COLUMNS = "email, role, added_on AS addedOn, last_used_on AS lastUsedOn";
type Row = { email: string; role: MemberRole; addedOn: Day; lastUsedOn: Day | null };

export function listMembers(sql: SqlStorage): Member[] {
  return sql.exec<Row>(`SELECT ${COLUMNS} FROM members ORDER BY email`).toArray();
}

/** The member with this address; writes the day of their visit at most once a day. */
export function useMember(sql: SqlStorage, email: string, today: Day): Member | null {
  const found = sql.exec<Row>(`SELECT ${COLUMNS} FROM members WHERE email = ?`, email).toArray()[0];
  if (found === undefined) return null;
  if (found.lastUsedOn !== today) sql.exec("UPDATE members SET last_used_on = ? WHERE email = ?", today, email);
  return found;
}

/** Adds a member, or gives one another role. */
export function setMember(sql: Transaction, email: string, role: MemberRole, today: Day): Result<Member> {
  const members = listMembers(sql);
  const found = members.find((member) => member.email === email);
  if (found === undefined && members.length >= MAX_MEMBERS) return conflict("", "too-many-members", { max: MAX_MEMBERS });
  sql.exec("INSERT INTO members (email, role, added_on) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET role = ?2", email, role, today);
  return success({ email, role, addedOn: found?.addedOn ?? today, lastUsedOn: found?.lastUsedOn ?? null });
}

export function removeMember(sql: Transaction, email: string): Result<Member> {
  const found = listMembers(sql).find((member) => member.email === email);
  if (found === undefined) return failure({ type: "not-found", detail: "There is no such member." });
  deleteRows(sql, "members WHERE email = ?", email);
  return success(found);
}
