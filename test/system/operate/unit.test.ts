/** The systemd unit: systemd itself reads it, and says how much it leaves a service. `npm run try:service` runs it. */
import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";

/** Of ten: what 1.5 and less leaves is called "OK" and needs a reason to be taken. In tenths, as the option takes it. */
const MOST_EXPOSED = 15;

function isInstalled(): boolean {
  try {
    execFileSync("systemd-analyze", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test.runIf(isInstalled())("the unit has no mistakes, and little that a service can do to its machine is left to it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fivebar-unit-"));
  try {
    const unit = join(folder, "fivebar.service");
    const text = await readFile(join(PROJECT, "deploy", "fivebar.service"), "utf8");
    expect(text).toContain("ExecStart=/usr/local/bin/fivebar start");
    await writeFile(unit, text.replaceAll("/usr/local/bin/fivebar", "/bin/true"));
    const { stdout, stderr } = await promisify(execFile)("systemd-analyze", ["verify", "--man=no", unit]);
    expect(stdout + stderr).toBe("");
    await promisify(execFile)("systemd-analyze", ["security", "--offline=true", `--threshold=${MOST_EXPOSED}`, unit]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
