/** The third step: what the file says beside what is stored, and what of it is not taken. */
import type { AdFile } from "../../domain/ad_figures/ad_file.ts";
import { amountOf } from "../../domain/costs/money.ts";
import { listFormat } from "../../domain/formatters.ts";
import { MAX_ERRORS } from "../../domain/limits.ts";
import type { Fault } from "../../domain/problems.ts";
import type { ImportOutcome } from "../../storage/registry/ad_figures/import_file.ts";
import type { ImportedFigure } from "../../storage/registry/ad_figures/importing.ts";
import { rangeText } from "../costs/components.tsx";
import { pagePath } from "../routes.ts";
import { ScrollArea } from "../ui/components.tsx";
import { told } from "../ui/messages/fields.ts";
import type { PageContext } from "../ui/page_context.ts";
import { StepLine } from "./file_step.tsx";

const MOST_CHANGES = 200;
const MOST_NAMES = 20;

interface PreviewStepProps {
  readonly context: PageContext;
  readonly file: AdFile;
  readonly outcome: ImportOutcome;
  /** What the form carries on. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export function PreviewStep({ context, file, outcome, fields }: PreviewStepProps) {
  const { messages } = context;
  const { adImport } = messages;
  const range = file.from === null || file.to === null ? adImport.noRange : rangeText(context, file.from, file.to);
  const names = outcome.unmatched.slice(0, MOST_NAMES).map(({ name }) => name);
  const left = [
    ...file.leftOut.map(({ row, why }) => `${adImport.row(row)}: ${told(context, why)}`),
    ...outcome.leftOut.map((why) => told(context, why)),
  ];
  const say = (faults: readonly Fault[]): string[] => faults.map((one) => told(context, one));
  return (
    <>
      <h1>{adImport.title}</h1>
      <StepLine context={context} number={3} />
      <section>
        <h2>{adImport.reading(messages.costs.platforms[file.platform], range)}</h2>
        {file.units.length === 0 ? <p>{adImport.empty}</p> : null}
        {file.units.length > 0 && outcome.changes === 0 && outcome.figures.length > 0 ? <p>{adImport.same}</p> : null}
        {outcome.figures.length === 0 ? null : <Sums context={context} figures={outcome.figures} />}
        {outcome.changes === 0 ? null : <p class="soft">{adImport.replaces}</p>}
        <Changes context={context} figures={outcome.figures} />
        {names.length === 0 ? null : <p class="wrong">{adImport.unmatched(listFormat(messages.locale).format(names))}</p>}
        <Remarks title={adImport.checks} texts={say(file.checks)} context={context} />
        <Remarks title={adImport.notes} texts={say([...file.notes, ...outcome.notes])} context={context} />
        <Remarks title={adImport.leftOut} texts={left} context={context} />
      </section>
      <form method="post" action={pagePath.importAdFigures()} enctype="multipart/form-data" class="actions">
        {outcome.changes === 0 ? null : fields.map(([name, value]) => <input type="hidden" name={name} value={value} />)}
        {outcome.changes === 0 ? null : (
          <button type="submit" name="confirmed" value="yes">
            {adImport.store}
          </button>
        )}
        <a class="btn quiet" href={pagePath.importAdFigures()}>
          {adImport.other}
        </a>
      </form>
    </>
  );
}

function Remarks({ title, texts, context }: { title: string; texts: readonly string[]; context: PageContext }) {
  if (texts.length === 0) return null;
  const more = texts.length - MAX_ERRORS;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {texts.slice(0, MAX_ERRORS).map((text) => (
          <li>{text}</li>
        ))}
        {more > 0 ? <li>{context.messages.adImport.moreRows(more)}</li> : null}
      </ul>
    </>
  );
}

/** The sums of each campaign and currency: what is stored of the same days, and what the file says. */
function Sums({ context, figures }: { context: PageContext; figures: readonly ImportedFigure[] }) {
  const { messages, format } = context;
  const { adImport, costs } = messages;
  const groups = [...Map.groupBy(figures, ({ campaign, currency, unit }) => `${campaign} ${currency} ${unit}`).values()];
  const columns = [costs.spend, costs.impressions, costs.clicks];
  return (
    <ScrollArea label={adImport.steps[2] ?? ""}>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{messages.campaigns.name}</th>
            {columns.map((text) => (
              <th scope="col" class="num">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((own) => {
            const [first] = own;
            if (first === undefined) return null;
            const was = own.flatMap((one) => (one.was === null ? [] : [one.was]));
            const old =
              was.length === 0 ? null : format.amount(amountOf(sum(was.map(({ micros }) => micros)), first.currency), first.currency);
            const now = format.amount(amountOf(sum(own.map(({ micros }) => micros)), first.currency), first.currency);
            const clicks = own.every((one) => one.clicks !== null) ? format.number(sum(own.map((one) => one.clicks ?? 0))) : costs.unknown;
            return (
              <tr>
                <th scope="row">
                  {first.campaign} <small class="soft">{adImport.days(own.length)}</small>
                </th>
                <td class="num" data-label={columns[0]}>
                  {now}
                  {old === null || old === now ? null : <small>{`${adImport.was} ${old}`}</small>}
                </td>
                <td class="num" data-label={columns[1]}>
                  {format.number(sum(own.map(({ impressions }) => impressions)))}
                </td>
                <td class="num" data-label={columns[2]}>
                  {clicks}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollArea>
  );
}

/** Each stored figure that becomes another one. */
function Changes({ context, figures }: { context: PageContext; figures: readonly ImportedFigure[] }) {
  const { messages, format } = context;
  const { adImport, costs } = messages;
  const changed = figures.filter(({ was, micros }) => was !== null && was.micros !== micros);
  if (changed.length === 0) return null;
  return (
    <details open={changed.length <= 12}>
      <summary>{adImport.byDay}</summary>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{messages.campaigns.name}</th>
            <th scope="col">{costs.importedRange}</th>
            <th scope="col" class="num">
              {adImport.was}
            </th>
            <th scope="col" class="num">
              {adImport.becomes}
            </th>
          </tr>
        </thead>
        <tbody>
          {changed.slice(0, MOST_CHANGES).map(({ campaign, first, last, currency, micros, was }) => (
            <tr>
              <th scope="row">{campaign}</th>
              <td data-label={costs.importedRange}>{rangeText(context, first, last)}</td>
              <td class="num" data-label={adImport.was}>
                {format.amount(amountOf(was?.micros ?? 0, currency), currency)}
              </td>
              <td class="num strong" data-label={adImport.becomes}>
                {format.amount(amountOf(micros, currency), currency)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changed.length > MOST_CHANGES ? <p class="soft">{adImport.moreRows(changed.length - MOST_CHANGES)}</p> : null}
    </details>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
