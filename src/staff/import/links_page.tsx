/** Links from another service's export: first what becomes of each and why, then the making of those that can move in. */
import { type Channel, type ChannelId, parseChannelId } from "../../domain/campaign/campaign.ts";
import { MAX_ERRORS } from "../../domain/limits.ts";
import { at, type Failure, type FieldError, fault } from "../../domain/problems.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { refuse } from "../http/problem.ts";
import type { SentText } from "../http/table.ts";
import { pagePath } from "../routes.ts";
import { ChannelName, ErrorSummary, fieldId } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { translateErrors } from "../ui/messages/fields.ts";
import { sentence } from "../ui/messages/problems.ts";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { askedIn, FileTable, PreviewActions, saidIn } from "./components.tsx";
import { fitExport } from "./fit.ts";
import { columnList, formPage } from "./form_page.tsx";
import type { ExportFormat } from "./formats.ts";
import type { ImportedLink, LeftOut, ReadExport } from "./links.ts";

const SERVICES: Readonly<Record<ExportFormat, string>> = {
  bitly: "Bitly",
  dub: "Dub",
  shlink: "Shlink",
  yourls: "YOURLS",
  kutt: "Kutt",
};

export async function importLinks(c: StaffContext, { text: csv, isWindows1252 }: SentText, form: FormData): Promise<Response> {
  const context = pageContextOf(c);
  const chosen = form.get("channel");
  const channel = typeof chosen === "string" ? parseChannelId(chosen) : null;
  const said = saidIn(form);
  const found = await fitExport(c, csv, channel, said);
  if (!found.ok) return formPage(c, csv, translateErrors(context, errorsOf(found.error)), 400);
  const drafts = found.value.campaigns.map(({ draft }) => draft);
  const fate = drafts.length === 0 ? null : await registry(c).checkCampaigns(drafts, c.var.caller.name, c.var.caller.role);
  const many = fate?.ok === false && "errors" in fate.error ? fate.error.errors.filter(({ code }) => code === "many-links") : [];
  if (drafts.length > 0 && many.length === 0 && form.get("confirmed") === "yes") {
    const made = await registry(c).createCampaigns(drafts, c.var.caller.name, c.var.caller.role);
    if (!made.ok) return formPage(c, csv, translateErrors(context, errorsOf(made.error)), 409);
    return c.redirect(withQuery(pagePath.campaigns(), { notice: "imported", count: made.value.length }), 303);
  }
  return linksPage(c, {
    csv,
    channel,
    said,
    many,
    found: { ...found.value, notes: isWindows1252 ? [fault("link-windows-1252")] : [] },
    channels: await registry(c).channels(),
  });
}

function errorsOf(failure: Failure): readonly FieldError[] {
  return "errors" in failure ? failure.errors : refuse(failure);
}

interface Preview {
  readonly csv: string;
  /** Of the links that name none. */
  readonly channel: ChannelId | null;
  readonly channels: readonly Channel[];
  /** What its maker has answered. */
  readonly said: Readonly<Record<string, true>>;
  /** The question about so many links, where it is not answered. */
  readonly many: readonly FieldError[];
  readonly found: ReadExport;
}

async function linksPage(c: StaffContext, { csv, channel, channels, said, many, found }: Preview): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const { campaigns, leftOut, columnsLeftOut, notes } = found;
  const service = SERVICES[found.format];
  const title = messages.import.linksOf(service);
  const fields = [["csv", csv], ["channel", channel ?? ""], ...Object.keys(said).map((name) => [name, "on"] as const)] as const;
  const asked = askedIn(context, [...many, ...leftOut.map(({ why }) => why)]);
  return page(
    c,
    context,
    { title, section: "campaigns", at: pagePath.importLinks() },
    <>
      <h1>{title}</h1>
      <ErrorSummary
        context={context}
        errors={translateErrors(
          context,
          many.map((error) => at("", error)),
        )}
      />
      <p class="lead">{messages.import.linksLead(campaigns.length, leftOut.length)}</p>
      <p class="soft">
        {messages.import.neverClicks}{" "}
        {columnsLeftOut.length === 0 ? null : messages.import.columnsLeft(columnList(context, columnsLeftOut))}
      </p>
      <p class="soft">{messages.import.staysThere}</p>
      {notes.map((note) => (
        <p class="soft">{sentence(context.language, note)}</p>
      ))}
      <ChannelChoice context={context} csv={csv} channel={channel} channels={channels} />
      {campaigns.length === 0 ? null : <MovingIn context={context} campaigns={campaigns} channels={channels} />}
      {leftOut.length === 0 ? null : <StayingBehind context={context} service={service} leftOut={leftOut} />}
      <PreviewActions
        context={context}
        fields={fields}
        makes={campaigns.length === 0 || many.length > 0 ? null : campaigns.length}
        asked={asked}
      />
    </>,
  );
}

