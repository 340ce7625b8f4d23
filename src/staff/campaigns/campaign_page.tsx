/** A campaign's page: its link, what it brings, and whether it works. */
import { type Campaign, type Channel, statusOn } from "../../domain/campaign/campaign.ts";
import type { AccessKey } from "../../storage/registry/keys.ts";
import { signupCommand } from "../connect/page.tsx";
import { type Call, registry } from "../http/context.ts";
import { unwrap } from "../http/problem.ts";
import { choosePeriod } from "../reports/chosen_period.ts";
import { Headlines, PeriodForm, PeriodMenu, Skipped } from "../reports/components.tsx";
import { campaignFigures, type Figures, withinFigures } from "../reports/figures.ts";
import { pagePath } from "../routes.ts";
import { TimeChart } from "../ui/charts/over_time.tsx";
import { ChannelName, CodeBlock, Copyable, ErrorSummary, LiveArea, StatusTag, WhyGroups } from "../ui/components.tsx";
import { slugOf } from "../ui/current_path.ts";
import { page } from "../ui/layout.tsx";
import { noticeOf } from "../ui/notices.ts";
import { type View, viewOf } from "../ui/page_context.ts";
import { LinkCard } from "./link_section.tsx";
import { AlsoOn, siblingsAmong } from "./other_channels.tsx";
import { History, PlanCard } from "./record_section.tsx";

export async function campaignPage(c: Call): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const campaign = unwrap(await registry(c).campaign(slugOf(c)));
  const [channels, campaigns, history, keys] = await Promise.all([
    registry(c).channels(),
    registry(c).campaigns(),
    registry(c).campaignHistory(campaign.slug),
    // The keys are the admins', as they are in the API.
    view.isAdmin ? registry(c).keys() : null,
  ]);
  const channel = channels.find(({ id }) => id === campaign.channel) ?? { id: campaign.channel, name: campaign.channel };
  const chosen = choosePeriod(c.req.query(), view.today);
  const asked = chosen ?? choosePeriod({}, view.today);
  if (asked === null) throw new Error("the default period does not exist");
  const period = await withinFigures(c, asked, view.today);
  const figures = await campaignFigures(c, period, channel, campaign.slug);
  const own = pagePath.campaign(campaign.slug);
  // The answer comes first, once there is one; until then it is the link that somebody came for.
  const isNew = figures.shown.length === 0;
  const cards = (
    <div class="two">
      <LinkCard view={view} campaign={campaign} codeParam={c.var.config.codeParam} />
      <TestCard view={view} campaign={campaign} keys={keys} />
      <ConnectCard view={view} campaign={campaign} />
      <PlanCard view={view} campaign={campaign} />
    </div>
  );
  return page(
    c,
    view,
    { title: campaign.name, section: "campaigns", notice: noticeOf(c, view), status: chosen === null ? 400 : 200 },
    <>
      <CampaignHead view={view} campaign={campaign} channels={channels} siblings={siblingsAmong(campaigns)(campaign)} />
      {chosen === null ? <ErrorSummary view={view} errors={[{ path: "", message: t.periods.wrong }]} /> : null}
      {isNew ? cards : null}
      <div class="top">
        <h2>{t.campaign.brings}</h2>
        <PeriodMenu view={view} path={own} period={period} />
      </div>
      <PeriodForm view={view} path={own} chosen={chosen === null ? null : period} query={c.req.query()} />
      <LiveArea view={view}>
        <CampaignFigures view={view} channels={channels} figures={figures} />
        <WhyGroups view={view} config={c.var.config} />
      </LiveArea>
      {isNew ? null : cards}
      <History view={view} entries={history} timeZone={c.var.config.timeZone} />
    </>,
  );
}

interface HeadProps {
  readonly view: View;
  readonly campaign: Campaign;
  readonly channels: readonly Channel[];
  readonly siblings: readonly Campaign[];
}

