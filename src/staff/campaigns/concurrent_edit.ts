/** Two who edit a campaign at the same time: the later one's changes on what the earlier one has made of it. */
import type { Campaign, Spec } from "../../domain/campaign/campaign.ts";
import { type CampaignForm, formOf } from "./form_values.ts";

/** What others have changed, by field as the history has it: the values that there are now. */
export type Overtaking = Readonly<Record<string, unknown>>;

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

function valuesOf(campaign: Campaign, names: readonly string[]): Overtaking {
  const spec = names.filter((name) => name.startsWith("spec.")).map((name) => name.slice(5));
  const values = names.filter((name) => !name.startsWith("spec.")).map((name) => [name, campaign[name as keyof Campaign]]);
  const parts = spec.map((name) => [name, campaign.spec?.[name as keyof Spec] ?? null]);
  return Object.fromEntries(spec.length === 0 ? values : [...values, ["spec", Object.fromEntries(parts)]]);
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
