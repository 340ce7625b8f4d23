/** The overview: what does each channel bring? */
import type { Channel } from "../../domain/campaign/campaign.ts";
import { invalid } from "../../domain/problems.ts";
import type { ReportRow } from "../../domain/release/report.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { Bar, Spark, Whisker } from "../ui/charts/marks.tsx";
import { TimeChart } from "../ui/charts/over_time.tsx";
import { axisEnd } from "../ui/charts/scale.ts";
import { ChannelName, channelClass, ErrorSummary, LiveArea, WhyGroups } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { noticeOf } from "../ui/notices.ts";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { SortHead, SortMenu } from "../ui/sorting.tsx";
import { csvResponse } from "./api.ts";
import { choosePeriod } from "./chosen_period.ts";
import { Headlines, PeriodForm, PeriodMenu, Skipped } from "./components.tsx";
import { channelFigures, everReleased, type Figures, withinFigures } from "./figures.ts";
import { FirstSteps, Start, type Steps } from "./first_steps.tsx";

export async function overview(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const chosen = choosePeriod(c.req.query(), context.today);
  const asked = chosen ?? choosePeriod({}, context.today);
  if (asked === null) throw new Error("the default period does not exist");
  const period = await withinFigures(c, asked, context.today);
  const [channels, campaigns, isLeaping] = await Promise.all([registry(c).channels(), registry(c).campaigns(), registry(c).isLeaping()]);
  const leap = isLeaping ? (
    <ErrorSummary context={context} title={messages.overview.leapTitle} errors={[{ path: "", message: messages.overview.leap }]} />
  ) : null;
  const figures = await channelFigures(c, period, channels);
  const steps = await stepsOf(c, context, figures, campaigns.length > 0);
  if (steps !== null && !steps.hasVisits) {
    return page(
      c,
      context,
      { title: messages.start.title, section: "overview", notice: noticeOf(c, context) },
      <>
        {leap}
        <Start context={context} steps={steps} />
      </>,
    );
  }
  const sort = (["visits", "rate"] as const).find((name) => name === c.req.query("sort")) ?? "signups";
  return page(
    c,
    context,
    { title: messages.overview.title, section: "overview", notice: noticeOf(c, context), status: chosen === null ? 400 : 200 },
    <>
      {leap}
      <div class="top">
        <h1>{messages.overview.title}</h1>
        <div class="actions wrap">
          <PeriodMenu context={context} path={pagePath.overview()} period={period} />
          {context.canEdit ? (
            <a class="btn" href={pagePath.newCampaign()}>
              {messages.overview.newCampaign}
            </a>
          ) : null}
        </div>
      </div>
      {chosen === null ? <ErrorSummary context={context} errors={[{ path: "", message: messages.periods.wrong }]} /> : null}
      <PeriodForm context={context} path={pagePath.overview()} chosen={chosen === null ? null : period} query={c.req.query()} />
      <LiveArea context={context}>
        {steps === null ? null : <FirstSteps context={context} steps={steps} />}
        <Headlines context={context} figures={figures} of={figures.report.totals} hasUnattributed />
        {figures.report.lost > 0 ? <p class="errors">{messages.overview.lost(context.format.number(figures.report.lost))}</p> : null}
        <section>
          <h2>{messages.chart.visitsPer[figures.interval]}</h2>
          {figures.shown.length === 0 ? (
            <p class="soft">{messages.overview.emptyPeriod}</p>
          ) : (
            <TimeChart context={context} channels={channels} data={figures} />
          )}
        </section>
        <section>
          <h2>{messages.overview.perChannel}</h2>
          <ChannelTable context={context} channels={channels} figures={figures} sort={sort} />
          <p>
            <a href={withQuery(pagePath.reportCsv(), { from: period.from, to: period.to })} download>
              {messages.overview.toCsv}
            </a>{" "}
            ·{" "}
            <a href={withQuery(pagePath.reportCsv(), { from: period.from, to: period.to, by: "campaign" })} download>
              {messages.overview.toCsvByCampaign}
            </a>
          </p>
          <WhyGroups context={context} config={c.var.config} />
        </section>
        <Skipped context={context} counts={figures.report.totals.skipped} unknownLinks={figures.report.unknownLinks} />
      </LiveArea>
    </>,
  );
}

/** The table's rows as a file: the report of the chosen days, as the API would give it. */
export async function reportCsv(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const period = choosePeriod(c.req.query(), context.today);
  if (period === null) return refuse(invalid("", "form-period").error);
  const by = c.req.query("by") === "campaign" ? "campaign" : "channel";
  return csvResponse(c, unwrap(await registry(c).report({ from: period.from, to: period.to, by, interval: "total" })));
}

