/** A campaign's form: what was typed, as the API's input; and a campaign, as what would be typed. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import {
  ADDRESS_FIELDS,
  type AddressField,
  CAMPAIGN_FIELDS,
  FIELD_NAMES,
  FIELD_PATHS,
  FIELDS_BY_PATH,
  type FieldName,
  type FieldPath,
  SPEC_FIELD_NAMES,
  SPEC_FIELDS,
  type SpecFieldKind,
  unsetFields,
  valueAt,
} from "../../domain/campaign/fields.ts";
import type { Day } from "../../domain/day.ts";
import { type FieldError, problem } from "../../domain/problems.ts";

/** What was typed, by the field's path; lists are separated by commas. */
export type Typed = Readonly<Record<string, string>>;

export interface CampaignForm {
  readonly typed: Typed;
  /** The channels that are ticked. */
  readonly channels: readonly string[];
  /** The addresses that were typed without `https://`, which now stands before them. */
  readonly completed?: readonly AddressField[];
}

/** What both forms have: the fields, the channels that can be ticked, and a question. */
export const FORM_FIELDS: readonly string[] = [
  ...FIELD_PATHS.filter((path) => path !== "slug" && path !== "channel"),
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

/** Whether `form` differs from `start`, the form as it was opened. */
export function isTyped(form: CampaignForm, start: CampaignForm): boolean {
  return textOf(form) !== textOf(start);
}

function textOf({ typed, channels }: CampaignForm): string {
  const fields = Object.entries(typed).filter(([name, value]) => value !== "" && !["channels", "version", "opened"].includes(name));
  return JSON.stringify([fields.sort(), [...channels].sort()]);
}

/** What was typed as the API would get it, without slug and channel. Empty fields are null, so that a change can empty them. */
export function inputOf(typed: Typed): Record<string, unknown> {
  const names = FIELD_NAMES.filter((name) => name !== "slug" && name !== "channel");
  return {
    ...Object.fromEntries(names.map((name) => [name, inputFor(name, typed)])),
    ...(typed.samePageForAll === "on" ? { samePageForAll: true } : {}),
  };
}

function inputFor(name: FieldName, typed: Typed): unknown {
  const field = CAMPAIGN_FIELDS[name];
  if (field.kind === "spec") return specOf(typed);
  if (field.kind === "flag") return typed[name] === "on";
  return "isRequired" in field ? (typed[name] ?? "") : typed[name] || null;
}

function specOf(typed: Typed): Record<string, unknown> | null {
  const spec: Record<string, unknown> = {};
  for (const name of SPEC_FIELD_NAMES) {
    const text = typed[`spec.${name}`] ?? "";
    const value = text === "" ? undefined : SPEC_READERS[SPEC_FIELDS[name].kind](text);
    if (value !== undefined) spec[name] = value;
  }
  return Object.keys(spec).length === 0 ? null : spec;
}

/** How the text of a field of the plan becomes its value; undefined for none. */
const SPEC_READERS: Readonly<Record<SpecFieldKind, (text: string) => unknown>> = {
  flag: (text) => (text === "on" ? true : undefined),
  line: (text) => text.replace(/\s+/g, " "),
  age: (text) => (/^\d+$/.test(text) ? Number(text) : text),
  // One that cannot be read is left to `amountErrors`.
  amount: (text) => readAmount(text) ?? undefined,
  words: (text) =>
    text
      .split(",")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ""),
};

/** What the schema cannot know: that a text was meant as an amount. */
export function amountErrors(typed: Typed): FieldError[] {
  return [...FIELDS_BY_PATH].flatMap(([path, { kind }]) => {
    const text = typed[path] ?? "";
    return kind !== "amount" || text === "" || readAmount(text) !== null ? [] : [problem(path, "form-amount")];
  });
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
  for (const [path, { kind }] of FIELDS_BY_PATH) {
    if (kind === "slug" || kind === "channel") continue;
    const value = valueAt(campaign, path as FieldPath);
    typed[path] = kind === "amount" && typeof value === "number" ? amountText(value) : textFor(value);
  }
  return { typed, channels: [campaign.channel] };
}

/** The form of a new campaign like another one: without its days that are over, which would end it before it begins. */
export function formLike(campaign: Campaign, today: Day): CampaignForm {
  const { typed, channels } = formOf(campaign);
  const isOver = campaign.endsOn !== null && campaign.endsOn < today;
  const hasBegun = campaign.startsOn !== null && campaign.startsOn < today;
  return { typed: { ...typed, ...(isOver ? { endsOn: "" } : {}), ...(isOver || hasBegun ? { startsOn: "" } : {}) }, channels };
}

/** What stands in a field for a value; a box that is ticked says `on`. */
function textFor(value: unknown): string {
  if (value === null || value === undefined || value === false) return "";
  if (value === true) return "on";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

export const EMPTY_FORM: CampaignForm = {
  typed: Object.fromEntries(Object.entries(unsetFields()).flatMap(([name, value]) => (value === true ? [[name, "on"]] : []))),
  channels: [],
};
