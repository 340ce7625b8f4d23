/** Signups below the bars of visits: a line where each period has several groups, steps where most have one or none. */
import { addDays } from "../../../domain/day.ts";
import { periodStart } from "../../../domain/period.ts";
import type { PageContext } from "../page_context.ts";
import type { ChartPeriod, OverTime } from "./data.ts";
import { percent, round } from "./scale.ts";

const HEIGHT = 46;
const DAYS_PER_STEP = 7;

/** Some periods that follow one another, from `first` up to and without `end`, and their signups together. */
interface Step {
  readonly first: number;
  readonly end: number;
  readonly signups: number;
}

/**
 * Daily signups of mostly one group or none would zigzag with the filling of groups, not with the signups. So they are added up by
 * seven days, back from the last day; less than two weeks stay days. A sum of groups is a whole number of groups. Pure.
 *
 * @param signups of the days that are released, in order
 * @returns null where the days can be shown as they are
 */
export function stepsOf(signups: readonly number[], groupSize: number): readonly Step[] | null {
  const sparse = signups.filter((count) => count <= groupSize).length;
  if (sparse * 2 <= signups.length) return null;
  const length = signups.length < 2 * DAYS_PER_STEP ? 1 : DAYS_PER_STEP;
  const steps: Step[] = [];
  for (let end = signups.length; end >= length; end -= length) {
    const first = end - length;
    steps.unshift({ first, end, signups: signups.slice(first, end).reduce((sum, count) => sum + count, 0) });
  }
  return steps;
}

/** Where signups come out by the week they stand on its Sunday: a step for each Sunday, over those of its days that are drawn. Pure. */
export function weeksOf(days: readonly Pick<ChartPeriod, "first" | "signups">[]): readonly Step[] {
  const steps: Step[] = [];
  let first = 0;
  for (const [index, { first: day, signups }] of days.entries()) {
    if (addDays(periodStart(day, "week"), DAYS_PER_STEP - 1) !== day) continue;
    if (signups !== null) steps.push({ first, end: index + 1, signups });
    first = index + 1;
  }
  return steps;
}

interface DrawnSignups {
  /** What is drawn, with the highest value where no other number says it. */
  readonly title: string;
  readonly highest: number;
  /** Those of the periods that are released, in order. */
  readonly released: readonly number[];
  /** What is drawn instead of each period; null for the periods. */
  readonly steps: readonly Step[] | null;
  /** Whether a step is seven days. */
  readonly isByWeek: boolean;
}

/** Signups as they are drawn, on the page and in a file. */
export function drawnSignups({ messages, format }: PageContext, data: OverTime): DrawnSignups {
  const released = data.periods.map(({ signups }) => signups).filter((signups) => signups !== null);
  const weekly = data.noise?.signupPeriod === "week";
  const steps = data.interval !== "day" ? null : weekly ? weeksOf(data.periods) : stepsOf(released, data.groupSize);
  const isByWeek = steps !== null && (weekly || (steps[0] !== undefined && steps[0].end - steps[0].first > 1));
  const highest = Math.max(0, ...(steps?.map(({ signups }) => signups) ?? released));
  const name = isByWeek ? messages.chart.signupsPerSevenDays : messages.chart.signupsPer[data.interval];
  const told =
    steps?.length === 0 && weekly
      ? "–"
      : highest === 0
        ? messages.common.none
        : steps === null
          ? `${messages.chart.highest[data.interval]} ${format.number(highest)}`
          : "";
  return { title: told === "" ? name : `${name}, ${told}`, highest, released, steps, isByWeek };
}

/** @param top where the drawing begins, in pixels */
export function SignupLine({ context, data, top }: { context: PageContext; data: OverTime; top: number }) {
  const { format } = context;
  const { title, highest, released, steps } = drawnSignups(context, data);
  const base = top + 34 + HEIGHT;
  const height = (signups: number): number => round(base - (HEIGHT * signups) / Math.max(1, highest));
  const x = (place: number): string => percent((100 / Math.max(1, data.periods.length)) * place);
  return (
    <>
      <text class="ax name" x="0" y={top + 16}>
        {title}
      </text>
      {highest === 0 ? null : <line class="grid" x1="0" x2="100%" y1={base} y2={base} />}
      {highest === 0 ? null : steps === null ? (
        <SignupsLine data={data} signups={released} x={x} y={height} />
      ) : (
        steps.map(({ first, end, signups }) => (
          <>
            <line class="line" x1={x(first + 0.15)} x2={x(end - 0.15)} y1={height(signups)} y2={height(signups)} />
            <text class="ax mid" x={x((first + end) / 2)} y={height(signups) - 5}>
              {format.number(signups)}
            </text>
          </>
        ))
      )}
    </>
  );
}

interface SignupsLineProps {
  readonly data: OverTime;
  readonly signups: readonly number[];
  readonly x: (place: number) => string;
  readonly y: (signups: number) => number;
}

/** Lines between the middles of periods; dashed where one of the two periods is incomplete. */
function SignupsLine({ data, signups, x, y }: SignupsLineProps) {
  const isWhole = (index: number): boolean => data.periods[index]?.isWhole === true;
  return (
    <>
      {signups.slice(1).map((count, before) => (
        <line
          class={isWhole(before) && isWhole(before + 1) ? "line" : "line part"}
          x1={x(before + 0.5)}
          x2={x(before + 1.5)}
          y1={y(signups[before] ?? 0)}
          y2={y(count)}
        />
      ))}
    </>
  );
}
