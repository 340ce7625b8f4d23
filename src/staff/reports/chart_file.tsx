/** A chart as an SVG file, for slides: with its title, days, legend and axes in it, in light colours, and with nothing from outside. */

import type { Channel } from "../../domain/campaign/campaign.ts";
import { parseSlug } from "../../domain/campaign/slug.ts";
import { invalid } from "../../domain/problems.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { fileHeaders } from "../http/download.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { colourOf } from "../ui/assets/style.ts";
import { noiseText } from "../ui/charts/noise_text.ts";
import { round, spread, ticks } from "../ui/charts/scale.ts";
import { drawnSignups } from "../ui/charts/signup_line.tsx";
import { type PageContext, pageContextOf } from "../ui/page_context.ts";
import { type ChosenPeriod, choosePeriod } from "./chosen_period.ts";
import { chartName } from "./components.tsx";
import { campaignFigures, channelFigures, type Figures, groupFigures } from "./figures.ts";

const WIDTH = 960;
const LEFT = 64;
const TOP = 92;
const PLOT_WIDTH = WIDTH - LEFT - 32;
const PLOT_HEIGHT = 300;
/** Where the signups begin, below the bars and the names of days. */
const SIGNUPS_TOP = TOP + PLOT_HEIGHT + 56;
const SIGNUPS_HEIGHT = 56;
const LEGEND_TOP = SIGNUPS_TOP + SIGNUPS_HEIGHT + 36;
const LEGEND_COLUMNS = 5;
const LEGEND_LINE = 22;
const LABELS = 6;
/** Letters that fit on a line below the chart. */
const LINE_CHARS = 120;
const INK = "#1d2426";
const SOFT = "#5c6668";
const GRID = "#e4dfd3";
const FONT = "system-ui, sans-serif";

