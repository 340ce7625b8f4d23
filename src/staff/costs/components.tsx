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

/** The interval of the cost per signup; null where nothing can be said. */
export function signupInterval(
  { messages, format }: PageContext,
  { costPerSignupLow, costPerSignupHigh, currency }: PaidFigures,
): string | null {
  if (costPerSignupLow === null || costPerSignupHigh === null) return null;
  return messages.costs.between(format.amount(costPerSignupLow, currency), format.amount(costPerSignupHigh, currency));
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

/** The cells of a table: spend, per visit, per signup; a dash where nothing is known. */
export function CostCells({ context, paid: told }: CellsProps) {
  const { messages, format } = context;
  const paid = told.filter((one) => !isNothing(one));
  if (paid.length === 0) return COST_COLUMNS.map(() => <td class="num soft unknown">–</td>);
  const range = ({ costPerSignupLow: low, costPerSignupHigh: high, currency }: PaidFigures): string | null =>
    low === null || high === null ? null : `${format.amount(low, currency)}–${format.amount(high, currency)}`;
  return (
    <>
      <td class="num" data-label={messages.costs.spend}>
        {paid.map(({ spend, currency }) => (
          <span class="line-of-cell">{format.amount(spend, currency)}</span>
        ))}
      </td>
      <td class="num" data-label={messages.costs.perVisit}>
        {paid.map((one) => (
          <span class="line-of-cell">{perVisit(context, one)}</span>
        ))}
      </td>
      <td class="num strong" data-label={messages.costs.perSignup}>
        {paid.map((one) => (
          <span class="line-of-cell">
            {perSignup(context, one)}
            {range(one) === null ? null : <small>{range(one)}</small>}
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
