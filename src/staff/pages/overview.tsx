/** The overview: what does each channel bring? */
import type { Channel } from "../../core/campaign.ts";
import { invalid } from "../../core/errors.ts";
import type { ReportRow } from "../../counters/report.ts";
import { csvResponse } from "../api/report.ts";
import { type Call, registry } from "../call.ts";
import { refuse, unwrap } from "../problem.ts";
import { Bar, Spark, Whisker } from "./charts/marks.tsx";
import { TimeChart } from "./charts/over_time.tsx";
import { roundUp } from "./charts/scale.ts";
import { channelFigures, type Figures } from "./figures.ts";
import { page } from "./layout.tsx";
import { noticeOf } from "./notices.ts";
import { Headlines, PeriodForm, PeriodMenu, Skipped } from "./overview_parts.tsx";
import { ChannelName, channelClass, ErrorSummary, LiveArea, Mark, WhyGroups } from "./parts.tsx";
import { choosePeriod } from "./period.ts";
import { type View, viewOf, withQuery } from "./view.ts";

export async function overview(c: Call): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const chosen = choosePeriod(c.req.query(), view.today);
  const period = chosen ?? choosePeriod({}, view.today);
  if (period === null) throw new Error("the default period does not exist");
  const [channels, campaigns] = await Promise.all([registry(c).channels(), registry(c).campaigns()]);
  const figures = await channelFigures(c, period, channels);
  if (campaigns.length === 0 && figures.rows.every(({ visits, signups }) => visits === 0 && signups === 0)) {
    return page(c, view, { title: t.start.title, section: "overview", notice: noticeOf(c, view) }, <FirstSteps view={view} />);
  }
  const sort = (["visits", "rate"] as const).find((name) => name === c.req.query("sort")) ?? "signups";
  return page(
    c,
    view,
    { title: t.overview.title, section: "overview", notice: noticeOf(c, view), status: chosen === null ? 400 : 200 },
    <>
      <div class="top">
        <h1>{t.overview.title}</h1>
        <div class="actions">
          <PeriodMenu view={view} path="/staff" period={period} />
          {view.isMaker ? (
            <a class="btn" href="/staff/new-campaign">
              {t.overview.newCampaign}
            </a>
          ) : null}
        </div>
      </div>
      {chosen === null ? <ErrorSummary view={view} errors={[{ path: "", message: t.periods.wrong }]} /> : null}
      <PeriodForm view={view} path="/staff" chosen={chosen} query={c.req.query()} />
      <LiveArea view={view}>
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
            <a href={withQuery("/staff/report.csv", { from: period.from, to: period.to })} download>
              {t.overview.toCsv}
            </a>
          </p>
          <WhyGroups view={view} config={c.var.config} />
        </section>
        <Skipped view={view} counts={figures.report.totals.skipped} />
      </LiveArea>
    </>,
  );
}

/** The table's rows as a file: the report of the chosen days, as the API would give it. */
export async function reportCsv(c: Call): Promise<Response> {
  const view = viewOf(c);
  const period = choosePeriod(c.req.query(), view.today);
  if (period === null) return refuse(invalid("", "must be a day that exists, as YYYY-MM-DD, from 2000 to 2199").error);
  return csvResponse(c, unwrap(await registry(c).report({ from: period.from, to: period.to, by: "channel", interval: "total" })));
}

type Sort = "visits" | "signups" | "rate";

function ChannelTable({ view, channels, figures, sort }: { view: View; channels: readonly Channel[]; figures: Figures; sort: Sort }) {
  const { t, f } = view;
  const { totals } = figures.report;
  const rows = [...figures.rows].sort((one, other) => (other[sort] ?? -1) - (one[sort] ?? -1) || other.visits - one.visits);
  const mostVisits = Math.max(0, ...rows.map(({ visits }) => visits));
  const maxRate = roundUp(Math.max(0.01, ...rows.map(({ rateHigh }) => rateHigh ?? 0)));
  const head = (name: Sort, text: string) => (
    <th scope="col" class="num" aria-sort={name === sort ? "descending" : undefined}>
      <a href={withQuery(view.here, { sort: name })} aria-label={t.overview.sortBy(text)}>
        {text}
        {name === sort ? (
          <svg class="arrow" width="8" height="7" viewBox="0 0 10 9" aria-hidden="true">
            <path d="M5 9 0 0h10z" />
          </svg>
        ) : null}
      </a>
    </th>
  );
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">{t.overview.channel}</th>
          {head("visits", t.overview.visits)}
          {head("signups", t.overview.signupsShort)}
          {head("rate", t.overview.per100)}
          <th scope="col" class="wide">
            {t.overview.uncertainty(f.percent(maxRate))}
          </th>
          <th scope="col" class="wide">
            {t.overview.trend}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ChannelRow view={view} channels={channels} row={row} figures={figures} mostVisits={mostVisits} maxRate={maxRate} />
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
          <td class="num" data-label={t.overview.per100}>
            {totals.rate === null ? "–" : f.percent(totals.rate)}
          </td>
          <td class="wide" />
          <td class="wide" />
        </tr>
      </tfoot>
    </table>
  );
}

interface ChannelRowProps {
  readonly view: View;
  readonly channels: readonly Channel[];
  readonly row: ReportRow;
  readonly figures: Figures;
  readonly mostVisits: number;
  readonly maxRate: number;
}

function ChannelRow({ view, channels, row, figures, mostVisits, maxRate }: ChannelRowProps) {
  const { t, f } = view;
  const colour = channelClass(channels, row.channel);
  const trend = figures.trends[figures.shown.findIndex(({ id }) => id === row.channel)];
  const interval = row.rate === null ? t.overview.tooFew : t.overview.interval(f.percent(row.rateLow), f.percent(row.rateHigh));
  return (
    <tr>
      <th scope="row">
        <a class="channel-link" href={withQuery("/staff/campaigns", { channel: row.channel })}>
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
      <td class="num" data-label={t.overview.per100}>
        {row.rate === null ? "–" : f.percent(row.rate)}
        <small>{interval}</small>
      </td>
      <td class="wide">
        {row.rate === null ? null : (
          <Whisker low={row.rateLow} rate={row.rate} high={row.rateHigh} max={maxRate} channel={colour} label={interval} />
        )}
      </td>
      <td class="wide">{trend === undefined ? null : <Spark values={trend} channel={colour} />}</td>
    </tr>
  );
}

/** What an empty dashboard says: how to come to the first figures. */
function FirstSteps({ view }: { view: View }) {
  const { t } = view;
  return (
    <div class="text">
      <Mark size={52} />
      <h1>{t.start.title}</h1>
      <section>
        <ol class="steps">
          {t.start.steps.map(([title, text]) => (
            <li>
              <div>
                <strong>{title}</strong>
                <span class="soft">{text}</span>
              </div>
            </li>
          ))}
        </ol>
      </section>
      {view.isMaker ? null : <p>{t.start.readerNote}</p>}
      <div class="actions">
        {view.isMaker ? (
          <a class="btn" href="/staff/new-campaign">
            {t.start.action}
          </a>
        ) : null}
        <a class="btn quiet" href="/staff/connect">
          {t.start.connect}
        </a>
      </div>
    </div>
  );
}
