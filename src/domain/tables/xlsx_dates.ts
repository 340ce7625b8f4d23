/** Dates in XLSX files are numbers of days; only a cell's style tells that it shows one. Pure. */
import { attributeOf, readXml } from "./xml.ts";

/** Formats that every spreadsheet knows by number (ECMA-376 part 1, 18.8.30) and that show a day, those of East Asia included. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

/** A format's own code shows a day when it has a year or a day outside of texts, colours and conditions. */
function isDateCode(code: string): boolean {
  return /[yd]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ""));
}

/** For each style of cells, whether it shows a number as a day; null when it cannot be read. */
export function dateStyles(xml: string | null): boolean[] | null {
  if (xml === null) return null;
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  const isRead = readXml(xml, {
    open: (name, attributes) => {
      if (name === "numFmt") own.set(Number(attributeOf(attributes, "numFmtId")), isDateCode(attributeOf(attributes, "formatCode") ?? ""));
      if (name === "cellXfs") inCells = true;
      if (name !== "xf" || !inCells) return;
      const id = Number(attributeOf(attributes, "numFmtId") ?? 0);
      styles.push(own.get(id) ?? isBuiltInDate(id));
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return isRead ? styles : null;
}

/** Days from 30 December 1899, from which spreadsheets count since 1 March 1900, to 1 January 1970; and from 1 January 1904. */
const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;
const SECONDS_PER_DAY = 86_400;
/** The last day of the year 9999, the last one that spreadsheets know. */
const MAX_SERIAL = 2_958_465;

/** `YYYY-MM-DD`, and ` HH:MM:SS` behind it where it is not midnight; the number itself where no day has it. */
export function textOfSerial(serial: number, from1904: boolean): string | number {
  if (serial < 1 || serial > MAX_SERIAL) return serial;
  const seconds = Math.round((serial - (from1904 ? EPOCH_1904 : EPOCH_1900)) * SECONDS_PER_DAY);
  const text = new Date(seconds * 1_000).toISOString();
  return seconds % SECONDS_PER_DAY === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}
