/** A copy of the project as somebody downloads it: installed without any install script, started, and a visit counted. */
import { execFile } from "node:child_process";
import { appendFile, chmod, cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { npmStart, type Started } from "../setup/npm_start.ts";
import { BROWSER, type Report } from "../setup/tracker.ts";

/** What a download does not have, at the top of the folder. */
const OWN = ["node_modules", "dist", ".data", ".git", ".wrangler", "test"];

let copy: string;
let said: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "fivebar-copy-"));
  await cp(PROJECT, copy, { recursive: true, filter: (path) => !OWN.includes(relative(PROJECT, path).split(sep)[0] ?? "") });
  // Without the tools of development: what a server needs stands among the dependencies.
  const args = ["ci", "--ignore-scripts", "--omit=dev", "--prefer-offline", "--no-audit", "--no-fund"];
  const { stdout, stderr } = await promisify(execFile)("npm", args, { cwd: copy });
  said = `${stdout}${stderr}`;
}, 180_000);

afterAll(() => rm(copy, { recursive: true, force: true }));

const start = (env: Readonly<Record<string, string>> = {}): Promise<Started> =>
  npmStart({ PORT: "0", DATA_DIR: join(copy, ".data"), PROCESSES: "1", ...env }, copy);

/** Another bundler in the place of the real one, which is put back. */
async function withBundler(program: string, run: () => Promise<void>): Promise<void> {
  const bundler = join(copy, "node_modules", "wrangler", "bin", "wrangler.js");
  await rename(bundler, `${bundler}.real`);
  await writeFile(bundler, program);
  await run().finally(() => rename(`${bundler}.real`, bundler));
}

test("installed with no install script, the tracker starts and counts visits", async () => {
  const { origin, stop } = await start();
  const key = (await readFile(join(copy, ".data", "admin.key"), "utf8")).trim();
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const body = JSON.stringify({ slug: "fix-tiktok", name: "Fix TikTok", channel: "tiktok", destination: "https://example.org/" });
  expect((await fetch(`${origin}/api/v1/campaigns`, { method: "POST", headers, body })).status).toBe(201);
  for (let visit = 0; visit < 5; visit += 1) {
    const answer = await fetch(`${origin}/fix-tiktok`, { redirect: "manual", headers: { "user-agent": BROWSER } });
    expect(answer.status).toBe(302);
  }
  await expect.poll(async () => ((await (await fetch(`${origin}/api/v1/report`, { headers })).json()) as Report).totals.visits).toBe(5);
  expect(await stop()).toBe(0);
});

