/** A group's form: what its campaigns have in common, and what was typed as a change of each of them. Pure. */
import * as v from "valibot";
import type { Campaign, Spec } from "../../domain/campaign/campaign.ts";
import { type FieldPath, SPEC_FIELD_NAMES } from "../../domain/campaign/fields.ts";
import { eachOnce, type FieldError } from "../../domain/problems.ts";
import type { BulkChange } from "../../storage/registry/registry.ts";
import { type campaignChange, changeOf } from "../campaigns/campaign_schema.ts";
import { amountErrors, type CampaignForm, completedErrors, formOf, inputOf, type Typed } from "../campaigns/form_values.ts";
import { fieldError } from "../http/input.ts";

/** The fields that a group's form has. */
export const GROUP_FIELDS: readonly FieldPath[] = ["group", "destination", "endsOn", "endedUrl"];
export const PLAN_FIELDS: readonly FieldPath[] = SPEC_FIELD_NAMES.map((name) => `spec.${name}` as const);
const PATHS = [...GROUP_FIELDS, ...PLAN_FIELDS];
export const GROUP_FORM: readonly string[] = [...PATHS, "status", "versions", "samePageForAll"];

/** What stands in the form: the values that all campaigns share. The others are empty, and named. */
export function commonForm(campaigns: readonly Campaign[]): { readonly form: CampaignForm; readonly differing: ReadonlySet<string> } {
  const forms = campaigns.map((campaign) => formOf(campaign).typed);
  const differing = new Set<string>(PATHS.filter((path) => forms.some((typed) => typed[path] !== forms[0]?.[path])));
  const typed = Object.fromEntries(PATHS.map((path) => [path, differing.has(path) ? "" : (forms[0]?.[path] ?? "")]));
  return { form: { typed, channels: [] }, differing };
}

/** The versions that the form was made from, to notice that a campaign has changed since. */
export function versionsOf(campaigns: readonly Campaign[]): string {
  return campaigns.map(({ slug, version }) => `${slug}:${version}`).join(",");
}

/** The changes that `form` asks of `campaigns`; none for a campaign that is so already. */
export function changesIn(
  campaigns: readonly Campaign[],
  form: CampaignForm,
  schema: ReturnType<typeof campaignChange>,
): { readonly changes: readonly BulkChange[] } | { readonly errors: readonly FieldError[] } {
  const { typed } = form;
  const before = commonForm(campaigns).form.typed;
  const changed = PATHS.filter((path) => (typed[path] ?? "") !== before[path]);
  const status = typed.status === "paused" || typed.status === "live" ? { status: typed.status } : {};
  const answer = typed.samePageForAll === "on" ? { samePageForAll: true } : {};
  const errors: FieldError[] = [...completedErrors(form), ...amountErrors(typed)];
  const changes: BulkChange[] = [];
  for (const { slug, version, ...campaign } of campaigns) {
    const input = { ...wanted(campaign, typed, changed), ...status };
    if (Object.keys(input).length === 0) continue;
    const parsed = v.safeParse(schema, { ...input, ...answer });
    if (parsed.success) changes.push({ slug, version, change: changeOf(parsed.output) });
    else errors.push(...parsed.issues.map(fieldError));
  }
  return errors.length > 0 ? { errors: eachOnce(errors) } : { changes };
}

/** The new values of one campaign: of its plan, those parts that were changed in the form and all others as they are. */
function wanted({ spec: old }: Pick<Campaign, "spec">, typed: Typed, changed: readonly FieldPath[]): Record<string, unknown> {
  const input = inputOf(typed);
  const plain = changed.filter((path) => !path.startsWith("spec."));
  const values = Object.fromEntries(plain.map((path) => [path, input[path]]));
  const parts = changed.filter((path) => path.startsWith("spec.")).map((path) => path.slice("spec.".length) as keyof Spec);
  if (parts.length === 0) return values;
  const plan = (input.spec ?? {}) as Readonly<Record<string, unknown>>;
  const kept = Object.entries(old ?? {}).filter(([name]) => !parts.includes(name as keyof Spec));
  const spec = Object.fromEntries([...kept, ...parts.filter((name) => plan[name] !== undefined).map((name) => [name, plan[name]])]);
  return { ...values, spec: Object.keys(spec).length === 0 ? null : spec };
}
