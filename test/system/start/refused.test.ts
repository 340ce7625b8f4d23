/** What `npm start` finds out before anybody relies on it: an address that is taken, a folder in use, figures of another group size. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { npmStart, type Started } from "../setup/npm_start.ts";
import { Tracker } from "../setup/tracker.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "fivebar-start-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const start = (env: Readonly<Record<string, string>> = {}): Promise<Started> => npmStart({ PORT: "0", DATA_DIR: dataDir, ...env });
const refusal = (words: string) => new RegExp(`ended with 1:.*Fivebar cannot start: ${words}`, "s");

test("one tracker at a time on a folder; the refusal names the process to stop, and stopping that ends all of it", async () => {
  const first = await start();
  const reason = await start().catch((error: Error) => error.message);
  expect(reason).toMatch(refusal("DATA_DIR must be a folder of its own: process \\d+ runs a tracker on .*; stop it first"));
  process.kill(Number(/process (\d+) runs/.exec(String(reason))?.[1]), "SIGTERM");
  expect(await first.gone).toBe(0);
  expect(await (await start()).stop()).toBe(0);
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
  if (process.platform === "linux")
    await expect(start({ DATA_DIR: "/proc/fivebar/data" })).rejects.toThrow(refusal("DATA_DIR must be a folder that can be written"));
  await new Promise((resolve) => other.close(resolve));
});

test("on every address, the one that is printed lets staff of this machine in; a variable that nothing reads is named", async () => {
  const started = await start({ HOST: "0.0.0.0", GROUPSIZE: "7" });
  expect(started.output()).toContain("Warning:   GROUPSIZE is set, and nothing reads it. Did you mean GROUP_SIZE?");
  expect(started.origin).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect(started.output()).toMatch(/^Listens: {3}on every address of this machine, port \d+$/m);
  expect(await (await fetch(`${started.origin}/staff/sign-in`)).text()).not.toContain('role="alert"');
  expect(await started.stop()).toBe(0);
});
