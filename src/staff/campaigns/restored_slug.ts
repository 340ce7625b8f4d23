/** A code that a spreadsheet took for a number or a date: `0042` becomes 42, `2e10` becomes 2,00E+10, `1-2` becomes 1-2-2026. Pure. */
import { parseSlug } from "../../domain/campaign/slug.ts";
import { daysIn } from "../../domain/tables/dates.ts";

/** What a spreadsheet takes for a date: two or three numbers, or a month's name among them. */
const LIKE_A_DATE = /^(?:\d{1,4}-\d{1,2}(?:-\d{1,4})?|(?:\d{1,2}-)?[a-z]{3,9}(?:-\d{2,4})?|[a-z]{3,9}-\d{1,2})$/;

/**
 * The slug of a row: the one in `link`, if a spreadsheet can have turned it into `written`; otherwise `written`.
 *
 * @param written in the column of slugs
 * @param link in the column of links, which spreadsheets leave alone
 */
export function restoredSlug(written: string, link: string): string {
  if (!link.includes("/")) return written;
  const slug = parseSlug(
    link
      .replace(/[?#].*$/s, "")
      .replace(/\/+$/, "")
      .replace(/^.*\//s, ""),
  );
  if (slug === null || slug === written.toLowerCase()) return written;
  const isSameNumber = Number(slug) === Number(written.replace(",", "."));
  return isSameNumber || (LIKE_A_DATE.test(slug) && isDate(written)) ? slug : written;
}

/** A whole date, also with a year of two digits, or a day and a month. */
function isDate(text: string): boolean {
  const { dmy, mdy } = daysIn(text);
  return (
    dmy !== null ||
    mdy !== null ||
    /^\d{1,2}[-/.](?:\d{1,2}|[a-z]{3,4}\.?)(?:[-/.]\d{2})?$/i.test(text) ||
    /^[a-z]{3,4}\.?-\d{2}$/i.test(text)
  );
}
