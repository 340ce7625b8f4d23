/** Links from another service's export: first what becomes of each and why, then the making of those that can move in. */
import { type Channel, type ChannelId, parseChannelId } from "../../domain/campaign/campaign.ts";
import { MAX_ERRORS } from "../../domain/limits.ts";
import { at, type Failure, type FieldError, fault } from "../../domain/problems.ts";
import { type Call, registry } from "../http/context.ts";
import { refuse } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { ChannelName, ErrorSummary, fieldId } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { translateErrors } from "../ui/messages/fields.ts";
import { sentence } from "../ui/messages/problems.ts";
import { type View, viewOf, withQuery } from "../ui/page_context.ts";
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

export async function importLinks(c: Call, csv: string, form: FormData): Promise<Response> {
  const view = viewOf(c);
  const chosen = form.get("channel");
  const channel = typeof chosen === "string" ? parseChannelId(chosen) : null;
  const said = saidIn(form);
  const found = await fitExport(c, csv, channel, said);
  if (!found.ok) return formPage(c, csv, translateErrors(view, errorsOf(found.error)), 400);
  const drafts = found.value.campaigns.map(({ draft }) => draft);
  const fate = drafts.length === 0 ? null : await registry(c).checkCampaigns(drafts, c.var.caller.name, c.var.caller.role);
  const many = fate?.ok === false && "errors" in fate.error ? fate.error.errors.filter(({ code }) => code === "many-links") : [];
  if (drafts.length > 0 && many.length === 0 && form.get("confirmed") === "yes") {
    const made = await registry(c).createCampaigns(drafts, c.var.caller.name, c.var.caller.role);
    if (!made.ok) return formPage(c, csv, translateErrors(view, errorsOf(made.error)), 409);
    return c.redirect(withQuery(pagePath.campaigns(), { notice: "imported", count: made.value.length }), 303);
  }
  return linksPage(c, { csv, channel, said, many, found: found.value, channels: await registry(c).channels() });
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

async function linksPage(c: Call, { csv, channel, channels, said, many, found }: Preview): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const { campaigns, leftOut, columnsLeftOut } = found;
  const service = SERVICES[found.format];
  const title = t.import.linksOf(service);
  const fields = [["csv", csv], ["channel", channel ?? ""], ...Object.keys(said).map((name) => [name, "on"] as const)] as const;
  const asked = askedIn(view, [...many, ...leftOut.map(({ why }) => why)]);
  return page(
    c,
    view,
    { title, section: "campaigns", at: pagePath.importLinks() },
    <>
      <h1>{title}</h1>
      <ErrorSummary
        view={view}
        errors={translateErrors(
          view,
          many.map((error) => at("", error)),
        )}
      />
      <p class="lead">{t.import.linksLead(campaigns.length, leftOut.length)}</p>
      <p class="soft">
        {t.import.neverClicks} {columnsLeftOut.length === 0 ? null : t.import.columnsLeft(columnList(view, columnsLeftOut))}
      </p>
      <p class="soft">{t.import.staysThere}</p>
      <ChannelChoice view={view} csv={csv} channel={channel} channels={channels} />
      {campaigns.length === 0 ? null : <MovingIn view={view} campaigns={campaigns} channels={channels} />}
      {leftOut.length === 0 ? null : <StayingBehind view={view} service={service} leftOut={leftOut} />}
      <PreviewActions
        view={view}
        fields={fields}
        makes={campaigns.length === 0 || many.length > 0 ? null : campaigns.length}
        asked={asked}
      />
    </>,
  );
}

/** The channel of links that name none. Another one is another preview: what the button makes is what was shown. */
function ChannelChoice({ view: { t }, csv, channel, channels }: { view: View } & Pick<Preview, "csv" | "channel" | "channels">) {
  const id = fieldId("channel");
  return (
    <section>
      <form method="post" action={pagePath.importLinks()} enctype="multipart/form-data" class="sheet">
        <input type="hidden" name="csv" value={csv} />
        <div class="field">
          <label for={id}>{t.import.otherwise}</label>
          <small id={`${id}-hint`}>{t.import.otherwiseHint}</small>
          <select id={id} name="channel" aria-describedby={`${id}-hint`}>
            <option value="">{t.import.leaveOut}</option>
            {channels.map((one) => (
              <option value={one.id} selected={one.id === channel}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="quiet">
          {t.import.preview}
        </button>
      </form>
    </section>
  );
}

interface MovingInProps {
  readonly view: View;
  readonly campaigns: readonly ImportedLink[];
  readonly channels: readonly Channel[];
}

function MovingIn({ view, campaigns, channels }: MovingInProps) {
  const { t, language } = view;
  const [name, channel, destination, link, note] = [
    t.form.name,
    t.campaigns.channel,
    t.form.destination,
    t.campaigns.link,
    t.import.notTaken,
  ];
  return (
    <section>
      <h2>{t.import.previewTitle}</h2>
      <FileTable label={t.import.previewTitle} columns={[t.import.row, name, channel, destination, link, note]}>
        {campaigns.map(({ row, link: oldLink, draft, notes }) => (
          <tr>
            <th scope="row" data-label={t.import.row}>
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

function StayingBehind({ view, service, leftOut }: { view: View; service: string; leftOut: readonly LeftOut[] }) {
  const { t } = view;
  const link = t.import.linkThere(service);
  return (
    <section>
      <h2>{t.import.staysBehind}</h2>
      <FileTable label={t.import.staysBehind} columns={[t.import.row, link, t.import.why]}>
        {leftOut.slice(0, MAX_ERRORS).map((one) => (
          <tr>
            <th scope="row" data-label={t.import.row}>
              {one.row}
            </th>
            <td class="destination" data-label={link}>
              {one.link}
            </td>
            <td data-label={t.import.why}>
              {translateErrors(view, [one.why]).map(({ message }) => (
                <div>{message}</div>
              ))}
            </td>
          </tr>
        ))}
      </FileTable>
      {leftOut.length <= MAX_ERRORS ? null : <p>{sentence(view.language, fault("more", { count: leftOut.length - MAX_ERRORS }))}</p>}
    </section>
  );
}
