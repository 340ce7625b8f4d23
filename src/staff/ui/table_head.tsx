/** The head of a table whose rows end with what can be done to them. */

interface TableHeadProps {
  /** What stands above each column. */
  readonly columns: readonly string[];
  /** What can be done to a row, a column each; their names are for screen readers alone. */
  readonly actions: readonly string[];
}

export function TableHead({ columns, actions }: TableHeadProps) {
  return (
    <thead>
      <tr>
        {columns.map((text) => (
          <th scope="col">{text}</th>
        ))}
        {actions.map((text) => (
          <th scope="col">
            <span class="hush">{text}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}
