/** The hosts that links may lead to, which an admin allows. */

import { hostRefusal } from "../../domain/campaign/allowed_hosts.ts";
import { hostOf } from "../../domain/campaign/destination.ts";
import type { Day } from "../../domain/day.ts";
import { MAX_HOSTS } from "../../domain/limits.ts";
import { at, conflict, type FieldError, failure, type Result, success } from "../../domain/problems.ts";
import type { Transaction } from "../transaction.ts";

export interface Host {
  /** In lower case, without a port. */
  readonly host: string;
  readonly addedOn: Day;
}

export function listHosts(sql: SqlStorage): Host[] {
  return sql.exec<{ host: string; addedOn: Day }>("SELECT host, added_on AS addedOn FROM hosts ORDER BY host").toArray();
}

export function isHostAllowed(sql: SqlStorage, host: string): boolean {
  return sql.exec("SELECT 1 FROM hosts WHERE host = ?", host).toArray().length > 0;
}

/** Allows `host`; one that is allowed already stays as it is. */
export function addHost(sql: Transaction, host: string, today: Day): Result<Host> {
  const found = listHosts(sql).find((one) => one.host === host);
  if (found !== undefined) return success(found);
  if (sql.exec<{ hosts: number }>("SELECT count(*) AS hosts FROM hosts").one().hosts >= MAX_HOSTS)
    return conflict("host", "too-many-hosts", { max: MAX_HOSTS });
  sql.exec("INSERT INTO hosts (host, added_on) VALUES (?, ?)", host, today);
  return success({ host, addedOn: today });
}

/** Existing links to the host go on; no other link may lead there from now on. */
export function removeHost(sql: Transaction, host: string): Result<Host> {
  const found = listHosts(sql).find((one) => one.host === host);
  if (found === undefined) return failure({ type: "not-found", detail: "There is no such host." });
  sql.exec("DELETE FROM hosts WHERE host = ?", host);
  return success(found);
}

/** An address that a campaign is to lead to, by the field it is in. */
export interface FieldAddress {
  readonly path: string;
  readonly address: string | null | undefined;
}

/**
 * What is wrong with the hosts of `addresses`.
 *
 * @param allow called with each host that becomes allowed; null where their maker may allow none
 */
export function hostErrors(
  sql: SqlStorage,
  addresses: readonly FieldAddress[],
  allow: ((host: string) => Result<Host>) | null,
): FieldError[] {
  return addresses.flatMap(({ path, address }): FieldError[] => {
    if (address === null || address === undefined) return [];
    const host = hostOf(address);
    if (isHostAllowed(sql, host)) return [];
    const refusal = hostRefusal(host, allow !== null);
    if (refusal !== null || allow === null) return refusal === null ? [] : [at(path, refusal)];
    const allowed = allow(host);
    return allowed.ok || !("errors" in allowed.error) ? [] : allowed.error.errors.map((error) => at(path, error));
  });
}
