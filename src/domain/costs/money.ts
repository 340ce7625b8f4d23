/** Amounts of money: whole millionths of a currency's unit, so that sums are exact. Pure. */
import { numberFormat } from "../formatters.ts";

const MICROS = 1_000_000;

/** How many decimals amounts of the currency are written with: 2 for euros, 0 for yen. */
export function decimalsOf(currency: string): number {
  return numberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount as a number in the currency's unit, with at most two decimals more than the currency has. */
export function amountOf(micros: number, currency: string): number {
  const scale = 10 ** (decimalsOf(currency) + 2);
  return Math.round((micros / MICROS) * scale) / scale || 0;
}

/** The whole millionths that are nearest to `amount`. */
export function microsOf(amount: number): number {
  return Math.round(amount * MICROS) || 0;
}
