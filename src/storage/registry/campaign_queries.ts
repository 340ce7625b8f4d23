/** What the registry says of its campaigns, and of the slugs that they have or could have. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { type Slug, suggestSlugs } from "../../domain/campaign/slug.ts";
import { type Result, success } from "../../domain/problems.ts";
import { findCampaign, notFound } from "./campaigns.ts";
import { type HistoryEntry, historyOf } from "./history.ts";
import { TargetRegistry } from "./target_commands.ts";

export abstract class CampaignQueries extends TargetRegistry {
  campaigns(): Campaign[] {
    return this.catalogue.all().filter(({ archivedOn }) => archivedOn === null);
  }

  /** The latest made first. */
  archivedCampaigns(): Campaign[] {
    return this.catalogue
      .all()
      .filter(({ archivedOn }) => archivedOn !== null)
      .reverse();
  }

  /** A campaign, archived or not. */
  anyCampaign(slug: Slug): Result<Campaign> {
    const found = findCampaign(this.sql, slug);
    return found === null ? notFound(slug) : success(found);
  }

  campaign(slug: Slug): Result<Campaign> {
    const found = findCampaign(this.sql, slug);
    return found === null || found.archivedOn !== null ? notFound(slug) : success(found);
  }

  /** Which of `slugs` were ever given out, archived campaigns' included. */
  takenSlugs(slugs: readonly Slug[]): Slug[] {
    return slugs.filter((slug) => findCampaign(this.sql, slug) !== null);
  }

  /** The slugs that campaigns of this name would get, one for each of `suffixes`, or one without; null when the name yields none. */
  proposeSlugs(name: string, suffixes: readonly string[]): Slug[] | null {
    return suggestSlugs(name, suffixes, (slug) => findCampaign(this.sql, slug) !== null);
  }

  campaignHistory(slug: Slug): HistoryEntry[] {
    return historyOf(this.sql, `campaign:${slug}`);
  }
}
