/** Two who edit a campaign at the same time: the later one's changes on what the earlier one has made of it. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { FIELD_PATHS, valueAt } from "../../domain/campaign/fields.ts";
import { type CampaignForm, formOf } from "./form_values.ts";

/** What others have changed, by field as the history has it: the values that there are now. */
type Overtaking = Readonly<Record<string, unknown>>;

/** The form as it was opened, to be carried along in it. */
export function asOpened(form: CampaignForm): string {
  return JSON.stringify([form.typed, form.channels[0] ?? ""]);
}

/** The form of a campaign that others have changed since it was opened: what was not touched in it is as it is now. */
export function ontoCurrent(campaign: Campaign, form: CampaignForm): { readonly form: CampaignForm; readonly others: Overtaking } {
  const opened = readOpened(form.typed.opened ?? "");
  if (opened === null) return { form, others: {} };
  const now = formOf(campaign);
  const names = Object.keys(now.typed).filter((name) => now.typed[name] !== (opened.typed[name] ?? ""));
  const untouched = names.filter((name) => (form.typed[name] ?? "") === (opened.typed[name] ?? ""));
  const typed = { ...form.typed, ...Object.fromEntries(untouched.map((name) => [name, now.typed[name] ?? ""])) };
  const isMoved = campaign.channel !== opened.channel;
  const channels = isMoved && form.channels[0] === opened.channel ? now.channels : form.channels;
  return { form: { typed, channels }, others: { ...valuesOf(campaign, names), ...(isMoved ? { channel: campaign.channel } : {}) } };
}

function valuesOf(campaign: Campaign, paths: readonly string[]): Overtaking {
  const values = FIELD_PATHS.filter((path) => paths.includes(path)).map((path) => [path, valueAt(campaign, path)] as const);
  const plan = values.filter(([path]) => path.startsWith("spec.")).map(([path, value]) => [path.slice("spec.".length), value]);
  const others = values.filter(([path]) => !path.startsWith("spec."));
  return Object.fromEntries(plan.length === 0 ? others : [...others, ["spec", Object.fromEntries(plan)]]);
}

/** What `asOpened` wrote; null for anything else, for which nothing can be told apart. */
function readOpened(text: string): { readonly typed: Readonly<Record<string, string>>; readonly channel: string } | null {
  try {
    const [typed, channel] = JSON.parse(text) as [Record<string, string>, string];
    const isForm = typeof typed === "object" && typed !== null && Object.values(typed).every((value) => typeof value === "string");
    return isForm && typeof channel === "string" ? { typed, channel } : null;
  } catch {
    return null;
  }
}
