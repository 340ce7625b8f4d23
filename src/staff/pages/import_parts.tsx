/** What the previews of a file have in common: a table of its rows, and what can be done next. */
import type { Child } from "hono/jsx";
import { ScrollArea } from "./parts.tsx";
import type { View } from "./view.ts";

interface FileTableProps {
  readonly label: string;
  readonly columns: readonly string[];
  readonly children: Child;
}

export function FileTable({ label, columns, children }: FileTableProps) {
  return (
    <ScrollArea label={label}>
      <table class="stack lines-of-file">
        <thead>
          <tr>
            {columns.map((text) => (
              <th scope="col">{text}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </ScrollArea>
  );
}

interface PreviewActionsProps {
  readonly view: View;
  /** What the preview was made from, by the names of its fields. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** How many campaigns would be made; null where none can be. */
  readonly makes: number | null;
}

export function PreviewActions({ view: { t }, fields, makes }: PreviewActionsProps) {
  return (
    <form method="post" action="/staff/import" enctype="multipart/form-data" class="actions">
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {makes === null ? null : (
        <button type="submit" name="confirmed" value="yes">
          {t.import.confirm(makes)}
        </button>
      )}
      <button type="submit" class="quiet" name="from" value="form" formaction="/staff/import?again=1">
        {t.import.change}
      </button>
      <a class="btn quiet" href="/staff/import">
        {t.import.again}
      </a>
    </form>
  );
}
