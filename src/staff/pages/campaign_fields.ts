/** A campaign's form: what was typed, as the API's input; and a campaign, as what would be typed. */
import type { Campaign, Spec } from "../../core/campaign.ts";
import { COLUMN_NAMES } from "../api/campaigns_csv.ts";

/** What was typed, by the field's path; lists are separated by commas. */
export type Typed = Readonly<Record<string, string>>;

export interface CampaignForm {
  readonly typed: Typed;
  /** The channels that are ticked. */
  readonly channels: readonly string[];
}

const LISTS = ["regions", "languages", "interests"] as const;
const NUMBERS = ["ageFrom", "ageTo", "budgetEuros"] as const;
export const SPEC_TEXTS = ["description", "paidBy"] as const;

export function readForm(form: FormData): CampaignForm {
  const typed: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === "string") typed[name] = value.trim().replaceAll("\r\n", "\n");
  return { typed, channels: form.getAll("channels").filter((value) => typeof value === "string") };
}

/** What was typed as the API would get it, without slug and channel. Empty fields are null, so that a change can empty them. */
export function inputOf(typed: Typed): Record<string, unknown> {
  const orNull = (name: string): string | null => typed[name] || null;
  return {
    name: typed.name ?? "",
    destination: typed.destination ?? "",
    startsOn: orNull("startsOn"),
    endsOn: orNull("endsOn"),
    thanksUrl: orNull("thanksUrl"),
    countRepeats: typed.countRepeats === "on",
    notes: orNull("notes"),
    spec: specOf(typed),
  };
}

function specOf(typed: Typed): Record<string, unknown> | null {
  const spec: Record<string, unknown> = typed["spec.published"] === "on" ? { published: true } : {};
  const put = (name: string, read: (text: string) => unknown): void => {
    const text = typed[`spec.${name}`];
    if (text !== undefined && text !== "") spec[name] = read(text);
  };
  for (const name of SPEC_TEXTS) put(name, (text) => text.replace(/\s+/g, " "));
  for (const name of NUMBERS) put(name, (text) => (/^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : text));
  for (const name of LISTS)
    put(name, (text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    );
  return Object.keys(spec).length === 0 ? null : spec;
}

export function formOf(campaign: Campaign): CampaignForm {
  const typed: Record<string, string> = {};
  for (const name of COLUMN_NAMES) {
    const value = name.startsWith("spec.") ? campaign.spec?.[name.slice(5) as keyof Spec] : campaign[name as keyof Campaign];
    typed[name] =
      value === true
        ? "on"
        : Array.isArray(value)
          ? value.join(", ")
          : value === null || value === undefined || value === false
            ? ""
            : String(value);
  }
  return { typed, channels: [campaign.channel] };
}

export const EMPTY_FORM: CampaignForm = { typed: { countRepeats: "on" }, channels: [] };
