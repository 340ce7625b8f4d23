/** A chart as an SVG file, for slides: with its title, days, legend and axes in it, in light colours, and with nothing from outside. */
import type { Channel } from "../../domain/campaign/campaign.ts";
import { parseSlug } from "../../domain/campaign/slug.ts";
import { invalid } from "../../domain/problems.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { colourOf } from "../ui/assets/style.ts";
import { spread, ticks } from "../ui/charts/scale.ts";
import { type PageContext, pageContextOf } from "../ui/page_context.ts";
import { choosePeriod } from "./chosen_period.ts";
import { campaignFigures, channelFigures, type Figures } from "./figures.ts";

const WIDTH = 960;
const HEIGHT = 480;
const LEFT = 64;
const TOP = 92;
const PLOT_WIDTH = WIDTH - LEFT - 32;
const PLOT_HEIGHT = 300;
const LABELS = 6;
const INK = "#1d2426";
const SOFT = "#5c6668";
const FONT = "system-ui, sans-serif";

/** The chart of the overview, or with `campaign` of one campaign, of the days `from` to `to`. */
export async function chartSvg(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const period = choosePeriod(c.req.query(), context.today);
  if (period === null) return refuse(invalid("", "form-period").error);
  const channels = await registry(c).channels();
  const asked = c.req.query("campaign");
  const slug = asked === undefined ? null : (parseSlug(asked) ?? refuse(invalid("campaign", "bad-slug").error));
  const campaign = slug === null ? null : unwrap(await registry(c).anyCampaign(slug));
  const figures =
    campaign === null
      ? await channelFigures(c, period, channels)
      : await campaignFigures(
          c,
          period,
          channels.find(({ id }) => id === campaign.channel) ?? { id: campaign.channel, name: campaign.channel },
          campaign.slug,
        );
  const { messages, format } = context;
  const days = messages.common.range(format.day(period.from), format.day(period.to));
  const subject = campaign?.name ?? c.var.config.operator ?? "Fivebar";
  const svg = `<?xml version="1.0" encoding="utf-8"?>\n${String(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      font-family={FONT}
      font-size="14"
    >
      <title>{subject}</title>
      <rect width={WIDTH} height={HEIGHT} fill="#fff" />
      <text x="24" y="38" font-size="22" font-weight="600" fill={INK}>
        {messages.chart.visitsPer[figures.interval]} · {subject}
      </text>
      <text x="24" y="62" fill={SOFT}>
        {days} · {messages.chart.madeOn(format.day(context.today), figures.groupSize)}
      </text>
      <Plot context={context} channels={channels} figures={figures} />
    </svg>,
  )}`;
  return c.body(svg, 200, {
    "Content-Type": "image/svg+xml; charset=utf-8",
    "Content-Disposition": `attachment; filename="fivebar${slug === null ? "" : `-${slug}`}-${period.from}-${period.to}.svg"`,
  });
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
  const colour = (id: string): string => colourOf(channels.findIndex((channel) => channel.id === id));
  return (
    <g>
      {marks.map((mark) => (
        <g>
          <line x1={LEFT} x2={LEFT + PLOT_WIDTH} y1={y(mark)} y2={y(mark)} stroke="#e4dfd3" />
          <text x={LEFT - 10} y={y(mark) + 5} text-anchor="end" fill={SOFT}>
            {format.number(mark)}
          </text>
        </g>
      ))}
      {periods.map(({ first, visits }, index) => {
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
                  fill={colour(shown[place]?.id ?? "")}
                />
              );
            })}
            {labelled.has(index) ? (
              <text x={LEFT + step * (index + 0.5)} y={TOP + PLOT_HEIGHT + 24} text-anchor="middle" fill={SOFT}>
                {format.shortDay(first)}
              </text>
            ) : null}
          </g>
        );
      })}
      {shown.map(({ id, name }, index) => (
        <g>
          <rect
            x={LEFT + (index % 5) * 170}
            y={TOP + PLOT_HEIGHT + 42 + Math.floor(index / 5) * 22}
            width="12"
            height="12"
            fill={colour(id)}
          />
          <text x={LEFT + (index % 5) * 170 + 20} y={TOP + PLOT_HEIGHT + 53 + Math.floor(index / 5) * 22} fill={INK}>
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}
