/** What can be done with a campaign: pause and resume it, archive it, and try whether it works. */

import { leadsTo } from "../../domain/campaign/leads_to.ts";
import { statusOn } from "../../domain/campaign/status.ts";
import { invalid } from "../../domain/problems.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { readFormData, textsOf } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { attributionOf } from "../signups/api.ts";
import { ChannelName, ErrorSummary } from "../ui/components.tsx";
import { slugOf } from "../ui/current_path.ts";
import { page } from "../ui/layout.tsx";
import { noticeOf } from "../ui/notices.ts";
import { pageContextOf, withQuery } from "../ui/page_context.ts";

/** Pauses or resumes. */
export async function changeStatus(c: StaffContext): Promise<Response> {
  const slug = slugOf(c);
  const { status } = textsOf(await readFormData(c, ["status"]));
  if (status !== "paused" && status !== "live") return refuse(invalid("status", "one-of", { allowed: ["paused", "live"] }).error);
  const paused = status === "paused";
  unwrap(await registry(c).changeCampaign(slug, { paused }, null, c.var.caller.name, c.var.caller.role));
  return c.redirect(withQuery(pagePath.campaign(slug), { notice: paused ? "paused" : "resumed" }), 303);
}

/** Asks before what cannot be undone. */
export async function archiveForm(c: StaffContext): Promise<Response> {
  return archivePage(c, 200);
}

async function archivePage(c: StaffContext, status: 200 | 412): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const campaign = unwrap(await registry(c).campaign(slugOf(c)));
  const channels = await registry(c).channels();
  const title = messages.campaign.archiveTitle(campaign.name);
  return page(
    c,
    context,
    { title, section: "campaigns", status, notice: noticeOf(c, context), at: pagePath.archiveCampaign(campaign.slug) },
    <div class="text">
      <h1>{title}</h1>
      {status === 200 ? null : (
        <ErrorSummary context={context} errors={[{ path: "", message: messages.campaign.archiveStale }]} title={messages.form.changed} />
      )}
      <p>
        <ChannelName channels={channels} id={campaign.channel} /> <a href={pagePath.campaign(campaign.slug)}>{`/${campaign.slug}`}</a>
      </p>
      <p>{messages.campaign.archiveText}</p>
      <form method="post" action={pagePath.archiveCampaign(campaign.slug)} class="actions">
        <input type="hidden" name="version" value={campaign.version} />
        <button type="submit" class="bad">
          {messages.campaign.archiveConfirm}
        </button>
        <a class="btn quiet" href={pagePath.campaign(campaign.slug)}>
          {messages.common.cancel}
        </a>
      </form>
    </div>,
  );
}

export async function confirmArchive(c: StaffContext): Promise<Response> {
  const version = Number(textsOf(await readFormData(c, ["version"])).version ?? "");
  const archived = await registry(c).archiveCampaign(slugOf(c), [version], c.var.caller.name);
  if (!archived.ok && archived.error.type === "stale") return archivePage(c, 412);
  unwrap(archived);
  return c.redirect(withQuery(pagePath.campaigns(), { notice: "archived" }), 303);
}

/** Where a visitor who clicks the ad arrives, shown without counting anybody. */
export async function testVisit(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages, origin } = context;
  const campaign = unwrap(await registry(c).campaign(slugOf(c)));
  const status = statusOn(campaign, context.today);
  const isLive = status === "live";
  const target = leadsTo(campaign, status, c.var.config);
  return page(
    c,
    context,
    { title: messages.campaign.testVisitResult, section: "campaigns" },
    <div class="text">
      <h1>{messages.campaign.testVisitResult}</h1>
      <section>
        <dl class="facts">
          <dt>{messages.campaign.testVisitLink}</dt>
          <dd>
            <code>{`${origin}/${campaign.slug}?fbclid=IwAR0a1b2c3`}</code>
          </dd>
          <dt>{messages.campaign.testVisitArrives}</dt>
          <dd>
            <code>{target}</code>
          </dd>
        </dl>
        <p>{isLive ? messages.campaign.testVisitClickId : messages.campaign.testVisitInactive}</p>
        <div class="actions">
          <a class="btn" href={target} rel="noreferrer" target="_blank">
            {messages.campaign.testVisitOpen}
          </a>
          <a class="btn quiet" href={pagePath.campaign(campaign.slug)}>
            {messages.common.back}
          </a>
        </div>
      </section>
    </div>,
  );
}

/** A report with this campaign's code, by the way that websites' reports go, up to where it would be counted. */
export async function testSignup(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const slug = slugOf(c);
  const { isKnown } = await attributionOf(c, [slug]);
  if (!isKnown) unwrap(await registry(c).campaign(slug));
  return page(
    c,
    context,
    { title: messages.campaign.testSignupResult, section: "campaigns", at: pagePath.campaign(slug) },
    <div class="text">
      <h1>{messages.campaign.testSignupResult}</h1>
      <p>{messages.campaign.testSignupText(slug)}</p>
      <a class="btn quiet" href={pagePath.campaign(slug)}>
        {messages.common.back}
      </a>
    </div>,
  );
}
