/** The overview: what all channels brought in the chosen days, together and one by one. */
import type { Day } from "../../domain/day.ts";
import { notesOn } from "../annotations/notes.ts";
import { costsOf } from "../costs/cost_rows.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { pagePath } from "../routes.ts";
import { TargetSection, targetsBeside } from "../targets/table.tsx";
import { TimeChart } from "../ui/charts/over_time.tsx";
import { ErrorSummary, LiveArea, WhyGroups } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { noticeOf } from "../ui/notices.ts";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { askedPeriod } from "./asked_period.ts";
import { ChannelTable } from "./channel_table.tsx";
import { ChartFiles, Headlines, PeriodForm, PeriodMenu } from "./components.tsx";
import { channelFigures, everReleased, type Figures, withinFigures } from "./figures.ts";
import { FirstSteps, Start, type Steps } from "./first_steps.tsx";
import { Lost, Skipped } from "./not_counted.tsx";
import { emptyText } from "./plus_minus.tsx";

/** The files for spreadsheets. */
const SHEETS = [
  ["channel", "total"],
  ["campaign", "total"],
  ["channel", "day"],
  ["campaign", "day"],
] as const;

export async function overview(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const { isWrong, period: asked } = await askedPeriod(c, context.today, null);
  const period = await withinFigures(c, asked, context.today);
  const [channels, isLeaping] = await Promise.all([registry(c).channels(), registry(c).isLeaping()]);
  const leap = isLeaping ? (
    <ErrorSummary context={context} title={messages.overview.leapTitle} errors={[{ path: "", message: messages.overview.leap }]} />
  ) : null;
  const [figures, costs, targets, notes] = await Promise.all([
    channelFigures(c, period, channels),
    costsOf(c, period, "channel"),
    targetsBeside(c, context, null),
    notesOn(c, period, null),
  ]);
  const steps = await stepsOf(c, context, figures);
  if (steps !== null && !steps.hasVisits) {
    return page(
      c,
      context,
      { title: messages.start.title, section: "overview", notice: noticeOf(c, context) },
      <>
        {leap}
        <Start context={context} steps={steps}>
          <Headlines context={context} figures={figures} of={figures.report.totals} hasUnattributed={false} />
        </Start>
      </>,
    );
  }
  const sort = (["visits", "rate"] as const).find((name) => name === c.req.query("sort")) ?? "signups";
  return page(
    c,
    context,
    { title: messages.nav.overview, section: "overview", notice: noticeOf(c, context), status: isWrong ? 400 : 200, days: period },
    <>
      {leap}
      <div class="top">
        <h1>{messages.nav.overview}</h1>
        <div class="actions wrap">
          <PeriodMenu context={context} path={pagePath.overview()} period={period} />
          {context.canEdit ? (
            <a class="btn" href={pagePath.newCampaign()}>
              {messages.overview.newCampaign}
            </a>
          ) : null}
        </div>
      </div>
      {isWrong ? <ErrorSummary context={context} errors={[{ path: "", message: messages.periods.wrong }]} /> : null}
      <PeriodForm context={context} path={pagePath.overview()} chosen={isWrong ? null : period} query={c.req.query()} />
      <LiveArea context={context}>
        <Headlines context={context} figures={figures} of={figures.report.totals} hasUnattributed />
        {steps === null ? null : <FirstSteps context={context} steps={steps} />}
        <Lost context={context} figures={figures} />
        <section>
          <h2>{messages.chart.visitsPer[figures.interval]}</h2>
          {figures.shown.length === 0 ? (
            <p class="soft">{emptyText(context, figures.noise, messages.overview.emptyPeriod)}</p>
          ) : (
            <TimeChart context={context} channels={channels} data={figures} notes={notes} />
          )}
        </section>
        <TargetSection context={context} targets={targets} />
        <section>
          <h2>{messages.overview.perChannel}</h2>
          <ChannelTable context={context} channels={channels} figures={figures} sort={sort} costs={costs} />
          <p class="screen">
            <a href={withQuery(pagePath.ads(), { from: period.from, to: period.to })}>{messages.ads.title}</a> · {messages.sheet.title}{" "}
            {SHEETS.map(([by, interval], index) => (
              <>
                {index === 0 ? "" : " · "}
                <SheetLinks context={context} query={{ from: period.from, to: period.to, by, interval }} />
              </>
            ))}
            {" · "}
            <a href={pagePath.targets()}>{messages.targets.title}</a>
            {context.isAdmin ? (
              <>
                {" "}
                · <a href={pagePath.reportLinks()}>{messages.reportLinks.title}</a>
              </>
            ) : null}
          </p>
          <WhyGroups context={context} config={c.var.config} />
        </section>
        <Skipped
          context={context}
          counts={figures.report.totals.skipped}
          unknownLinks={figures.report.unknownLinks}
          margin={figures.report.otherMargin}
        />
      </LiveArea>
      {figures.shown.length === 0 ? null : <ChartFiles context={context} period={period} />}
    </>,
  );
}

interface SheetLinksProps {
  readonly context: PageContext;
  readonly query: { readonly from: Day; readonly to: Day; readonly by: "channel" | "campaign"; readonly interval: "total" | "day" };
}

/** One table for spreadsheets, in both kinds of files. */
function SheetLinks({ context: { messages }, query }: SheetLinksProps) {
  const name = query.interval === "day" ? messages.sheet.byDay[query.by] : messages.sheet.by[query.by];
  return (
    <>
      {name}{" "}
      <a href={withQuery(pagePath.reportCsv(), query)} download aria-label={`${name}: CSV`}>
        CSV
      </a>{" "}
      <a href={withQuery(pagePath.reportXlsx(), query)} download aria-label={`${name}: XLSX`}>
        XLSX
      </a>
    </>
  );
}

/** How far a tracker without any signup has come; null once there was one. */
async function stepsOf(c: StaffContext, context: PageContext, { report }: Figures): Promise<Steps | null> {
  if (report.totals.signups + report.unattributed.signups > 0) return null;
  // Only admins see keys, as in the API. For others a website counts as connected once a signup is released.
  const [ever, keys, campaigns] = await Promise.all([
    everReleased(c, context.today),
    context.isAdmin ? registry(c).keys() : [],
    registry(c).campaigns(),
  ]);
  if (ever.signups > 0) return null;
  const { release, signupPeriod, signupRelease } = c.var.config;
  return {
    hasCampaign: campaigns.length > 0,
    hasVisits: ever.visits > 0,
    isConnected: keys.some(({ role, lastUsedOn }) => role === "site" && lastUsedOn !== null),
    signupsCome: release === "formal" ? signupPeriod : signupRelease === "daily" ? "day" : "at once",
  };
}
