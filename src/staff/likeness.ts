/** Whether campaigns look as if their links were made for one person each, for the API and the dashboard. */
import type { Campaign } from "../core/campaign.ts";
import { likenessWarning } from "../core/likeness.ts";
import { type Call, registry } from "./call.ts";

/**
 * What the maker of `named`, which were made, renamed or moved just now, is to be told; null for nothing. They are made by now, whatever
 * becomes of the question.
 */
export async function likenessOf(c: Call, named: readonly Campaign[]): Promise<string | null> {
  try {
    const [campaigns, renamed, channels] = await Promise.all([
      registry(c).campaigns(),
      registry(c).renamedLately(),
      registry(c).channels(),
    ]);
    const slugs = new Set(named.map(({ slug }) => slug));
    const now = new Date().toISOString();
    // Another name makes another link of it, however old it is.
    const current = campaigns.map((one) => (renamed.includes(one.slug) ? { ...one, createdAt: now } : one));
    return likenessWarning(
      current.filter(({ slug }) => slugs.has(slug)),
      current,
      channels,
    );
  } catch {
    console.error("fivebar: campaigns were made or named, and could not be compared with the others");
    return null;
  }
}
