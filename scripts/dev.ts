/**
 * `npm run dev`: `wrangler dev`, with an admin key in `.dev.vars` so that one can sign in. Where there is none yet, one is made and shown.
 * Further arguments go to wrangler: `npm run dev -- --port 8790`.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PROJECT } from "./build.ts";

const FILE = ".dev.vars";

/** Wrangler reads `.dev.vars`, or else `.env`, or else the environment. */
async function provideAdminKey(): Promise<void> {
  if (process.env.ADMIN_KEY !== undefined || [FILE, ".env"].some((name) => existsSync(join(PROJECT, name)))) return;
  const key = `fivebar_admin_${randomBytes(32).toString("base64url")}`;
  await writeFile(join(PROJECT, FILE), `ADMIN_KEY=${key}\n`, { mode: 0o600, flag: "wx" });
  console.log(`Admin key: ${key}\n           (kept in ${FILE}, for npm run dev alone)`);
}

await provideAdminKey();
const wrangler = join(dirname(createRequire(import.meta.url).resolve("wrangler/package.json")), "bin", "wrangler.js");
const child = spawn(process.execPath, [wrangler, "dev", ...process.argv.slice(2)], { cwd: PROJECT, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.once("exit", (code) => {
  process.exitCode = code ?? 1;
});
