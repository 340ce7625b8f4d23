/**
 * Visits by channel as stacked bars and signups as a line, over time. The plot scales with the page, its text does not. A table has the
 * same figures for people who cannot see the chart.
 */
import type { Channel } from "../../../domain/campaign/campaign.ts";
import type { Day } from "../../../domain/day.ts";
import { ChannelName, channelClass, ScrollArea } from "../components.tsx";
import type { PageContext } from "../page_context.ts";
import { TableCopy } from "../table_copy.tsx";
import type { ChartInterval, ChartNote, OverTime } from "./data.ts";
import { noiseText } from "./noise_text.ts";
import { NoteList, NoteMarks, type PlacedNote, placed } from "./notes.tsx";
import { percent, round, spread, ticks } from "./scale.ts";
import { SignupLine } from "./signup_line.tsx";

const HEIGHT = 230;
const LINE_HEIGHT = 88;
const TOP = 8;
const LABELS = 6;

interface TimeChartProps {
  readonly context: PageContext;
  readonly channels: readonly Channel[];
  readonly data: OverTime;
  /** On days of the chart, by day. */
  readonly notes?: readonly ChartNote[];
}

export function TimeChart({ context, channels, data, notes = [] }: TimeChartProps) {
  const { messages } = context;
  const marked = placed(notes, data.periods);
  const most = Math.max(0, ...data.periods.map(({ visits }) => sum(visits)));
  const marks = ticks(most, 5, data.groupSize);
  const name = messages.chart.visitsPer[data.interval];
  const isWhole = data.periods.every((period) => period.isWhole || sum(period.visits) === 0);
  return (
    <>
      <div class="plot" role="img" aria-label={`${name}. ${messages.chart.signupsPer[data.interval]}.`}>
        <Axis context={context} marks={marks} />
        <svg
          class="area"
          width="100%"
          height={TOP + HEIGHT + 22 + (data.periods.some(({ signups }) => (signups ?? 0) > 0) ? LINE_HEIGHT : 24)}
          aria-hidden="true"
        >
          <Bars context={context} channels={channels} data={data} marks={marks} />
          <SignupLine context={context} data={data} top={TOP + HEIGHT + 22} />
          <NoteMarks notes={marked} periods={data.periods.length} height={TOP + HEIGHT} />
        </svg>
      </div>
      <NoiseText context={context} data={data} />
      {data.shown.length < 2 && isWhole ? null : (
        <ul class="legend" aria-label={messages.chart.legend}>
          {(data.shown.length < 2 ? [] : data.shown).map(({ id }) => (
            <li>
              <ChannelName channels={channels} id={id} />
            </li>
          ))}
          {isWhole ? null : (
            <li>
              <svg class="swatch" width="14" height="12" aria-hidden="true">
                <rect width="14" height="12" fill="url(#hatch)" />
              </svg>
              {messages.chart.partial[data.interval]}
            </li>
          )}
        </ul>
      )}
      <NoteList context={context} notes={marked} />
      <ChartTable context={context} data={data} notes={marked} />
    </>
  );
}

function NoiseText({ context, data }: { context: PageContext; data: OverTime }) {
  const sentences = noiseText(context, data);
  return sentences.length === 0 ? null : <p class="soft">{sentences.join(" ")}</p>;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function Axis({ context, marks }: { context: PageContext; marks: readonly number[] }) {
  const top = marks.at(-1) ?? 1;
  return (
    <svg class="axis" width="48" height={TOP + HEIGHT + 10} aria-hidden="true">
      {marks.map((mark) => (
        <text class="ax end" x="40" y={TOP + HEIGHT * (1 - mark / top) + 4}>
          {context.format.number(mark)}
        </text>
      ))}
    </svg>
  );
}

function Bars({
  context,
  channels,
  data,
  marks,
}: {
  context: PageContext;
  channels: readonly Channel[];
  data: OverTime;
  marks: readonly number[];
}) {
  const top = marks.at(-1) ?? 1;
  const width = 100 / Math.max(1, data.periods.length);
  const labelled = spread(data.periods.length, LABELS);
  return (
    <>
      <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch" width="2.5" height="5" />
      </pattern>
      {marks.map((mark) => (
        <line class="grid" x1="0" x2="100%" y1={TOP + HEIGHT * (1 - mark / top)} y2={TOP + HEIGHT * (1 - mark / top)} />
      ))}
      {data.periods.map(({ first, visits, signups, isWhole, isPending }, index) => {
        let below = 0;
        return (
          <g>
            <title>
              {`${nameOf(context, data.interval, first)}: ${data.shown.map((channel, at) => `${channel.name} ${isPending ? "–" : context.format.number(visits[at] ?? 0)}`).join(", ")}; ${context.messages.figures.signups} ${signups === null ? "–" : context.format.number(signups)}`}
            </title>
            {data.shown.map(({ id }, at) => {
              const height = (HEIGHT * (visits[at] ?? 0)) / top;
              below += height;
              return height === 0 ? null : (
                <rect
                  class={channelClass(channels, id)}
                  x={percent(width * (index + 0.1))}
                  width={percent(width * 0.8)}
                  y={round(TOP + HEIGHT - below)}
                  height={round(Math.max(1, height - 1))}
                />
              );
            })}
            {isWhole || below === 0 ? null : (
              <rect
                fill="url(#hatch)"
                x={percent(width * (index + 0.1))}
                width={percent(width * 0.8)}
                y={round(TOP + HEIGHT - below)}
                height={round(below)}
              />
            )}
            {labelled.includes(index) ? (
              <text class={labelled.indexOf(index) % 2 === 0 ? "ax" : "ax second"} x={percent(width * (index + 0.1))} y={TOP + HEIGHT + 16}>
                {data.interval === "month" ? context.format.shortMonth(first) : context.format.shortDay(first)}
              </text>
            ) : null}
          </g>
        );
      })}
    </>
  );
}

function ChartTable({ context, data, notes }: { context: PageContext; data: OverTime; notes: readonly PlacedNote[] }) {
  const { messages, format } = context;
  return (
    <details>
      <summary>{messages.common.asTable}</summary>
      <ScrollArea label={messages.chart.visitsByChannel}>
        <table>
          <caption class="hush">{messages.chart.visitsByChannel}</caption>
          <thead>
            <tr>
              <th scope="col">{messages.chart.period[data.interval]}</th>
              {data.shown.map(({ name }) => (
                <th scope="col" class="num">
                  {name}
                </th>
              ))}
              <th scope="col" class="num">
                {messages.figures.signups}
              </th>
              {notes.length === 0 ? null : <th scope="col">{messages.targets.notes}</th>}
            </tr>
          </thead>
          <tbody>
            {data.periods.map(({ first, visits, signups, isWhole, isPending }, index) => (
              <tr>
                <th scope="row">{`${nameOf(context, data.interval, first)}${isWhole ? "" : ` (${messages.chart.incomplete})`}`}</th>
                {visits.map((count) => (
                  <td class="num">{isPending ? "–" : format.number(count)}</td>
                ))}
                <td class="num">{signups === null ? "–" : format.number(signups)}</td>
                {notes.length === 0 ? null : (
                  <td class="remark">{notes.flatMap(({ at, text }) => (at === index ? text : [])).join("; ")}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <TableCopy context={context} />
    </details>
  );
}

function nameOf({ format }: PageContext, interval: ChartInterval, first: Day): string {
  return interval === "month" ? format.month(first) : format.day(first);
}
