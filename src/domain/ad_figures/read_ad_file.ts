/**
 * From the bytes of an ad platform's file to what Fivebar takes from it, or why it takes nothing. Pure. A file is read whole or not at all: it
 * was cut short, changed by a spreadsheet, or can be understood in two ways; nothing of what stands in it is in the error.
 */
import { type Fault, fault } from "../fault.ts";
import { at, failure, type Result, success } from "../problems.ts";
import { readTable, type Table } from "../tables/table.ts";
import { textOf } from "../tables/table_row.ts";
import type { AdFile, AdFileOptions } from "./ad_file.ts";
import { isBlank } from "./ad_row.ts";
import { emptyFile, readAdRows } from "./ad_rows.ts";
import { columnName } from "./columns/columns.ts";
import { isAboutPersons, isPlacementAddress, isRefusedTitle, isTooFine } from "./columns/refused.ts";
import { isKnownColumn, type Layout, layoutOf } from "./layout.ts";
import { MAX_AD_COLUMNS, MAX_AD_FILE_BYTES, MAX_AD_LINES } from "./limits.ts";
import { readStatement, type Statement } from "./statement.ts";

const BOUNDS = { maxRows: MAX_AD_LINES, maxColumns: MAX_AD_COLUMNS, isKnown: isKnownColumn };

export function readAdFile(bytes: Uint8Array, options: AdFileOptions = {}): Result<AdFile> {
  if (bytes.byteLength > MAX_AD_FILE_BYTES) return failure({ type: "too-large", maxBytes: MAX_AD_FILE_BYTES });
  const table = readTable(bytes, BOUNDS);
  const read = table.ok ? readAdTable(table.value, options) : table;
  return read.ok ? read : failure({ type: "invalid", errors: [at("", read.error)] });
}

function readAdTable(table: Table, options: AdFileOptions): Result<AdFile, Fault> {
  const statement = readStatement(table.above);
  const refusal = columnRefusal(table, statement);
  if (refusal !== null) return failure(refusal);
  const layout = layoutOf(table.header, statement.platform, options.platform ?? null);
  const { isComplete, badlyQuoted } = table.source;
  const truncated = failure(fault("truncated", { row: null }));
  if (layout === null) return emptyFile(table, options) ?? (isComplete ? failure(fault("not-a-table")) : truncated);
  if ("other" in layout) return failure(fault("other-platform", { platform: layout.other }));
  if (badlyQuoted !== null) return isComplete ? failure(fault("not-a-table")) : truncated;
  const read = readAdRows(table, layout, statement, options);
  // The end of a text without a line break may be the middle of a number. A total behind all rows shows that nothing is missing; the two forms, which
  // people and programs write, often end so, and the answer says it (remarks.ts).
  if (!isComplete && !(read.ok && (read.value.endsWithTotal || isWholeForm(table, layout)))) return truncated;
  return read.ok ? success(read.value.file) : read;
}

/** Whether a table in Fivebar's own form or Google Analytics' has something in the last cell of its last row. */
function isWholeForm({ rows, header }: Table, { platform }: Layout): boolean {
  const last = rows.at(-1)?.cells[header.length - 1];
  return (platform === "fivebar" || platform === "ga4") && last !== undefined && !isBlank(last);
}

/** Why a file is refused for what it is about, by the names of its columns. */
function columnRefusal({ header }: Table, { lines, platform }: Statement): Fault | null {
  const persons = header.filter(isAboutPersons);
  if (persons.length > 0) return fault("persons", { columns: named(persons) });
  const names = header.map(columnName);
  const isGoogle = platform === "google" || names.includes("impr.");
  const fine = [
    ...header.filter((name) => isTooFine(name) || (isGoogle && isPlacementAddress(name))),
    ...lines.map(textOf).filter(isRefusedTitle),
  ];
  return fine.length > 0 ? fault("too-fine", { columns: named(fine) }) : null;
}

/** Names that Fivebar knows, each once: never a cell of another kind that stands in the header. */
function named(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.trim().toLowerCase()))];
}
