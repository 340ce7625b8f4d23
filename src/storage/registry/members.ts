/**
 * Members: staff who sign in through Cloudflare Access or the organisation's identity provider, by the address that it vouches for. Their
 * role is the one that an admin gave, or that the provider told when they signed in (`OIDC_ROLE_CLAIM`).
 */
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

/** Who said which role a member has. A role from one source is worth nothing where the other one counts. */
export type RoleSource = "admin" | "claim";

const COLUMNS = "email, role, added_on AS addedOn, last_used_on AS lastUsedOn";
type Row = { email: string; role: MemberRole; addedOn: Day; lastUsedOn: Day | null };
const CLAIMED = { admin: 0, claim: 1 } as const satisfies Readonly<Record<RoleSource, number>>;

export function listMembers(sql: SqlStorage): Member[] {
  return sql.exec<Row>(`SELECT ${COLUMNS} FROM members ORDER BY email`).toArray();
}

/** The member with this address; writes the day of their visit at most once a day. */
export function useMember(sql: SqlStorage, email: string, source: RoleSource, today: Day): Member | null {
  const found = sql.exec<Row>(`SELECT ${COLUMNS} FROM members WHERE email = ? AND claimed = ?`, email, CLAIMED[source]).toArray()[0];
  if (found === undefined) return null;
  if (found.lastUsedOn !== today) sql.exec("UPDATE members SET last_used_on = ? WHERE email = ?", today, email);
  return found;
}

/** Adds a member, or gives one another role. */
export function setMember(sql: Transaction, email: string, role: MemberRole, source: RoleSource, today: Day): Result<Member> {
  const members = listMembers(sql);
  const found = members.find((member) => member.email === email);
  if (found === undefined && members.length >= MAX_MEMBERS) return conflict("", "too-many-members", { max: MAX_MEMBERS });
  sql.exec(
    "INSERT INTO members (email, role, added_on, claimed) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET role = ?2, claimed = ?4",
    email,
    role,
    today,
    CLAIMED[source],
  );
  return success({ email, role, addedOn: found?.addedOn ?? today, lastUsedOn: found?.lastUsedOn ?? null });
}

export function removeMember(sql: Transaction, email: string): Result<Member> {
  const found = listMembers(sql).find((member) => member.email === email);
  if (found === undefined) return failure({ type: "not-found", detail: "There is no such member." });
  deleteRows(sql, "members WHERE email = ?", email);
  return success(found);
}

/** Members by claim whom nobody has seen since: nobody takes them out otherwise, because nobody put them in. */
export function forgetUnseenMembers(sql: SqlStorage, before: Day): void {
  deleteRows(sql, "members WHERE claimed = 1 AND coalesce(last_used_on, added_on) < ?", before);
}
