/**
 * The whole history as a file for an audit: who of the staff changed what, and when. It is written while it is read, in parts, because keys'
 * and members' entries are kept for good. No entry has a key, a token or a hash of one.
 */

import { dayOf } from "../../domain/day.ts";
import type { NumberedEntry } from "../../storage/registry/history.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { writeCsv } from "../http/csv.ts";
import { CSV_TYPE, fileHeaders } from "../http/download.ts";

const PART_ENTRIES = 1_000;
const CSV_COLUMNS = ["number", "at", "who", "action", "subject", "changes"] as const;

export function historyCsv(c: StaffContext): Promise<Response> {
  return file(c, "csv", CSV_TYPE, (entries, isFirst) => {
    const rows = entries.map(({ seq, at, who, action, subject, changes }) => [seq, at, who, action, subject, JSON.stringify(changes)]);
    const text = writeCsv(CSV_COLUMNS, rows);
    return isFirst ? text : text.slice(text.indexOf("\n") + 1);
  });
}

export function historyLines(c: StaffContext): Promise<Response> {
  return file(c, "jsonl", "application/jsonl", (entries) => entries.map((entry) => `${JSON.stringify(lineOf(entry))}\n`).join(""));
}

function lineOf({ seq, ...entry }: NumberedEntry): Readonly<Record<string, unknown>> {
  return { number: seq, ...entry };
}

type Write = (entries: readonly NumberedEntry[], isFirst: boolean) => string;

async function file(c: StaffContext, ending: "csv" | "jsonl", type: string, write: Write): Promise<Response> {
  // Read before the answer begins, so that a registry that is down is an error and no empty file.
  const first = await registry(c).historyAfter(0, PART_ENTRIES);
  return c.body(written(c, first, write), 200, fileHeaders(type, `fivebar-history-${dayOf(Date.now(), c.var.config.timeZone)}.${ending}`));
}

function written(c: StaffContext, first: readonly NumberedEntry[], write: Write): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  let part: readonly NumberedEntry[] | null = first;
  let isFirst = true;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const entries: readonly NumberedEntry[] = part ?? [];
      const text = write(entries, isFirst);
      const last = entries.at(-1);
      isFirst = false;
      if (text !== "") controller.enqueue(bytes.encode(text));
      if (last === undefined || entries.length < PART_ENTRIES) return controller.close();
      part = await registry(c).historyAfter(last.seq, PART_ENTRIES);
    },
  });
}
