/** The names of a campaign's fields as forms show them, and errors that begin with them. */
import { parseDay } from "../../../domain/day.ts";
import { bounded, type Fault, type FieldError } from "../../../domain/problems.ts";
import type { PageContext } from "../page_context.ts";
import type { Messages } from "./index.ts";
import { sentence } from "./problems.ts";

/** A field's label; the path itself for a field that no form shows. `regions.3` is about an entry of `regions`. */
export function fieldLabel({ fields, form, targets, settings, reportLinks }: Messages, path: string): string {
  const labels: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.entries(fields).map(([name, { label }]) => [name, label])),
    channels: form.channels,
    newChannel: form.newChannel,
    samePageForAll: form.samePageForAll,
    manyLinks: form.manyLinks,
    sameName: form.sameName,
    signups: targets.signups,
    from: targets.from,
    by: targets.by,
    day: targets.day,
    text: targets.note,
    email: settings.email,
    role: settings.role,
    host: settings.host,
    period: reportLinks.period,
    campaigns: reportLinks.campaigns,
    expiresOn: reportLinks.expiresOn,
  };
  const known = Object.keys(labels).find((name) => path === name || (path.startsWith(`${name}.`) && name !== "spec"));
  return known === undefined ? path : (labels[known] ?? path);
}

/** A problem in the viewer's language, its days as the page writes days. */
export function told({ language, format }: Pick<PageContext, "language" | "format">, { code, params }: Fault): string {
  const shown = Object.entries(params).map(([name, value]) => {
    const day = DAYS.has(name) && typeof value === "string" ? parseDay(value) : null;
    return [name, day === null ? value : format.day(day)];
  });
  return sentence(language, { code, params: Object.fromEntries(shown) } as Fault);
}

/** The parameters of problems that are days, and not what somebody sent. */
const DAYS = new Set(["startsOn", "endsOn", "archivedOn", "from", "through", "to", "day"]);

/** A problem as its reader sees it, in their language. */
export interface ShownError {
  readonly path: string;
  readonly message: string;
}

/** `errors` in the viewer's language, each with the label of its field in front. */
export function translateErrors(context: PageContext, errors: readonly FieldError[]): ShownError[] {
  return bounded(errors).map((error) => {
    const { path } = error;
    const text = told(context, error);
    return { path, message: path === "" ? text : `${fieldLabel(context.messages, path)}: ${text}` };
  });
}

/** The messages alone in the viewer's language, for beside a field. */
export function translateMessages(context: PageContext, errors: readonly FieldError[]): ShownError[] {
  return errors.map((error) => ({ path: error.path, message: told(context, error) }));
}
