/** The registry's commands about what ad platforms say of ads: figures, audiences, and what visits and signups cost. */
import type { AdFile } from "../../domain/ad_figures/ad_file.ts";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import type { Slug } from "../../domain/campaign/slug.ts";
import type { Costs, LooseCostQuery } from "../../domain/costs/costs.ts";
import { type ExportedFigure, exportedFigures } from "../../domain/costs/exported_figures.ts";
import { type Day, dayNumber, FIRST_DAY, LAST_DAY } from "../../domain/day.ts";
import { at, conflict, failure, invalid, type Result, success } from "../../domain/problems.ts";
import { tried, undoneOnFailure } from "../transaction.ts";
import { type Audiences, readAudience } from "./ad_figures/audience.ts";
import { conflictOf } from "./ad_figures/conflicts.ts";
import { type ImportOutcome, importFile } from "./ad_figures/import_file.ts";
import { type AdImport, listImports, undoImport } from "./ad_figures/imports.ts";
import {
  deleteFigures,
  deleteUnitFigures,
  hasFigures,
  readUnitFigures,
  summariesOf,
  type UnitSummary,
} from "./ad_figures/stored_figures.ts";
import { findUnit, keepUnits, listUnits, matchUnit, type StoredUnit, suggestionFor } from "./ad_figures/units.ts";
import { findCampaign, notFound } from "./campaigns.ts";
import type { Actor } from "./history.ts";
import { ShardRegistry } from "./shard_commands.ts";

export type ListedUnit = StoredUnit & { readonly suggestion: Slug | null };

/** What is known of a campaign from ad platforms. */
export interface AdFigures {
  readonly units: readonly UnitSummary[];
  readonly audience: Audiences;
}

export abstract class AdFigureRegistry extends ShardRegistry {
  /**
   * Takes over what a file says, or with `isPreview` says what that would change. The names of its units are kept for some days either way,
   * so that they can be matched.
   *
   * @param sha256 of the file, in hex
   */
  importAdFile(file: AdFile, sha256: string, isPreview: boolean, who: Actor): Result<ImportOutcome> {
    const today = this.today();
    const units = undoneOnFailure(this.ctx.storage, (sql) => keepUnits(sql, file, today));
    if (!units.ok) return units;
    const importing = { at: this.timestamp(), who, sha256, today, groupSize: this.config.groupSize };
    const run = isPreview ? tried : undoneOnFailure;
    return run(this.ctx.storage, (sql) => importFile(sql, file, units.value, importing));
  }

  adImports(): AdImport[] {
    return listImports(this.sql);
  }

  undoAdImport(id: number, who: Actor): Result<null> {
    return this.recorded(who, "delete", `ad-import:${id}`, {}, (sql) => undoImport(sql, id));
  }

  adUnits(): ListedUnit[] {
    const suggest = suggestionFor(this.sql);
    return listUnits(this.sql).map((unit) => ({ ...unit, suggestion: unit.isDecided ? null : suggest(unit.name) }));
  }

  /** Says which campaign a unit is, or with null that it is not ours: then what is known of it goes. */
  matchAdUnit(id: number, slug: Slug | null, who: Actor): Result<ListedUnit> {
    const unit = findUnit(this.sql, id);
    if (unit === null) return failure({ type: "not-found", detail: `There is no unit ${id}.` });
    const campaign = slug === null ? null : findCampaign(this.sql, slug);
    if (slug !== null && campaign === null) return invalid("campaign", "no-such-campaign", { slug });
    return this.recorded(who, "change", `ad-unit:${id}`, { campaign: slug }, (sql) => {
      if (campaign === null) deleteUnitFigures(sql, id);
      else {
        const why =
          summariesOf(sql, campaign.id).length === 0 ? null : conflictOf(sql, unit, campaign.id, { first: FIRST_DAY, last: LAST_DAY });
        const isMoved = unit.campaign !== campaign.id && hasFigures(sql, id);
        if (why !== null && isMoved) return failure({ type: "conflict", errors: [at("campaign", why)] });
      }
      matchUnit(sql, id, campaign?.id ?? null);
      const matched = findUnit(sql, id);
      return matched === null ? conflict("", "no-change") : success({ ...matched, suggestion: null });
    });
  }

  /** Takes figures of a campaign out again, archived or not. */
  deleteAdFigures(slug: Slug, from: Day | null, to: Day | null, who: Actor): Result<null> {
    const campaign = findCampaign(this.sql, slug);
    if (campaign === null) return notFound(slug);
    return this.recorded(who, "delete", `ad-figures:${slug}`, { from, to }, (sql) => {
      deleteFigures(sql, campaign.id, from ?? FIRST_DAY, to ?? LAST_DAY);
      return success(null);
    });
  }

  /** Whether there are figures of any unit: without them no page has a column for costs. */
  hasAdFigures(): boolean {
    return hasFigures(this.sql, null);
  }

  adFigures(slug: Slug): AdFigures | null {
    const campaign = findCampaign(this.sql, slug);
    return campaign === null ? null : { units: summariesOf(this.sql, campaign.id), audience: readAudience(this.sql, campaign.id) };
  }

  /** The figures of these days to take along, with their campaigns' slugs and channels. */
  exportAdFigures(from: Day, to: Day): (ExportedFigure & Pick<Campaign, "slug" | "channel">)[] {
    const campaigns = new Map(this.catalogue.all().map((one) => [one.id, one]));
    const within = { first: dayNumber(from), last: dayNumber(to) };
    return exportedFigures(readUnitFigures(this.sql, from, to), within, this.config.groupSize).flatMap((one) => {
      const { slug, channel } = campaigns.get(one.campaign) ?? {};
      return slug === undefined || channel === undefined ? [] : [{ ...one, slug, channel }];
    });
  }

  /** As `costs` of all campaigns, as JSON: to carry thousands of rows to the Worker as one text costs less than as objects. */
  async costsJson(query: LooseCostQuery): Promise<Result<string>> {
    const costs = await this.costs(query, null);
    return costs.ok ? success(JSON.stringify(costs.value)) : costs;
  }

  /** What visits and signups cost, of one campaign (archived or not) or of all. */
  costs(query: LooseCostQuery, slug: Slug | null): Promise<Result<Costs>> {
    return this.reader.costs(query, slug, this.today());
  }
}
