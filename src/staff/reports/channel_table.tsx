/** The overview's table: what each channel brought, how sure that is, and what it cost once there are figures. */
import type { Channel } from "../../domain/campaign/campaign.ts";
import type { PaidFigures } from "../../domain/costs/paid.ts";
import type { ReportRow } from "../../domain/release/report.ts";
import { CostCells, CostHeads } from "../costs/components.tsx";
import type { costsOf } from "../costs/cost_rows.ts";
import { pagePath } from "../routes.ts";
import { Bar, Spark, Whisker } from "../ui/charts/marks.tsx";
import { axisEnd } from "../ui/charts/scale.ts";
import { ChannelName, channelClass } from "../ui/components.tsx";
import { type PageContext, withQuery } from "../ui/page_context.ts";
import { SortHead, SortMenu } from "../ui/sorting.tsx";
import { TableCopy } from "../ui/table_copy.tsx";
import type { Figures } from "./figures.ts";
import { Counted } from "./plus_minus.tsx";

type Sort = "visits" | "signups" | "rate";

export function ChannelTable({
  context,
  channels,
  figures,
  sort,
  costs,
}: {
  context: PageContext;
  channels: readonly Channel[];
  figures: Figures;
  sort: Sort;
  costs: Awaited<ReturnType<typeof costsOf>>;
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
    ["rate", messages.figures.rate],
  ] as const;
  return (
    <>
      <SortMenu context={context} choices={choices} chosen={sort} />
      <table class={costs === null ? "stack channels" : "stack channels costs"}>
        <thead>
          <tr>
            <th scope="col">{messages.overview.channel}</th>
            {choices.map(([by, text]) => (
              <SortHead context={context} by={by} isChosen={by === sort} text={text} />
            ))}
            <th scope="col" class="drawn">
              {scale}
            </th>
            {costs === null ? null : <CostHeads context={context} />}
            <th scope="col" class="trend drawn">
              {messages.overview.trend}
            </th>
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
              costs={costs === null ? null : costs.rows.filter(({ channel }) => channel === row.channel)}
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{messages.overview.total}</th>
            <td class="num" data-label={messages.figures.visits}>
              <Counted context={context} value={totals.visits} margin={totals.margin?.visits} />
            </td>
            <td class="num strong" data-label={messages.figures.signups}>
              <Counted context={context} value={totals.signups} margin={totals.margin?.signups} />
            </td>
            <RateCell context={context} rate={totals} />
            <td class="rate drawn" />
            {costs === null ? null : <CostCells context={context} paid={costs.totals} />}
            <td class="trend drawn" />
          </tr>
        </tfoot>
      </table>
      <TableCopy context={context} />
    </>
  );
}

/** A rate with what it lies between. */
function RateCell({ context: { messages, format }, rate }: { context: PageContext; rate: Figures["report"]["totals"] }) {
  return (
    <td class="num" data-label={messages.figures.rate}>
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
  /** What it cost, by currency; null while there are no figures of any. */
  readonly costs: readonly PaidFigures[] | null;
}

function ChannelRow({ context, channels, row, trend, mostVisits, maxRate, scale, costs }: ChannelRowProps) {
  const { messages, format } = context;
  const colour = channelClass(channels, row.channel ?? "");
  return (
    <tr>
      <th scope="row">
        <a class="channel-link" href={withQuery(pagePath.campaigns(), { channel: row.channel })}>
          <ChannelName channels={channels} id={row.channel ?? ""} />
        </a>
      </th>
      <td class="num" data-label={messages.figures.visits}>
        <Counted context={context} value={row.visits} margin={row.margin?.visits} />
        <Bar value={row.visits} most={mostVisits} channel={colour} />
      </td>
      <td class="num strong" data-label={messages.figures.signups}>
        <Counted context={context} value={row.signups} margin={row.margin?.signups} />
      </td>
      <RateCell context={context} rate={row} />
      <td class="rate drawn" data-label={row.rate === null ? undefined : scale}>
        {row.rate === null ? (
          <span class="soft">{row.visits === 0 ? "" : messages.overview.tooFew}</span>
        ) : row.margin?.mostlyNoise === true ? (
          <span class="soft">{messages.formal.mostlyNoise}</span>
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
      {costs === null ? null : <CostCells context={context} paid={costs} />}
      <td class="trend drawn" data-label={trend === null ? undefined : messages.overview.trend}>
        {trend === null ? null : <Spark values={trend} channel={colour} />}
      </td>
    </tr>
  );
}
