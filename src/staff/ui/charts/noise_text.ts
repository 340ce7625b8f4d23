/** What stands below a chart of the formal mode, on the page and in a file: how far what is drawn may be off, and what is not out yet. */
import type { PageContext } from "../page_context.ts";
import type { OverTime } from "./data.ts";
import { drawnSignups } from "./signup_line.tsx";

/** Sentences; none where bundles are released. */
export function noiseText(context: PageContext, data: OverTime): readonly string[] {
  const { noise, interval } = data;
  if (noise === null) return [];
  const { formal } = context.messages;
  const { highest, isByWeek } = drawnSignups(context, data);
  const signups = isByWeek ? noise.signupsOfWeek : noise.signups;
  const isUnfinished = noise.last === context.today;
  return [
    ...(noise.visits === 0 ? [] : [formal.eachPeriod[interval](context.format.number(noise.visits))]),
    ...(signups === 0 || highest === 0 ? [] : [formal.eachSignups[isByWeek ? "sevenDays" : interval](context.format.number(signups))]),
    ...(isUnfinished || noise.signupPeriod === "week" ? [formal.appears[noise.signupPeriod]] : []),
  ];
}
