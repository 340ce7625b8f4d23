/**
 * Text with separators, as RFC 4180 and spreadsheets write it: cells in quotation marks may hold separators and line breaks. A line ends with LF,
 * CRLF or, from old spreadsheets, CR. Pure, and linear in the text whatever stands in it.
 */

interface SeparatedRows {
  /** Every line, empty ones included: one empty cell. */
  readonly rows: readonly (readonly string[])[];
  /** The index of the first row whose quotation marks do not match; null when all do. */
  readonly badlyQuoted: number | null;
  /** Whether a cell in quotation marks is still open at the end of the text. */
  readonly isOpen: boolean;
  /** Whether there are more than `maxRows` rows, or more than `maxColumns` cells in the last row: nothing is read from there on. */
  readonly stoppedBy: "rows" | "columns" | null;
}

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

export function parseSeparated(text: string, separator: string, maxRows: number, maxColumns: number): SeparatedRows {
  const sign = separator.charCodeAt(0);
  const rows: string[][] = [];
  let badlyQuoted: number | null = null;
  let isOpen = false;
  let at = 0;
  let row: string[] = [];
  while (at < text.length) {
    let cell: string;
    if (text.charCodeAt(at) === QUOTE) {
      const quoted = readQuoted(text, at);
      const end = endOfPlain(text, quoted.end, sign);
      const behind = text.slice(quoted.end, end);
      cell = quoted.cell + behind;
      isOpen = !quoted.isClosed;
      if (isOpen || behind.trim() !== "") badlyQuoted ??= rows.length;
      at = end;
    } else {
      const end = endOfPlain(text, at, sign);
      cell = text.slice(at, end);
      at = end;
    }
    row.push(cell);
    if (row.length > maxColumns) return { rows: [...rows, row], badlyQuoted, isOpen, stoppedBy: "columns" };
    const stop = text.charCodeAt(at);
    if (stop === sign && at < text.length) {
      at += 1;
      if (at < text.length) continue;
      row.push("");
    }
    if (stop === CR && text.charCodeAt(at + 1) === LF) at += 1;
    if (stop === CR || stop === LF) at += 1;
    if (rows.length === maxRows) return { rows, badlyQuoted, isOpen, stoppedBy: "rows" };
    rows.push(row);
    row = [];
  }
  return { rows, badlyQuoted, isOpen, stoppedBy: null };
}

/** The end of a cell without quotation marks: where a separator, a line break or the end is. */
function endOfPlain(text: string, from: number, sign: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === sign || code === LF || code === CR) break;
  }
  return at;
}

/** A cell in quotation marks that begins at `from`, in which two of them stand for one. */
function readQuoted(text: string, from: number): { readonly cell: string; readonly end: number; readonly isClosed: boolean } {
  const parts: string[] = [];
  let begin = from + 1;
  for (;;) {
    const quote = text.indexOf('"', begin);
    if (quote === -1) return { cell: parts.join("") + text.slice(begin), end: text.length, isClosed: false };
    if (text.charCodeAt(quote + 1) !== QUOTE) return { cell: parts.join("") + text.slice(begin, quote), end: quote + 1, isClosed: true };
    parts.push(text.slice(begin, quote + 1));
    begin = quote + 2;
  }
}
