/** Which installation a shard's data are of. */
import { NO_CAMPAIGN } from "../../domain/kind.ts";
import type { InstallationId, ShardData } from "../installation.ts";

export function installationOf(sql: SqlStorage): InstallationId | null {
  return sql.exec<{ id: InstallationId }>("SELECT id FROM installation").toArray()[0]?.id ?? null;
}

/** Keeps to the installation that was there, if there was one. */
export function joinInstallation(sql: SqlStorage, id: InstallationId): void {
  sql.exec("INSERT INTO installation (only, id) VALUES (0, ?) ON CONFLICT DO NOTHING", id);
}

export function shardData(sql: SqlStorage): ShardData {
  const { last } = sql.exec<{ last: number | null }>("SELECT max(campaign) AS last FROM tallies").one();
  const hasLost = sql.exec("SELECT 1 FROM tallies WHERE campaign = ? AND kind = 'lost' LIMIT 1", NO_CAMPAIGN).toArray().length > 0;
  const hasCounted =
    sql.exec("SELECT 1 FROM tallies WHERE NOT (campaign = ? AND kind = 'unknown') LIMIT 1", NO_CAMPAIGN).toArray().length > 0;
  return { installation: installationOf(sql), hasCounts: last !== null, lastCampaign: Math.max(0, last ?? 0), hasCounted, hasLost };
}
