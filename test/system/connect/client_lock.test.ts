/** The lock of the client's outbox: one process at a time, and no file that a dead one left keeps a site from starting. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, readlink, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lock } from "../../../packages/client/src/lock.ts";
import { PROJECT } from "../../../scripts/build.ts";

/** Where only a watch tells, it takes this long here. */
const TIMES = { touchMs: 50, goneMs: 1_000 };

let folder: string;
let path: string;
let children: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-lock-"));
  path = join(folder, "outbox.json.lock");
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** A process that wants the lock and keeps it until it is killed; and whether it got it. */
async function starter(): Promise<{ readonly child: ChildProcess; readonly got: string }> {
  const program = `import { lock } from ${JSON.stringify(join(PROJECT, "packages", "client", "src", "lock.ts"))};
    await lock(${JSON.stringify(path)}).then(() => console.log("got"), (error) => console.log(error.message));
    setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const got = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once("line", resolve));
  return { child, got };
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

/** The name of the file of a holder, as this system would write it. */
async function nameOf(holder: { pid?: number; began?: string; boot?: string; space?: string }): Promise<string> {
  const boot = (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
  const space = (await readlink("/proc/self/ns/pid")).replace(/\D/g, "");
  const all = { pid: process.ppid, began: "1", boot, space, ...holder };
  return `${path}.${all.pid}.${all.began}.${all.boot}.${all.space}.aaaaaaaa`;
}

test("is held by one process, and free when that has let go of it", async () => {
  const release = await lock(path);
  await expect(lock(path)).rejects.toThrow(`process ${process.pid} holds`);
  expect((await starter()).got).toContain(`process ${process.pid} holds`);
  await release();
  expect(await readdir(folder)).toEqual([]);
  expect((await starter()).got).toBe("got");
});

test("of a process that was killed is free at once", async () => {
  const { child, got } = await starter();
  expect(got).toBe("got");
  await ended(child);
  const release = await lock(path);
  await release();
  expect(await readdir(folder)).toEqual([]);
});

test("goes to one of many who start on what a killed one left", async () => {
  await ended((await starter()).child);
  for (let round = 0; round < 3; round += 1) {
    const starters = await Promise.all(Array.from({ length: 6 }, starter));
    expect(starters.filter(({ got }) => got === "got")).toHaveLength(1);
    await Promise.all(starters.map(({ child }) => ended(child)));
  }
});

describe.runIf(process.platform === "linux")("a file is no hindrance", () => {
  test("whose process' number now belongs to another process, as after a restart of a container", async () => {
    for (const pid of [process.pid, process.ppid, 1]) await writeFile(await nameOf({ pid }), "");
    await (await lock(path))();
    expect(await readdir(folder)).toEqual([]);
  });

  test("from before the machine was started anew", async () => {
    const began = (await readFile("/proc/self/stat", "utf8")).replace(/^.*\) /s, "").split(" ")[19] ?? "";
    await writeFile(await nameOf({ pid: process.pid, began, boot: "3f2504e0-4f89-41d3-9a0c-0305e82c3301" }), "");
    await (await lock(path))();
  });

  test("from another container, once nobody has touched it for a while", async () => {
    const other = await nameOf({ pid: 1, space: "1" });
    await writeFile(other, "");
    const touching = setInterval(() => void utimes(other, new Date(), new Date()), TIMES.touchMs);
    await expect(lock(path, TIMES)).rejects.toThrow("process 1 holds");
    clearInterval(touching);
    await (await lock(path, TIMES))();
    expect(await readdir(folder)).toEqual([]);
  });
});

test("is touched while it is held", async () => {
  const release = await lock(path, TIMES);
  const [file = ""] = await readdir(folder);
  await utimes(join(folder, file), new Date(0), new Date(0));
  const touchedAgain = () => stat(join(folder, file)).then(({ mtimeMs }) => mtimeMs > 0);
  await expect.poll(touchedAgain).toBe(true);
  await release();
});
