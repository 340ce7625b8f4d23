/** In which currency a row's amount is: as its own column says, the name of the column of amounts, the amount itself, or the sender. Pure. */
import { currencyBeside } from "../tables/notation.ts";
import type { Cell } from "../tables/table_row.ts";
import type { AdFileOptions } from "./ad_file.ts";
import type { RowTexts } from "./ad_row.ts";
import type { Layout } from "./layout.ts";

/** Signs that are of one currency. A dollar can be of twenty. */
const SIGNS: Readonly<Record<string, string>> = { "€": "EUR", euro: "EUR", "£": "GBP", US$: "USD", "₹": "INR", zł: "PLN", Kč: "CZK" };
/** Currencies that a sign without letters can never be. */
const NEVER: Readonly<Record<string, RegExp>> = {
  $: /^(?:EUR|GBP|CHF|SEK|NOK|DKK|PLN|CZK|JPY|CNY|INR)$/,
  "¥": /^(?!JPY|CNY)/,
  kr: /^(?!SEK|NOK|DKK|ISK)/,
};

const WITH_ANOTHER_SIGN = /^(?:EUR|USD|GBP)$/;

/** Three capital letters; null where nothing says them. */
export function currencyOf(texts: RowTexts, { currency }: Layout, options: AdFileOptions): string | null {
  const said = texts.text("currency");
  const code =
    said === "" ? (currency ?? codeBeside(texts.cell("spend")) ?? options.currency ?? null) : (SIGNS[said] ?? said.toUpperCase());
  return code !== null && /^[A-Z]{3}$/.test(code) ? code : null;
}

/** Whether an amount that is written as this cell can be in that currency. */
export function canBeside(cell: Cell, currency: string): boolean {
  const beside = currencyBeside(cell);
  if (beside === "") return true;
  const code = codeBeside(cell);
  if (code !== null) return code === currency;
  const sign = beside.endsWith("$") ? "$" : beside.replace(".", "");
  return !(NEVER[sign] ?? WITH_ANOTHER_SIGN).test(currency);
}

function codeBeside(cell: Cell): string | null {
  const beside = currencyBeside(cell);
  return SIGNS[beside] ?? (/^[A-Z]{3}$/.test(beside) ? beside : null);
}
