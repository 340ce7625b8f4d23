/**
 * How numbers are written: with a decimal point or a decimal comma, which the numbers themselves must show. `1,234` can be two numbers, and no
 * guess is made. Pure.
 */
import { type Cell, textOf } from "./table_row.ts";

export type DecimalSign = "." | ",";

/** Groups of three digits, the same sign between all of them; a number that begins with 0 has none. */
const WITH_POINT = /^(?:\d*|[1-9]\d{0,2}([,'’ ])\d{3}(?:\1\d{3})*)(?:\.\d+)?$/;
const WITH_COMMA = /^(?:\d*|[1-9]\d{0,2}([.'’ ])\d{3}(?:\1\d{3})*)(?:,\d+)?$/;
const CURRENCY = "(?:[A-Z]{3}|[A-Z]{0,3}[€$£¥]|kr\\.?)";
const AMOUNT = new RegExp(`^([-−+]?) ?(?:${CURRENCY} ?)?([-−+]?) ?(\\d(?:[\\d.,'’ ]*\\d)?|[.,]\\d+)(?: ?${CURRENCY})?$`);

/** The number that `cell` says when its decimals are behind `sign`; null when it says none in that notation. A sign of a currency is no part of it. */
export function numberIn(cell: Cell, sign: DecimalSign): number | null {
  if (typeof cell === "number") return cell;
  const text = textOf(cell).replace(/[\u00a0\u202f\u2009]/g, " ");
  const bracketed = /^\((.+)\)$/.exec(text)?.[1];
  const [, before = "", after = "", digits = ""] = AMOUNT.exec(bracketed ?? text) ?? [];
  if (digits === "" || (before !== "" && after !== "") || !(sign === "." ? WITH_POINT : WITH_COMMA).test(digits)) return null;
  const plain = sign === "." ? digits.replace(/[,'’ ]/g, "") : digits.replace(/[.'’ ]/g, "").replace(",", ".");
  const isNegative = bracketed !== undefined || /[-−]/.test(before + after);
  const number = Number(plain);
  return isNegative && number !== 0 ? -number : number;
}

/** What the numbers of a column show: one sign, that some can be read in two ways and none tells, that they contradict each other, or nothing. */
type Shown =
  | { readonly kind: "sign"; readonly sign: DecimalSign }
  | { readonly kind: "ambiguous" | "contradiction" | "unreadable"; readonly index: number }
  | { readonly kind: "nothing" };

/** @param cells those that are not empty */
export function decimalSignIn(cells: readonly Cell[]): Shown {
  const found = new Map<Reading, number>();
  for (const [index, cell] of cells.entries()) {
    const reading = readingOf(cell);
    if (reading === "none") return { kind: "unreadable", index };
    if (!found.has(reading)) found.set(reading, index);
  }
  const [point, comma, either] = [found.get("."), found.get(","), found.get("either")];
  if (point !== undefined && comma !== undefined) return { kind: "contradiction", index: Math.max(point, comma) };
  if (point !== undefined) return { kind: "sign", sign: "." };
  if (comma !== undefined) return { kind: "sign", sign: "," };
  return either === undefined ? { kind: "nothing" } : { kind: "ambiguous", index: either };
}

/** In which notation a cell says a number; `same` where both say the same one, `either` where they say two. */
type Reading = DecimalSign | "same" | "either" | "none";

function readingOf(cell: Cell): Reading {
  const [point, comma] = [numberIn(cell, "."), numberIn(cell, ",")];
  if (point === null) return comma === null ? "none" : ",";
  if (comma === null) return ".";
  return point === comma ? "same" : "either";
}
