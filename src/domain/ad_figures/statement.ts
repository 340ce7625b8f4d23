/** What the lines above a table say of it: whose report it is, of which dates, and whether it is complete. Pure. */
import type { Day } from "../day.ts";
import { type DayOrder, daysIn, readDate, readRange } from "../tables/dates.ts";
import { type TableRow, textOf } from "../tables/table_row.ts";
import type { AdPlatform } from "./ad_file.ts";

export interface Statement {
  /** Each line as one text. */
  readonly lines: readonly string[];
  readonly platform: AdPlatform | null;
  /** The platform says that the last days may not be complete. */
  readonly isIncomplete: boolean;
  /** How many rows there are, where it says so. */
  readonly rows: number | null;
  /** Whether each row is about an hour. */
  readonly isHourly: boolean;
  /** What the day in each row is the first of, where the lines say so; null for single days. */
  readonly aggregation: "week" | "month" | null;
  /** Whether nothing but such lines is there. */
  readonly isAll: boolean;
}

const GOOGLE_TITLE =
  /^(?:campaign|ad group|ad|age|gender|video|demographics?|time series|account|asset group|keyword) report$|^(?:campagne|advertentiegroep|leeftijds?|geslachts?|video|account)[ -]?rapport$|^kampagnenbericht$/i;
const LINKEDIN_TITLE =
  /\b(?:performance report|rapport met \w+prestaties|campagneprestaties|advertentieprestaties|leistungsbericht)\b.*\(in UTC\)/i;
const MICROSOFT_LINE = /^(?:report name|report time|report aggregation|report filter|potential incomplete data):/i;
const LABELLED = /^([^:]{3,60}): *(\S.*)$/;
const START = /start|begin|anfang|début/i;
const END = /\bend|eind|ende\b|\bfin\b/i;
const MADE = /generated|created|aangemaakt|gemaakt|erstellt|créé/i;

export function readStatement(above: readonly TableRow[]): Statement {
  const lines = above.map(({ cells }) =>
    cells
      .map(textOf)
      .filter((text) => text !== "")
      .join(", "),
  );
  const values = new Map(
    lines.flatMap((line) => {
      const [, label = "", value = ""] = LABELLED.exec(line) ?? [];
      return label === "" ? [] : [[label.toLowerCase(), value] as const];
    }),
  );
  const rows = values.get("rows");
  const aggregation = values.get("report aggregation") ?? "";
  return {
    lines,
    platform: platformOf(lines),
    isIncomplete: values.get("potential incomplete data")?.toLowerCase() === "true",
    rows: rows !== undefined && /^\d{1,7}$/.test(rows) ? Number(rows) : null,
    isHourly: /^hour/i.test(aggregation),
    aggregation: /^week/i.test(aggregation) ? "week" : /^month/i.test(aggregation) ? "month" : null,
    isAll: lines.every(
      (line) =>
        LINKEDIN_TITLE.test(line) || MADE.test(line) || boundaryOf(line, START, null) !== null || boundaryOf(line, END, null) !== null,
    ),
  };
}

function platformOf(lines: readonly string[]): AdPlatform | null {
  if (lines.some((line) => MICROSOFT_LINE.test(line))) return "microsoft";
  if (lines.some((line) => LINKEDIN_TITLE.test(line))) return "linkedin";
  return lines.some((line) => GOOGLE_TITLE.test(line)) ? "google" : null;
}

/** The first and last day that the lines state; null when they state none. */
export function statedRange({ lines, platform }: Statement, order: DayOrder | null): { readonly from: Day; readonly to: Day } | null {
  for (const line of lines) {
    const range = readRange(line, order) ?? readRange(LABELLED.exec(line)?.[2] ?? "", order);
    if (range !== null) return range;
  }
  const [from] = lines.flatMap((line) => boundaryOf(line, START, order) ?? []);
  const [to] = lines.flatMap((line) => boundaryOf(line, END, order) ?? []);
  if (from !== undefined && to !== undefined && from <= to) return { from, to };
  // One day stands alone below Google's title.
  const alone = platform === "google" ? (readDate(lines[1] ?? "", order)?.day ?? null) : null;
  return alone === null ? null : { from: alone, to: alone };
}

function boundaryOf(line: string, words: RegExp, order: DayOrder | null): Day | null {
  const [, label = "", value = ""] = LABELLED.exec(line) ?? [];
  return words.test(label) && !MADE.test(label) ? (readDate(value, order)?.day ?? null) : null;
}

/** Whether the lines state dates that are two in one order and none in the other. */
export function fitsOrder({ lines }: Statement, order: DayOrder): boolean {
  const numeric = lines.flatMap((line) => line.match(/\b\d{1,2}([-/])\d{1,2}\1\d{4}\b/g) ?? []);
  return numeric.every((text) => daysIn(text)[order] !== null);
}
