/** Builds what the tests of this project run, once: the bundle as it is, and the one with faults in it. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, PROJECT } from "../../scripts/build.ts";

/** The runtime's configuration for the bundle with faults: the project's own, beside another bundle. */
export const FAULTY_CONFIG = join(PROJECT, "dist", "faults", "fivebar.capnp");

export default async function buildAll(): Promise<void> {
  await build();
  await build("dist/faults", "test/faults/worker.ts");
  const config = await readFile(join(PROJECT, "fivebar.capnp"), "utf8");
  await writeFile(FAULTY_CONFIG, config.replace('embed "dist/worker.js"', 'embed "worker.js"'));
}
