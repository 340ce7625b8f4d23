/**
 * Counts each batch once, as Kafka's idempotent producer does (KIP-98), with one batch in flight. Each isolate is a writer with a random
 * name and numbers its batches. A shard stores the last number of each writer in the transaction that adds the batch. A writer's name says
 * nothing about visitors: it is that of a process.
 */
import { addDays, type Day } from "../../domain/day.ts";
import { deleteRows } from "../overwrite.ts";
import type { Transaction } from "../transaction.ts";

/** No isolate keeps a batch unsent for this long. */
const WRITER_DAYS = 7;

/** Whether the batch `seq` of `writer` was added before. Batches come in order, so all up to the last one were. */
export function wasAdded(sql: SqlStorage, writer: string, seq: number): boolean {
  const row = sql.exec<{ seq: number }>("SELECT seq FROM writers WHERE writer = ?", writer).toArray()[0];
  return row !== undefined && seq <= row.seq;
}

export function remember(sql: Transaction, writer: string, seq: number, day: Day): void {
  sql.exec(
    "INSERT INTO writers (writer, seq, day) VALUES (?1, ?2, ?3) ON CONFLICT (writer) DO UPDATE SET seq = ?2, day = ?3",
    writer,
    seq,
    day,
  );
}

/**
 * Forgets writers whose last batch is more than `WRITER_DAYS` older than the last day before `today` on which any writer sent one. Not older
 * than `today` itself: a clock that leaps ahead would make all writers old at once, also one that still has a batch to send.
 */
export function forgetOldWriters(sql: SqlStorage, today: Day): void {
  const { seen } = sql.exec<{ seen: Day | null }>("SELECT max(day) AS seen FROM writers WHERE day < ?", today).one();
  if (seen !== null) deleteRows(sql, "writers WHERE day < ?", addDays(seen, -WRITER_DAYS));
}
