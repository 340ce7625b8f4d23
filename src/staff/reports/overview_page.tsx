/** The overview: what does each channel bring? */
import type { Channel } from "../../domain/campaign/campaign.ts";
import { invalid } from "../../domain/problems.ts";
import type { ReportRow } from "../../domain/release/report.ts";
import { type Call, registry } from "../http/context.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { Bar, Spark, Whisker } from "../ui/charts/marks.tsx";
import { TimeChart } from "../ui/charts/over_time.tsx";
import { axisEnd } from "../ui/charts/scale.ts";
import { ChannelName, channelClass, ErrorSummary, LiveArea, WhyGroups } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { noticeOf } from "../ui/notices.ts";
import { type View, viewOf, withQuery } from "../ui/page_context.ts";
import { SortHead, SortMenu } from "../ui/sorting.tsx";
import { csvResponse } from "./api.ts";
import { choosePeriod } from "./chosen_period.ts";
import { Headlines, PeriodForm, PeriodMenu, Skipped } from "./components.tsx";
import { channelFigures, everReleased, type Figures, withinFigures } from "./figures.ts";
import { FirstSteps, Start, type Steps } from "./first_steps.tsx";

export async function overview(c: Call): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const chosen = choosePeriod(c.req.query(), view.today);
  const asked = chosen ?? choosePeriod({}, view.today);
  if (asked === null) throw new Error("the default period does not exist");
  const period = await withinFigures(c, asked, view.today);
  const [channels, campaigns, isLeaping] = await Promise.all([registry(c).channels(), registry(c).campaigns(), registry(c).isLeaping()]);
  const leap = isLeaping ? (
    <ErrorSummary view={view} title={t.overview.leapTitle} errors={[{ path: "", message: t.overview.leap }]} />
  ) : null;
  const figures = await channelFigures(c, period, channels);
  const steps = await stepsOf(c, view, figures, campaigns.length > 0);
  if (steps !== null && !steps.hasVisits) {
    return page(
      c,
      view,
      { title: t.start.title, section: "overview", notice: noticeOf(c, view) },
      <>
        {leap}
        <Start view={view} steps={steps} />
      </>,
    );
  }
  const sort = (["visits", "rate"] as const).find((name) => name === c.req.query("sort")) ?? "signups";
  return page(
    c,
    view,
    { title: t.overview.title, section: "overview", notice: noticeOf(c, view), status: chosen === null ? 400 : 200 },
    <>
      {leap}
      <div class="top">
        <h1>{t.overview.title}</h1>
        <div class="actions wrap">
          <PeriodMenu view={view} path={pagePath.overview()} period={period} />
          {view.canEdit ? (
            <a class="btn" href={pagePath.newCampaign()}>
              {t.overview.newCampaign}
            </a>
          ) : null}
        </div>
      </div>
      {chosen === null ? <ErrorSummary view={view} errors={[{ path: "", message: t.periods.wrong }]} /> : null}
      <PeriodForm view={view} path={pagePath.overview()} chosen={chosen === null ? null : period} query={c.req.query()} />
      <LiveArea view={view}>
        {steps === null ? null : <FirstSteps view={view} steps={steps} />}
        <Headlines view={view} figures={figures} of={figures.report.totals} hasUnattributed />
        {figures.report.lost > 0 ? <p class="errors">{t.overview.lost(view.f.number(figures.report.lost))}</p> : null}
        <section>
          <h2>{t.chart.visitsPer[figures.interval]}</h2>
          {figures.shown.length === 0 ? (
            <p class="soft">{t.overview.emptyPeriod}</p>
          ) : (
            <TimeChart view={view} channels={channels} data={figures} />
          )}
        </section>
        <section>
          <h2>{t.overview.perChannel}</h2>
          <ChannelTable view={view} channels={channels} figures={figures} sort={sort} />
          <p>
            <a href={withQuery(pagePath.reportCsv(), { from: period.from, to: period.to })} download>
              {t.overview.toCsv}
            </a>{" "}
            ·{" "}
            <a href={withQuery(pagePath.reportCsv(), { from: period.from, to: period.to, by: "campaign" })} download>
              {t.overview.toCsvByCampaign}
            </a>
          </p>
          <WhyGroups view={view} config={c.var.config} />
        </section>
        <Skipped view={view} counts={figures.report.totals.skipped} unknownLinks={figures.report.unknownLinks} />
      </LiveArea>
    </>,
  );
}

/** The table's rows as a file: the report of the chosen days, as the API would give it. */
export async function reportCsv(c: Call): Promise<Response> {
  const view = viewOf(c);
  const period = choosePeriod(c.req.query(), view.today);
  if (period === null) return refuse(invalid("", "form-period").error);
  const by = c.req.query("by") === "campaign" ? "campaign" : "channel";
  return csvResponse(c, unwrap(await registry(c).report({ from: period.from, to: period.to, by, interval: "total" })));
}

