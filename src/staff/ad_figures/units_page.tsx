/** Which of the platforms' campaigns is which of ours, to look at and to change. */

import type { Campaign } from "../../domain/campaign/campaign.ts";
import { parseSlug } from "../../domain/campaign/slug.ts";
import type { FieldError } from "../../domain/problems.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { readFormData } from "../http/input.ts";
import { refuse } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { ErrorSummary } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { translateErrors } from "../ui/messages/fields.ts";
import { noticeOf } from "../ui/notices.ts";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { listPage, Pager } from "../ui/pager.tsx";

/** What a choice says beside the slugs. */
const NOT_OURS = "-";

interface Choosable {
  readonly id: number;
  readonly name: string;
  /** Which campaign it is, or could be. */
  readonly slug: string | null;
  readonly isDecided: boolean;
}

/** A list of our campaigns to choose from, for one unit; its value names both. */
export function MatchSelect({ context, unit, campaigns }: { context: PageContext; unit: Choosable; campaigns: readonly Campaign[] }) {
  const { adImport } = context.messages;
  const isKnown = unit.slug === null || campaigns.some(({ slug }) => slug === unit.slug);
  return (
    <select name="match" aria-label={unit.name}>
      {unit.isDecided ? null : <option value={`${unit.id}:`}>{adImport.later}</option>}
      <option value={`${unit.id}:${NOT_OURS}`} selected={unit.isDecided && unit.slug === null}>
        {adImport.notOurs}
      </option>
      {isKnown ? null : (
        <option value={`${unit.id}:${unit.slug}`} selected>
          {unit.slug}
        </option>
      )}
      {campaigns.map(({ slug, name }) => (
        <option value={`${unit.id}:${slug}`} selected={slug === unit.slug}>
          {`${slug} · ${name}`}
        </option>
      ))}
    </select>
  );
}

/** Says for each unit what was chosen; returns what was refused. */
export async function saveMatches(c: StaffContext, form: FormData): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  for (const choice of form.getAll("match")) {
    const [, id, chosen] = /^(\d{1,15}):(.*)$/.exec(typeof choice === "string" ? choice : "") ?? [];
    if (id === undefined || chosen === undefined || chosen === "") continue;
    const slug = chosen === NOT_OURS ? null : parseSlug(chosen);
    if (slug === null && chosen !== NOT_OURS) continue;
    const matched = await registry(c).matchAdUnit(Number(id), slug, c.var.caller.name);
    if (!matched.ok) errors.push(...("errors" in matched.error ? matched.error.errors : refuse(matched.error)));
  }
  return errors;
}

export async function adUnitsPage(c: StaffContext): Promise<Response> {
  return render(c, []);
}

export async function matchUnit(c: StaffContext): Promise<Response> {
  const errors = await saveMatches(c, await readFormData(c, ["match"]));
  if (errors.length > 0) return render(c, errors);
  return c.redirect(withQuery(pagePath.adUnits(), { notice: "ad-matched" }), 303);
}

async function render(c: StaffContext, errors: readonly FieldError[]): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const [units, campaigns] = await Promise.all([registry(c).adUnits(), registry(c).campaigns()]);
  const { shown, ...place } = listPage(c, units);
  return page(
    c,
    context,
    {
      title: messages.adImport.unitsTitle,
      section: "costs",
      notice: noticeOf(c, context),
      status: errors.length > 0 ? 409 : 200,
      at: pagePath.adUnits(),
    },
    <>
      <h1>{messages.adImport.unitsTitle}</h1>
      <p class="lead">{messages.adImport.unitsLead}</p>
      <ErrorSummary context={context} errors={translateErrors(context, errors).map(({ message }) => ({ path: "", message }))} />
      <section>
        {units.length === 0 ? (
          <>
            <p>{messages.adImport.unitsEmpty}</p>
            <a class="btn quiet" href={pagePath.importAdFigures()}>
              {messages.costs.import}
            </a>
          </>
        ) : null}
        {units.length === 0 ? null : (
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">{messages.adImport.matchUnit}</th>
                <th scope="col">{messages.adImport.platform}</th>
                <th scope="col">{messages.adImport.matchOurs}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((unit) => (
                <tr>
                  <th scope="row">{unit.name}</th>
                  <td data-label={messages.adImport.platform}>
                    {`${messages.costs.platforms[unit.platform]}, ${messages.costs.levels[unit.level]}`}
                  </td>
                  <td data-label={messages.adImport.matchOurs}>
                    <form method="post" action={pagePath.adUnits()} class="rename">
                      <MatchSelect context={context} unit={{ ...unit, slug: unit.slug ?? unit.suggestion }} campaigns={campaigns} />
                      <button type="submit" class="quiet" aria-label={`${messages.common.save}: ${unit.name}`}>
                        {messages.common.save}
                      </button>
                    </form>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <Pager context={context} {...place} />
      </section>
    </>,
  );
}
