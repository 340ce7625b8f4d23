/** In the formal mode: how far a figure may be from what was counted. */
import type { PageContext } from "../ui/page_context.ts";

interface Props {
  readonly context: PageContext;
  /** In 95 of 100 cases the figure is off by no more than this; undefined or 0 where it is exact but for its group. */
  readonly margin: number | undefined;
}

/** In words, as the first line below a headline. */
export function GiveOrTake({ context: { messages, format }, margin = 0 }: Props) {
  if (margin === 0) return null;
  return (
    <>
      {messages.overview.giveOrTake(format.number(margin))}
      <br />
    </>
  );
}

/** In short, below a figure of a table. */
export function PlusMinus({ context: { messages, format }, margin = 0 }: Props) {
  return margin === 0 ? null : <small title={messages.overview.giveOrTake(format.number(margin))}>{`± ${format.number(margin)}`}</small>;
}
