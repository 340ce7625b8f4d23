/**
 * Cloudflare's program for Workers, without its check for a newer version and without usage reports: `npm run deploy` and `npm run types`.
 */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { PROJECT } from "./build.ts";

const QUIET = { WRANGLER_HIDE_BANNER: "true", WRANGLER_SEND_METRICS: "false", WRANGLER_SEND_ERROR_REPORTS: "false" };

/** Runs it in this terminal; ends with its exit code. */
export function runWrangler(args: readonly string[]): void {
  const program = join(dirname(createRequire(import.meta.url).resolve("wrangler/package.json")), "bin", "wrangler.js");
  const child = spawn(process.execPath, [program, ...args], { cwd: PROJECT, stdio: "inherit", env: { ...process.env, ...QUIET } });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  child.once("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) runWrangler(process.argv.slice(2));
