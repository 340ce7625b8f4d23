/** The registry's commands about who of the staff gets in: access keys, members, invitations and sessions. */
import { type Day, startOfDay } from "../../domain/day.ts";
import { periodStart } from "../../domain/period.ts";
import { failure, type Result, success } from "../../domain/problems.ts";
import type { Transaction } from "../transaction.ts";
import { type Actor, accessChangeRefusal, historyAfter, type NumberedEntry } from "./history.ts";
import {
  acceptInvitation,
  createInvitation,
  deleteInvitation,
  findInvitation,
  type Invitation,
  invitationHashes,
  listInvitations,
} from "./invitations.ts";
import { type AccessKey, changeKeyRole, createKey, deleteKey, type KeyHolder, keyHashes, listKeys, type Role, useKey } from "./keys.ts";
import { type Leaving, lastAdminRefusal } from "./last_admin.ts";
import { listMembers, type Member, type MemberRole, type RoleSource, removeMember, setMember, useMember } from "./members.ts";
import { RegistryObject } from "./object.ts";
import { endSession, isEnded, sessionSecret } from "./sessions.ts";
import { type TestReport, TestReports } from "./test_reports.ts";

export abstract class AccessRegistry extends RegistryObject {
  private readonly tests = new TestReports();

  /** Notes that a website has sent a test report. @param key the name of its access key */
  addTestReport(key: string, isKnown: boolean): void {
    this.tests.add({ key, isKnown, atMs: this.now() });
  }

  /** Those of the last minutes, the latest first. */
  testReports(): TestReport[] {
    return this.tests.recent(this.now());
  }

  /** @param hash SHA-256 of the presented key, in hex */
  useKey(hash: string): KeyHolder | null {
    return useKey(this.sql, "hash", hash, this.usedOn());
  }

  /** The day that is noted as that of a key's use. In the formal mode it is the month's first: a day on which a website's key was used tells of a signup. */
  private usedOn(): Day {
    return this.config.release === "formal" ? periodStart(this.today(), "month") : this.today();
  }

  /** The SHA-256 (hex) of every key that is in use. */
  keyHashes(): string[] {
    return keyHashes(this.sql);
  }

  /** The key behind a session; null once the key is deleted or the session was signed out of. */
  useKeyOfSession(id: string, session: string): KeyHolder | null {
    return isEnded(this.sql, session) ? null : useKey(this.sql, "id", id, this.usedOn());
  }

  /** What signs sessions where `SESSION_SECRET` is not set; the same for ever. */
  sessionSecret(): string {
    return sessionSecret(this.sql);
  }

  isSessionEnded(session: string): boolean {
    return isEnded(this.sql, session);
  }

  /** @param untilMs when the session would have ended by itself, in milliseconds since 1970 */
  endSession(session: string, untilMs: number): void {
    endSession(this.sql, session, untilMs);
  }

  members(): Member[] {
    return listMembers(this.sql);
  }

  /** @param email in lower case, as the sign-in vouches for it */
  useMember(email: string, source: RoleSource): Member | null {
    return useMember(this.sql, email, source, this.today());
  }

  /** The member behind a session; null once they are removed or the session was signed out of. */
  useMemberOfSession(email: string, source: RoleSource, session: string): Member | null {
    return isEnded(this.sql, session) ? null : useMember(this.sql, email, source, this.today());
  }

  setMember(email: string, role: MemberRole, who: Actor): Result<Member> {
    const known = this.members().find((member) => member.email === email);
    return this.recorded(
      who,
      "change",
      `member:${email}`,
      { role, ...(known !== undefined && { was: { role: known.role } }) },
      (sql) =>
        this.tooManyChanges(sql, "member") ??
        (role === "admin" ? null : this.lastAdmin(sql, { member: email })) ??
        setMember(sql, email, role, "admin", this.today()),
    );
  }

  /** Somebody has signed in to whom the identity provider gives this role. It is written, and told to the history, where it is new. */
  claimMember(email: string, role: MemberRole): Result<Member> {
    const known = useMember(this.sql, email, "claim", this.today());
    if (known?.role === role) return success(known);
    return this.recorded(
      email,
      known === null ? "create" : "change",
      `member:${email}`,
      { role, fromClaim: true, ...(known !== null && { was: { role: known.role } }) },
      (sql) => this.tooManyChanges(sql, "member") ?? setMember(sql, email, role, "claim", this.today()),
    );
  }

