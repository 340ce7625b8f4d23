/** A campaign's page: what it brings, then its link with the QR code, its plan, and its history. */
import type { Campaign, Channel } from "../../domain/campaign/campaign.ts";
import { statusOn } from "../../domain/campaign/status.ts";
import { NO_FIGURES } from "../../domain/release/figures.ts";
import type { AccessKey } from "../../storage/registry/keys.ts";
import { notesOn } from "../annotations/notes.ts";
import { CostSection, campaignCosts } from "../costs/campaign_section.tsx";
import { registry, type StaffContext } from "../http/context.ts";
import { unwrap } from "../http/problem.ts";
import { askedPeriod } from "../reports/asked_period.ts";
import { ChartFiles, Headlines, PeriodForm, PeriodMenu } from "../reports/components.tsx";
import { campaignFigures, type Figures, withinFigures } from "../reports/figures.ts";
import { Skipped } from "../reports/not_counted.tsx";
import { emptyText } from "../reports/plus_minus.tsx";
import { pagePath } from "../routes.ts";
import type { ChartNote } from "../ui/charts/data.ts";
import { TimeChart } from "../ui/charts/over_time.tsx";
import { ChannelName, Copyable, ErrorSummary, LiveArea, StatusTag, WhyGroups } from "../ui/components.tsx";
import { slugOf } from "../ui/current_path.ts";
import { page } from "../ui/layout.tsx";
import { noticeOf } from "../ui/notices.ts";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { ArchivedHead } from "./archived_head.tsx";
import { LinkCard } from "./link_section.tsx";
import { AlsoOn, inOtherChannelsAmong } from "./other_channels.tsx";
import { History, PlanCard } from "./record_section.tsx";

export async function campaignPage(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const campaign = unwrap(await registry(c).anyCampaign(slugOf(c)));
  const [channels, campaigns, history, keys] = await Promise.all([
    registry(c).channels(),
    registry(c).campaigns(),
    registry(c).campaignHistory(campaign.slug),
    // The keys are the admins', as they are in the API.
    context.isAdmin ? registry(c).keys() : null,
  ]);
  const channel = channels.find(({ id }) => id === campaign.channel) ?? { id: campaign.channel, name: campaign.channel };
  const status = statusOn(campaign, context.today);
  const isArchived = status === "archived";
  const { isWrong, period: asked } = await askedPeriod(c, context.today, campaign.slug, isArchived || status === "ended");
  const period = await withinFigures(c, asked, context.today);
  const figures = await campaignFigures(c, period, channel, campaign.slug);
  const notes = await notesOn(c, period, campaign);
  const costs = await campaignCosts(c, campaign, period, context.today);
  const own = pagePath.campaign(campaign.slug);
  return page(
    c,
    context,
    { title: campaign.name, section: "campaigns", notice: noticeOf(c, context), status: isWrong ? 400 : 200, days: period },
    <>
      {isArchived ? (
        <ArchivedHead
          context={context}
          campaign={campaign}
          channels={channels}
          current={campaigns}
          fallbackUrl={c.var.config.fallbackUrl}
        />
      ) : (
        <CampaignHead
          context={context}
          campaign={campaign}
          channels={channels}
          inOtherChannels={inOtherChannelsAmong(campaigns)(campaign)}
        />
      )}
      {isWrong ? <ErrorSummary context={context} errors={[{ path: "", message: messages.periods.wrong }]} /> : null}
      <div class="top">
        <h2>{messages.campaign.brings}</h2>
        <PeriodMenu context={context} path={own} period={period} />
      </div>
      <PeriodForm context={context} path={own} chosen={isWrong ? null : period} query={c.req.query()} />
      <LiveArea context={context}>
        <CampaignFigures
          context={context}
          channels={channels}
          figures={figures}
          notes={notes}
          isOver={isArchived || period.to < context.today}
        />
        <WhyGroups context={context} config={c.var.config} />
      </LiveArea>
      {figures.shown.length === 0 ? null : <ChartFiles context={context} period={period} campaign={campaign.slug} />}
      {context.canEdit && figures.shown.length > 0 && !isArchived ? (
        <p class="soft screen">
          <a href={`${withQuery(pagePath.targets(), { about: `campaign:${campaign.slug}` })}#note`}>{messages.targets.addNote}</a>
        </p>
      ) : null}
      {costs === null ? null : (
        <CostSection
          context={context}
          campaign={campaign}
          period={period}
          figures={figures}
          costs={costs}
          timeZone={c.var.config.timeZone}
        />
      )}
      {isArchived ? null : (
        <div class="two">
          <LinkCard context={context} campaign={campaign} codeParam={campaign.codeParam ?? c.var.config.codeParam} />
          <TestCard context={context} campaign={campaign} keys={keys} isByMonth={c.var.config.release === "formal"} />
        </div>
      )}
      <PlanCard context={context} campaign={campaign} />
      <History context={context} entries={history} timeZone={c.var.config.timeZone} channels={channels} />
    </>,
  );
}

interface HeadProps {
  readonly context: PageContext;
  readonly campaign: Campaign;
  readonly channels: readonly Channel[];
  readonly inOtherChannels: readonly Campaign[];
}

