/**
 * `npm run dev`: `wrangler dev`, with an admin key in `.dev.vars` so that one can sign in. Where there is none yet, one is made and shown.
 * Further arguments go to wrangler: `npm run dev -- --port 8790`.
 */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PROJECT } from "./build.ts";
import { runWrangler } from "./wrangler.ts";

const FILE = ".dev.vars";

/** Wrangler reads `.dev.vars`, or else `.env`, or else the environment. */
async function provideAdminKey(): Promise<void> {
  if (process.env.ADMIN_KEY !== undefined || [FILE, ".env"].some((name) => existsSync(join(PROJECT, name)))) return;
  const key = `fivebar_admin_${randomBytes(32).toString("base64url")}`;
  await writeFile(join(PROJECT, FILE), `ADMIN_KEY=${key}\n`, { mode: 0o600, flag: "wx" });
  console.log(`Admin key: ${key}\n           (kept in ${FILE}, for npm run dev alone)`);
}

await provideAdminKey();
// Wrangler would ask Cloudflare where this machine is, which nothing here reads, and complain twice without a network.
process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= "false";
runWrangler(["dev", ...process.argv.slice(2)]);
