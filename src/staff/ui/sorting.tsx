/** The order of a table's rows, chosen by links: in the table's head where there is room for one, above the rows where there is not. */
import type { Child } from "hono/jsx";
import { type PageContext, withQuery } from "./page_context.ts";

interface HeadProps {
  readonly context: PageContext;
  /** What the address says, such as `visits`. */
  readonly by: string;
  readonly isChosen: boolean;
  readonly text: string;
  /** Whether its cells are texts, from A to Z. */
  readonly isText?: boolean;
  /** Whether the first is the smallest; numbers go from the largest down, unless the smallest is the best. */
  readonly isAscending?: boolean;
}

/** A column's head that sorts by it. */
export function SortHead({ context, by, isChosen, text, isText = false, isAscending = isText }: HeadProps) {
  return (
    <th scope="col" class={isText ? undefined : "num"} aria-sort={isChosen ? (isAscending ? "ascending" : "descending") : undefined}>
      <a href={orderedBy(context, by)} aria-label={context.messages.overview.sortBy(text)}>
        {text}
        {isChosen ? (
          <svg class="arrow" width="8" height="7" viewBox="0 0 10 9" aria-hidden="true">
            <path d={isAscending ? "M5 0 10 9H0z" : "M5 9 0 0h10z"} />
          </svg>
        ) : null}
      </a>
    </th>
  );
}

/** The same choice where the table has become cards and has no head; with `always` beside a head that cannot offer all of it. */
export function SortMenu({
  context,
  choices,
  chosen,
  always = false,
}: {
  context: PageContext;
  choices: readonly Choice[];
  chosen: string;
  always?: boolean;
}) {
  const label = context.messages.overview.sorted;
  return (
    <nav class={always ? "sorts" : "sorts cards"} aria-label={label}>
      <span aria-hidden="true">{label}:</span>
      {choices.map(
        ([by, text]): Child => (
          <a href={orderedBy(context, by)} aria-current={by === chosen ? "true" : undefined}>
            {text}
          </a>
        ),
      )}
    </nav>
  );
}

type Choice = readonly [by: string, text: string];

/** This page in another order, from its first part on. */
function orderedBy(context: PageContext, by: string): string {
  return withQuery(context.here, { sort: by, page: undefined });
}