function CampaignHead({ context, campaign, channels, inOtherChannels }: HeadProps) {
  const { messages } = context;
  const status = statusOn(campaign, context.today);
  return (
    <div class="top start">
      <div>
        <h1>{campaign.name}</h1>
        <p class="lead">
          <ChannelName channels={channels} id={campaign.channel} /> <StatusTag context={context} status={status} />
          <AlsoOn context={context} inOtherChannels={inOtherChannels} channels={channels} />
        </p>
        <Copyable context={context} text={`${context.origin}/${campaign.slug}`} label={messages.campaign.link} />
      </div>
      {context.canEdit ? (
        <div class="actions">
          <a class="btn quiet" href={pagePath.editCampaign(campaign.slug)}>
            {messages.campaign.edit}
          </a>
          <a class="btn quiet" href={withQuery(pagePath.newCampaign(), { like: campaign.slug })}>
            {messages.campaign.duplicate}
          </a>
          {status === "ended" ? null : (
            <form method="post" action={pagePath.campaignStatus(campaign.slug)}>
              <button type="submit" class="quiet" name="status" value={campaign.paused ? "live" : "paused"}>
                {campaign.paused ? messages.campaign.resume : messages.campaign.pause}
              </button>
            </form>
          )}
          {inOtherChannels.every(({ group }) => group !== null && group === campaign.group) ? null : (
            <form method="post" action={pagePath.groupSiblings(campaign.slug)}>
              <button type="submit" class="quiet">
                {messages.groups.make(inOtherChannels.length + 1)}
              </button>
            </form>
          )}
          <a class="btn quiet" href={pagePath.archiveCampaign(campaign.slug)}>
            {messages.campaign.archive}
          </a>
        </div>
      ) : null}
    </div>
  );
}

interface TestCardProps {
  readonly context: PageContext;
  readonly campaign: Campaign;
  readonly keys: readonly AccessKey[] | null;
  /** Whether a key's last use is told by month, as in the formal mode. */
  readonly isByMonth: boolean;
}

/** Whether the link and the website's reports work, and how to try. */
function TestCard({ context, campaign, keys, isByMonth }: TestCardProps) {
  const { messages, origin } = context;
  return (
    <section class="screen">
      <h2>{messages.campaign.test}</h2>
      <p class="soft">
        {keys === null ? null : `${usesOf(context, keys, isByMonth)} `}
        {messages.campaign.testLead}
      </p>
      <div class="actions">
        <a class="btn small" href={pagePath.testVisit(campaign.slug)}>
          {messages.campaign.testVisit}
        </a>
        <form method="post" action={pagePath.testSignup(campaign.slug)}>
          <button type="submit" class="small">
            {messages.campaign.testSignup}
          </button>
        </form>
      </div>
      {campaign.thanksUrl === null ? null : (
        <p>
          {messages.campaign.thanks}{" "}
          <Copyable context={context} text={`${origin}/${campaign.slug}/thanks`} label={messages.campaign.thanks} />
        </p>
      )}
      <p>
        <a href={withQuery(pagePath.connect(), { campaign: campaign.slug })}>{messages.campaign.connect}</a>
      </p>
    </section>
  );
}

/** Which websites' keys there are, and when they were used. */
function usesOf({ messages, format }: PageContext, keys: readonly AccessKey[], isByMonth: boolean): string {
  const sites = keys.filter(({ role }) => role === "site");
  const { campaign } = messages;
  if (sites.length === 0) return campaign.testSignupNoSites;
  if (isByMonth) {
    const months = sites.map(({ name, lastUsedOn }) =>
      lastUsedOn === null ? campaign.neverUsedMonth(name) : campaign.lastUsedIn(name, format.month(lastUsedOn)),
    );
    return [...months, campaign.usedMonthLater].join(" ");
  }
  const uses = sites.map(({ name, lastUsedOn }) =>
    lastUsedOn === null ? campaign.neverUsed(name) : campaign.lastUsed(name, format.day(lastUsedOn)),
  );
  return [...uses, campaign.usedTodayLater].join(" ");
}

interface CampaignFiguresProps {
  readonly context: PageContext;
  readonly channels: readonly Channel[];
  readonly figures: Figures;
  readonly notes: readonly ChartNote[];
  /** Whether no more visits can come into the period. */
  readonly isOver: boolean;
}

function CampaignFigures({ context, channels, figures, notes, isOver }: CampaignFiguresProps) {
  const { messages } = context;
  const [row] = figures.rows;
  return (
    <>
      <Headlines context={context} figures={figures} of={row ?? NO_FIGURES} hasUnattributed={false} />
      <section>
        <h2>{messages.chart.visitsPer[figures.interval]}</h2>
        {figures.shown.length === 0 ? (
          <p class="soft">{emptyText(context, figures.noise, isOver ? messages.campaign.nothingCame : messages.campaign.nothingYet)}</p>
        ) : (
          <TimeChart context={context} channels={channels} data={figures} notes={notes} />
        )}
      </section>
      {row === undefined || row.margin !== undefined ? null : <Skipped context={context} counts={row.skipped} />}
    </>
  );
}
