/** What the overview and a campaign's page show alike: the period, the headline figures, what was not counted. */
import type { Child } from "hono/jsx";
import { addDays } from "../../domain/day.ts";
import { FIGURE_NAMES, FIGURES, type Figures as FigureValues, type Headline } from "../../domain/release/figures.ts";
import { pagePath } from "../routes.ts";
import { type PageContext, withQuery } from "../ui/page_context.ts";
import { type ChosenPeriod, NAMED_PERIODS, PRESET_DAYS } from "./chosen_period.ts";
import type { Change, Figures } from "./figures.ts";
import { GiveOrTake } from "./plus_minus.tsx";

export function PeriodMenu({ context, path, period }: { context: PageContext; path: string; period: ChosenPeriod }) {
  const { messages } = context;
  const choices = [
    ...PRESET_DAYS.map((days) => [days, withQuery(path, { days }), messages.periods.days(days)] as const),
    ["month", withQuery(path, { period: "month" }), messages.periods.named.month] as const,
    ["custom", withQuery(path, { from: period.from, to: period.to }), messages.periods.custom] as const,
  ];
  return (
    <nav class="period" aria-label={messages.periods.label}>
      {choices.map(([choice, href, text]) => (
        <a href={href} aria-current={choice === period.choice ? "true" : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}

interface PeriodFormProps {
  readonly context: PageContext;
  readonly path: string;
  /** Null where the days that were asked for are none. */
  readonly chosen: ChosenPeriod | null;
  readonly query: Readonly<Record<string, string>>;
}

/** Periods of the calendar, and a form for other days. It shows once “choose” is chosen, and keeps what was typed while that is wrong. */
export function PeriodForm(props: PeriodFormProps) {
  const { context, path, chosen } = props;
  const { messages } = context;
  return (
    <>
      <nav class="sorts periods" aria-label={messages.periods.more}>
        {NAMED_PERIODS.filter((name) => name !== "month").map((name) => (
          <a href={withQuery(path, { period: name })} aria-current={name === chosen?.choice ? "true" : undefined}>
            {messages.periods.named[name]}
          </a>
        ))}
      </nav>
      {chosen !== null && chosen.choice !== "custom" ? null : <DaysForm {...props} />}
    </>
  );
}

function DaysForm({ context, path, chosen, query }: PeriodFormProps) {
  const { messages, today } = context;
  const { from = "", to = "" } = chosen ?? query;
  return (
    <form class="dates" action={path}>
      <label>
        {messages.periods.from} <input type="date" name="from" value={from} min="2000-01-01" max={today} required />
      </label>
      <label>
        {messages.periods.to} <input type="date" name="to" value={to} min="2000-01-01" max={today} required />
      </label>
      <button type="submit" class="quiet">
        {messages.periods.show}
      </button>
    </form>
  );
}

interface HeadlinesProps {
  readonly context: PageContext;
  readonly figures: Figures;
  /** The figures of what is shown; from the report. */
  readonly of: FigureValues;
  readonly hasUnattributed: boolean;
}

export function Headlines(props: HeadlinesProps) {
  const { context, figures, of, hasUnattributed } = props;
  const { messages, format } = context;
  const { unattributed } = figures.report;
  return (
    <dl class="kpis">
      {HEADLINES.map((name) => {
        const value = isOut(figures, name) ? of[name] : null;
        const text = value === null ? "–" : FIGURES[name].unit === "rate" ? format.perHundred(value) : format.number(value);
        const isPart = name === "signups" && hasUnattributed;
        return (
          <HeadlineFigure term={isPart ? messages.overview.signups : messages.figures[name]} value={text}>
            {NOTES[name]?.(props) ?? null}
          </HeadlineFigure>
        );
      })}
      {hasUnattributed ? (
        <HeadlineFigure
          term={messages.overview.unattributed}
          value={unattributed.margin === null ? "–" : format.number(unattributed.signups)}
        >
          <GiveOrTake context={context} margin={unattributed.margin} />
          {unattributed.margin === null && figures.noise !== null
            ? messages.formal.signupsLater[figures.noise.signupPeriod]
            : messages.overview.unattributedNote(format.number(of.signups + unattributed.signups))}
        </HeadlineFigure>
      ) : null}
    </dl>
  );
}

/** Whether a count of the period is out; only in the formal mode may it not be. */
function isOut({ report }: Figures, name: Headline): boolean {
  return name === "rate" || report.totals.margin?.[name] !== null;
}

const HEADLINES = FIGURE_NAMES.filter((name): name is Headline => "isHeadline" in FIGURES[name]);

/** What stands below a figure, where there is more to say of it. */
const NOTES: { readonly [Name in Headline]?: (props: HeadlinesProps) => Child } = {
  visits: ({ context, figures }) =>
    isOut(figures, "visits") ? (
      <>
        <GiveOrTake context={context} margin={figures.report.totals.margin?.visits} />
        <Comparison context={context} change={figures.changes.visits} earlier={figures.earlier} />
      </>
    ) : (
      context.messages.formal.visitsLater
    ),
  signups: ({ context, figures }) => {
    const { messages, format } = context;
    const through = figures.report.releasedThrough.signups;
    const byWeek = figures.noise?.signupPeriod === "week";
    if (figures.noise !== null && !isOut(figures, "signups")) return messages.formal.signupsLater[figures.noise.signupPeriod];
    const released = byWeek ? messages.formal.throughWeek : messages.overview.throughDay;
    return (
      <>
        <GiveOrTake context={context} margin={figures.report.totals.margin?.signups} />
        <Comparison context={context} change={figures.changes.signups} earlier={figures.earlier} />
        <br />
        {through === null ? messages.overview.nothingReleased : released(format.shortDay(through))}
      </>
    );
  },
  rate: ({ context, figures, of }) => {
    const { messages, format } = context;
    return (
      <>
        {of.rate === null
          ? messages.overview.tooFew
          : messages.overview.interval(format.perHundred(of.rateLow), format.perHundred(of.rateHigh))}
        {of.rate === null || figures.report.totals.margin?.mostlyNoise !== true ? null : (
          <>
            <br />
            {figures.rows[0]?.campaign === undefined ? messages.formal.mostlyNoise : messages.formal.tooSmall}
          </>
        )}
        {figures.changes.rate === null ? null : (
          <>
            <br />
            <Comparison context={context} change={figures.changes.rate} earlier={figures.earlier} isRate />
          </>
        )}
      </>
    );
  },
};

function HeadlineFigure({ term, value, children }: { term: string; value: string; children?: Child }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {value}
        <small>{children}</small>
      </dd>
    </div>
  );
}

interface ComparisonProps {
  readonly context: PageContext;
  readonly change: Change | null;
  readonly earlier: Figures["earlier"];
  readonly isRate?: boolean;
}

/**
 * The difference: of a count as a share of the earlier count, of a rate in its own unit, because a share of a share misleads. A difference
 * that chance may explain is neither more nor less.
 */
function Comparison({ context, change, earlier, isRate = false }: ComparisonProps) {
  const { messages, format } = context;
  if (change === null) return <>{messages.overview.noComparison[earlier]}</>;
  const { now, before, days, isClear } = change;
  const note = shortened(context, change);
  const difference = isRate ? Math.round((now - before) * 1_000) : Math.round((now / before - 1) * 100);
  if (difference === 0) return <>{(isRate ? messages.overview.sameRate : messages.overview.same)(messages.periods.before(days) + note)}</>;
  const isMore = difference > 0;
  const amount = isRate ? format.perHundred(Math.abs(difference) / 1_000) : format.percent(Math.abs(difference) / 100);
  const [more, less] = isRate ? [messages.overview.higher, messages.overview.lower] : [messages.overview.more, messages.overview.less];
  return (
    <>
      <span class={isClear ? (isMore ? "up" : "down") : undefined}>
        <svg class="arrow" width="10" height="9" viewBox="0 0 10 9" aria-hidden="true">
          <path d={isMore ? "M5 0 10 9H0z" : "M5 9 0 0h10z"} />
        </svg>{" "}
        {isClear ? (isMore ? more : less)(amount) : messages.overview.unclear}
      </span>{" "}
      {isClear
        ? messages.overview.than(messages.periods.before(days) + note)
        : messages.overview.from(messages.periods.daysBefore(days) + note)}
    </>
  );
}

/** Why fewer days are compared than were chosen; empty where all are compared. */
function shortened({ messages, format, today }: PageContext, { through, isShorter }: Change): string {
  if (!isShorter) return "";
  return ` (${through === addDays(today, -1) ? messages.periods.withoutToday : messages.periods.through(format.shortDay(through))})`;
}

/** The name of a chart's file, without its kind. A group's name may have any characters, and is left out. */
export function chartName({ from, to }: Pick<ChosenPeriod, "from" | "to">, campaign: string | undefined): string {
  return `fivebar${campaign === undefined ? "" : `-${campaign}`}-${from}-${to}`;
}

interface ChartFilesProps {
  readonly context: PageContext;
  readonly period: ChosenPeriod;
  readonly campaign?: string;
  readonly group?: string;
}

/** The chart as a file: as SVG, and with script as PNG, which the browser makes of it. */
export function ChartFiles({ context, period, campaign, group }: ChartFilesProps) {
  const { messages } = context;
  const svg = withQuery(pagePath.chartSvg(), { from: period.from, to: period.to, campaign, group });
  return (
    <p class="soft screen">
      {messages.chart.asPicture}{" "}
      <a href={svg} download>
        SVG
      </a>{" "}
      <button type="button" class="plain" data-png={svg} data-name={`${chartName(period, campaign)}.png`} hidden>
        PNG
      </button>
    </p>
  );
}
