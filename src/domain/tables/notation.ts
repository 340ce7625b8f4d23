/**
 * How numbers are written: with a decimal point or a decimal comma, which the numbers themselves must show. `1,234` can be two numbers, and no
 * guess is made. Pure.
 */
import { type Cell, textOf } from "./table_row.ts";

export type DecimalSign = "." | ",";

/** Groups of three digits, the same sign between all of them; a number that begins with 0 has none. */
const WITH_POINT = /^(?:\d*|[1-9]\d{0,2}([,'’ ])\d{3}(?:\1\d{3})*)(?:\.\d+)?$/;
const WITH_COMMA = /^(?:\d*|[1-9]\d{0,2}([.'’ ])\d{3}(?:\1\d{3})*)(?:,\d+)?$/;
const CURRENCY = "(?:[A-Z]{3}|[A-Z]{0,3}\\p{Sc}|kr\\.?|zł|Kč|euro)";
/** A sign in front of the currency or behind it, or behind everything, as some programs for book-keeping write it; brackets mean minus too. */
const AMOUNT = new RegExp(
  `^([-+]?) ?(?:(${CURRENCY}) ?)?([-+]?) ?(\\(?)(\\d(?:[\\d.,'’ ]*\\d)?|[.,]\\d+)(\\)?) ?([-+]?)(?: ?(${CURRENCY}))? ?([-+]?)$`,
  "u",
);

interface WrittenAmount {
  readonly digits: string;
  readonly isNegative: boolean;
  /** As it is written: `EUR`, `€`, `US$`; empty where there is none. */
  readonly currency: string;
}

/** The parts of an amount; null for what is none. */
function amountIn(cell: Cell): WrittenAmount | null {
  const plain = textOf(cell);
  // Nearly all are so.
  if (/^\d(?:[\d.,]*\d)?$/.test(plain)) return { digits: plain, isNegative: false, currency: "" };
  const text = plain
    .replace(/[\u00a0\u202f\u2009]/g, " ")
    .replace(/[‐‑‒–−]/g, "-")
    .replace(/\p{Cf}/gu, "")
    .trim();
  const bracketed = /^\((.+)\)$/.exec(text)?.[1];
  const found = AMOUNT.exec(bracketed ?? text);
  if (found === null) return null;
  const [, front = "", before = "", inner = "", open = "", digits = "", close = "", behind = "", after = "", last = ""] = found;
  const signs = [front, inner, behind, last].filter((sign) => sign !== "");
  const brackets = [bracketed, open, close].filter((one) => one !== undefined && one !== "").length;
  const isOnce =
    open === "" ? close === "" && (brackets === 0 || signs.length === 0) : close !== "" && brackets === 2 && signs.length === 0;
  if (!isOnce || signs.length > 1 || (before !== "" && after !== "")) return null;
  return { digits, isNegative: brackets > 0 || signs[0] === "-", currency: before || after };
}

/** The number that `cell` says when its decimals are behind `sign`; null when it says none in that notation. A sign of a currency is no part of it. */
export function numberIn(cell: Cell, sign: DecimalSign): number | null {
  if (typeof cell === "number") return cell;
  const amount = amountIn(cell);
  if (amount === null || !(sign === "." ? WITH_POINT : WITH_COMMA).test(amount.digits)) return null;
  const plain = sign === "." ? amount.digits.replace(/[,'’ ]/g, "") : amount.digits.replace(/[.'’ ]/g, "").replace(",", ".");
  const number = Number(plain);
  return amount.isNegative && number !== 0 ? -number : number;
}

/** What is written beside an amount: `EUR`, `€`, `US$`; empty where there is none. */
export function currencyBeside(cell: Cell): string {
  return typeof cell === "number" ? "" : (amountIn(cell)?.currency ?? "");
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
