/** What the overview and a campaign's page show alike: the period, the headline figures, what was not counted. */
import type { Child } from "hono/jsx";
import { SKIP_REASONS } from "../../domain/kind.ts";
import { type View, withQuery } from "../ui/page_context.ts";
import { type ChosenPeriod, PRESET_DAYS } from "./chosen_period.ts";
import type { Change, Figures } from "./figures.ts";

export function PeriodMenu({ view, path, period }: { view: View; path: string; period: ChosenPeriod }) {
  const { t } = view;
  const choices = [
    ...PRESET_DAYS.map((days) => [days, withQuery(path, { days }), t.periods.days(days)] as const),
    ["month", withQuery(path, { period: "month" }), t.periods.month] as const,
    ["custom", withQuery(path, { from: period.from, to: period.to }), t.periods.custom] as const,
  ];
  return (
    <nav class="period" aria-label={t.periods.label}>
      {choices.map(([choice, href, text]) => (
        <a href={href} aria-current={choice === period.choice ? "true" : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}

interface PeriodFormProps {
  readonly view: View;
  readonly path: string;
  /** Null where the days that were asked for are none. */
  readonly chosen: ChosenPeriod | null;
  readonly query: Readonly<Record<string, string>>;
}

/** The form for days of one's own; shown once “choose” is chosen, and with what was filled in while that is wrong. */
export function PeriodForm({ view, path, chosen, query }: PeriodFormProps) {
  if (chosen !== null && chosen.choice !== "custom") return null;
  const { t, today } = view;
  const { from = "", to = "" } = chosen ?? query;
  return (
    <form class="dates" action={path}>
      <label>
        {t.periods.from} <input type="date" name="from" value={from} min="2000-01-01" max={today} required />
      </label>
      <label>
        {t.periods.to} <input type="date" name="to" value={to} min="2000-01-01" max={today} required />
      </label>
      <button type="submit" class="quiet">
        {t.periods.show}
      </button>
    </form>
  );
}

interface HeadlinesProps {
  readonly view: View;
  readonly figures: Figures;
  /** The rate of what is shown; from the report. */
  readonly of: {
    readonly visits: number;
    readonly signups: number;
    readonly rate: number | null;
    readonly rateLow: number | null;
    readonly rateHigh: number | null;
  };
  readonly hasUnattributed: boolean;
}

export function Headlines({ view, figures, of, hasUnattributed }: HeadlinesProps) {
  const { t, f } = view;
  const { changes, report } = figures;
  const through = report.releasedThrough.signups;
  return (
    <dl class="kpis">
      <Headline term={t.overview.visits} value={f.number(of.visits)}>
        <Comparison view={view} change={changes.visits} />
      </Headline>
      <Headline term={hasUnattributed ? t.overview.signups : t.overview.signupsShort} value={f.number(of.signups)}>
        <Comparison view={view} change={changes.signups} />
        <br />
        {through === null ? t.overview.nothingReleased : t.overview.throughDay(f.shortDay(through))}
      </Headline>
      <Headline term={t.overview.rate} value={of.rate === null ? "–" : f.perHundred(of.rate)}>
        {of.rateLow === null || of.rateHigh === null
          ? t.overview.tooFew
          : t.overview.interval(f.perHundred(of.rateLow), f.perHundred(of.rateHigh))}
        {changes.rate === null ? null : (
          <>
            <br />
            <Comparison view={view} change={changes.rate} isRate />
          </>
        )}
      </Headline>
      {hasUnattributed ? (
        <Headline term={t.overview.unattributed} value={f.number(report.unattributed.signups)}>
          {t.overview.unattributedNote}
        </Headline>
      ) : null}
    </dl>
  );
}

function Headline({ term, value, children }: { term: string; value: string; children?: Child }) {
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

/** How much more or less: of a count as a share of what it was, of a rate in its own unit, because a share of a share misleads. */
function Comparison({ view, change, isRate = false }: { view: View; change: Change | null; isRate?: boolean }) {
  const { t, f } = view;
  if (change === null) return <>{t.overview.noComparison}</>;
  const { now, before, days } = change;
  const difference = isRate ? Math.round((now - before) * 1_000) : Math.round((now / before - 1) * 100);
  if (difference === 0) return <>{t.overview.same(t.periods.before(days))}</>;
  const isMore = difference > 0;
  const size = Math.abs(difference);
  const amount = isRate ? f.perHundred(size / 1_000) : f.percent(size / 100);
  return (
    <>
      <span class={isMore ? "up" : "down"}>
        <svg class="arrow" width="10" height="9" viewBox="0 0 10 9" aria-hidden="true">
          <path d={isMore ? "M5 0 10 9H0z" : "M5 9 0 0h10z"} />
        </svg>{" "}
        {isMore ? t.overview.more(amount) : t.overview.less(amount)}
      </span>{" "}
      {t.overview.than(t.periods.before(days))}
    </>
  );
}

type SkippedCounts = Figures["report"]["totals"]["skipped"];

/** @param unknownLinks requests for links that nobody made; they are no campaign's */
export function Skipped({ view, counts, unknownLinks = 0 }: { view: View; counts: SkippedCounts; unknownLinks?: number }) {
  const { t, f } = view;
  const seen = SKIP_REASONS.filter((reason) => counts[reason] > 0).sort((one, other) => counts[other] - counts[one]);
  return (
    <section>
      <h2>{t.overview.skippedTitle}</h2>
      <p class="soft">
        {seen.length === 0
          ? t.overview.skippedNone
          : `${seen.map((reason) => `${t.skipped[reason]} ${f.number(counts[reason])}`).join(" · ")}. ${t.overview.skippedNote}`}
      </p>
      {unknownLinks === 0 ? null : <p class="soft">{t.overview.unknownLinks(f.number(unknownLinks))}</p>}
    </section>
  );
}
