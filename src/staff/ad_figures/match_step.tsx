/** The second step: which of the platform's campaigns is which of ours. A suggestion is chosen already, and confirmed by going on. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import type { FieldError } from "../../domain/problems.ts";
import type { Unmatched } from "../../storage/registry/ad_figures/import_file.ts";
import { pagePath } from "../routes.ts";
import { ErrorSummary } from "../ui/components.tsx";
import { told } from "../ui/messages/fields.ts";
import type { PageContext } from "../ui/page_context.ts";
import { StepLine } from "./file_step.tsx";
import { MatchSelect } from "./units_page.tsx";

/** Far below the limit of a form's fields. The others come with the next file, or on the page of all of them. */
const MOST_SHOWN = 50;

interface MatchStepProps {
  readonly context: PageContext;
  readonly unmatched: readonly Unmatched[];
  readonly campaigns: readonly Campaign[];
  /** What the form carries on. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly errors: readonly FieldError[];
}

export function MatchStep({ context, unmatched, campaigns, fields, errors }: MatchStepProps) {
  const { adImport } = context.messages;
  const rest = unmatched.length - MOST_SHOWN;
  return (
    <>
      <h1>{adImport.title}</h1>
      <StepLine context={context} number={2} />
      <ErrorSummary context={context} errors={errors.map((error) => ({ path: "", message: told(context, error) }))} />
      <section>
        <p>{adImport.matchLead}</p>
        <form method="post" action={pagePath.importAdFigures()} enctype="multipart/form-data">
          {fields.map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          {rest > 0 ? null : <input type="hidden" name="matched" value="yes" />}
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">{adImport.matchUnit}</th>
                <th scope="col">{adImport.matchOurs}</th>
              </tr>
            </thead>
            <tbody>
              {unmatched.slice(0, MOST_SHOWN).map(({ unit, name, suggestion }) => (
                <tr>
                  <th scope="row">{name}</th>
                  <td data-label={adImport.matchOurs}>
                    <MatchSelect context={context} unit={{ id: unit, name, slug: suggestion, isDecided: false }} campaigns={campaigns} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {rest > 0 ? <p class="soft">{adImport.more100(rest)}</p> : null}
          <p class="actions">
            <button type="submit">{adImport.next}</button>
            <a class="btn quiet" href={pagePath.importAdFigures()}>
              {adImport.other}
            </a>
          </p>
        </form>
      </section>
    </>
  );
}
