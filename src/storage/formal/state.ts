/**
 * How far the formal mode has come: since which day it counts, up to which day its cells have closed, and by which rule. Kept among the
 * registry's metadata.
 */
import type { Config } from "../../domain/config.ts";
import { type Day, dayNumber, dayOfNumber } from "../../domain/day.ts";
import { type Epsilon, QUARTERS } from "../../domain/formal/epsilon.ts";
import type { NoiseRule } from "../../domain/formal/variance.ts";
import { readMetadata, writeMetadata } from "../registry/metadata.ts";
import type { Transaction } from "../transaction.ts";

export interface FormalState {
  /** The first day of which visits lie in cells. */
  readonly since: Day;
  /** The last day whose cells have closed. */
  readonly through: Day;
  /** The last day of the last period of signups that has closed. */
  readonly signupsThrough: Day;
}

function readDay(sql: SqlStorage, name: "formal_since" | "formal_through" | "formal_signups_through"): Day | null {
  const number = readMetadata(sql, name);
  return number === null ? null : dayOfNumber(number);
}

/** The first day that is to be released formally; null where bundles are released. */
export function formalSince(sql: SqlStorage): Day | null {
  return readDay(sql, "formal_since");
}

/** Null until what was released before the formal mode is taken over. */
export function formalState(sql: SqlStorage): FormalState | null {
  const [since, through, signupsThrough] = [formalSince(sql), readDay(sql, "formal_through"), readDay(sql, "formal_signups_through")];
  return since === null || through === null || signupsThrough === null ? null : { since, through, signupsThrough };
}

/** From the day `since` on releases are formal. Nothing is left of an attempt that was given up before. */
export function planFormal(sql: Transaction, since: Day): void {
  cancelFormal(sql);
  writeMetadata(sql, "formal_since", dayNumber(since));
}

/** Gives the formal mode up before its first day has closed. */
export function cancelFormal(sql: Transaction): void {
  sql.exec("DELETE FROM settings WHERE name LIKE 'formal!_%' ESCAPE '!'");
  sql.exec("DELETE FROM released");
  sql.exec("DELETE FROM released_head");
}

/** Notes that the cells up to the end of `through` have closed, and those of signups up to `signupsThrough`. */
export function advanceFormal(sql: Transaction, through: Day, signupsThrough: Day): void {
  writeMetadata(sql, "formal_through", dayNumber(through));
  writeMetadata(sql, "formal_signups_through", dayNumber(signupsThrough));
}

/** Begins the names of the settings with the rules by which days have closed. */
export const CLOSED_FORMALLY = "formal_rule_";
const PERIODS = ["week", "day"] as const;

/** Notes the rule by which `day` closes, where it is not that of the day before: the ± of older days depends on the rule of their time. */
export function noteRule(sql: Transaction, day: Day, { epsilonVisit, epsilonSignup, signupPeriod }: Config): void {
  const value = QUARTERS[epsilonVisit] + 100 * QUARTERS[epsilonSignup] + 10_000 * PERIODS.indexOf(signupPeriod);
  if (ruleRows(sql).at(-1)?.value !== value)
    sql.exec("INSERT INTO settings (name, value) VALUES (?, ?)", `${CLOSED_FORMALLY}${day}`, value);
}

/** Whether a day has closed formally: from then on there is no way back to bundles. */
export function hasClosedFormally(sql: SqlStorage): boolean {
  return ruleRows(sql).length > 0;
}

/** The rules by which days have closed, in the order of their first days. */
export function rulesOf(sql: SqlStorage): NoiseRule[] {
  return ruleRows(sql).map(({ name, value }) => ({
    from: name.slice(CLOSED_FORMALLY.length) as Day,
    visit: epsilonOf(value % 100),
    signup: epsilonOf(Math.trunc(value / 100) % 100),
    period: PERIODS[Math.trunc(value / 10_000)] ?? "week",
  }));
}

function epsilonOf(quarters: number): Epsilon {
  const found = Object.entries(QUARTERS).find(([, own]) => own === quarters);
  if (found === undefined) throw new Error(`no ε is ${quarters} quarters`);
  return found[0] as Epsilon;
}

function ruleRows(sql: SqlStorage): { readonly name: string; readonly value: number }[] {
  return sql
    .exec<{ name: string; value: number }>(`SELECT name, value FROM settings WHERE name GLOB '${CLOSED_FORMALLY}*' ORDER BY name`)
    .toArray();
}
