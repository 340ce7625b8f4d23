/** Makes what the tests of this project run, once: the bundle as it is, the one with faults in it, the client's package, and the browser. */
import { execFile } from "node:child_process";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { findBrowser, NO_BROWSER } from "../../../scripts/browser.ts";
import { buildForStart, buildIfChanged, PROJECT } from "../../../scripts/build.ts";

/** The runtime's configuration for the bundle with faults: the project's own, beside another bundle. */
export const FAULTY_CONFIG = join(PROJECT, "dist", "faults", "fivebar.capnp");

export default async function buildAll(): Promise<void> {
  // Unpacked before the first test asks for it.
  if ((await findBrowser()) === null) console.warn(`Tests in a browser are skipped: ${NO_BROWSER}.`);
  await buildForStart(true);
  await promisify(execFile)("npm", ["run", "build", "--silent"], { cwd: join(PROJECT, "packages", "client") });
  await buildIfChanged("dist/faults", { entry: "test/faults/worker.ts" });
  const config = await readFile(join(PROJECT, "fivebar.capnp"), "utf8");
  await writeFile(FAULTY_CONFIG, config.replace('embed "dist/worker.js"', 'embed "worker.js"'));
  // It has the Worker from the file beside it.
  await copyFile(join(PROJECT, "counting.capnp"), join(dirname(FAULTY_CONFIG), "counting.capnp"));
}
