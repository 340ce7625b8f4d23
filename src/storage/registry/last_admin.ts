/**
 * There is always somebody left who may do everything. The configuration's admin key is such a one, and cannot be taken away here; where
 * there is none, the last admin among keys and members can be neither removed nor given another role.
 */
import type { Config } from "../../domain/config.ts";
import { conflict } from "../../domain/problems.ts";

/** Whose admin's role would go. */
export type Leaving = { readonly key: string } | { readonly member: string };

export function lastAdminRefusal(sql: SqlStorage, config: Config, leaving: Leaving): ReturnType<typeof conflict> | null {
  if (config.adminKey !== null) return null;
  // Members are let in only where there is a sign-in for them.
  const hasSignIn = config.access !== null || config.oidc !== null;
  const admins = sql
    .exec<{ id: string }>(
      `SELECT 'key ' || id AS id FROM keys WHERE role = 'admin'
       UNION ALL SELECT 'member ' || email FROM members WHERE role = 'admin' AND ?`,
      hasSignIn ? 1 : 0,
    )
    .toArray();
  const own = "key" in leaving ? `key ${leaving.key}` : `member ${leaving.member}`;
  return admins.length === 1 && admins[0]?.id === own ? conflict("", "last-admin") : null;
}
