/** Many campaigns from a file: first what would be made and what is wrong with it, then, when nothing is, the making. */
import * as v from "valibot";
import type { NewCampaign } from "../../domain/campaign/campaign.ts";
import { MAX_ERRORS } from "../../domain/limits.ts";
import { at, type FieldError, problem } from "../../domain/problems.ts";
import { newCampaign } from "../campaigns/campaign_schema.ts";
import { type CsvCampaign, type CsvError, isCampaignColumn, readCampaigns } from "../campaigns/campaigns_csv.ts";
import { fitting } from "../campaigns/link_preview.tsx";
import { loopsIn } from "../campaigns/own_links.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { fieldError, readFormData } from "../http/input.ts";
import { refuse } from "../http/problem.ts";
import { pastedOrFile } from "../http/table.ts";
import { pagePath } from "../routes.ts";
import { ErrorSummary } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { type ShownError, translateErrors } from "../ui/messages/fields.ts";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { askedIn, FileTable, PreviewActions, saidIn } from "./components.tsx";
import { columnList, formPage } from "./form_page.tsx";
import { isExportColumn } from "./formats.ts";
import { isExport } from "./links.ts";
import { importLinks } from "./links_page.tsx";

export async function importForm(c: StaffContext): Promise<Response> {
  return formPage(c, "", [], 200);
}

interface Row {
  /** As a spreadsheet numbers it. */
  readonly row: number;
  /** What the file says, for the eye. */
  readonly texts: readonly string[];
  readonly errors: readonly FieldError[];
}

const SHOWN = ["name", "channel", "destination", "slug"] as const;

export async function importCampaigns(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const form = await readFormData(c, ["csv", "file", "channel", "confirmed", "change", "samePageForAll", "manyLinks"]);
  const sent = await pastedOrFile(form, (name) => isCampaignColumn(name) || isExportColumn(name));
  const csv = sent?.text ?? "";
  if (form.get("change") === "yes") return formPage(c, csv, [], 200);
  if (sent === null) return formPage(c, "", [{ path: "", message: context.messages.import.notText }], 400);
  if (csv.trim() === "") return formPage(c, "", [{ path: "", message: context.messages.import.nothing }], 400);
  return isExport(csv) ? importLinks(c, sent, form) : importRows(c, csv, form);
}

async function importRows(c: StaffContext, csv: string, form: FormData): Promise<Response> {
  const context = pageContextOf(c);
  const read = readCampaigns(csv, await registry(c).channels());
  if ("errors" in read) return formPage(c, csv, errorsOfTable(context, read.errors), 400);
  if (read.rows.length === 0) return formPage(c, csv, translateErrors(context, [problem("", "no-rows")]), 400);
  const said = saidIn(form);
  const checked = checkRows(c, read.rows, said);
  const drafts = checked.flatMap(({ draft }) => (draft === null ? [] : [draft]));
  if (drafts.length === checked.length && form.get("confirmed") === "yes") {
    const made = await registry(c).createCampaigns(drafts, c.var.caller.name, c.var.caller.role);
    if (made.ok) {
      return c.redirect(withQuery(pagePath.campaigns(), { notice: "imported", count: made.value.length }), 303);
    }
  }
  const fates = await registry(c).checkCampaigns(drafts, c.var.caller.name, c.var.caller.role);
  const refused = fates.ok ? [] : "errors" in fates.error ? fates.error.errors : refuse(fates.error);
  // A slug that Fivebar chooses depends on the other rows: it is known once no row is wrong any more.
  const made = fates.ok && drafts.length === checked.length ? fates.value : [];
  let place = -1;
  const rows = checked.map(({ row, texts, draft, errors }): Row => {
    if (draft === null) return { row, texts, errors };
    place += 1;
    const own = `${place}.`;
    const others = refused.filter(({ path }) => path.startsWith(own));
    const shown = SHOWN.map((name, column) => (name === "slug" ? made[place]?.slug : undefined) ?? texts[column] ?? "");
    return { row, texts: shown, errors: others.map((error) => at(error.path.slice(own.length), error)) };
  });
  return previewPage(c, context, {
    rows,
    general: refused.filter(({ path }) => !/^\d/.test(path)).map((error) => at("", error)),
    fields: [["csv", csv], ...Object.keys(said).map((name) => [name, "on"] as const)],
  });
}

