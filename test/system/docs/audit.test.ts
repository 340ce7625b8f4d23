/** The commands in docs/AUDIT.md, run as they are written. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { ADMIN_KEY, Tracker } from "../setup/tracker.ts";

let audit: string;
let tracker: Tracker;

beforeAll(async () => {
  audit = await readFile(join(PROJECT, "docs", "AUDIT.md"), "utf8");
  tracker = new Tracker(await mkdtemp(join(tmpdir(), "fivebar-audit-")), { ADMIN_KEY });
  await tracker.start();
  await tracker.createCampaign("fix-tiktok");
});

afterAll(async () => {
  await tracker.stop("SIGKILL");
  await rm(tracker.dataDir, { recursive: true, force: true });
});

async function run(script: string): Promise<string> {
  const env = { ...process.env, FIVEBAR: tracker.origin, DATA_DIR: tracker.dataDir };
  return (await promisify(execFile)("bash", ["-c", `set -euo pipefail\n${script}`], { cwd: PROJECT, env })).stdout;
}

test("the check by hand finds no trace of its own visits, which are counted, and would find one", async () => {
  const byHand = /Or by hand.*?```sh\n(.*?)```/s.exec(audit)?.[1] ?? "";
  for (let visit = 0; visit < 5; visit += 1) expect(await run(byHand)).toBe("no trace\n");
  expect((await tracker.reportWhen(({ totals }) => totals.visits >= 5)).totals.visits).toBe(5);
  expect(await run(byHand)).toBe("no trace\n");
  await writeFile(join(tracker.dataDir, "a.log"), "GET /fix-tiktok?fbclid=my-own-trace");
  expect(await run(byHand)).toBe(`${join(tracker.dataDir, "a.log")}\n`);
});

test("the walk names functions and quotes lines that are in the source", async () => {
  const walk = audit.slice(audit.indexOf("### Line by line"), audit.indexOf("## What is looked at"));
  const steps = [...walk.matchAll(/^\| `(src\/[^`]+)` \| `(\w+)` \| (?:`([^`]+)` )?\|/gm)];
  expect(steps.length).toBeGreaterThan(15);
  expect(steps.length, "every row is read").toBe(walk.match(/^\| `/gm)?.length);
  for (const [, path = "", name = "", line] of steps) {
    const source = (await readFile(join(PROJECT, path), "utf8")).replace(/\s+/g, " ");
    expect(source, `${name} in ${path}`).toMatch(new RegExp(`(?:function |[ ;}/*])${name}\\([^)]*\\)[^;{]*\\{`));
    if (line !== undefined) expect(source, `in ${path}`).toContain(line);
  }
});

test("the search for headers that are read lists those that the page lists, and no others", async () => {
  const command = /`(grep -rnE [^`]+)` lists every header/.exec(audit)?.[1] ?? "";
  const found = [...(await run(command)).matchAll(/headers\.get\((.*?)\)|request\.(?:text|json|formData|body)|\.cf\b/g)];
  const table = audit.slice(audit.indexOf("## What is looked at"), audit.indexOf("## What leaves"));
  for (const [, name] of found.filter(([, name]) => name !== undefined && /^"/.test(name))) {
    expect(table.toLowerCase()).toContain(`\`${name?.slice(1, -1)}\``);
  }
  expect(found.filter(([, name]) => name === undefined).map(([call]) => call)).toEqual([]);
});
