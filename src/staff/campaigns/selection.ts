/** Several campaigns of the list: those that were ticked, as forms and addresses carry them. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { parseSlug, type Slug } from "../../domain/campaign/slug.ts";

/** The id of the form that the ticks of the list belong to. */
export const SELECTION_FORM = "several";

interface Ticked {
  readonly slug: Slug;
  /** Of the campaign that was shown; null where its name was all that mattered. */
  readonly version: number | null;
}

/** A ticked campaign as a form's value: its slug, with its version where that must not have changed. */
export function tickedValue({ slug, version }: Pick<Campaign, "slug" | "version">): string {
  return `${slug}.${version}`;
}

/** The ticked campaigns, each once; values that no form of the dashboard has are none. */
export function tickedIn(values: readonly unknown[]): Ticked[] {
  const found = values.flatMap((value): readonly (readonly [Slug, Ticked])[] => {
    const [, text = "", version] = (typeof value === "string" ? /^([^.]{1,100})(?:\.(\d{1,9}))?$/.exec(value) : null) ?? [];
    const slug = parseSlug(text);
    return slug === null ? [] : [[slug, { slug, version: version === undefined ? null : Number(version) }]];
  });
  return [...new Map(found).values()];
}
