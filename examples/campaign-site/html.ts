/** Markup that is escaped by construction. */

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | Html | readonly Html[];

/** Markup with values in it, each escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((string, index) => string + escaped(parts[index] ?? "")).join(""));
}

function escaped(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === "string") return part.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
  return part.map(({ text }) => text).join("");
}
