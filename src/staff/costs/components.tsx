/** What the pages about costs show alike: amounts, costs with their intervals, and for how many days they are known. */
import type { PaidFigures } from "../../domain/costs/paid.ts";
import { type Day, daysBetween } from "../../domain/day.ts";
import type { PageContext } from "../ui/page_context.ts";
import { SortHead } from "../ui/sorting.tsx";

/** Whether all figures of a row are zero: the campaign was over, and the file's days go on. */
export function isNothing({ spend, impressions, visits, signups }: PaidFigures): boolean {
  return spend === 0 && impressions === 0 && visits === 0 && signups === 0;
}

/** What a visit costs, in words where nothing can be said. */
export function perVisit({ messages, format }: PageContext, { costPerVisit, currency }: PaidFigures): string {
  return costPerVisit === null ? messages.costs.tooFew : format.amount(costPerVisit, currency);
}

export function perSignup({ messages, format }: PageContext, { costPerSignup, currency }: PaidFigures): string {
  return costPerSignup === null ? messages.costs.tooFew : format.amount(costPerSignup, currency);
}

/** In the formal mode: between what the cost per visit lies, for the noise in the visits; null where there is nothing to say. */
export function visitInterval(context: PageContext, paid: PaidFigures): string | null {
  const ends = visitEnds(context, paid);
  return ends === null ? null : context.messages.costs.between(...ends);
}

/** Both ends of it as amounts; null also where they read the same. */
function visitEnds(
  { format }: PageContext,
  { costPerVisitLow: low, costPerVisitHigh: high, currency }: PaidFigures,
): [string, string] | null {
  if (low == null || high == null) return null;
  const ends: [string, string] = [format.amount(low, currency), format.amount(high, currency)];
  return ends[0] === ends[1] ? null : ends;
}

/** The interval of the cost per signup; null where nothing can be said. */
export function signupInterval(context: PageContext, paid: PaidFigures): string | null {
  const ends = signupEnds(context, paid);
  return ends === null ? null : context.messages.costs.between(...ends);
}

function signupEnds(
  { format }: PageContext,
  { costPerSignupLow: low, costPerSignupHigh: high, currency }: PaidFigures,
): [string, string] | null {
  return low === null || high === null ? null : [format.amount(low, currency), format.amount(high, currency)];
}

/** For how many days of a period the spend is known. */
export function knownDays({ messages }: PageContext, { spendDays }: PaidFigures, from: Day, to: Day): string {
  return messages.costs.spendDays(spendDays, daysBetween(from, to) + 1);
}

/** Days as one or as a range. */
export function rangeText({ messages, format }: PageContext, first: Day, last: Day): string {
  return first === last ? format.day(first) : messages.common.range(format.day(first), format.day(last));
}

interface CellsProps {
  readonly context: PageContext;
  /** One for each currency; none where nothing is known. */
  readonly paid: readonly PaidFigures[];
}

/** The ends of an interval, below the cost that lies between them. */
function Ends({ ends }: { ends: readonly [string, string] | null }) {
  return ends === null ? null : <small>{ends.join("–")}</small>;
}

/** The cells of a table: spend, per visit, per signup; a dash where nothing is known. */
export function CostCells({ context, paid: told }: CellsProps) {
  const { messages, format } = context;
  const paid = told.filter((one) => !isNothing(one));
  if (paid.length === 0) return COST_COLUMNS.map(() => <td class="num soft unknown">–</td>);
  return (
    <>
      <td class="num" data-label={messages.costs.spend}>
        {paid.map(({ spend, currency }) => (
          <span class="line-of-cell">{format.amount(spend, currency)}</span>
        ))}
      </td>
      <td class="num" data-label={messages.costs.perVisit}>
        {paid.map((one) => (
          <span class="line-of-cell">
            {perVisit(context, one)}
            <Ends ends={visitEnds(context, one)} />
          </span>
        ))}
      </td>
      <td class="num strong" data-label={messages.costs.perSignup}>
        {paid.map((one) => (
          <span class="line-of-cell">
            {perSignup(context, one)}
            <Ends ends={signupEnds(context, one)} />
          </span>
        ))}
      </td>
    </>
  );
}

/** The columns of `CostCells`, by what an address calls the order by each. */
export const COST_COLUMNS = ["spend", "per-visit", "per-signup"] as const;
type CostColumn = (typeof COST_COLUMNS)[number];

export function costNames({ messages }: PageContext): Readonly<Record<CostColumn, string>> {
  return { spend: messages.costs.spend, "per-visit": messages.costs.perVisit, "per-signup": messages.costs.perSignup };
}

/** The heads above `CostCells`. @param sort the order of the table's rows, where it can be chosen */
export function CostHeads({ context, sort }: { context: PageContext; sort?: string }) {
  const names = costNames(context);
  return COST_COLUMNS.map((name) =>
    sort === undefined ? (
      <th scope="col" class="num">
        {names[name]}
      </th>
    ) : (
      <SortHead context={context} by={name} isChosen={sort === name} text={names[name]} isAscending={name !== "spend"} />
    ),
  );
}
