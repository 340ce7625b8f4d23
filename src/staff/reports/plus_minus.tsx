/** In the formal mode: how far a figure may be from what was counted. Elsewhere these show the figure, or nothing. */
import type { MarkedFigures } from "../../domain/release/report.ts";
import type { ChartNoise } from "../ui/charts/data.ts";
import type { PageContext } from "../ui/page_context.ts";

interface Props {
  readonly context: Pick<PageContext, "messages" | "format">;
  /** In 95 of 100 cases the figure is off by no more than this; undefined or 0 where it is exact but for its group, null where it is not out yet. */
  readonly margin: number | null | undefined;
}

/** In words, as the first line below a headline. */
export function GiveOrTake({ context: { messages, format }, margin }: Props) {
  if (margin == null || margin === 0) return null;
  return (
    <>
      {messages.formal.giveOrTake(format.number(margin))}
      <br />
    </>
  );
}

/** A count in a table, with ± below it; a dash where it is not out yet. */
export function Counted({ context, value, margin }: Props & { readonly value: number }) {
  const { messages, format } = context;
  if (margin === null) return <span class="soft">–</span>;
  return (
    <>
      {format.number(value)}
      {margin === undefined || margin === 0 ? null : (
        <small title={messages.formal.giveOrTake(format.number(margin))}>{plusMinus(format, margin)}</small>
      )}
    </>
  );
}

/** A count in a sentence. */
export function countText({ format }: Pick<PageContext, "format">, value: number, margin: number | undefined): string {
  return margin === undefined || margin === 0 ? format.number(value) : `${format.number(value)} ${plusMinus(format, margin)}`;
}

function plusMinus(format: PageContext["format"], margin: number): string {
  return `± ${format.number(margin)}`;
}

/** What stands in the place of a chart without anything to draw. @param inBundles what it is where bundles are released */
export function emptyText({ messages: { formal } }: PageContext, noise: ChartNoise | null, inBundles: string): string {
  return noise === null ? inBundles : `${formal.empty} ${formal.appears[noise.signupPeriod]}`;
}

/** Between what a rate lies, in short; or why that says nothing. */
export function intervalText({ messages, format }: PageContext, { rate, rateLow, rateHigh, margin }: MarkedFigures): string {
  if (rate === null) return messages.overview.tooFew;
  if (margin?.mostlyNoise === true) return messages.formal.mostlyNoise;
  return `${format.perHundred(rateLow)}–${format.perHundred(rateHigh)}`;
}