function CampaignHead({ view, campaign, channels, siblings }: HeadProps) {
  const { t } = view;
  const status = statusOn(campaign, view.today);
  return (
    <div class="top start">
      <div>
        <h1>{campaign.name}</h1>
        <p class="lead">
          <ChannelName channels={channels} id={campaign.channel} /> <StatusTag view={view} status={status} />
          <AlsoOn view={view} siblings={siblings} channels={channels} />
        </p>
        <Copyable view={view} text={`${view.origin}/${campaign.slug}`} label={t.campaign.link} />
      </div>
      {view.canEdit ? (
        <div class="actions">
          <a class="btn quiet" href={pagePath.editCampaign(campaign.slug)}>
            {t.campaign.edit}
          </a>
          {status === "ended" ? null : (
            <form method="post" action={pagePath.campaignStatus(campaign.slug)}>
              <button type="submit" class="quiet" name="status" value={campaign.paused ? "live" : "paused"}>
                {campaign.paused ? t.campaign.resume : t.campaign.pause}
              </button>
            </form>
          )}
          <a class="btn quiet" href={pagePath.archiveCampaign(campaign.slug)}>
            {t.campaign.archive}
          </a>
        </div>
      ) : null}
    </div>
  );
}

/** How the website reports signups with this campaign's code. */
function ConnectCard({ view, campaign }: { view: View; campaign: Campaign }) {
  const { t, origin } = view;
  return (
    <section>
      <h2>{t.campaign.connect}</h2>
      <p class="soft">{t.campaign.connectLead}</p>
      <CodeBlock view={view} text={signupCommand(origin, campaign.slug)} label={t.campaign.command} />
      {campaign.thanksUrl === null ? null : (
        <p>
          {t.campaign.thanks} <Copyable view={view} text={`${origin}/${campaign.slug}/thanks`} label={t.campaign.thanks} />
        </p>
      )}
      <p>
        <a href={pagePath.connect()}>{t.campaign.connectMore}</a>
      </p>
    </section>
  );
}

/** Whether the link and the website's reports work, and how to try. */
function TestCard({ view, campaign, keys }: { view: View; campaign: Campaign; keys: readonly AccessKey[] | null }) {
  const { t } = view;
  return (
    <section>
      <h2>{t.campaign.test}</h2>
      <p class="soft">
        {keys === null ? null : `${usesOf(view, keys)} `}
        {t.campaign.testLead}
      </p>
      <div class="actions">
        <a class="btn small" href={pagePath.testVisit(campaign.slug)}>
          {t.campaign.testVisit}
        </a>
        <form method="post" action={pagePath.testSignup(campaign.slug)}>
          <button type="submit" class="small">
            {t.campaign.testSignup}
          </button>
        </form>
      </div>
    </section>
  );
}

/** Which websites' keys there are, and when they were used. */
function usesOf({ t, f }: View, keys: readonly AccessKey[]): string {
  const sites = keys.filter(({ role }) => role === "site");
  if (sites.length === 0) return t.campaign.testSignupNoSites;
  const uses = sites.map(({ name, lastUsedOn }) =>
    lastUsedOn === null ? t.campaign.neverUsed(name) : t.campaign.lastUsed(name, f.day(lastUsedOn)),
  );
  return [...uses, t.campaign.usedTodayLater].join(" ");
}

interface CampaignFiguresProps {
  readonly view: View;
  readonly channels: readonly Channel[];
  readonly figures: Figures;
}

function CampaignFigures({ view, channels, figures }: CampaignFiguresProps) {
  const { t } = view;
  const [row] = figures.rows;
  const none = { visits: 0, signups: 0, rate: null, rateLow: null, rateHigh: null };
  return (
    <>
      <Headlines view={view} figures={figures} of={row ?? none} hasUnattributed={false} />
      <section>
        <h2>{t.chart.visitsPer[figures.interval]}</h2>
        {figures.shown.length === 0 ? (
          <p class="soft">{t.campaign.nothingYet}</p>
        ) : (
          <TimeChart view={view} channels={channels} data={figures} />
        )}
      </section>
      {row === undefined ? null : <Skipped view={view} counts={row.skipped} />}
    </>
  );
}
