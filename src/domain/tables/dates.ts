/**
 * How dates are written: as ISO 8601 has them, with numbers in either order, or with the names of months in Dutch, English, German and French.
 * `05/10/2026` can be two days, and no guess is made. Pure.
 */
import { type Day, parseDay } from "../day.ts";

/** Which comes first where a date has two small numbers. */
export type DayOrder = "dmy" | "mdy";

export interface ReadDate {
  readonly day: Day;
  /** Whether a time other than midnight stands behind it. */
  readonly hasTime: boolean;
}

/** Each month's names and abbreviations, without accents and full stops. */
const MONTHS: readonly (readonly string[])[] = [
  ["january", "januari", "januar", "janvier", "jan", "janv"],
  ["february", "februari", "februar", "fevrier", "feb", "fevr"],
  ["march", "maart", "marz", "maerz", "mars", "mar", "mrt", "mrz"],
  ["april", "avril", "apr", "avr"],
  ["may", "mei", "mai"],
  ["june", "juni", "juin", "jun"],
  ["july", "juli", "juillet", "jul", "juil"],
  ["august", "augustus", "aout", "aug"],
  ["september", "septembre", "sep", "sept"],
  ["october", "oktober", "octobre", "oct", "okt"],
  ["november", "novembre", "nov"],
  ["december", "dezember", "decembre", "dec", "dez"],
];
const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);

const TIME = /^(?:[T ]|, ?)\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*([ap]\.?m\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** What stands in front of a time, and the time. */
function withoutTime(text: string): { readonly date: string; readonly hasTime: boolean } {
  const found = /^(.*?\d)((?:[T ]|, ?)\s*\d{1,2}:.*)$/i.exec(text);
  const time = TIME.exec(found?.[2] ?? "");
  if (found === null || time === null) return { date: text, hasTime: false };
  const [, hours = "", minutes = "", seconds = "0", half = ""] = time;
  const isMidnight = Number(hours) % (/^a/i.test(half) ? 12 : 24) === 0 && Number(minutes) === 0 && Number(seconds) === 0;
  return { date: found[1] ?? "", hasTime: !isMidnight };
}

/** The days that `text` can be: none, one, or one in each order. */
export function daysIn(text: string): { readonly dmy: Day | null; readonly mdy: Day | null; readonly hasTime: boolean } {
  const { date, hasTime } = withoutTime(text.trim().replace(/[\u00a0\u202f]/g, " "));
  const sure = isoDay(date) ?? namedDay(date);
  if (sure !== null) return { dmy: sure, mdy: sure, hasTime };
  const [, first = "", sign = "", second = "", year = ""] = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(date) ?? [];
  if (year === "") return { dmy: null, mdy: null, hasTime };
  // With full stops the day comes first, wherever dates are written so.
  return { dmy: dayFrom(year, second, first), mdy: sign === "." ? null : dayFrom(year, first, second), hasTime };
}

/** The day that `text` says; null when it says none, or two and `order` is not known. */
export function readDate(text: string, order: DayOrder | null = null): ReadDate | null {
  const { dmy, mdy, hasTime } = daysIn(text);
  const day = order === null ? (dmy === null || mdy === null || dmy === mdy ? (dmy ?? mdy) : null) : order === "dmy" ? dmy : mdy;
  return day === null ? null : { day, hasTime };
}

function isoDay(date: string): Day | null {
  const [, year = "", , month = "", day = ""] =
    /^(\d{4})([-/.]?)(\d{2})\2(\d{2})$/.exec(date) ?? /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(date) ?? [];
  return year === "" ? null : dayFrom(year, month, day);
}

/** `5 October 2026`, `5. Oktober 2026`, `05-Oct-2026`, `1er octobre 2026`, `October 5, 2026`, with or without the day of the week in front. */
function namedDay(date: string): Day | null {
  const plain = date
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/^[a-z]{2,9}\.?,? (?=\d|[a-z]+\.? \d)/, (word) => (monthOf(word) === null ? "" : word));
  const dayFirst = /^(\d{1,2})(?:er|\.|st|nd|rd|th)?[ -](?:de |of )?([a-z]{3,9})\.?,?[ -](\d{4})$/.exec(plain);
  if (dayFirst !== null) return namedFrom(dayFirst[3], dayFirst[2], dayFirst[1]);
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(plain);
  return monthFirst === null ? null : namedFrom(monthFirst[3], monthFirst[1], monthFirst[2]);
}

function monthOf(word: string): number | null {
  return MONTH_NUMBERS.get(word.replace(/[.,\s]/g, "")) ?? null;
}

function namedFrom(year = "", name = "", day = ""): Day | null {
  const month = monthOf(name);
  return month === null ? null : dayFrom(year, String(month), day);
}

function dayFrom(year: string, month: string, day: string): Day | null {
  return parseDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

/** The texts of two dates that `text` may be. */
export function boundariesIn(text: string): readonly string[] {
  const parts = BETWEEN.map((between) => text.split(between)).find((both) => both.length === 2 && both.every((one) => /\d/.test(one)));
  return parts ?? [];
}

const BETWEEN = [
  / [-–—] /,
  /\s*[–—~]\s*/,
  /(?<=\d{4}-\d\d-\d\d)\/(?=\d{4}-)/,
  / (?:to|until|t\/m|tot en met|tot|bis|au|a|à) /i,
  /,/,
] as const;

/** Two dates with a dash or a word between them, such as `1 October 2026 - 31 October 2026`. */
export function readRange(text: string, order: DayOrder | null = null): { readonly from: Day; readonly to: Day } | null {
  for (const between of BETWEEN) {
    const parts = text.split(between);
    if (parts.length !== 2) continue;
    const [from, to] = parts.map((part) => readDate(part, order)?.day ?? null);
    if (from !== null && to !== null && from !== undefined && to !== undefined && from <= to) return { from, to };
  }
  return null;
}
