/** A campaign's form: what was typed, as the API's input; and a campaign, as what would be typed. */
import type { Campaign, Spec } from "../../domain/campaign/campaign.ts";
import { type FieldError, problem } from "../../domain/problems.ts";
import { ADDRESS_FIELDS, type AddressField } from "./address_schema.ts";
import { COLUMN_NAMES } from "./campaigns_csv.ts";

/** What was typed, by the field's path; lists are separated by commas. */
export type Typed = Readonly<Record<string, string>>;

export interface CampaignForm {
  readonly typed: Typed;
  /** The channels that are ticked. */
  readonly channels: readonly string[];
  /** The addresses that were typed without `https://`, which now stands before them. */
  readonly completed?: readonly AddressField[];
}

const LISTS = ["regions", "languages", "interests"] as const;
const AGES = ["ageFrom", "ageTo"] as const;
export const SPEC_TEXTS = ["description", "paidBy"] as const;

/** What both forms have: the columns of a file, the channels that can be ticked, and a question. */
export const FIELD_NAMES: readonly string[] = [
  ...COLUMN_NAMES.filter((name) => name !== "slug" && name !== "channel"),
  "channels",
  "samePageForAll",
];

export function readForm(form: FormData): CampaignForm {
  const typed: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === "string") typed[name] = value.trim().replaceAll("\r\n", "\n");
  const completed = ADDRESS_FIELDS.filter((name) => NO_SCHEME.test(typed[name] ?? ""));
  for (const name of completed) typed[name] = `https://${typed[name]?.replace(/^\/\//, "")}`;
  return { typed, channels: [...new Set(form.getAll("channels").filter((value) => typeof value === "string"))], completed };
}

/** An address as people say it, without what browsers put before it: `www.example.org/x`. */
const NO_SCHEME = /^(?:\/\/)?[^\s/?#:@]+\.[^\s/?#:@.]{2,}\.?(?::\d+)?(?:[/?#]|$)/;

/** Says that `https://` was put before an address, so that its maker looks at it once more. */
export function completedErrors({ completed = [] }: CampaignForm): FieldError[] {
  return completed.map((path) => problem(path, "form-completed"));
}

/** Whether `form` says something else than `start`, with which it began. */
export function isTyped(form: CampaignForm, start: CampaignForm): boolean {
  return textOf(form) !== textOf(start);
}

function textOf({ typed, channels }: CampaignForm): string {
  const fields = Object.entries(typed).filter(([name, value]) => value !== "" && !["channels", "version", "opened"].includes(name));
  return JSON.stringify([fields.sort(), [...channels].sort()]);
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
    ...(typed.samePageForAll === "on" ? { samePageForAll: true } : {}),
  };
}

function specOf(typed: Typed): Record<string, unknown> | null {
  const spec: Record<string, unknown> = typed["spec.published"] === "on" ? { published: true } : {};
  const put = (name: string, read: (text: string) => unknown): void => {
    const text = typed[`spec.${name}`];
    if (text !== undefined && text !== "") spec[name] = read(text);
  };
  for (const name of SPEC_TEXTS) put(name, (text) => text.replace(/\s+/g, " "));
  for (const name of AGES) put(name, (text) => (/^\d+$/.test(text) ? Number(text) : text));
  // One that cannot be read is left to `amountErrors`.
  put("budgetEuros", (text) => readAmount(text) ?? undefined);
  for (const name of LISTS)
    put(name, (text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    );
  return Object.keys(spec).length === 0 ? null : spec;
}

/** What the schema cannot know: that a text was meant as an amount. */
export function amountErrors(typed: Typed): FieldError[] {
  const text = typed["spec.budgetEuros"] ?? "";
  return text === "" || readAmount(text) !== null ? [] : [problem("spec.budgetEuros", "form-amount")];
}

/**
 * An amount as people write it in Dutch or in English: 1500, 1.500, 1,500, 1500,50, 1.500,50, 1,500.50. One sign with three digits behind
 * it separates thousands, because cents have two. Null where it is not clear.
 */
export function readAmount(text: string): number | null {
  const plain = text.replace(/^€\s*/, "").replace(/(?<=\d)\s(?=\d{3})/g, "");
  if (/^\d+(?:[.,](?:\d{1,2}|\d{4,}))?$/.test(plain)) return Number(plain.replace(",", "."));
  if (/^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?$/.test(plain)) return Number(plain.replaceAll(".", "").replace(",", "."));
  if (/^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?$/.test(plain)) return Number(plain.replaceAll(",", ""));
  return null;
}

/** An amount as `readAmount` reads it again: with cents where it has any, and never with three digits behind the point. */
function amountText(value: number): string {
  const text = String(value);
  const decimals = /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  return decimals === 0 ? text : text.padEnd(text.length + (decimals === 1 || decimals === 3 ? 1 : 0), "0");
}

export function formOf(campaign: Campaign): CampaignForm {
  const typed: Record<string, string> = {};
  for (const name of COLUMN_NAMES) {
    if (name === "slug" || name === "channel") continue;
    const value = name.startsWith("spec.") ? campaign.spec?.[name.slice(5) as keyof Spec] : campaign[name as keyof Campaign];
    typed[name] = name === "spec.budgetEuros" && typeof value === "number" ? amountText(value) : textFor(value);
  }
  return { typed, channels: [campaign.channel] };
}

/** What stands in a field for a value; a box that is ticked says `on`. */
function textFor(value: unknown): string {
  if (value === null || value === undefined || value === false) return "";
  if (value === true) return "on";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

export const EMPTY_FORM: CampaignForm = { typed: { countRepeats: "on" }, channels: [] };
