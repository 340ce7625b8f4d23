/** The registry's commands about who of the staff gets in: access keys, members of Cloudflare Access, and sessions. */
import type { Day } from "../../domain/day.ts";
import { periodStart } from "../../domain/period.ts";
import type { Result } from "../../domain/problems.ts";
import type { Actor } from "./history.ts";
import { type AccessKey, createKey, deleteKey, type KeyHolder, keyHashes, listKeys, useKey } from "./keys.ts";
import { listMembers, type Member, type MemberRole, removeMember, setMember, useMember } from "./members.ts";
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

  /** @param email in lower case, as Access vouches for it */
  useMember(email: string): Member | null {
    return useMember(this.sql, email, this.today());
  }

  setMember(email: string, role: MemberRole, who: Actor): Result<Member> {
    return this.recorded(who, "change", `member:${email}`, { role }, (sql) => setMember(sql, email, role, this.today()));
  }

  removeMember(email: string, who: Actor): Result<Member> {
    return this.recorded(who, "archive", `member:${email}`, {}, (sql) => removeMember(sql, email));
  }

  keys(): AccessKey[] {
    const keys = listKeys(this.sql, this.usedOn());
    if (this.config.release === "bundles") return keys;
    // Also of days that were noted before.
    return keys.map((key) => ({ ...key, lastUsedOn: key.lastUsedOn === null ? null : periodStart(key.lastUsedOn, "month") }));
  }

  createKey(key: Pick<AccessKey, "id" | "name" | "role">, hash: string, who: Actor): Result<AccessKey> {
    const fresh = { ...key, createdOn: this.today(), lastUsedOn: null };
    return this.recorded(who, "create", `key:${key.name}`, { role: key.role }, (sql) => createKey(sql, fresh, hash));
  }

  deleteKey(id: string, who: Actor): Result<KeyHolder> {
    return this.recorded(
      who,
      "archive",
      ({ name }) => [`key:${name}`],
      {},
      (sql) => deleteKey(sql, id),
    );
  }
}
