/** Whose figures exclude each other: the same money twice. */
import type { CampaignId } from "../../../domain/campaign/campaign.ts";
import { type Day, dayNumber } from "../../../domain/day.ts";
import { type Fault, fault } from "../../../domain/problems.ts";
import { daysOf, monthsOfUnit } from "./days.ts";
import { periodsOfUnit } from "./periods.ts";
import { namesSlugs, type StoredUnit, unitsOfCampaign } from "./units.ts";

interface Days {
  readonly first: Day;
  readonly last: Day;
}

/**
 * Why figures of a unit cannot be a campaign's on these days; null when they can. On one day a campaign has figures of one level of a
 * platform, and those of a form that names slugs (Fivebar's own or GA4's) stand alone. So do those of a name without an id, which may be
 * of several units of that name.
 */
export function conflictOf(sql: SqlStorage, unit: StoredUnit, campaign: CampaignId, { first, last }: Days): Fault | null {
  const { id, platform, level, name } = unit;
  const others = unitsOfCampaign(sql, campaign).filter((other) => other.id !== id && excludes(other, unit));
  const found = others.find((other) => hasFigures(sql, other.id, first, last));
  if (found === undefined) return null;
  if (found.platform !== platform) return fault("ad-other-source", { name, platform: found.platform });
  return found.level === level ? fault("ad-same-name", { name }) : fault("ad-other-level", { name, level: found.level });
}

/**
 * The name of another unit that has figures of these days, is not in the file, and differs from this one by its name alone: it may be the same one
 * under an older name. Null where there is none.
 *
 * @param present the units of the file
 */
export function otherNameOf(
  sql: SqlStorage,
  { id, platform, level, key }: StoredUnit,
  campaign: CampaignId,
  present: ReadonlySet<number>,
  { first, last }: Days,
): string | null {
  if (!key.startsWith("name:") || namesSlugs(platform)) return null;
  const found = unitsOfCampaign(sql, campaign).find(
    (other) =>
      other.id !== id &&
      other.platform === platform &&
      other.level === level &&
      !present.has(other.id) &&
      hasFigures(sql, other.id, first, last),
  );
  return found?.name ?? null;
}

function excludes(one: StoredUnit, other: StoredUnit): boolean {
  if (one.platform !== other.platform) return namesSlugs(one.platform) || namesSlugs(other.platform);
  return one.level !== other.level || (one.name === other.name && one.key.startsWith("name:") !== other.key.startsWith("name:"));
}

function hasFigures(sql: SqlStorage, unit: number, first: Day, last: Day): boolean {
  const [from, to] = [dayNumber(first), dayNumber(last)];
  const hasDays = monthsOfUnit(sql, unit, first, last).some((row) => daysOf(row).some(({ day }) => day >= from && day <= to));
  return hasDays || periodsOfUnit(sql, unit, first, last).some(({ micros }) => micros !== null);
}
