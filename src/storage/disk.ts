/** Whether the disk of one machine has room, as the program that started the runtime says (src/drain.ts). Null where nobody says. */

export type DiskState = "ok" | "nearly-full";

export const disk: { state: DiskState | null } = { state: null };
