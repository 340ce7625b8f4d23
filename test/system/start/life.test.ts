/** `npm start` and the runtime that it runs live and end together, whichever of them is told to end, is killed, or breaks. */
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bareEnvironment, npmStart, START, START_ALONE, type Started, type Stop } from "../setup/npm_start.ts";
import { ADMIN_KEY, BROWSER, Tracker } from "../setup/tracker.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "fivebar-life-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const start = (env: Readonly<Record<string, string>> = {}): Promise<Started> =>
  npmStart({ PORT: "0", DATA_DIR: dataDir, ADMIN_KEY, PROCESSES: "0", ...env });

/** The processes that run something of this folder, by their commands' lines; those of the shells beside the runtime too. */
async function processes(): Promise<{ readonly pid: number; readonly command: string }[]> {
  const found = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (command.includes(dataDir)) found.push({ pid: Number(pid), command });
  }
  return found;
}

/** The runtime, and the process that started it. */
async function runtime(): Promise<{ readonly pid: number; readonly parent: number }> {
  const [found] = (await processes()).filter(({ command }) => !command.startsWith("sh"));
  const pid = found?.pid ?? 0;
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  return { pid, parent: Number(stat.slice(stat.lastIndexOf(")")).split(" ")[2]) };
}

const nothingRuns = (): Promise<void> => expect.poll(processes, { timeout: 20_000 }).toEqual([]);

async function visit(origin: string, times: number): Promise<void> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };
  const campaign = { slug: "fix-tiktok", name: "Fix TikTok", channel: "tiktok", destination: "https://example.org/" };
  await fetch(`${origin}/api/v1/campaigns`, { method: "POST", headers, body: JSON.stringify(campaign) });
  for (let sent = 0; sent < times; sent += 1) {
    const answer = await fetch(`${origin}/fix-tiktok`, { redirect: "manual", headers: { "user-agent": BROWSER } });
    expect(answer.status).toBe(302);
  }
}

async function visitsOnDisk(): Promise<number> {
  const tracker = new Tracker(dataDir, {});
  await tracker.start();
  const { totals } = await tracker.report();
  await tracker.stop();
  return totals.visits;
}

describe("npm start or the runtime is told to end: both end, and every count is written", () => {
  test.each<[string, (started: Started) => Promise<unknown>]>([
    ["npm, by a service manager", async ({ stop }) => expect(await stop("SIGTERM")).toBe(0)],
    ["all, by Ctrl-C", async ({ stop }) => expect(await stop("SIGINT")).toBe(0)],
    ["all, because the terminal was closed", ({ stop }) => stop("SIGHUP")],
    ["npm alone, because its terminal was closed", async ({ pid }) => process.kill(pid, "SIGHUP")],
    ["the runtime", async ({ gone }) => expect([process.kill((await runtime()).pid, "SIGTERM"), await gone]).toEqual([true, 0])],
    ["the process that started it", async ({ gone }) => expect([process.kill((await runtime()).parent), await gone]).toEqual([true, 0])],
  ])("%s", async (_, end) => {
    const started = await start();
    await visit(started.origin, 5);
    await end(started);
    await nothingRuns();
    expect(await visitsOnDisk()).toBe(5);
  });
});

test("counts that cannot be written are numbered, and the end is a failure", async () => {
  const started = await start();
  await visit(started.origin, 0);
  await promisify(execFile)("prlimit", [`--pid=${(await runtime()).pid}`, "--fsize=0:unlimited"]);
  await visit(started.origin, 23);
  expect(await started.stop()).toBe(1);
  expect(started.output()).toContain("Fivebar has stopped. 23 counts could not be written and are lost.");
});

test("a killed parent takes the runtime with it, and the next start has the folder", async () => {
  const started = await start();
  process.kill((await runtime()).parent, "SIGKILL");
  const next = await start();
  expect((await processes()).filter(({ command }) => !command.startsWith("sh"))).toHaveLength(1);
  expect(await next.stop()).toBe(0);
  expect(await started.gone).not.toBe(0);
  await nothingRuns();
});

