/** The units of ad platforms, such as their campaigns, and the campaign here that each is matched with. */
import type { AdFile, AdLevel, AdPlatform, AdUnit } from "../../../domain/ad_figures/ad_file.ts";
import { MAX_AD_UNITS } from "../../../domain/ad_figures/limits.ts";
import { suggestedSlug } from "../../../domain/ad_figures/suggestion.ts";
import type { CampaignId } from "../../../domain/campaign/campaign.ts";
import { parseSlug, type Slug } from "../../../domain/campaign/slug.ts";
import { addDays, type Day } from "../../../domain/day.ts";
import { conflict, type Result, success } from "../../../domain/problems.ts";
import { deleteRows } from "../../overwrite.ts";
import type { Transaction } from "../../transaction.ts";
import { currentCampaigns, findCampaign } from "../campaigns.ts";

/** A unit that was in a file; `isDecided` with no campaign says that it is not ours. */
export interface StoredUnit {
  readonly id: number;
  readonly platform: AdPlatform;
  readonly level: AdLevel;
  readonly key: string;
  readonly name: string;
  readonly campaign: CampaignId | null;
  readonly slug: Slug | null;
  readonly isDecided: boolean;
}

/** How many days a unit is remembered that nobody has matched. */
const UNDECIDED_DAYS = 7;

type Row = Omit<StoredUnit, "isDecided"> & { is_decided: number };

const SELECT = `SELECT ad_units.id, platform, level, key, ad_units.name, campaign, slug, is_decided
  FROM ad_units LEFT JOIN campaigns ON campaigns.id = ad_units.campaign`;

function fromRow({ is_decided, ...row }: Row): StoredUnit {
  return { ...row, isDecided: is_decided === 1 };
}

export function listUnits(sql: SqlStorage): StoredUnit[] {
  return sql.exec<Row>(`${SELECT} ORDER BY is_decided, platform, ad_units.name, ad_units.id`).toArray().map(fromRow);
}

export function unitsOfCampaign(sql: SqlStorage, campaign: CampaignId): StoredUnit[] {
  return sql.exec<Row>(`${SELECT} WHERE campaign = ?`, campaign).toArray().map(fromRow);
}

export function findUnit(sql: SqlStorage, id: number): StoredUnit | null {
  const row = sql.exec<Row>(`${SELECT} WHERE ad_units.id = ?`, id).toArray()[0];
  return row === undefined ? null : fromRow(row);
}

/** Whether the platform's form names campaigns by their slugs, so that nothing has to be matched. */
export function namesSlugs(platform: AdPlatform): boolean {
  return platform === "fivebar" || platform === "ga4";
}

/** The units of a file as they are kept from now on, by their keys in the file; those of slugs that no campaign has are missing. */
export function keepUnits(sql: Transaction, file: AdFile, today: Day): Result<Map<string, StoredUnit>> {
  const known = listUnits(sql).filter(({ platform, level }) => platform === file.platform && level === file.level);
  const byKey = new Map(known.map((unit) => [unit.key, unit]));
  const byName = new Map<string, StoredUnit[]>();
  for (const unit of known) byName.set(unit.name, [...(byName.get(unit.name) ?? []), unit]);
  const found = new Map<string, StoredUnit>();
  for (const unit of file.units) {
    const named = byName.get(unit.name) ?? [];
    const kept = byKey.get(unit.key) ?? sameUnit(named, unit);
    const isFree = kept !== null && ![...found.values()].some(({ id }) => id === kept.id);
    if (isFree) update(sql, kept, unit, today);
    const one = isFree ? kept : insert(sql, file, unit, named, today);
    if (one !== null) found.set(unit.key, one);
  }
  const { count } = sql.exec<{ count: number }>("SELECT count(*) AS count FROM ad_units").one();
  return count > MAX_AD_UNITS ? conflict("", "too-many-ad-units", { max: MAX_AD_UNITS }) : success(found);
}

/** The unit of this name that can only be the same one: the only one, and one of the two has no id. */
function sameUnit(named: readonly StoredUnit[], { id }: AdUnit): StoredUnit | null {
  const [only] = named;
  if (only === undefined || named.length > 1) return null;
  return id === null || only.key.startsWith("name:") ? only : null;
}

function update(sql: Transaction, kept: StoredUnit, { id, key, name }: AdUnit, today: Day): void {
  sql.exec("UPDATE ad_units SET key = ?, name = ?, seen_on = ? WHERE id = ?", id === null ? kept.key : key, name, today, kept.id);
}

/** @param named the units of the same name, whose match is taken over where they agree */
function insert(sql: Transaction, { platform, level }: AdFile, unit: AdUnit, named: readonly StoredUnit[], today: Day): StoredUnit | null {
  const [like] = named;
  const isAgreed = like?.isDecided === true && named.every(({ campaign, isDecided }) => isDecided && campaign === like.campaign);
  let campaign = isAgreed ? like.campaign : null;
  if (namesSlugs(platform)) {
    const slug = parseSlug(unit.name);
    campaign = slug === null ? null : (findCampaign(sql, slug)?.id ?? null);
    if (campaign === null) return null;
  }
  const isDecided = isAgreed || campaign !== null;
  const { id } = sql
    .exec<{ id: number }>(
      "INSERT INTO ad_units (platform, level, key, name, campaign, is_decided, seen_on) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
      platform,
      level,
      unit.key,
      unit.name,
      campaign,
      isDecided ? 1 : 0,
      today,
    )
    .one();
  return findUnit(sql, id);
}

/** What each undecided unit could be. */
export function suggestionFor(sql: SqlStorage): (name: string) => Slug | null {
  const slugs = new Set(currentCampaigns(sql).map(({ slug }) => slug));
  return (name) => suggestedSlug(name, slugs);
}

/** Says which campaign a unit is; null: not ours. */
export function matchUnit(sql: Transaction, id: number, campaign: CampaignId | null): void {
  sql.exec("UPDATE ad_units SET campaign = ?, is_decided = 1 WHERE id = ?", campaign, id);
}

/** Forgets units that nobody has matched for days: their names are the platform's, and nothing is kept of them. */
export function forgetUndecidedUnits(sql: SqlStorage, today: Day): void {
  deleteRows(sql, "ad_units WHERE is_decided = 0 AND seen_on < ?", addDays(today, -UNDECIDED_DAYS));
}
