/** A long list in pages: the part of it that is shown, and the way to the page before and the next. */
import type { StaffContext } from "../http/context.ts";
import { type PageContext, withQuery } from "./page_context.ts";

const PAGE_SIZE = 50;

interface ListPage<T> {
  readonly shown: readonly T[];
  /** From 1. */
  readonly number: number;
  /** How many pages there are, at least one. */
  readonly of: number;
}

/** The page of `list` that the address asks for; the last one where it asks for more than there are. */
export function listPage<T>(c: StaffContext, list: readonly T[]): ListPage<T> {
  const of = Math.max(1, Math.ceil(list.length / PAGE_SIZE));
  const number = Math.min(of, Math.max(1, Number(/^\d{1,4}$/.exec(c.req.query("page") ?? "")?.[0] ?? 1)));
  return { shown: list.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE), number, of };
}

/** Nothing where one page holds the whole list. */
export function Pager({ context, number, of }: { context: PageContext; number: number; of: number }) {
  if (of === 1) return null;
  const { messages } = context;
  const to = (page: number): string => withQuery(context.here, { page: page === 1 ? undefined : page });
  return (
    <nav class="actions pages" aria-label={messages.campaigns.pages}>
      {number === 1 ? null : (
        <a class="btn quiet" rel="prev" href={to(number - 1)}>
          {messages.campaigns.previous}
        </a>
      )}
      <span class="soft">{messages.campaigns.page(number, of)}</span>
      {number === of ? null : (
        <a class="btn quiet" rel="next" href={to(number + 1)}>
          {messages.campaigns.next}
        </a>
      )}
    </nav>
  );
}
