/** Report links in the dashboard: the list, a form to make one, its address once, and the end of one. */
import * as v from "valibot";
import type { Channel } from "../../domain/campaign/campaign.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { fieldError, readFormData, textsOf } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { Copyable, ErrorSummary } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { translateErrors } from "../ui/messages/fields.ts";
import { noticeOf } from "../ui/notices.ts";
import { pageContextOf, withQuery } from "../ui/page_context.ts";
import { questionPage } from "../ui/question_page.tsx";
import { listedLinks, makeLink } from "./api.ts";
import { LinkForm, type LinkFormState } from "./form.tsx";
import { LinkTable } from "./list.tsx";
import { newReportLink } from "./schema.ts";

const FRESH: LinkFormState = { errors: [], typed: { period: "90d", signups: "on" }, channels: [], status: 200 };
const FIELDS = ["name", "period", "from", "to", "channels", "campaigns", "group", "signups", "expiresOn"];

export async function reportLinksPage(c: StaffContext): Promise<Response> {
  return render(c, FRESH);
}

export async function createReportLink(c: StaffContext): Promise<Response> {
  const form = await readFormData(c, FIELDS);
  const typed = textsOf(form);
  const channels = form.getAll("channels").filter((one) => typeof one === "string");
  const slugs = (typed.campaigns ?? "").split(/[\s,;]+/).filter((one) => one !== "");
  const parsed = v.safeParse(newReportLink, {
    name: typed.name ?? "",
    period: typed.period === "days" ? { from: typed.from ?? "", to: typed.to ?? "" } : typed.period,
    channels: channels.length === 0 ? null : channels,
    campaigns: slugs.length === 0 ? null : slugs,
    group: typed.group === undefined || typed.group.trim() === "" ? null : typed.group,
    signups: typed.signups === "on",
    expiresOn: typed.expiresOn === undefined || typed.expiresOn === "" ? null : typed.expiresOn,
  });
  if (!parsed.success) return render(c, { errors: parsed.issues.map(fieldError), typed, channels, status: 400 });
  const made = await makeLink(c, parsed.output);
  if (made.ok) return madePage(c, parsed.output.name, made.value.url);
  if (!("errors" in made.error)) return refuse(made.error);
  return render(c, { errors: made.error.errors, typed, channels, status: made.error.type === "conflict" ? 409 : 400 });
}

/** The address, this once. */
async function madePage(c: StaffContext, name: string, url: string): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const { reportLinks: words } = messages;
  return page(
    c,
    context,
    { title: words.madeTitle, section: "settings" },
    <div class="text">
      <h1>{words.madeTitle}</h1>
      <section>
        <h2>{name}</h2>
        <Copyable context={context} text={url} label={name} />
        <p>{words.madeText}</p>
        <p>{words.files(".csv", "/weeks.atom")}</p>
      </section>
      <p class="actions">
        <a class="btn" href={url} target="_blank" rel="noreferrer">
          {words.open}
        </a>
        <a class="btn quiet" href={pagePath.reportLinks()}>
          {messages.common.back}
        </a>
      </p>
    </div>,
  );
}

export async function removeReportLinkForm(c: StaffContext): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const link = (await registry(c).reportLinks()).find((one) => one.id === id);
  if (link === undefined) return refuse({ type: "not-found", detail: "There is no such report link." });
  const { reportLinks: words } = pageContextOf(c).messages;
  const question = { title: words.removeTitle(link.name), texts: [words.removeText], confirm: words.removeConfirm };
  return questionPage(c, question, { section: "settings", action: pagePath.removeReportLink(id), back: pagePath.reportLinks() });
}

export async function removeReportLink(c: StaffContext): Promise<Response> {
  unwrap(await registry(c).deleteReportLink(c.req.param("id") ?? "", c.var.caller.name));
  return c.redirect(withQuery(pagePath.reportLinks(), { notice: "report-link-removed" }), 303);
}

async function render(c: StaffContext, state: LinkFormState): Promise<Response> {
  const context = pageContextOf(c);
  const { reportLinks: words } = context.messages;
  const [links, channels]: [Awaited<ReturnType<typeof listedLinks>>, Channel[]] = await Promise.all([
    listedLinks(c),
    registry(c).channels(),
  ]);
  return page(
    c,
    context,
    { title: words.title, section: "settings", status: state.status, notice: noticeOf(c, context), at: pagePath.reportLinks() },
    <>
      <h1>{words.title}</h1>
      <ErrorSummary context={context} errors={translateErrors(context, state.errors)} />
      <p class="lead">{words.lead}</p>
      <section>
        <LinkTable context={context} links={links} channels={channels} />
        <LinkForm context={context} channels={channels} state={state} isOpen={links.length === 0 || state.status !== 200} />
      </section>
    </>,
  );
}
