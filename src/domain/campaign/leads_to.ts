/** Where a campaign's link leads, by how the campaign stands. Pure. */
import type { Status } from "./campaign.ts";
import { type CodeIn, withFragmentParam, withoutParam, withParam } from "./destination.ts";

export interface Leading {
  readonly slug: string;
  readonly destination: string;
  /** For after the last day; null: to the destination. */
  readonly endedUrl: string | null;
  /** The parameter that carries the code; null: that of most campaigns. */
  readonly codeParam: string | null;
}

/**
 * With the campaign's code while it is live, and without it otherwise. After its last day to the page that it names for that.
 *
 * @param config its `codeParam` is that of a campaign that names none itself
 */
export function leadsTo(
  { slug, destination, endedUrl, codeParam: own }: Leading,
  status: Status,
  { codeParam, codeIn }: { readonly codeParam: string; readonly codeIn: CodeIn },
): string {
  const name = own ?? codeParam;
  if (status === "live") return codeIn === "query" ? withParam(destination, name, slug) : withFragmentParam(destination, name, slug);
  return withoutParam(status === "ended" ? (endedUrl ?? destination) : destination, name);
}
