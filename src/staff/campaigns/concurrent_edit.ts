/** Merges concurrent edits of a campaign: puts the later editor's changes on what the earlier editor saved. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { FIELD_PATHS, valueAt } from "../../domain/campaign/fields.ts";
import { type CampaignForm, formOf } from "./form_values.ts";

/** The fields that others changed, named as in the history, with their current values. */
type Overtaking = Readonly<Record<string, unknown>>;

/** The form as it was opened, to be carried along in it. */
export function asOpened(form: CampaignForm): string {
  return JSON.stringify([form.typed, form.channels[0] ?? ""]);
}

/** The form of a campaign that others changed since it was opened: fields that its editor did not touch take the current values. */
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

/** What `asOpened` wrote; null for any other text, because then nothing can be merged. */
function readOpened(text: string): { readonly typed: Readonly<Record<string, string>>; readonly channel: string } | null {
  try {
    const [typed, channel] = JSON.parse(text) as [Record<string, string>, string];
    const isForm = typeof typed === "object" && typed !== null && Object.values(typed).every((value) => typeof value === "string");
    return isForm && typeof channel === "string" ? { typed, channel } : null;
  } catch {
    return null;
  }
}