/** The channel of links that name none. Another one is another preview: what the button makes is what was shown. */
function ChannelChoice({
  context: { messages },
  csv,
  channel,
  channels,
}: { context: PageContext } & Pick<Preview, "csv" | "channel" | "channels">) {
  const id = fieldId("channel");
  return (
    <section>
      <form method="post" action={pagePath.importLinks()} enctype="multipart/form-data" class="sheet">
        <input type="hidden" name="csv" value={csv} />
        <div class="field">
          <label for={id}>{messages.import.otherwise}</label>
          <small id={`${id}-hint`}>{messages.import.otherwiseHint}</small>
          <select id={id} name="channel" aria-describedby={`${id}-hint`}>
            <option value="">{messages.import.leaveOut}</option>
            {channels.map((one) => (
              <option value={one.id} selected={one.id === channel}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="quiet">
          {messages.import.preview}
        </button>
      </form>
    </section>
  );
}

interface MovingInProps {
  readonly context: PageContext;
  readonly campaigns: readonly ImportedLink[];
  readonly channels: readonly Channel[];
}

function MovingIn({ context, campaigns, channels }: MovingInProps) {
  const { messages, language } = context;
  const [name, channel, destination, link, note] = [
    messages.fields.name.label,
    messages.campaigns.channel,
    messages.fields.destination.label,
    messages.campaigns.link,
    messages.import.notTaken,
  ];
  return (
    <section>
      <h2>{messages.import.previewTitle}</h2>
      <FileTable label={messages.import.previewTitle} columns={[messages.import.row, name, channel, destination, link, note]}>
        {campaigns.map(({ row, link: oldLink, draft, notes }) => (
          <tr>
            <th scope="row" data-label={messages.import.row}>
              {row}
            </th>
            <td class="name" data-label={name}>
              {draft.name}
            </td>
            <td class="channel-cell" data-label={channel}>
              <ChannelName channels={channels} id={draft.channel} />
            </td>
            <td class="destination" data-label={destination}>
              {draft.destination}
            </td>
            <td class="slug" data-label={link}>
              <code>{`/${draft.slug}`}</code> <small class="soft">{oldLink}</small>
            </td>
            <td data-label={note}>
              {notes.map((text) => (
                <div>{sentence(language, text)}</div>
              ))}
            </td>
          </tr>
        ))}
      </FileTable>
    </section>
  );
}

function StayingBehind({ context, service, leftOut }: { context: PageContext; service: string; leftOut: readonly LeftOut[] }) {
  const { messages } = context;
  const link = messages.import.linkThere(service);
  return (
    <section>
      <h2>{messages.import.staysBehind}</h2>
      <FileTable label={messages.import.staysBehind} columns={[messages.import.row, link, messages.import.why]}>
        {leftOut.slice(0, MAX_ERRORS).map((one) => (
          <tr>
            <th scope="row" data-label={messages.import.row}>
              {one.row}
            </th>
            <td class="destination" data-label={link}>
              {one.link}
            </td>
            <td data-label={messages.import.why}>
              {translateErrors(context, [one.why]).map(({ message }) => (
                <div>{message}</div>
              ))}
            </td>
          </tr>
        ))}
      </FileTable>
      {leftOut.length <= MAX_ERRORS ? null : <p>{sentence(context.language, fault("more", { count: leftOut.length - MAX_ERRORS }))}</p>}
    </section>
  );
}