/** How far a tracker without any signup has come; null once there was one. */
async function stepsOf(c: Call, view: View, { report }: Figures, hasCampaign: boolean): Promise<Steps | null> {
  if (report.totals.signups + report.unattributed.signups > 0) return null;
  // The keys are the admins', as they are in the API: to others a website is connected once a signup is released.
  const [ever, keys] = await Promise.all([everReleased(c, view.today), view.isAdmin ? registry(c).keys() : []]);
  if (ever.signups > 0) return null;
  return {
    hasCampaign,
    hasVisits: ever.visits > 0,
    isConnected: keys.some(({ role, lastUsedOn }) => role === "site" && lastUsedOn !== null),
    isDaily: c.var.config.signupRelease === "daily",
  };
}

type Sort = "visits" | "signups" | "rate";

function ChannelTable({ view, channels, figures, sort }: { view: View; channels: readonly Channel[]; figures: Figures; sort: Sort }) {
  const { t, f } = view;
  const { totals } = figures.report;
  const rows = [...figures.rows].sort((one, other) => (other[sort] ?? -1) - (one[sort] ?? -1) || other.visits - one.visits);
  const rates = rows.flatMap(({ rateHigh }) => (rateHigh === null ? [] : [rateHigh]));
  const maxRate = axisEnd(Math.max(0.01, ...rates));
  const scale = t.overview.uncertainty(rates.length === 0 ? null : f.number(maxRate * 100));
  const choices = [
    ["visits", t.overview.visits],
    ["signups", t.overview.signupsShort],
    ["rate", t.overview.per100],
  ] as const;
  return (
    <>
      <SortMenu view={view} choices={choices} chosen={sort} />
      <table class="stack channels">
        <thead>
          <tr>
            <th scope="col">{t.overview.channel}</th>
            {choices.map(([by, text]) => (
              <SortHead view={view} by={by} isChosen={by === sort} text={text} />
            ))}
            <th scope="col">{scale}</th>
            <th scope="col">{t.overview.trend}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ChannelRow
              view={view}
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
            <th scope="row">{t.overview.total}</th>
            <td class="num" data-label={t.overview.visits}>
              {f.number(totals.visits)}
            </td>
            <td class="num strong" data-label={t.overview.signupsShort}>
              {f.number(totals.signups)}
            </td>
            <RateCell view={view} rate={totals} />
            <td class="rate" />
            <td class="trend" />
          </tr>
        </tfoot>
      </table>
    </>
  );
}

/** A rate with what it lies between. */
function RateCell({ view: { t, f }, rate }: { view: View; rate: Figures["report"]["totals"] }) {
  return (
    <td class="num" data-label={t.overview.per100}>
      {rate.rate === null ? "–" : f.perHundred(rate.rate)}
      {rate.rate === null ? null : <small>{`${f.perHundred(rate.rateLow)}–${f.perHundred(rate.rateHigh)}`}</small>}
    </td>
  );
}

interface ChannelRowProps {
  readonly view: View;
  readonly channels: readonly Channel[];
  readonly row: ReportRow;
  /** Visits by period; null where there are none. */
  readonly trend: readonly number[] | null;
  readonly mostVisits: number;
  readonly maxRate: number;
  /** What the whisker is drawn on, in words. */
  readonly scale: string;
}

function ChannelRow({ view, channels, row, trend, mostVisits, maxRate, scale }: ChannelRowProps) {
  const { t, f } = view;
  const colour = channelClass(channels, row.channel);
  return (
    <tr>
      <th scope="row">
        <a class="channel-link" href={withQuery(pagePath.campaigns(), { channel: row.channel })}>
          <ChannelName channels={channels} id={row.channel} />
        </a>
      </th>
      <td class="num" data-label={t.overview.visits}>
        {f.number(row.visits)}
        <Bar value={row.visits} most={mostVisits} channel={colour} />
      </td>
      <td class="num strong" data-label={t.overview.signupsShort}>
        {f.number(row.signups)}
      </td>
      <RateCell view={view} rate={row} />
      <td class="rate" data-label={row.rate === null ? undefined : scale}>
        {row.rate === null ? (
          <span class="soft">{row.visits === 0 ? "" : t.overview.tooFew}</span>
        ) : (
          <Whisker
            low={row.rateLow}
            rate={row.rate}
            high={row.rateHigh}
            max={maxRate}
            channel={colour}
            label={t.overview.interval(f.perHundred(row.rateLow), f.perHundred(row.rateHigh))}
          />
        )}
      </td>
      <td class="trend" data-label={trend === null ? undefined : t.overview.trend}>
        {trend === null ? null : <Spark values={trend} channel={colour} />}
      </td>
    </tr>
  );
}
