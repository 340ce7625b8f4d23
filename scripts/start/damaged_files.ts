/** Looks through the objects' databases before anything is served from them. */
import { relative } from "node:path";
import { objectFiles } from "./data_dir.ts";

interface DamagedFile {
  /** Below DATA_DIR. */
  readonly file: string;
  /** In SQLite's words. */
  readonly problem: string;
}

/** The databases below `dataDir` that SQLite finds damaged (`PRAGMA quick_check`). Nothing may have them open. */
export async function damagedFiles(dataDir: string): Promise<DamagedFile[]> {
  const { DatabaseSync } = await import("node:sqlite");
  const found: DamagedFile[] = [];
  for (const path of await objectFiles(dataDir)) {
    if (!path.endsWith(".sqlite")) continue;
    const problem = check(path, DatabaseSync);
    if (problem !== null) found.push({ file: relative(dataDir, path), problem });
  }
  return found;
}

function check(path: string, Database: typeof import("node:sqlite").DatabaseSync): string | null {
  try {
    const database = new Database(path, { readOnly: true });
    try {
      const [first] = database.prepare("PRAGMA quick_check(1)").all() as { quick_check?: string }[];
      return first?.quick_check === "ok" ? null : (first?.quick_check ?? "no answer");
    } finally {
      database.close();
    }
  } catch (error) {
    return (error as Error).message;
  }
}

/** What the operator has to do about `damaged` files. */
export function remedy(dataDir: string, damaged: readonly DamagedFile[]): string {
  const files = damaged.map(({ file, problem }) => `${file} (${problem.replace(/\s+/g, " ").slice(0, 100)})`).join(", ");
  return (
    `DATA_DIR (${dataDir}) has a damaged file: ${files}. Keep a copy of the folder, put a backup of the whole folder in its place and start again: ` +
    'docs/FAULTS.md, "A backup, and putting it back"'
  );
}
