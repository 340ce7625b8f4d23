/** Whether another tracker's data are coming in. Until the last of them is there, nothing may be drawn, closed or told of the counts so far. */
import { readMetadata } from "../registry/metadata.ts";

/** `move_next` once a move is complete. */
export const MOVE_DONE = -1;

export function isMoveUnderWay(sql: SqlStorage): boolean {
  const next = readMetadata(sql, "move_next");
  return next !== null && next !== MOVE_DONE;
}