test("a killed runtime is started again on the same address, said in the log, and stops as before", async () => {
  const { origin, output, stop } = await start();
  await visit(origin, 0);
  process.kill((await runtime()).pid, "SIGKILL");
  await expect.poll(output).toContain("Fivebar: the runtime ended by itself (SIGKILL); it starts again in 1 s.");
  await expect.poll(output).toContain("Fivebar: the runtime runs again.");
  process.kill((await runtime()).pid, "SIGKILL");
  await expect.poll(output).toContain("Fivebar: the runtime ended by itself (SIGKILL); it starts again in 2 s.");
  await expect.poll(() => output().split("Fivebar: the runtime runs again.").length).toBe(3);
  await visit(origin, 5);
  expect(await stop()).toBe(0);
  expect(await visitsOnDisk()).toBe(5);
});

/** Runs `npm start` and ends it as soon as `isThere` says so; resolves with its exit code and what it said. */
async function endWhen(isThere: () => Promise<boolean>, signal: Stop): Promise<{ readonly code: number | null; readonly text: string }> {
  const env = { ...bareEnvironment(), PORT: "0", PROCESSES: "0", DATA_DIR: dataDir };
  const [command = "", ...args] = START.command;
  const child = spawn(command, args, { cwd: START.cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
  const gone = new Promise<number | null>((resolve) => child.once("close", resolve));
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 1));
  process.kill(signal === "SIGTERM" ? (child.pid ?? 0) : -(child.pid ?? 0), signal);
  return { code: await gone, text };
}

describe.each<Stop>(["SIGTERM", "SIGINT", "SIGHUP"])("%s while it starts leaves nothing running", (signal) => {
  test.each<[string, () => Promise<boolean>]>([
    ["when the folder is taken", async () => (await readdir(dataDir)).some((name) => name.startsWith("tracker.lock"))],
    ["when the key is made", async () => (await readdir(dataDir)).includes("admin.key")],
    ["when the runtime starts", async () => (await readdir(dataDir)).includes("objects")],
    ["when the runtime is held", async () => (await readdir(dataDir)).some((name) => name.startsWith("runtime.lock"))],
    ["when objects are there", async () => (await readdir(join(dataDir, "objects")).catch(() => [])).length > 0],
  ])("%s", async (_, isThere) => {
    const { code, text } = await endWhen(isThere, signal);
    expect(text).toContain("Fivebar has stopped.");
    if (signal !== "SIGHUP") expect(code).toBe(0);
    await nothingRuns();
    expect((await readdir(dataDir)).filter((name) => name.includes("lock") || name.endsWith(".new"))).toEqual([]);
  });
});

test("few descriptors are warned of; when none is left the runtime is started again, and visitors come through", async () => {
  const few = ["-c", 'ulimit -n 200; ulimit -Hn 200; exec "$@"', "sh", ...START_ALONE];
  const env = { ...bareEnvironment(), PORT: "0", PROCESSES: "0", DATA_DIR: dataDir, ADMIN_KEY };
  const child = spawn("sh", few, { cwd: START.cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  await expect.poll(() => text).toMatch(/^Data:/m);
  expect(text).toContain("only 200 files can be open at once");
  const origin = /^Dashboard: (\S+)\/staff$/m.exec(text)?.[1] ?? "";
  await visit(origin, 5);
  // As when connections hold them all: the next one cannot be accepted.
  await promisify(execFile)("prlimit", [`--pid=${(await runtime()).pid}`, "--nofile=10:200"]);
  await expect.poll(() => text).toContain("the runtime ended by itself (exit code 1); it starts again in 1 s.");
  await expect.poll(() => text).toContain("the runtime runs again");
  await visit(origin, 5);
  child.kill("SIGTERM");
  expect(await gone).toBe(0);
});
