/** What a new isolate costs before it answers: `wrangler check startup`, which starts the bundle under a profiler, as a deployment would. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { PROJECT } from "../build.ts";
import { median } from "./median.ts";

const TRIES = 5;
/** The bound for `activeMs`. */
export const MOST_ACTIVE_MS = 20;

/** Milliseconds of processor time of each try, and their median. The profiler looks about once a millisecond. */
export async function measureFreshStart(): Promise<{ readonly activeMs: number; readonly tries: readonly number[] }> {
  const wrangler = join(dirname(createRequire(import.meta.url).resolve("wrangler/package.json")), "bin", "wrangler.js");
  const folder = await mkdtemp(join(tmpdir(), "fivebar-startup-"));
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true", CI: "true", NO_COLOR: "1" };
  const tries: number[] = [];
  try {
    for (let count = 0; count < TRIES; count += 1) {
      const args = [wrangler, "check", "startup", "--outfile", join(folder, "startup.cpuprofile")];
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: PROJECT, env });
      const active = /Active: ([\d.]+) ms/.exec(stdout)?.[1];
      if (active === undefined) throw new Error(`wrangler check startup did not say how long it was active:\n${stdout}`);
      tries.push(Number(active));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { activeMs: median(tries), tries };
}
