/** The button that copies the table of its section, for slides and documents (assets/script.ts). Without script it is not there. */
import type { PageContext } from "./page_context.ts";

export function TableCopy({ context: { messages } }: { context: PageContext }) {
  return (
    <p class="screen table-copy">
      <button
        type="button"
        class="small"
        data-copies-table
        data-done={messages.common.copied}
        data-refused={messages.common.tableRefused}
        hidden
      >
        {messages.common.copyTable}
      </button>{" "}
      <span class="said" aria-live="polite" />
    </p>
  );
}
