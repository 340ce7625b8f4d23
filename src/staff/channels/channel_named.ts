/** A new channel, of which its maker gives the name alone. */
import { type Slug, slugRefusal, suggestSlug } from "../../domain/campaign/slug.ts";

/** @returns what the schema of new channels takes; its id is made from the name, and is empty where the name has nothing to make one of */
export function channelNamed(name: string): { readonly id: string; readonly name: string } {
  const slug = suggestSlug(name, (one: Slug) => slugRefusal(one) !== null) ?? "";
  return { id: slug.slice(0, 32).replace(/-+$/, ""), name };
}
