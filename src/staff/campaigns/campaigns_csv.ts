/**
 * Campaigns from a spreadsheet: one row each; the header names the columns as the API names the fields, in any case. Fivebar's own export
 * can be read again, even after a spreadsheet saved it with days, decimals, yes and no in its own language.
 */
import type { Campaign, Channel } from "../../domain/campaign/campaign.ts";
import { FIELD_PATHS, FIELDS_BY_PATH, type SingleField, valueAt } from "../../domain/campaign/fields.ts";
import { MAX_BULK_ROWS } from "../../domain/limits.ts";
import { at, type FieldError, problem } from "../../domain/problems.ts";
import { type DayOrder, daysIn, readDate } from "../../domain/tables/dates.ts";
import type { Table } from "../../domain/tables/table.ts";
import { type Cell, isEmptyRow, type TableRow, textOf } from "../../domain/tables/table_row.ts";
import { yesOrNo } from "../../domain/tables/yes_no.ts";
import { plainCell } from "../http/csv.ts";
import { refuse } from "../http/problem.ts";
import { columnName, isCut, tableFrom } from "../http/table.ts";
import { restoredSlug } from "./restored_slug.ts";

/** The names of the columns, for whoever makes a file. */
export const COLUMN_NAMES: readonly string[] = FIELD_PATHS;

/** Columns that answer a question and are no field: a file may have them, and an export does not. */
const ANSWER_COLUMNS: readonly string[] = ["samePageForAll", "manyLinks"];
/** The campaign's link: an export has it, and a file may. Its end shows the code if a spreadsheet changed the slug's cell. */
const LINK_COLUMN = "link";

/** Each column under its name in lower case. */
const COLUMNS: ReadonlyMap<string, string> = new Map(
  [...COLUMN_NAMES, ...ANSWER_COLUMNS, LINK_COLUMN].map((name) => [name.toLowerCase(), name]),
);
const KNOWN: ReadonlySet<string> = new Set([...COLUMNS.keys()].map(columnName));

export function isCampaignColumn(name: string): boolean {
  return KNOWN.has(name);
}

/** How a file was written, where a cell alone does not show it. */
interface Writing {
  readonly channels: readonly Channel[];
  /** Which comes first in days; null where the file does not show it. */
  readonly dates: DayOrder | null;
  /** Whether a comma stands before the decimals. */
  readonly hasCommas: boolean;
}

/** How the text of a cell becomes a value, by the field's kind. */
const READERS: Readonly<Record<SingleField["kind"], (text: string, writing: Writing) => unknown>> = {
  slug: asText,
  line: asText,
  text: asText,
  channel: asChannel,
  address: asText,
  day: asDay,
  param: asText,
  flag: asBoolean,
  age: asNumber,
  amount: asNumber,
  words: asList,
};

/** Campaigns as a table that `campaignsFromCsv` reads again. */
export function csvFromCampaigns(campaigns: readonly Campaign[], linkOrigin: string): { fields: string[]; data: string[][] } {
  const cell = (value: unknown): string => (Array.isArray(value) ? value.join("|") : value === null ? "" : String(value));
  const data = campaigns.map((campaign) => [...FIELD_PATHS.map((path) => cell(valueAt(campaign, path))), `${linkOrigin}/${campaign.slug}`]);
  return { fields: [...COLUMN_NAMES, LINK_COLUMN], data };
}

/** One line of the table as an object for the schema to check. */
export interface CsvCampaign {
  /** As a spreadsheet numbers it: the file's first line is row 1. */
  readonly row: number;
  readonly fields: Record<string, unknown>;
}

/** An error about the table, with the place of its row among those that are not empty, from 0. */
export type CsvError = FieldError & { readonly row?: number };

/** The rows, or what is wrong with the table. Empty rows and empty cells are left out. */
export function readCampaigns(
  given: Uint8Array | string,
  channels: readonly Channel[],
): { readonly rows: readonly CsvCampaign[] } | { readonly errors: readonly CsvError[] } {
  const read = tableFrom(given, isCampaignColumn);
  if (!read.ok) return { errors: [read.error.code === "not-a-table" ? problem("", "no-header") : at("", read.error)] };
  const table = read.value;
  const names = table.header.map((name) => COLUMNS.get(name.toLowerCase()) ?? null);
  const errors: CsvError[] = table.header
    .filter((_, index) => names[index] === null || names.indexOf(names[index] ?? null) !== index)
    .map((name) => problem(name, "unknown-column", { columns: COLUMN_NAMES }));
  const { badlyQuoted } = table.source;
  if (badlyQuoted !== null) {
    const index = Math.max(
      0,
      table.rows.findLastIndex(({ row }) => row <= badlyQuoted),
    );
    errors.push({ ...problem(`${index}`, "open-quotation", { row: null }), row: badlyQuoted });
  }
  if (table.rows.length > MAX_BULK_ROWS) return { errors: [...errors, problem("", "too-many-rows", { max: MAX_BULK_ROWS })] };
  for (const [index, { row, cells }] of table.rows.entries()) {
    const counts = { cells: cells.length, columns: names.length };
    if (!isWhole(names, cells)) errors.push({ ...problem(`${index}`, "wrong-cell-count", counts), row });
    else if (isCut(table, index) || isLinkCut(table, names, index)) errors.push({ ...problem(`${index}`, "cut-row", counts), row });
  }
  if (errors.length > 0) return { errors };
  const writing = writingOf(table, names, channels);
  return { rows: table.rows.map((row) => ({ row: row.row, fields: fieldsOf(names, row, writing) })) };
}

