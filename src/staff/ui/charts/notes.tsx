/** Notes on days as numbered marks in a chart, with the same numbers in a list below it. */
import type { PageContext } from "../page_context.ts";
import type { ChartNote, ChartPeriod } from "./data.ts";
import { percent } from "./scale.ts";

/** More than these would hide the bars; the older ones stay on the page of notes. */
const MOST_NOTES = 30;

/** A note with its number, and the index of the period that has its day. */
export interface PlacedNote extends ChartNote {
  readonly number: number;
  readonly at: number;
}

/** The latest notes, numbered by day. @param notes by day */
export function placed(notes: readonly ChartNote[], periods: readonly ChartPeriod[]): readonly PlacedNote[] {
  return notes.slice(-MOST_NOTES).map((note, index) => ({
    ...note,
    number: index + 1,
    at: Math.max(
      0,
      periods.findLastIndex(({ first }) => first <= note.day),
    ),
  }));
}

interface MarksProps {
  readonly notes: readonly PlacedNote[];
  /** How many periods the chart has. */
  readonly periods: number;
  readonly height: number;
}

/** One mark for each period with notes: a line, and on it the numbers of its notes. */
export function NoteMarks({ notes, periods, height }: MarksProps) {
  return (
    <>
      {[...Map.groupBy(notes, ({ at }) => at)].map(([at, own]) => {
        const [first, last] = [own[0]?.number, own.at(-1)?.number];
        const numbers = first === last ? String(first) : `${first}–${last}`;
        const width = 9 + 7 * numbers.length;
        return (
          <svg x={percent((100 / Math.max(1, periods)) * (at + 0.5))} overflow="visible" class="mark-note">
            <title>{own.map(({ text }) => text).join("; ")}</title>
            <line x1="0" x2="0" y1="0" y2={height} />
            <rect x={-width / 2} y="0" width={width} height="16" rx="8" />
            <text x="0" y="12">
              {numbers}
            </text>
          </svg>
        );
      })}
    </>
  );
}

export function NoteList({ context, notes }: { context: PageContext; notes: readonly PlacedNote[] }) {
  if (notes.length === 0) return null;
  const { messages, format } = context;
  return (
    <ol class="notes" aria-label={messages.targets.notes}>
      {notes.map(({ day, text, about }) => (
        <li>
          <b>{format.shortDay(day)}</b> {text} {about === null ? null : <small>{about}</small>}
        </li>
      ))}
    </ol>
  );
}
