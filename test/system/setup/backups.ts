/** Backups for tests: the commands as a user runs them, and what stands in the databases' files. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { shardPath } from "../../../scripts/backup/databases.ts";
import { PROJECT } from "../../../scripts/build.ts";

interface Ran {
  readonly code: number;
  readonly output: string;
}

type Command = "backup" | "restore" | "check_data";

export async function run(
  command: Command,
  dataDir: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const program = [join(PROJECT, "scripts", "run.cjs"), join(PROJECT, "scripts", `${command}.ts`)];
  const environment = { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, DATA_DIR: dataDir, ...env };
  return promisify(execFile)(process.execPath, [...program, ...args], { cwd: PROJECT, env: environment }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, output: stdout + stderr }),
  );
}

/** What stands in a database's file. */
export function query<T>(dataDir: string, path: string, statement: string): T[] {
  const database = new DatabaseSync(join(dataDir, path));
  const found = database.prepare(statement).all() as T[];
  database.close();
  return found;
}

export function change(dataDir: string, path: string, statement: string): void {
  const database = new DatabaseSync(join(dataDir, path));
  database.exec(statement);
  database.close();
}

export const isInstalled = (program: string): Promise<boolean> =>
  promisify(execFile)(program, ["--version"]).then(
    () => true,
    () => false,
  );

export const signupsOnDisk = (dataDir: string): number =>
  query<{ total: number }>(dataDir, shardPath("signups"), "SELECT max(total) AS total FROM tallies WHERE campaign = -1")[0]?.total ?? 0;

/** All the bytes of a stream. */
export async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}
