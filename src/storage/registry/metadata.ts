/**
 * Numbers that the registry must not forget, because what was released or written before depends on them. Their table is called `settings`:
 * renaming it would be a migration that changes nothing else.
 */

type MetadataName =
  | ("group_size" | "shards_ever" | "last_campaign" | "last_day" | "installation" | "adopts" | "move" | "move_next")
  | ("formal_since" | "formal_through" | "formal_signups_through" | "formal_folded_before");

export function readMetadata(sql: SqlStorage, name: MetadataName): number | null {
  return sql.exec<{ value: number }>("SELECT value FROM settings WHERE name = ?", name).toArray()[0]?.value ?? null;
}

export function writeMetadata(sql: SqlStorage, name: MetadataName, value: number): void {
  sql.exec("INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", name, value);
}

/** Remembers the largest number of shards that any isolate was set to write to: reports read all of them for ever. */
export function raiseShardsEver(sql: SqlStorage, shards: number): number {
  const ever = readMetadata(sql, "shards_ever") ?? 0;
  if (shards > ever) writeMetadata(sql, "shards_ever", shards);
  return Math.max(shards, ever);
}

/** Remembers the last day that the registry's clock was believed to say, by its number: see src/storage/leap.ts. */
export function raiseLastDay(sql: SqlStorage, day: number): void {
  sql.exec("INSERT INTO settings (name, value) VALUES ('last_day', ?1) ON CONFLICT DO UPDATE SET value = max(value, ?1)", day);
}

/** Remembers the number of a campaign that is deleted: none is given out again, because counts may still come under it. */
export function raiseLastCampaign(sql: SqlStorage, id: number): void {
  sql.exec("INSERT INTO settings (name, value) VALUES ('last_campaign', ?1) ON CONFLICT DO UPDATE SET value = max(value, ?1)", id);
}

/**
 * The group size under which counting began: figures in fives and figures in sixes of the same counts would together tell
 * counts apart by one, so it never changes.
 */
export function lockGroupSize(sql: SqlStorage, groupSize: number): number {
  sql.exec("INSERT INTO settings (name, value) VALUES ('group_size', ?) ON CONFLICT DO NOTHING", groupSize);
  return readMetadata(sql, "group_size") ?? groupSize;
}
