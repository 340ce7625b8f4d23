/** Campaigns from a spreadsheet: one line each, the first line naming the columns as the API names the fields. */
import type { Campaign, Spec } from "../../domain/campaign/campaign.ts";
import { MAX_BULK_ROWS } from "../../domain/limits.ts";
import { at, type FieldError, problem } from "../../domain/problems.ts";
import { isEmptyLine, parseCsv, plainCell, sizeRefusal } from "../http/csv.ts";
import { refuse } from "../http/problem.ts";

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

/** Columns that answer a question and are no field: a file may have them, and an export does not. */
const ANSWER_COLUMNS: Readonly<Record<string, (text: string) => unknown>> = { samePageForAll: asBoolean, manyLinks: asBoolean };

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

/** One line of the table as an object for the schema to check. */
export interface CsvCampaign {
  /** As a spreadsheet numbers it: the header is row 1 unless empty rows come before it. */
  readonly row: number;
  readonly fields: Record<string, unknown>;
}

/** An error about the table, with the place of its row among those that are not empty, from 0. */
export type CsvError = FieldError & { readonly row?: number };

/** The rows, or what is wrong with the table. Empty rows and empty cells are left out. */
export function readCampaigns(text: string): { readonly rows: readonly CsvCampaign[] } | { readonly errors: readonly CsvError[] } {
  const refusal = sizeRefusal(text);
  if (refusal !== null) return { errors: [at("", refusal)] };
  const table = parseCsv(text);
  if (table === null) return { errors: [problem("", "no-header")] };
  const { header, headerRow, badlyQuoted } = table;
  const errors: CsvError[] = header
    .filter((name, index) => !(Object.hasOwn(COLUMNS, name) || Object.hasOwn(ANSWER_COLUMNS, name)) || header.indexOf(name) !== index)
    .map((name) => problem(name, "unknown-column", { columns: COLUMN_NAMES }));
  const places = table.lines.flatMap((line, at) => (isEmptyLine(line) ? [] : [{ line, row: headerRow + 1 + at }]));
  if (badlyQuoted !== null) {
    const row = headerRow + 1 + badlyQuoted;
    const index = Math.max(
      0,
      places.findLastIndex((place) => place.row <= row),
    );
    errors.push({ ...problem(`${index}`, "open-quotation", { row: null }), row });
  }
  if (places.length > MAX_BULK_ROWS) return { errors: [...errors, problem("", "too-many-rows", { max: MAX_BULK_ROWS })] };
  for (const [index, { line, row }] of places.entries()) {
    if (line.length !== header.length)
      errors.push({ ...problem(`${index}`, "wrong-cell-count", { cells: line.length, columns: header.length }), row });
  }
  return errors.length > 0 ? { errors } : { rows: places.map(({ line, row }) => ({ row, fields: rowOf(header, line) })) };
}

/** The rows for the API, whose errors name a row by its index. */
export function campaignsFromCsv(text: string): Record<string, unknown>[] {
  const read = readCampaigns(text);
  if ("rows" in read) return read.rows.map(({ fields }) => fields);
  return refuse({ kind: "invalid", errors: read.errors });
}

function rowOf(names: readonly string[], line: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  const spec: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) {
    const cell = plainCell((line[index] ?? "").trim());
    if (cell === "") continue;
    const value = (COLUMNS[name] ?? ANSWER_COLUMNS[name])?.(cell);
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
