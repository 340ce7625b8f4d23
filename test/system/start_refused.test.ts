/** What `npm start` finds out before anybody relies on it: an address that is taken, a folder in use, figures of another group size. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { npmStart, type Started } from "./setup/npm_start.ts";
import { Tracker } from "./setup/tracker.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "fivebar-start-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const start = (env: Readonly<Record<string, string>> = {}): Promise<Started> => npmStart({ PORT: "0", DATA_DIR: dataDir, ...env });
const refusal = (words: string) => new RegExp(`ended with 1:.*Fivebar cannot start: ${words}`, "s");

/** The runtime's process, by the lock that it holds. */
async function runtimePid(): Promise<number> {
  const [lock = ""] = (await readdir(dataDir)).filter((name) => name.startsWith("runtime.lock."));
  return Number(lock.split(".")[2]);
}

test("one tracker at a time on a folder, also when the process that started the runtime was killed", async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(refusal(`DATA_DIR must be a folder of its own: process ${await runtimePid()} runs a tracker`));
  const pid = await runtimePid();
  const [parent] = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ").slice(1) ?? [];
  process.kill(Number(parent), "SIGKILL");
  await expect
    .poll(() =>
      readFile(`/proc/${parent}/stat`, "utf8").then(
        (stat) => /\) Z/.test(stat),
        () => true,
      ),
    )
    .toBe(true);
  expect((await fetch(`${first.origin}/healthz`)).status).toBe(200);
  await expect(start()).rejects.toThrow(refusal("DATA_DIR must"));
  process.kill(pid, "SIGKILL");
  await expect
    .poll(() =>
      fetch(`${first.origin}/healthz`).then(
        () => true,
        () => false,
      ),
    )
    .toBe(false);
  const next = await start();
  expect(await next.stop()).toBe(0);
  expect((await readdir(dataDir)).filter((name) => name.includes("lock"))).toEqual([]);
});

test("figures that were released in bundles of another size stop the start", async () => {
  const before = new Tracker(dataDir, { GROUP_SIZE: "7" });
  await before.start();
  await before.report();
  await before.stop();
  await expect(start({ GROUP_SIZE: "10" })).rejects.toThrow(refusal("GROUP_SIZE must be 7"));
  expect(await (await start({ GROUP_SIZE: "7" })).stop()).toBe(0);
});

test("an address that is taken, or not this machine's, is named by its variable", async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port));
  });
  await expect(start({ PORT: String(port) })).rejects.toThrow(refusal(`PORT must be free: something listens on 127.0.0.1:${port}`));
  await expect(start({ HOST: "192.0.2.1" })).rejects.toThrow(refusal("HOST must be an address of this machine"));
  await new Promise((resolve) => other.close(resolve));
});