test("no dependency may run code when it is installed, and npm warns of nothing", async () => {
  const { allowScripts } = JSON.parse(await readFile(join(PROJECT, "package.json"), "utf8")) as { allowScripts: Record<string, boolean> };
  const lock = JSON.parse(await readFile(join(PROJECT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { hasInstallScript?: boolean; engines?: unknown }>;
  };
  const withScripts = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
  expect(Object.entries(allowScripts)).toEqual(withScripts.toSorted().map((name) => [name, false]));
  expect(await readFile(join(PROJECT, ".npmrc"), "utf8")).toContain("\nignore-scripts=true\n");
  expect(said.split("\n").filter((line) => /warn/i.test(line) && !/Unknown (?:user|env) config/.test(line))).toEqual([]);
  // npm compares these with the Node that it runs on, which is older in other places than here.
  expect(Object.keys(lock.packages).filter((path) => lock.packages[path]?.engines !== undefined)).toEqual([""]);
});

test("a second start builds nothing and needs no bundler; one whose sources have changed builds, without a secret at hand", async () => {
  const spy = "console.log('the bundler ran', JSON.stringify(process.env)); process.exit(1);";
  await withBundler(spy, async () => {
    expect(await (await start()).stop()).toBe(0);
    await appendFile(join(copy, "src", "worker.ts"), "\n");
    const secrets = { ADMIN_KEY: "canary-of-the-admin-key-0123456789", CLOUDFLARE_API_TOKEN: "canary-of-the-token" };
    const refused = start(secrets).catch((error: Error) => error.message);
    expect(await refused).toContain("the bundler ran");
    expect(await refused).not.toContain("canary");
  });
  await withBundler("", async () => {
    await expect(start()).rejects.toThrow("Fivebar cannot start: the bundle could not be built");
  });
  expect(await (await start()).stop()).toBe(0);
});

/** The system does not hold its administrator to a directory's mode. */
const AS_ANYBODY = process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] : [];

test("where the code's folder cannot be written a bundle that was built runs, and one that is out of date is a sentence", async () => {
  const dist = join(copy, "dist");
  const run = (): Promise<Started> => npmStart({ PORT: "0", DATA_DIR: join(copy, ".data") }, copy, AS_ANYBODY);
  await chmod(dist, 0o500);
  expect(await (await run()).stop()).toBe(0);
  await appendFile(join(copy, "src", "worker.ts"), "\n");
  await expect(run()).rejects.toThrow(
    /Fivebar cannot start: the bundle must be built, and its folder cannot be written .*: run npm run build/,
  );
  await chmod(dist, 0o700);
});

test("what a killed build has left is gone after the next one", async () => {
  const dist = join(copy, "dist");
  await cp(join(dist, "worker.js"), join(dist, ".build-999999999-abc", "worker.js"));
  await writeFile(join(dist, "worker.js"), "half of a bun");
  expect(await (await start()).stop()).toBe(0);
  const bundle = ["bundle-meta.json", "sources.sha256", "worker.js", "worker.js.map"];
  expect((await readdir(dist)).filter((name) => name !== "visitor").sort()).toEqual(bundle);
  expect((await readdir(join(dist, "visitor"))).sort(), "of the visitor processes").toEqual(bundle);
});

test.each(["SIGKILL", "SIGTERM"])("%s while it builds takes the bundler and its folder along", async (signal) => {
  const dist = join(copy, "dist");
  const building = async (): Promise<string[]> => (await readdir(dist)).filter((name) => name.startsWith(".build-"));
  await appendFile(join(copy, "src", "worker.ts"), "\n");
  const slow = `require("node:fs").writeFileSync(${JSON.stringify(join(copy, "ran"))}, String(process.pid)); setInterval(() => {}, 1_000);`;
  await withBundler(slow, async () => {
    const ended = start().catch((error: Error) => error.message);
    await expect.poll(() => readFile(join(copy, "ran"), "utf8").catch(() => "")).not.toBe("");
    const bundler = Number(await readFile(join(copy, "ran"), "utf8"));
    process.kill(Number((await building())[0]?.split("-")[1]), signal);
    expect(await ended).toMatch(signal === "SIGTERM" ? /npm start ended with 0:.*Fivebar has stopped\./s : /npm start ended with/);
    await expect.poll(building).toEqual([]);
    expect(() => process.kill(bundler, 0)).toThrow("ESRCH");
  });
  await rm(join(copy, "ran"));
});

const PROGRAMS = ["start", "demo", "example", "doctor", "bench", "test", "build"] as const;

test("a Node that runs no TypeScript says in one sentence what to do, whatever is run; so does one beside which nothing is installed", async () => {
  const { scripts } = JSON.parse(await readFile(join(PROJECT, "package.json"), "utf8")) as { scripts: Record<string, string> };
  const run = (args: readonly string[], cwd: string): Promise<unknown> =>
    promisify(execFile)(process.execPath, args, { cwd }).catch(({ code, stdout, stderr }) => ({ code, stdout, stderr }));
  for (const name of PROGRAMS) expect(scripts[name], name).toMatch(/(?:^| )node scripts\/run\.cjs \S+$| run$/);
  // Called by itself, wrangler asks the registry each time whether there is a newer one.
  expect(Object.values(scripts).filter((script) => /(?:^|&& *)(?:npx )?wrangler /.test(script))).toEqual([]);
  for (const [name, text] of Object.entries(scripts)) expect(text, name).not.toMatch(/node (?!scripts\/run\.cjs)/);
  const old = await run(["--no-strip-types", "scripts/run.cjs", "scripts/start.ts"], PROJECT);
  const needs = /^Fivebar cannot run: it needs Node 22\.18 or newer on this system, and this is Node [\d.]+\. Install a newer one .*\n$/;
  expect(old).toEqual({ code: 1, stdout: "", stderr: expect.stringMatching(needs) });
  await rename(join(copy, "node_modules"), join(copy, "elsewhere"));
  const bare = { code: 1, stdout: "", stderr: "Fivebar cannot run: its packages are not installed. Run npm ci first.\n" };
  expect(await run(["scripts/run.cjs", "scripts/start.ts"], copy)).toEqual(bare);
});