  removeMember(email: string, who: Actor): Result<Member> {
    return this.recorded(
      who,
      "archive",
      `member:${email}`,
      {},
      (sql) => this.lastAdmin(sql, { member: email }) ?? removeMember(sql, email),
    );
  }

  keys(): AccessKey[] {
    const keys = listKeys(this.sql, this.usedOn());
    if (this.config.release === "bundles") return keys;
    // Also of days that were noted before.
    return keys.map((key) => ({ ...key, lastUsedOn: key.lastUsedOn === null ? null : periodStart(key.lastUsedOn, "month") }));
  }

  createKey(key: Pick<AccessKey, "id" | "name" | "role">, hash: string, who: Actor): Result<AccessKey> {
    const fresh = { ...key, createdOn: this.today(), lastUsedOn: null };
    return this.recorded(
      who,
      "create",
      `key:${key.name}`,
      { role: key.role },
      (sql) => this.tooManyChanges(sql, "key") ?? createKey(sql, fresh, hash),
    );
  }

  changeKeyRole(id: string, role: Role, who: Actor): Result<AccessKey> {
    const key = this.keys().find((one) => one.id === id);
    if (key === undefined) return failure({ type: "not-found", detail: "There is no such key." });
    if (key.role === role) return success(key);
    return this.recorded(
      who,
      "change",
      `key:${key.name}`,
      { role, was: { role: key.role } },
      (sql) => this.tooManyChanges(sql, "key") ?? this.lastAdmin(sql, { key: id }) ?? changeKeyRole(sql, key, role, who),
    );
  }

  deleteKey(id: string, who: Actor): Result<KeyHolder> {
    return this.recorded(
      who,
      "archive",
      ({ name }) => [`key:${name}`],
      {},
      (sql) => this.lastAdmin(sql, { key: id }) ?? deleteKey(sql, id),
    );
  }

  invitations(): Invitation[] {
    return listInvitations(this.sql, this.today());
  }

  /** The SHA-256 (hex) of the token of every open invitation. */
  invitationHashes(): string[] {
    return invitationHashes(this.sql, this.today());
  }

  /** @param hash SHA-256 of the token, in hex */
  invitation(hash: string): Invitation | null {
    return findInvitation(this.sql, hash, this.today());
  }

  createInvitation(asked: Pick<Invitation, "id" | "name" | "role">, hash: string, who: Actor): Result<Invitation> {
    return this.recorded(
      who,
      "create",
      `invitation:${asked.name}`,
      { role: asked.role },
      (sql) => this.tooManyChanges(sql, "invitation") ?? createInvitation(sql, asked, hash, this.today()),
    );
  }

  /** Makes the key that somebody was invited to. The history names them by that key, which is what they do it with. */
  acceptInvitation(hash: string, key: Pick<AccessKey, "id">, keyHash: string): Result<AccessKey> {
    const found = this.invitation(hash);
    return this.recorded(
      found?.name ?? "",
      "create",
      ({ name }) => [`key:${name}`],
      { role: found?.role, byInvitation: true },
      (sql) => acceptInvitation(sql, hash, key, keyHash, this.today()),
    );
  }

  deleteInvitation(id: string, who: Actor): Result<Invitation> {
    return this.recorded(
      who,
      "archive",
      ({ name }) => [`invitation:${name}`],
      {},
      (sql) => deleteInvitation(sql, id, this.today()),
    );
  }

  /** Every change that is kept, in parts, the oldest first. @param seq of the last entry of the part before; 0 for the first part */
  historyAfter(seq: number, count: number): NumberedEntry[] {
    return historyAfter(this.sql, seq, count);
  }

  private tooManyChanges(sql: Transaction, kind: "key" | "member" | "invitation"): ReturnType<typeof accessChangeRefusal> {
    return accessChangeRefusal(sql, kind, new Date(startOfDay(this.today(), this.config.timeZone)).toISOString());
  }

  private lastAdmin(sql: Transaction, leaving: Leaving): ReturnType<typeof lastAdminRefusal> {
    return lastAdminRefusal(sql, this.config, leaving);
  }
}
