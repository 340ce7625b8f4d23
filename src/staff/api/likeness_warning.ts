/** Says that links look as if they were made for one person each; beside the answer, so that the answer stays what it is. */
import type { Campaign } from "../../core/campaign.ts";
import { ALIKE_WINDOW_MINUTES, MIN_ALIKE_CAMPAIGNS } from "../../core/limits.ts";
import type { Call } from "../call.ts";
import { likenessOf } from "../likeness.ts";

const WARNING = "Fivebar-Warning";
export const WARNING_HEADER = {
  [WARNING]: `one sentence for the maker, when ${MIN_ALIKE_CAMPAIGNS} or more current campaigns of one channel, made or named within ${ALIKE_WINDOW_MINUTES} minutes, differ only in a number, a word or a name; else absent`,
};

/** Warns in a header when `named`, which were made or named just now, look like links for one person each. */
export async function warnOfLikeness(c: Call, named: readonly Campaign[]): Promise<void> {
  const warning = await likenessOf(c, named);
  if (warning !== null) c.header(WARNING, warning);
}