/** How far a tracker without any signup has come; null once there was one. */
async function stepsOf(c: StaffContext, context: PageContext, { report }: Figures, hasCampaign: boolean): Promise<Steps | null> {
  if (report.totals.signups + report.unattributed.signups > 0) return null;
  // The keys are the admins', as they are in the API: to others a website is connected once a signup is released.
  const [ever, keys] = await Promise.all([everReleased(c, context.today), context.isAdmin ? registry(c).keys() : []]);
  if (ever.signups > 0) return null;
  return {
    hasCampaign,
    hasVisits: ever.visits > 0,
    isConnected: keys.some(({ role, lastUsedOn }) => role === "site" && lastUsedOn !== null),
    isDaily: c.var.config.signupRelease === "daily",
  };
}

type Sort = "visits" | "signups" | "rate";

function ChannelTable({
  context,
  channels,
  figures,
  sort,
}: {
  context: PageContext;
  channels: readonly Channel[];
  figures: Figures;
  sort: Sort;
}) {
  const { messages, format } = context;
  const { totals } = figures.report;
  const rows = [...figures.rows].sort((one, other) => (other[sort] ?? -1) - (one[sort] ?? -1) || other.visits - one.visits);
  const rates = rows.flatMap(({ rateHigh }) => (rateHigh === null ? [] : [rateHigh]));
  const maxRate = axisEnd(Math.max(0.01, ...rates));
  const scale = messages.overview.uncertainty(rates.length === 0 ? null : format.number(maxRate * 100));
  const choices = [
    ["visits", messages.figures.visits],
    ["signups", messages.figures.signups],
    ["rate", messages.overview.per100],
  ] as const;
  return (
    <>
      <SortMenu context={context} choices={choices} chosen={sort} />
      <table class="stack channels">
        <thead>
          <tr>
            <th scope="col">{messages.overview.channel}</th>
            {choices.map(([by, text]) => (
              <SortHead context={context} by={by} isChosen={by === sort} text={text} />
            ))}
            <th scope="col">{scale}</th>
            <th scope="col">{messages.overview.trend}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ChannelRow
              context={context}
              channels={channels}
              row={row}
              trend={figures.trends[figures.shown.findIndex(({ id }) => id === row.channel)] ?? null}
              mostVisits={Math.max(0, ...rows.map(({ visits }) => visits))}
              maxRate={maxRate}
              scale={scale}
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{messages.overview.total}</th>
            <td class="num" data-label={messages.figures.visits}>
              {format.number(totals.visits)}
            </td>
            <td class="num strong" data-label={messages.figures.signups}>
              {format.number(totals.signups)}
            </td>
            <RateCell context={context} rate={totals} />
            <td class="rate" />
            <td class="trend" />
          </tr>
        </tfoot>
      </table>
    </>
  );
}

/** A rate with what it lies between. */
function RateCell({ context: { messages, format }, rate }: { context: PageContext; rate: Figures["report"]["totals"] }) {
  return (
    <td class="num" data-label={messages.overview.per100}>
      {rate.rate === null ? "–" : format.perHundred(rate.rate)}
      {rate.rate === null ? null : <small>{`${format.perHundred(rate.rateLow)}–${format.perHundred(rate.rateHigh)}`}</small>}
    </td>
  );
}

interface ChannelRowProps {
  readonly context: PageContext;
  readonly channels: readonly Channel[];
  readonly row: ReportRow;
  /** Visits by period; null where there are none. */
  readonly trend: readonly number[] | null;
  readonly mostVisits: number;
  readonly maxRate: number;
  /** What the whisker is drawn on, in words. */
  readonly scale: string;
}

function ChannelRow({ context, channels, row, trend, mostVisits, maxRate, scale }: ChannelRowProps) {
  const { messages, format } = context;
  const colour = channelClass(channels, row.channel);
  return (
    <tr>
      <th scope="row">
        <a class="channel-link" href={withQuery(pagePath.campaigns(), { channel: row.channel })}>
          <ChannelName channels={channels} id={row.channel} />
        </a>
      </th>
      <td class="num" data-label={messages.figures.visits}>
        {format.number(row.visits)}
        <Bar value={row.visits} most={mostVisits} channel={colour} />
      </td>
      <td class="num strong" data-label={messages.figures.signups}>
        {format.number(row.signups)}
      </td>
      <RateCell context={context} rate={row} />
      <td class="rate" data-label={row.rate === null ? undefined : scale}>
        {row.rate === null ? (
          <span class="soft">{row.visits === 0 ? "" : messages.overview.tooFew}</span>
        ) : (
          <Whisker
            low={row.rateLow}
            rate={row.rate}
            high={row.rateHigh}
            max={maxRate}
            channel={colour}
            label={messages.overview.interval(format.perHundred(row.rateLow), format.perHundred(row.rateHigh))}
          />
        )}
      </td>
      <td class="trend" data-label={trend === null ? undefined : messages.overview.trend}>
        {trend === null ? null : <Spark values={trend} channel={colour} />}
      </td>
    </tr>
  );
}
