/** A campaign as a row of its table: the fields that staff enter have the columns that src/domain/campaign/fields.ts names. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { CAMPAIGN_FIELDS, FIELD_NAMES, type FieldKind, type FieldName } from "../../domain/campaign/fields.ts";

export type CampaignRow = Record<string, SqlStorageValue>;

/** What the registry itself keeps of a campaign, beside the fields that staff enter. */
const RECORD_COLUMNS: Readonly<Record<Exclude<keyof Campaign, FieldName>, string>> = {
  id: "id",
  paused: "paused",
  archivedOn: "archived_on",
  createdAt: "created_at",
  version: "version",
};
const RECORD_NAMES = Object.keys(RECORD_COLUMNS) as readonly (keyof typeof RECORD_COLUMNS)[];

const COLUMNS = [...FIELD_NAMES.map((name) => CAMPAIGN_FIELDS[name].column), ...RECORD_NAMES.map((name) => RECORD_COLUMNS[name])];
const INSERT = `INSERT OR REPLACE INTO campaigns (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map(() => "?").join(", ")})`;

export function writeRow(sql: SqlStorage, campaign: Campaign): void {
  sql.exec(INSERT, ...[...FIELD_NAMES, ...RECORD_NAMES].map((name) => toSql(campaign[name])));
}

export function fromRow(row: CampaignRow): Campaign {
  const fields = FIELD_NAMES.map((name) => [name, fromSql(CAMPAIGN_FIELDS[name].kind, row[CAMPAIGN_FIELDS[name].column] ?? null)]);
  const record = RECORD_NAMES.map((name) => [name, row[RECORD_COLUMNS[name]]]);
  return { ...Object.fromEntries([...fields, ...record]), paused: row.paused === 1 } as Campaign;
}

function toSql(value: Campaign[keyof Campaign]): SqlStorageValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

function fromSql(kind: FieldKind, value: SqlStorageValue): unknown {
  switch (kind) {
    case "flag":
      return value === 1;
    case "spec":
      return value === null ? null : JSON.parse(String(value));
    case "slug":
    case "line":
    case "text":
    case "channel":
    case "address":
    case "day":
    case "param":
      return value;
  }
}
