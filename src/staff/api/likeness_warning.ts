/** Says that links look as if they were made for one person each; beside the answer, so that the answer stays what it is. */
import type { Campaign } from "../../core/campaign.ts";
import { likenessWarning } from "../../core/likeness.ts";
import { ALIKE_WINDOW_MINUTES, MIN_ALIKE_CAMPAIGNS } from "../../core/limits.ts";
import { type Call, registry } from "../call.ts";

const WARNING = "Fivebar-Warning";
export const WARNING_HEADER = {
  [WARNING]: `one sentence for the maker, when ${MIN_ALIKE_CAMPAIGNS} or more current campaigns of one channel, made within ${ALIKE_WINDOW_MINUTES} minutes, differ only in a number or one word of their names or slugs; else absent`,
};

/** Warns in a header when `made` look like links for one person each. They are made by now, whatever becomes of the warning. */
export async function warnOfLikeness(c: Call, made: readonly Campaign[]): Promise<void> {
  try {
    const [current, channels] = await Promise.all([registry(c).campaigns(), registry(c).channels()]);
    const warning = likenessWarning(made, current, channels);
    if (warning !== null) c.header(WARNING, warning);
  } catch {
    console.error("fivebar: campaigns were made, and could not be compared with the others");
  }
}
