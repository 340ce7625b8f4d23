/** The head of a table whose rows can be removed. */
import type { PageContext } from "./page_context.ts";

interface TableHeadProps {
  readonly context: PageContext;
  /** What stands above each column. */
  readonly columns: readonly string[];
  /** Whether each row ends with a way to remove it; its column's name is for screen readers alone. */
  readonly canRemove?: boolean;
}

export function TableHead({ context, columns, canRemove = true }: TableHeadProps) {
  return (
    <thead>
      <tr>
        {columns.map((text) => (
          <th scope="col">{text}</th>
        ))}
        {canRemove ? (
          <th scope="col">
            <span class="hush">{context.messages.common.remove}</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}
