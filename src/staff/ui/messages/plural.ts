/** Counts with the words that go with them: one rule of the language decides which. */
import { numberFormat, pluralRules } from "../../../domain/formatters.ts";

/** @returns a function that gives `count`, as the language writes it, with the word for one or for others */
export function pluralOf(locale: string): (count: number, one: string, others: string) => string {
  const rules = pluralRules(locale);
  const number = numberFormat(locale);
  return (count, one, others) => `${number.format(count)} ${rules.select(count) === "one" ? one : others}`;
}