/** What is wrong with the table: its columns in one sentence, its rows one by one. */
function errorsOfTable(context: PageContext, errors: readonly CsvError[]): ShownError[] {
  const isColumn = ({ path, row }: CsvError) => row === undefined && path !== "";
  const columns = errors.filter(isColumn).map(({ path }) => path);
  const others = errors.filter((error) => !isColumn(error));
  return [
    ...(columns.length === 0
      ? []
      : [{ path: "", message: context.messages.import.noColumns(columns.length, columnList(context, columns)) }]),
    ...translateErrors(
      context,
      others.map((error) => at(error.row === undefined ? error.path : `${context.messages.import.row} ${error.row}`, error)),
    ),
  ];
}

/** Each row by itself: a draft, or what is wrong with it. */
function checkRows(
  c: StaffContext,
  rows: readonly CsvCampaign[],
  said: Readonly<Record<string, true>>,
): readonly (Row & { readonly draft: NewCampaign | null })[] {
  const schema = newCampaign(c.var.config.allowedHosts);
  return rows.map(({ row, fields }) => {
    const texts = SHOWN.map((name) => String(fields[name] ?? ""));
    const slug = typeof fields.slug === "string" ? { slug: fitting(fields.slug) } : {};
    const parsed = v.safeParse(schema, { ...said, ...fields, ...slug });
    const errors = parsed.success ? loopsIn(c, parsed.output) : parsed.issues.map(fieldError);
    return { row, texts, errors, draft: parsed.success && errors.length === 0 ? parsed.output : null };
  });
}

interface Preview {
  readonly rows: readonly Row[];
  /** What is wrong with all of it. */
  readonly general: readonly FieldError[];
  /** What it was made from, and the questions answered with yes, by the names of the form's fields. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

async function previewPage(c: StaffContext, context: PageContext, { rows, general, fields }: Preview): Promise<Response> {
  const { messages } = context;
  const wrong = rows.filter(({ errors }) => errors.length > 0).length;
  const isFine = wrong === 0 && general.length === 0;
  const columns = [
    messages.fields.name.label,
    messages.campaigns.channel,
    messages.fields.destination.label,
    messages.campaigns.link,
    messages.import.problem,
  ];
  const title = isFine ? messages.import.previewTitle : messages.import.previewWrong;
  const asked = askedIn(context, [...general, ...rows.flatMap(({ errors }) => errors)]);
  return page(
    c,
    context,
    { title, section: "campaigns", status: isFine ? 200 : 400, at: pagePath.importLinks() },
    <>
      <h1>{title}</h1>
      <ErrorSummary
        context={context}
        errors={[...translateErrors(context, general), ...(wrong === 0 ? [] : [{ path: "", message: messages.import.someWrong(wrong) }])]}
      />
      {isFine ? <p class="lead">{messages.import.allFine(rows.length)}</p> : null}
      <section>
        <FileTable label={title} columns={[messages.import.row, ...columns]}>
          {withFewErrors(rows).map((row) => (
            <PreviewRow context={context} row={row} columns={columns} />
          ))}
        </FileTable>
      </section>
      <PreviewActions context={context} fields={fields} makes={isFine ? rows.length : null} asked={asked} />
    </>,
  );
}

/** The same rows with the first errors of all of them, and how many more each has. */
function withFewErrors(rows: readonly Row[]): readonly Row[] {
  let left = MAX_ERRORS;
  return rows.map((row) => {
    const shown = row.errors.slice(0, left);
    left -= shown.length;
    const more = row.errors.length - shown.length;
    return { ...row, errors: more === 0 ? shown : [...shown, problem("", "more", { count: more })] };
  });
}

function PreviewRow({ context, row: { row, texts, errors }, columns }: { context: PageContext; row: Row; columns: readonly string[] }) {
  const { messages } = context;
  return (
    <tr>
      <th scope="row" data-label={messages.import.row}>
        {row}
      </th>
      {texts.map((text, column) => (
        <td class={SHOWN[column] === "channel" ? "channel-cell" : SHOWN[column]} data-label={columns[column]}>
          {SHOWN[column] !== "slug" ? (
            text
          ) : text === "" ? (
            <span class="soft">{messages.import.automatic}</span>
          ) : (
            <code>{`/${text}`}</code>
          )}
        </td>
      ))}
      <td data-label={columns.at(-1)}>
        {errors.length === 0 ? messages.import.fine : translateErrors(context, errors).map(({ message }) => <p class="wrong">{message}</p>)}
      </td>
    </tr>
  );
}
