/** Campaigns from a spreadsheet: one line each, the first line naming the columns as the API names the fields. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { FIELD_PATHS, FIELDS_BY_PATH, type SingleField, valueAt } from "../../domain/campaign/fields.ts";
import { MAX_BULK_ROWS } from "../../domain/limits.ts";
import { at, type FieldError, problem } from "../../domain/problems.ts";
import { isEmptyLine, parseCsv, plainCell, sizeRefusal } from "../http/csv.ts";
import { refuse } from "../http/problem.ts";

/** How the text of a cell becomes a value, by the field's kind. */
const READERS: Readonly<Record<SingleField["kind"], (text: string) => unknown>> = {
  slug: asText,
  line: asText,
  text: asText,
  channel: asText,
  address: asText,
  day: asText,
  param: asText,
  flag: asBoolean,
  age: asNumber,
  amount: asNumber,
  words: asList,
};

/** The names of the columns, for whoever makes a file. */
export const COLUMN_NAMES: readonly string[] = FIELD_PATHS;

/** Columns that answer a question and are no field: a file may have them, and an export does not. */
const ANSWER_COLUMNS: readonly string[] = ["samePageForAll", "manyLinks"];

/** Campaigns as a table that `campaignsFromCsv` reads again. */
export function csvFromCampaigns(campaigns: readonly Campaign[]): { fields: string[]; data: string[][] } {
  const cell = (value: unknown): string => (Array.isArray(value) ? value.join("|") : value === null ? "" : String(value));
  const data = campaigns.map((campaign) => FIELD_PATHS.map((path) => cell(valueAt(campaign, path))));
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
    .filter((name, index) => readerOf(name) === null || header.indexOf(name) !== index)
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
  return refuse({ type: "invalid", errors: read.errors });
}

function rowOf(names: readonly string[], line: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  const spec: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) {
    const cell = plainCell((line[index] ?? "").trim());
    if (cell === "") continue;
    const value = readerOf(name)?.(cell);
    if (name.startsWith("spec.")) spec[name.slice("spec.".length)] = value;
    else row[name] = value;
  }
  return Object.keys(spec).length === 0 ? row : { ...row, spec };
}

/** Null for a column that there is not. */
function readerOf(name: string): ((text: string) => unknown) | null {
  const field = FIELDS_BY_PATH.get(name);
  if (field !== undefined) return READERS[field.kind];
  return ANSWER_COLUMNS.includes(name) ? asBoolean : null;
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
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
