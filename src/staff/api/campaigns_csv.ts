/** Campaigns from a spreadsheet: one line each, the first line naming the columns as the API names the fields. */
import type { Campaign, Spec } from "../../core/campaign.ts";
import type { FieldError } from "../../core/errors.ts";
import { invalid } from "../../core/errors.ts";
import { MAX_BULK_ROWS } from "../../core/limits.ts";
import { isEmptyLine, parseCsv } from "../csv.ts";
import { refuse } from "../problem.ts";

/** How the text of a cell becomes a field's value. */
const COLUMNS: Readonly<Record<string, (text: string) => unknown>> = {
  slug: asText,
  name: asText,
  channel: asText,
  destination: asText,
  startsOn: asText,
  endsOn: asText,
  thanksUrl: asText,
  countRepeats: asBoolean,
  notes: asText,
  "spec.published": asBoolean,
  "spec.description": asText,
  "spec.ageFrom": asNumber,
  "spec.ageTo": asNumber,
  "spec.regions": asList,
  "spec.languages": asList,
  "spec.interests": asList,
  "spec.budgetEuros": asNumber,
  "spec.paidBy": asText,
};

/** The names of the columns, for whoever makes a file. */
export const COLUMN_NAMES: readonly string[] = Object.keys(COLUMNS);

/** Campaigns as a table that `campaignsFromCsv` reads again. */
export function csvFromCampaigns(campaigns: readonly Campaign[]): { fields: string[]; data: string[][] } {
  const cell = (value: unknown): string =>
    Array.isArray(value) ? value.join("|") : value === null || value === undefined ? "" : String(value);
  const data = campaigns.map((campaign) =>
    COLUMN_NAMES.map((name) =>
      cell(name.startsWith("spec.") ? campaign.spec?.[name.slice("spec.".length) as keyof Spec] : campaign[name as keyof Campaign]),
    ),
  );
  return { fields: [...COLUMN_NAMES], data };
}

/** The rows as objects for the schema to check; refuses what is not a table with known columns. Empty cells are left out. */
export function campaignsFromCsv(text: string): Record<string, unknown>[] {
  const table = parseCsv(text);
  if (table === null) return refuse(invalid("", "the first line must name the columns, such as name,channel,destination").error);
  const names = table.header;
  const lines = table.lines.filter((line) => !isEmptyLine(line));
  const errors: FieldError[] = names
    .filter((name, index) => !Object.hasOwn(COLUMNS, name) || names.indexOf(name) !== index)
    .map((name) => ({ path: name, message: `is no column, or one given twice; the columns are ${Object.keys(COLUMNS).join(", ")}` }));
  if (table.badlyQuoted !== null)
    errors.push({ path: `${table.badlyQuoted}`, message: "has a quotation mark that is not closed or not doubled" });
  if (lines.length > MAX_BULK_ROWS) errors.push({ path: "", message: `at most ${MAX_BULK_ROWS} campaigns` });
  for (const [index, line] of lines.entries()) {
    if (line.length !== names.length)
      errors.push({
        path: `${index}`,
        message: `has ${line.length} ${line.length === 1 ? "cell" : "cells"} where the first line names ${names.length} columns`,
      });
  }
  if (errors.length > 0) return refuse({ kind: "invalid", errors });
  return lines.map((line) => rowOf(names, line));
}

function rowOf(names: readonly string[], line: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  const spec: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) {
    const cell = line[index]?.trim() ?? "";
    if (cell === "") continue;
    const value = COLUMNS[name]?.(cell);
    if (name.startsWith("spec.")) spec[name.slice("spec.".length)] = value;
    else row[name] = value;
  }
  return Object.keys(spec).length === 0 ? row : { ...row, spec };
}

function asText(text: string): string {
  return text;
}

/** A boolean, or the text itself for the schema to refuse. */
function asBoolean(text: string): boolean | string {
  const lower = text.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : text;
}

function asNumber(text: string): number | string {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function asList(text: string): string[] {
  return text
    .split("|")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
