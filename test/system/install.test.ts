/** A copy of the project as somebody downloads it: installed without any install script, started, and a visit counted. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../scripts/build.ts";
import { npmStart, type Started } from "./setup/npm_start.ts";
import { BROWSER, type Report } from "./setup/tracker.ts";

/** What a download does not have, at the top of the folder. */
const OWN = ["node_modules", "dist", ".data", ".git", ".wrangler", "test"];

let copy: string;
let tracker: Started | undefined;
let said: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "fivebar-copy-"));
  await cp(PROJECT, copy, { recursive: true, filter: (path) => !OWN.includes(relative(PROJECT, path).split(sep)[0] ?? "") });
  // Without the tools of development: what a server needs stands among the dependencies.
  const args = ["ci", "--ignore-scripts", "--omit=dev", "--prefer-offline", "--no-audit", "--no-fund"];
  const { stdout, stderr } = await promisify(execFile)("npm", args, { cwd: copy });
  said = `${stdout}${stderr}`;
}, 180_000);

afterAll(async () => {
  await tracker?.stop();
  await rm(copy, { recursive: true, force: true });
});

test("installed with no install script, the tracker starts and counts visits", async () => {
  tracker = await npmStart({ PORT: "0", DATA_DIR: join(copy, ".data") }, copy);
  const key = (await readFile(join(copy, ".data", "admin.key"), "utf8")).trim();
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const { origin } = tracker;
  const body = JSON.stringify({ slug: "fix-tiktok", name: "Fix TikTok", channel: "tiktok", destination: "https://example.org/" });
  expect((await fetch(`${origin}/api/v1/campaigns`, { method: "POST", headers, body })).status).toBe(201);
  for (let visit = 0; visit < 5; visit += 1) {
    const answer = await fetch(`${origin}/fix-tiktok`, { redirect: "manual", headers: { "user-agent": BROWSER } });
    expect(answer.status).toBe(302);
  }
  await expect.poll(async () => ((await (await fetch(`${origin}/api/v1/report`, { headers })).json()) as Report).totals.visits).toBe(5);
});

test("no dependency may run code when it is installed", async () => {
  const { allowScripts } = JSON.parse(await readFile(join(PROJECT, "package.json"), "utf8")) as { allowScripts: Record<string, boolean> };
  const lock = JSON.parse(await readFile(join(PROJECT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { hasInstallScript?: boolean; optional?: boolean }>;
  };
  const withScripts = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
  expect(Object.entries(allowScripts)).toEqual(withScripts.toSorted().map((name) => [name, false]));
  expect(said).not.toContain("allow-scripts");
  expect(await readFile(join(PROJECT, ".npmrc"), "utf8")).toContain("\nignore-scripts=true\n");
});
