/**
 * `npm run test:release`: makes the executable for this machine and runs with it, in the place of `npm start`, every test that starts a tracker by that command.
 * `-- FILE` runs some of them.
 */
import { spawn } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../src/domain/version.ts";
import { PROJECT } from "./build.ts";
import { platforms } from "./package/platforms.ts";
import { makeRelease, RELEASE } from "./package.ts";

/** Of a checkout alone: how it is installed and built. */
const OF_A_CHECKOUT = "test/system/start/install.test.ts";
const STARTS_BY_COMMAND = /from "\.\.\/setup\/(?:npm_start|several)\.ts"/;

const name = `${process.platform}-${process.arch}`;
const chosen = (await platforms()).filter((platform) => platform.name === name);
if (chosen.length === 0) throw new Error(`no executable is made for ${name}`);
await makeRelease(chosen, RELEASE);
const given = process.argv.slice(2);
const files = globSync("test/system/**/*.test.ts", { cwd: PROJECT }).filter(
  (file) => file !== OF_A_CHECKOUT && STARTS_BY_COMMAND.test(readFileSync(join(PROJECT, file), "utf8")),
);
const args = [join(PROJECT, "node_modules", "vitest", "vitest.mjs"), "run", ...(given.length > 0 ? given : files.sort())];
const env = { ...process.env, FIVEBAR_PROGRAM: join(RELEASE, `fivebar-${VERSION}-${name}`) };
const tests = spawn(process.execPath, args, { cwd: PROJECT, env, stdio: "inherit" });
process.exitCode = await new Promise<number>((resolve) => tests.once("exit", (code) => resolve(code ?? 1)));
