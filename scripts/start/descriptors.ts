/** How many files and connections the runtime may have open at once. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Each connection takes two. Thousands of slow connections use up a lower limit, and then the runtime ends. */
const ENOUGH = 65_536;

/** A sentence for the operator where the system allows too few; null where it allows enough, or does not say. */
export async function descriptorWarning(): Promise<string | null> {
  if (process.platform === "win32") return null;
  // The runtime's own limit is raised to this one (scripts/runtime/runtime.ts).
  const { stdout } = await promisify(execFile)("sh", ["-c", "ulimit -Hn"]).catch(() => ({ stdout: "" }));
  const most = stdout.trim();
  if (!/^\d+$/.test(most) || Number(most) >= ENOUGH) return null;
  return (
    `Warning:   only ${most} files can be open at once, of which each connection takes two. When they run out, the runtime ends and is started again. ` +
    `Allow ${ENOUGH} or more (LimitNOFILE in systemd, ulimit -n in a shell), and put a proxy in front (docs/PROXY.md).`
  );
}
