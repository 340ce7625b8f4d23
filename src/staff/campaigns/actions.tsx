/** What can be done with a campaign: pause and resume it, archive it, and try whether it works. */
import { statusOn } from "../../domain/campaign/campaign.ts";
import { withoutParam, withParam } from "../../domain/campaign/destination.ts";
import { invalid } from "../../domain/problems.ts";
import { type Call, registry } from "../http/context.ts";
import { readFormData, textsOf } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { attributionOf } from "../signups/api.ts";
import { ChannelName, ErrorSummary } from "../ui/components.tsx";
import { slugOf } from "../ui/current_path.ts";
import { page } from "../ui/layout.tsx";
import { noticeOf } from "../ui/notices.ts";
import { viewOf, withQuery } from "../ui/page_context.ts";

/** Pauses or resumes. */
export async function changeStatus(c: Call): Promise<Response> {
  const slug = slugOf(c);
  const { status } = textsOf(await readFormData(c, ["status"]));
  if (status !== "paused" && status !== "live") return refuse(invalid("status", "one-of", { allowed: ["paused", "live"] }).error);
  const paused = status === "paused";
  unwrap(await registry(c).changeCampaign(slug, { paused }, null, c.var.caller.name, c.var.caller.role));
  return c.redirect(withQuery(pagePath.campaign(slug), { notice: paused ? "paused" : "resumed" }), 303);
}

/** Asks before what cannot be undone. */
export async function archiveForm(c: Call): Promise<Response> {
  return archivePage(c, 200);
}

async function archivePage(c: Call, status: 200 | 412): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const campaign = unwrap(await registry(c).campaign(slugOf(c)));
  const channels = await registry(c).channels();
  const title = t.campaign.archiveTitle(campaign.name);
  return page(
    c,
    view,
    { title, section: "campaigns", status, notice: noticeOf(c, view), at: pagePath.archiveCampaign(campaign.slug) },
    <div class="text">
      <h1>{title}</h1>
      {status === 200 ? null : (
        <ErrorSummary view={view} errors={[{ path: "", message: t.campaign.archiveStale }]} title={t.form.changed} />
      )}
      <p>
        <ChannelName channels={channels} id={campaign.channel} /> <a href={pagePath.campaign(campaign.slug)}>{`/${campaign.slug}`}</a>
      </p>
      <p>{t.campaign.archiveText}</p>
      <form method="post" action={pagePath.archiveCampaign(campaign.slug)} class="actions">
        <input type="hidden" name="version" value={campaign.version} />
        <button type="submit" class="bad">
          {t.campaign.archiveConfirm}
        </button>
        <a class="btn quiet" href={pagePath.campaign(campaign.slug)}>
          {t.common.cancel}
        </a>
      </form>
    </div>,
  );
}

export async function confirmArchive(c: Call): Promise<Response> {
  const version = Number(textsOf(await readFormData(c, ["version"])).version ?? "");
  const archived = await registry(c).archiveCampaign(slugOf(c), [version], c.var.caller.name);
  if (!archived.ok && archived.error.kind === "stale") return archivePage(c, 412);
  unwrap(archived);
  return c.redirect(withQuery(pagePath.campaigns(), { notice: "archived" }), 303);
}

/** Where a visitor who clicks the ad arrives, shown without counting anybody. */
export async function testVisit(c: Call): Promise<Response> {
  const view = viewOf(c);
  const { t, origin } = view;
  const campaign = unwrap(await registry(c).campaign(slugOf(c)));
  const { codeParam } = c.var.config;
  const isLive = statusOn(campaign, view.today) === "live";
  const target = isLive ? withParam(campaign.destination, codeParam, campaign.slug) : withoutParam(campaign.destination, codeParam);
  return page(
    c,
    view,
    { title: t.campaign.testVisitResult, section: "campaigns" },
    <div class="text">
      <h1>{t.campaign.testVisitResult}</h1>
      <section>
        <dl class="facts">
          <dt>{t.campaign.testVisitLink}</dt>
          <dd>
            <code>{`${origin}/${campaign.slug}?fbclid=IwAR0a1b2c3`}</code>
          </dd>
          <dt>{t.campaign.testVisitArrives}</dt>
          <dd>
            <code>{target}</code>
          </dd>
        </dl>
        <p>{isLive ? t.campaign.testVisitClickId : t.campaign.testVisitInactive}</p>
        <div class="actions">
          <a class="btn" href={target} rel="noreferrer" target="_blank">
            {t.campaign.testVisitOpen}
          </a>
          <a class="btn quiet" href={pagePath.campaign(campaign.slug)}>
            {t.common.back}
          </a>
        </div>
      </section>
    </div>,
  );
}

/** A report with this campaign's code, by the way that websites' reports go, up to where it would be counted. */
export async function testSignup(c: Call): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const slug = slugOf(c);
  const { isKnown } = await attributionOf(c, slug);
  if (!isKnown) unwrap(await registry(c).campaign(slug));
  return page(
    c,
    view,
    { title: t.campaign.testSignupResult, section: "campaigns", at: pagePath.campaign(slug) },
    <div class="text">
      <h1>{t.campaign.testSignupResult}</h1>
      <p>{t.campaign.testSignupText(slug)}</p>
      <a class="btn quiet" href={pagePath.campaign(slug)}>
        {t.common.back}
      </a>
    </div>,
  );
}
