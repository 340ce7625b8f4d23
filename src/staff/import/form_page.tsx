/** The form that takes a file of campaigns, or of another service's links, with what was wrong with the last one. */

import { listFormat } from "../../domain/formatters.ts";
import { COLUMN_NAMES } from "../campaigns/campaigns_csv.ts";
import type { StaffContext } from "../http/context.ts";
import { pagePath } from "../routes.ts";
import { ErrorSummary } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import type { ShownError } from "../ui/messages/fields.ts";
import { noticeOf } from "../ui/notices.ts";
import { type PageContext, pageContextOf } from "../ui/page_context.ts";

const FORM = { id: "import", action: pagePath.importLinks() };
const MOST_COLUMNS = 30;
const MOST_CHARS = 40;

/** Names of a file's columns as one phrase; the last of very many, and the end of a very long one, are left out. */
export function columnList({ messages }: PageContext, names: readonly string[]): string {
  const shown = names.slice(0, MOST_COLUMNS).map((name) => (name.length > MOST_CHARS ? `${name.slice(0, MOST_CHARS)}…` : name));
  const rest = names.length - shown.length;
  return listFormat(messages.locale).format(rest === 0 ? shown : [...shown, messages.import.others(rest)]);
}

/** @param errors in the viewer's language */
export async function formPage(c: StaffContext, csv: string, errors: readonly ShownError[], status: 200 | 400 | 409): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  return page(
    c,
    context,
    { title: messages.import.title, section: "campaigns", status, notice: noticeOf(c, context), at: FORM.action },
    <>
      <h1>{messages.import.title}</h1>
      <p class="lead">{messages.import.lead}</p>
      <section>
        <ErrorSummary context={context} errors={errors.map(({ message }) => ({ path: "", message }))} />
        <form method="post" {...FORM} enctype="multipart/form-data" class="sheet" data-unsent={csv !== "" || undefined}>
          <div class="field">
            <label for="f-file">{messages.import.file}</label>
            <input id="f-file" type="file" name="file" accept=".csv,.tsv,.txt,.xlsx,text/csv,text/plain" />
          </div>
          <div class="field">
            <label for="f-csv">{messages.import.paste}</label>
            <textarea
              id="f-csv"
              name="csv"
              rows={8}
              class="mono"
              spellcheck={false}
              placeholder={`name,channel,destination\n${messages.import.example}`}
            >
              {csv}
            </textarea>
          </div>
          <button type="submit">{messages.import.preview}</button>
        </form>
        <p class="soft">{messages.import.columns}</p>
        <p>
          <code>{COLUMN_NAMES.join(", ")}</code>
        </p>
      </section>
    </>,
  );
}