/** The chart of the overview, or with `campaign` or `group` of one of these, of the chosen days. */
export async function chartSvg(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const period = choosePeriod(c.req.query(), context.today);
  if (period === null) return refuse(invalid("", "form-period").error);
  const channels = await registry(c).channels();
  const { name, figures } = await chartOf(c, period, channels);
  const { messages, format } = context;
  const legendEnd = LEGEND_TOP + (Math.ceil(figures.shown.length / LEGEND_COLUMNS) + 1) * LEGEND_LINE;
  const said = linesOf(noiseText(context, figures).join(" "));
  const height = legendEnd + said.length * LEGEND_LINE + 8;
  const days = messages.common.range(format.day(period.from), format.day(period.to));
  const subject = name ?? c.var.config.operator ?? "Fivebar";
  const svg = `<?xml version="1.0" encoding="utf-8"?>\n${String(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${height}`}
      width={WIDTH}
      height={height}
      font-family={FONT}
      font-size="14"
    >
      <title>{subject}</title>
      <rect width={WIDTH} height={height} fill="#fff" />
      <text x="24" y="38" font-size="22" font-weight="600" fill={INK}>
        {messages.chart.visitsPer[figures.interval]} · {subject}
      </text>
      <text x="24" y="62" fill={SOFT}>
        {days} · {messages.chart.madeOn(format.day(context.today), figures.groupSize)}
      </text>
      <Plot context={context} channels={channels} figures={figures} />
      <Signups context={context} figures={figures} />
      <Legend context={context} channels={channels} figures={figures} />
      {said.map((line, index) => (
        <text x={LEFT} y={legendEnd + index * LEGEND_LINE + 11} fill={SOFT}>
          {line}
        </text>
      ))}
    </svg>,
  )}`;
  return c.body(svg, 200, fileHeaders("image/svg+xml; charset=utf-8", `${chartName(period, c.req.query("campaign"))}.svg`));
}

/** A text in lines: SVG breaks none by itself. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ").filter((one) => one !== "")) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length >= LINE_CHARS) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

/** Whose chart it is, with its figures: a campaign's, a group's, or that of all. */
async function chartOf(
  c: StaffContext,
  period: ChosenPeriod,
  channels: readonly Channel[],
): Promise<{ readonly name: string | null; readonly figures: Figures }> {
  const { campaign: asked, group } = c.req.query();
  if (asked !== undefined) {
    const slug = parseSlug(asked) ?? refuse(invalid("campaign", "bad-slug").error);
    const { name, channel: id } = unwrap(await registry(c).anyCampaign(slug));
    const channel = channels.find((one) => one.id === id) ?? { id, name: id };
    return { name, figures: await campaignFigures(c, period, channel, slug) };
  }
  if (group === undefined) return { name: null, figures: await channelFigures(c, period, channels) };
  const every = [...(await registry(c).campaigns()), ...(await registry(c).archivedCampaigns())];
  if (!every.some((campaign) => campaign.group === group)) return refuse({ type: "not-found", detail: "There is no such group." });
  return { name: group, figures: await groupFigures(c, period, channels, group) };
}

function Plot({ context, channels, figures }: { context: PageContext; channels: readonly Channel[]; figures: Figures }) {
  const { format } = context;
  const { periods, shown } = figures;
  const sumOf = (visits: readonly number[]): number => visits.reduce((sum, count) => sum + count, 0);
  const marks = ticks(Math.max(0, ...periods.map(({ visits }) => sumOf(visits))), 5, figures.groupSize);
  const top = marks.at(-1) ?? 1;
  const y = (count: number): number => TOP + PLOT_HEIGHT * (1 - count / top);
  const step = PLOT_WIDTH / Math.max(1, periods.length);
  const labelled = new Set(spread(periods.length, LABELS));
  return (
    <g>
      <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="2.5" height="5" fill="#fff" fill-opacity=".62" />
      </pattern>
      {marks.map((mark) => (
        <g>
          <line x1={LEFT} x2={LEFT + PLOT_WIDTH} y1={y(mark)} y2={y(mark)} stroke={GRID} />
          <text x={LEFT - 10} y={y(mark) + 5} text-anchor="end" fill={SOFT}>
            {format.number(mark)}
          </text>
        </g>
      ))}
      {periods.map(({ first, visits, isWhole }, index) => {
        let below = 0;
        return (
          <g>
            {visits.map((count, place) => {
              below += count;
              return (
                <rect
                  x={LEFT + step * index + step * 0.15}
                  y={y(below)}
                  width={step * 0.7}
                  height={y(below - count) - y(below)}
                  fill={colourIn(channels, shown[place]?.id ?? "")}
                />
              );
            })}
            {isPart({ visits, isWhole }) ? (
              <rect x={LEFT + step * index + step * 0.15} y={y(below)} width={step * 0.7} height={y(0) - y(below)} fill="url(#hatch)" />
            ) : null}
            {labelled.has(index) ? (
              <text x={LEFT + step * (index + 0.5)} y={TOP + PLOT_HEIGHT + 24} text-anchor="middle" fill={SOFT}>
                {figures.interval === "month" ? format.shortMonth(first) : format.shortDay(first)}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

/** The colour of a channel in a file: that of the page in the light. */
const colourIn = (channels: readonly Channel[], id: string): string => colourOf(channels.findIndex((channel) => channel.id === id));

/** The line of signups below the bars, as on the page. */
function Signups({ context, figures }: { context: PageContext; figures: Figures }) {
  const { title, highest, released, steps } = drawnSignups(context, figures);
  const base = SIGNUPS_TOP + SIGNUPS_HEIGHT;
  const step = PLOT_WIDTH / Math.max(1, figures.periods.length);
  const x = (place: number): number => round(LEFT + step * place);
  const y = (signups: number): number => round(base - ((SIGNUPS_HEIGHT - 22) * signups) / Math.max(1, highest));
  const isWhole = (index: number): boolean => figures.periods[index]?.isWhole === true;
  return (
    <g stroke-linecap="round">
      <text x={LEFT} y={SIGNUPS_TOP + 4} fill={SOFT}>
        {title}
      </text>
      {highest === 0 ? null : <line x1={LEFT} x2={LEFT + PLOT_WIDTH} y1={base} y2={base} stroke={GRID} />}
      {highest === 0 || steps !== null
        ? null
        : released
            .slice(1)
            .map((count, before) => (
              <line
                x1={x(before + 0.5)}
                x2={x(before + 1.5)}
                y1={y(released[before] ?? 0)}
                y2={y(count)}
                stroke={INK}
                stroke-width="2"
                stroke-dasharray={isWhole(before) && isWhole(before + 1) ? undefined : "3 5"}
              />
            ))}
      {highest === 0
        ? null
        : steps?.map(({ first, end, signups }) => (
            <g>
              <line x1={x(first + 0.15)} x2={x(end - 0.15)} y1={y(signups)} y2={y(signups)} stroke={INK} stroke-width="2" />
              <text x={x((first + end) / 2)} y={y(signups) - 5} text-anchor="middle" font-size="12" fill={SOFT}>
                {context.format.number(signups)}
              </text>
            </g>
          ))}
    </g>
  );
}

/** The channels' colours, and what hatched bars are. */
function Legend({ context, channels, figures }: { context: PageContext; channels: readonly Channel[]; figures: Figures }) {
  const { shown, periods, interval } = figures;
  const hasPart = periods.some((one) => isPart(one));
  const rows = Math.ceil(shown.length / LEGEND_COLUMNS);
  const at = (index: number) => ({
    x: LEFT + (index % LEGEND_COLUMNS) * 170,
    y: LEGEND_TOP + Math.floor(index / LEGEND_COLUMNS) * LEGEND_LINE,
  });
  return (
    <g>
      {shown.map(({ id, name }, index) => (
        <g>
          <rect x={at(index).x} y={at(index).y} width="12" height="12" fill={colourIn(channels, id)} />
          <text x={at(index).x + 20} y={at(index).y + 11} fill={INK}>
            {name}
          </text>
        </g>
      ))}
      {hasPart ? (
        <g>
          <rect x={LEFT} y={LEGEND_TOP + rows * LEGEND_LINE} width="12" height="12" fill={SOFT} />
          <rect x={LEFT} y={LEGEND_TOP + rows * LEGEND_LINE} width="12" height="12" fill="url(#hatch)" />
          <text x={LEFT + 20} y={LEGEND_TOP + rows * LEGEND_LINE + 11} fill={SOFT}>
            {context.messages.chart.partial[interval]}
          </text>
        </g>
      ) : null}
    </g>
  );
}

function isPart({ visits, isWhole }: Pick<Figures["periods"][number], "visits" | "isWhole">): boolean {
  return !isWhole && visits.some((count) => count > 0);
}
