/** Whose figures exclude each other: the same money twice. */
import type { AdLevel, AdPlatform } from "../../../domain/ad_figures/ad_file.ts";
import type { CampaignId } from "../../../domain/campaign/campaign.ts";
import { type Day, dayNumber } from "../../../domain/day.ts";
import { type Fault, fault } from "../../../domain/problems.ts";
import { daysOf, monthsOfUnit } from "./days.ts";
import { periodsOfUnit } from "./periods.ts";
import { namesSlugs, type StoredUnit, unitsOfCampaign } from "./units.ts";

/**
 * Why figures of a unit cannot be a campaign's on these days; null when they can. On one day a campaign has figures of one level of a
 * platform, and those of a form that names slugs (Fivebar's own or GA4's) stand alone.
 */
export function conflictOf(
  sql: SqlStorage,
  { id, platform, level, name }: StoredUnit,
  campaign: CampaignId,
  { first, last }: { readonly first: Day; readonly last: Day },
): Fault | null {
  const others = unitsOfCampaign(sql, campaign).filter((other) => other.id !== id && excludes(other, { platform, level }));
  const found = others.find((other) => hasFigures(sql, other.id, first, last));
  if (found === undefined) return null;
  return found.platform === platform
    ? fault("ad-other-level", { name, level: found.level })
    : fault("ad-other-source", { name, platform: found.platform });
}

interface Kind {
  readonly platform: AdPlatform;
  readonly level: AdLevel;
}

function excludes(one: Kind, other: Kind): boolean {
  if (one.platform === other.platform) return one.level !== other.level;
  return namesSlugs(one.platform) || namesSlugs(other.platform);
}

function hasFigures(sql: SqlStorage, unit: number, first: Day, last: Day): boolean {
  const [from, to] = [dayNumber(first), dayNumber(last)];
  const hasDays = monthsOfUnit(sql, unit, first, last).some((row) => daysOf(row).some(({ day }) => day >= from && day <= to));
  return hasDays || periodsOfUnit(sql, unit, first, last).some(({ micros }) => micros !== null);
}
