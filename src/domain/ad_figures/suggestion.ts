/** Which campaign a platform's unit could be, by its name. Pure. */
import type { Slug } from "../campaign/slug.ts";

/** The one slug that `name` is, or holds as a whole word; null where it holds none or several. */
export function suggestedSlug(name: string, slugs: ReadonlySet<Slug>): Slug | null {
  const words: readonly string[] = name.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
  const found = new Set([...slugs].filter((slug) => words.includes(slug)));
  const [only] = found;
  return only !== undefined && found.size === 1 ? only : null;
}
