/** What was asked for and not counted as a visit, and counts that were lost. */
import { SKIP_REASONS } from "../../domain/kind.ts";
import type { Figures as FigureValues } from "../../domain/release/figures.ts";
import type { PageContext } from "../ui/page_context.ts";
import type { Figures } from "./figures.ts";

interface SkippedProps {
  readonly context: PageContext;
  readonly counts: FigureValues["skipped"];
  /** Requests for links that nobody made; they are no campaign's. */
  readonly unknownLinks?: number;
  /** In the formal mode: how far each number may be from what was counted. A number that noise alone could explain warns of nothing. */
  readonly margin?: number | null | undefined;
}

export function Skipped({ context, counts, unknownLinks = 0, margin }: SkippedProps) {
  const { messages, format } = context;
  const seen = SKIP_REASONS.filter((reason) => counts[reason] > 0).sort((one, other) => counts[other] - counts[one]);
  return (
    <section>
      <h2>{messages.overview.skippedTitle}</h2>
      <p class="soft">
        {margin === null
          ? messages.formal.skippedLater
          : seen.length === 0
            ? messages.overview.skippedNone
            : `${seen.map((reason) => `${messages.skipped[reason]} ${format.number(counts[reason])}`).join(" · ")}. ${messages.overview.skippedNote}`}
        {margin == null || seen.length === 0 ? "" : ` ${messages.formal.eachGiveOrTake(format.number(margin))}`}
      </p>
      {unknownLinks <= (margin ?? 0) ? null : <p class="soft">{messages.overview.unknownLinks(format.number(unknownLinks))}</p>}
    </section>
  );
}

/** A warning of counts that no shard took; in the formal mode without their number, and not where noise alone could explain it. */
export function Lost({ context: { messages, format }, figures: { report } }: { context: PageContext; figures: Figures }) {
  const { lost, otherMargin } = report;
  if (lost <= 2 * (otherMargin ?? 0)) return null;
  return <p class="errors">{otherMargin === undefined ? messages.overview.lost(format.number(lost)) : messages.formal.lostSome}</p>;
}
