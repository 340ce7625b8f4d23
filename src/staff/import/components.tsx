/** What the previews of a file have in common: a table of its rows, and what can be done next. */
import type { Child } from "hono/jsx";
import type { FieldError } from "../../domain/problems.ts";
import { pagePath } from "../routes.ts";
import { ScrollArea } from "../ui/components.tsx";
import type { PageContext } from "../ui/page_context.ts";

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

/** The answers that were given on the page before, by their names. */
export function saidIn(form: FormData): Readonly<Record<string, true>> {
  return Object.fromEntries(["samePageForAll", "manyLinks"].filter((name) => form.get(name) === "on").map((name) => [name, true]));
}

/** What is asked by these errors, each question once. */
export function askedIn({ messages }: PageContext, errors: readonly FieldError[]): Asked[] {
  const has = (wanted: FieldError["code"]): boolean => errors.some(({ code }) => code === wanted);
  return [
    ...(has("looks-personal") ? [{ name: "samePageForAll", label: messages.import.samePageForAll }] : []),
    ...(has("many-links") ? [{ name: "manyLinks", label: messages.form.manyLinks }] : []),
  ];
}

interface Asked {
  /** The name of the box, which is sent when it is ticked. */
  readonly name: string;
  readonly label: string;
}

interface PreviewActionsProps {
  readonly context: PageContext;
  /** What the preview was made from, by the names of its fields. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** How many campaigns would be made; null where none can be. */
  readonly makes: number | null;
  /** What there is to say yes to before a next preview. */
  readonly asked?: readonly Asked[];
}

export function PreviewActions({ context: { messages }, fields, makes, asked = [] }: PreviewActionsProps) {
  return (
    <form method="post" action={pagePath.importLinks()} enctype="multipart/form-data" class="actions">
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {asked.map(({ name, label }) => (
        <label class="check">
          <input type="checkbox" name={name} />
          {label}
        </label>
      ))}
      {asked.length === 0 ? null : <button type="submit">{messages.import.preview}</button>}
      {makes === null ? null : (
        <button type="submit" name="confirmed" value="yes">
          {messages.import.confirm(makes)}
        </button>
      )}
      <button type="submit" class="quiet" name="change" value="yes">
        {messages.import.change}
      </button>
      <a class="btn quiet" href={pagePath.importLinks()}>
        {messages.import.again}
      </a>
    </form>
  );
}
