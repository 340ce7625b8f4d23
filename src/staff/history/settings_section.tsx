/** The part of the settings page about the history of all changes. */
import { pagePath } from "../routes.ts";
import type { PageContext } from "../ui/page_context.ts";

/** @param months as `STAFF_NAMES_MONTHS` */
export function HistoryFiles({ context, months }: { readonly context: PageContext; readonly months: number }) {
  const { messages } = context;
  return (
    <section>
      <h2>{messages.history.title}</h2>
      <p class="soft">{messages.history.lead(months)}</p>
      <p class="actions">
        <a class="btn quiet" href={pagePath.historyCsv()}>
          {messages.history.csv}
        </a>
        <a class="btn quiet" href={pagePath.historyLines()}>
          {messages.history.lines}
        </a>
      </p>
    </section>
  );
}