/** Whether a link in the last row, which has no line break behind it, says another code than the row: it may not be all of the link. */
function isLinkCut({ rows, source }: Table, names: readonly (string | null)[], index: number): boolean {
  if (source.isComplete || index < rows.length - 1) return false;
  const [written, link] = ["slug", LINK_COLUMN].map((name) => plainCell(textOf(rows[index]?.cells[names.indexOf(name)])));
  return written !== undefined && written !== "" && restoredSlug(written, link ?? "") !== written;
}

/** A row may end before optional columns, as spreadsheets write it, and may not be longer than the header. */
function isWhole(names: readonly (string | null)[], cells: readonly Cell[]): boolean {
  if (!isEmptyRow(cells.slice(names.length))) return false;
  return names.slice(cells.length).every((name) => {
    const field = FIELDS_BY_PATH.get(name ?? "");
    return field === undefined || !("isRequired" in field);
  });
}

/** The rows for the API, whose errors name a row by its index. */
export function campaignsFromCsv(given: Uint8Array, channels: readonly Channel[]): Record<string, unknown>[] {
  const read = readCampaigns(given, channels);
  if ("rows" in read) return read.rows.map(({ fields }) => fields);
  return refuse({ type: "invalid", errors: read.errors });
}

function fieldsOf(names: readonly (string | null)[], { cells }: TableRow, writing: Writing): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  const spec: Record<string, unknown> = {};
  let link = "";
  for (const [index, name] of names.entries()) {
    const cell = plainCell(textOf(cells[index]));
    if (cell === "" || name === null) continue;
    const field = FIELDS_BY_PATH.get(name);
    const value = field === undefined ? asBoolean(cell) : READERS[field.kind](cell, writing);
    if (name === LINK_COLUMN) link = cell;
    else if (name.startsWith("spec.")) spec[name.slice("spec.".length)] = value;
    else row[name] = value;
  }
  if (typeof row.slug === "string" && link !== "") row.slug = restoredSlug(row.slug, link);
  return Object.keys(spec).length === 0 ? row : { ...row, spec };
}

/**
 * A spreadsheet that separates cells with semicolons, or writes yes and no in Dutch, German or French, has decimal commas and puts the day
 * first, unless a date in it shows the month first. In any other file a date must show the order: by a number that can be no month.
 */
function writingOf({ rows, source }: Table, names: readonly (string | null)[], channels: readonly Channel[]): Writing {
  const cellsOf = (kind: SingleField["kind"]): string[] =>
    names.flatMap((name, index) => (FIELDS_BY_PATH.get(name ?? "")?.kind === kind ? rows.map(({ cells }) => textOf(cells[index])) : []));
  const saysYesInAnotherLanguage = cellsOf("flag").some((text) => yesOrNo(text) !== null && !/^(?:true|false|yes|no)$/i.test(text));
  const hasCommas = source.separator === ";" || saysYesInAnotherLanguage;
  const days = cellsOf("day").map(daysIn);
  const [isDayFirst, isMonthFirst] = [
    days.some(({ mdy, dmy }) => mdy === null && dmy !== null),
    days.some(({ mdy, dmy }) => dmy === null && mdy !== null),
  ];
  const shown = isDayFirst === isMonthFirst ? null : isDayFirst ? "dmy" : "mdy";
  return { channels, hasCommas, dates: shown ?? (hasCommas && !isMonthFirst ? "dmy" : null) };
}

function asText(text: string): string {
  return text;
}

/** A channel's id, or its name: what people see. */
function asChannel(text: string, { channels }: Writing): string {
  const word = text.toLowerCase();
  return channels.find(({ id, name }) => id === word || name.toLowerCase() === word)?.id ?? text;
}

/** A day as the API writes it. A text with a time, or one that could be two days, stays as it is, for the schema to refuse. */
function asDay(text: string, { dates }: Writing): string {
  const date = readDate(text, dates) ?? readDate(text);
  return date === null || date.hasTime ? text : date.day;
}

/** A boolean, or the text itself for the schema to refuse. */
function asBoolean(text: string): boolean | string {
  return yesOrNo(text) ?? text;
}

/** A number with a decimal point, as Fivebar writes it, or with the comma of a spreadsheet; `1,234` could be either, and is refused. */
function asNumber(text: string, { hasCommas }: Writing): number | string {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const isComma = hasCommas ? /^-?\d+,\d+$/ : /^-?\d+,(?:\d{1,2}|\d{4,})$/;
  return isComma.test(text) ? Number(text.replace(",", ".")) : text;
}

function asList(text: string): string[] {
  return text
    .split("|")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
