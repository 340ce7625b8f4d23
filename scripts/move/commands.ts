/** `npm run move`: takes everything out of one tracker and into another, over their HTTP API (docs/MOVE.md). */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { installation } from "../installation.ts";
import { recordsIn } from "./records.ts";

const USAGE = `Use: ${installation.commandLine("move", "export URL FILE")}
     ${installation.commandLine("move", "import FILE URL")}
     with the trackers' ADMIN_KEY and MOVE_KEY in the environment`;

/** A record that got no answer is sent again: the tracker acknowledges one that it has. */
const PAUSES_MS = [500, 2_000, 5_000];

/** @returns the exit code */
export async function moveCommand([direction, ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [first, second, ...more] = args;
  if (first === undefined || second === undefined || more.length > 0) {
    console.error(USAGE);
    return 1;
  }
  const at = (path: string): string => resolve(env.INIT_CWD ?? ".", path);
  try {
    if (direction === "export") await exportTo(apiOf(first), at(second), env);
    else if (direction === "import") await importInto(at(first), apiOf(second), env);
    else throw new Error(`there is no "${direction}". ${USAGE}`);
    return 0;
  } catch (error) {
    console.error(`Nothing was moved, or not all: ${(error as Error).message}`);
    return 1;
  }
}

/** Keys and counts go to this address: in the clear only on this machine. */
function apiOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHere = url !== null && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
  if (url === null || (url.protocol !== "https:" && !(url.protocol === "http:" && isHere)))
    throw new Error(`URL must be a tracker's address, such as https://go.example.org, not "${text}"`);
  return `${url.origin}/api/v1`;
}

function needed(env: NodeJS.ProcessEnv, name: "ADMIN_KEY" | "MOVE_KEY"): string {
  const value = env[name]?.trim() ?? "";
  if (value === "") throw new Error(`${name} must be set to that of the tracker`);
  return value;
}

async function exportTo(api: string, file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const response = await fetch(`${api}/export`, {
    method: "POST",
    headers: { authorization: `Bearer ${needed(env, "ADMIN_KEY")}`, "content-type": "application/json" },
    body: JSON.stringify({ moveKey: needed(env, "MOVE_KEY") }),
  });
  if (!response.ok) throw new Error(await detailOf(response));
  const bytes = Buffer.from(await response.arrayBuffer());
  const count = [...recordsIn(bytes)].length;
  const beside = `${file}.${process.pid}.new`;
  try {
    await writeFile(beside, bytes, { mode: 0o600, flag: "wx" });
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
  console.log(`${file}: ${count} records, ${bytes.length} bytes, sealed with MOVE_KEY. What the tracker counts from now on is not in it.`);
}

async function importInto(file: string, api: string, env: NodeJS.ProcessEnv): Promise<void> {
  const records = [...recordsIn(await readFile(file))];
  const headers = { authorization: `Bearer ${needed(env, "ADMIN_KEY")}`, "content-type": "application/octet-stream" };
  let isDone = false;
  for (const record of records) {
    const answer = await send(`${api}/import`, headers, record);
    isDone = answer.done;
  }
  if (!isDone) throw new Error("the tracker did not say that everything is there");
  console.log(`${records.length} records: everything has moved. Its campaigns, figures and keys are those of the other tracker.`);
}

async function send(url: string, headers: Readonly<Record<string, string>>, record: Buffer): Promise<{ readonly done: boolean }> {
  for (const pauseMs of [...PAUSES_MS, null]) {
    const response = await fetch(url, { method: "POST", headers, body: new Uint8Array(record) }).catch((error: Error) => error);
    if (response instanceof Response && response.ok) return (await response.json()) as { readonly done: boolean };
    const isPassing = response instanceof Error || response.status >= 502;
    const reason = response instanceof Error ? response.message : await detailOf(response);
    if (!isPassing || pauseMs === null) throw new Error(reason);
    await wait(pauseMs);
  }
  throw new Error("no answer");
}

async function detailOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    return (JSON.parse(text) as { readonly detail?: string }).detail ?? text;
  } catch {
    return `${response.status} ${text.slice(0, 200)}`;
  }
}
