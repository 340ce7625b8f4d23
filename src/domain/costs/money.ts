/** Amounts of money: whole millionths of a currency's unit, so that sums are exact. Pure but for what it remembers of currencies. */
import { numberFormat } from "../formatters.ts";

const MICROS = 1_000_000;

/** More currencies than there are of money. */
const MAX_KNOWN = 300;
const decimals = new Map<string, number>();

/** How many decimals amounts of the currency are written with: 2 for euros, 0 for yen. */
function decimalsOf(currency: string): number {
  const known = decimals.get(currency);
  if (known !== undefined) return known;
  if (decimals.size >= MAX_KNOWN) decimals.clear();
  const found = numberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  decimals.set(currency, found);
  return found;
}

/** An amount as a number in the currency's unit, with at most two decimals more than the currency has. */
export function amountOf(micros: number, currency: string): number {
  const scale = 10 ** (decimalsOf(currency) + 2);
  return Math.round((micros / MICROS) * scale) / scale || 0;
}
