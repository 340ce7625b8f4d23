/** The client's package as it is packed: installed into a project of its own, and killed while it has something to deliver. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Fivebar, SignupQueue } from "../../../packages/client/src/index.ts";
import { fileOutbox } from "../../../packages/client/src/node.ts";
import { PROJECT } from "../../../scripts/build.ts";
import { Between } from "../setup/between.ts";
import { ADMIN_KEY, discard, startTracker, type Tracker } from "../setup/tracker.ts";

const SLUG = "from-a-package";

let tracker: Tracker;
let between: Between;
let project: string;

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  await tracker.createCampaign(SLUG);
  between = new Between(() => tracker.origin);
  await between.listen();
  project = await mkdtemp(join(tmpdir(), "fivebar-package-"));
  const packed = await run(
    "npm",
    ["pack", "--ignore-scripts", "--silent", `--pack-destination=${project}`],
    join(PROJECT, "packages", "client"),
  );
  await writeFile(join(project, "package.json"), '{"type": "module", "private": true}');
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${packed.stdout.trim().split("\n").at(-1)}`], project);
});
afterAll(async () => {
  await between.close();
  await discard(tracker);
  await rm(project, { recursive: true, force: true });
});

test("holds what a registry shows of it, and nothing but the built files", async () => {
  const client = join(PROJECT, "packages", "client");
  const [packed] = JSON.parse((await run("npm", ["pack", "--ignore-scripts", "--dry-run", "--json"], client)).stdout);
  const files: string[] = packed.files.map(({ path }: { path: string }) => path);
  expect(files.filter((path) => !path.startsWith("dist/")).sort()).toEqual(["LICENSE", "README.md", "package.json"]);
  const manifest = JSON.parse(await readFile(join(client, "package.json"), "utf8"));
  expect(manifest).toMatchObject({
    license: "MIT",
    repository: { directory: "packages/client" },
    publishConfig: { access: "public", provenance: true },
  });
  for (const field of [manifest.homepage, manifest.bugs, manifest.repository.url]) expect(field).toMatch(/^(git\+)?https:/);
  expect(manifest.keywords).toContain("attribution");
  expect(await readFile(join(client, "LICENSE"), "utf8")).toBe(await readFile(join(PROJECT, "LICENSE"), "utf8"));
});

async function released(): Promise<number | undefined> {
  return (await tracker.report("?by=campaign")).rows.find(({ campaign }) => campaign === SLUG)?.signups;
}

test("runs by itself, and what it took over outlives kill -9", async () => {
  await writeFile(
    join(project, "site.js"),
    `import { Fivebar, SignupQueue } from "@fivebar/client";
     import { fileOutbox } from "@fivebar/client/node";
     const { ADDRESS, KEY, CODE, OUTBOX } = process.env;
     const queue = await SignupQueue.open(new Fivebar({ address: ADDRESS, key: KEY }), await fileOutbox(OUTBOX), { onProblem() {} });
     for (let n = 0; n < 5; n += 1) await queue.add({ campaign: CODE });
     process.kill(process.pid, "SIGKILL");`,
  );
  between.manners.push("hang");
  const env = { ADDRESS: between.origin, KEY: ADMIN_KEY, CODE: SLUG, OUTBOX: join(project, "outbox.json") };
  const { signal } = await run("node", ["site.js"], project, env);
  expect(signal).toBe("SIGKILL");
  expect(await released()).toBe(0);
  const client = new Fivebar({ address: between.origin, key: ADMIN_KEY });
  const queue = await SignupQueue.open(client, await fileOutbox(env.OUTBOX));
  expect(queue.waiting).toBe(5);
  await expect.poll(() => queue.waiting).toBe(0);
  expect(await released()).toBe(5);
  await queue.close();
});

/** A consumer's compiler settings: the strictest, with nothing skipped. */
const STRICT = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, module: "nodenext", target: "es2023", noEmit: true };

test.each([
  ["for Node", { types: ["node"], lib: ["es2023"] }],
  ["for a runtime with the web's own types", { types: [], lib: ["es2023", "dom"] }],
])("compiles in a TypeScript project %s", async (_, settings) => {
  const isForNode = settings.types.length > 0;
  await writeFile(
    join(project, "site.ts"),
    `import { type CampaignInfo, codeFrom, type Figures, Fivebar, type QueueProblem, SignupQueue } from "@fivebar/client";
     ${isForNode ? 'import { fileOutbox } from "@fivebar/client/node";' : ""}
     const fivebar = new Fivebar({ address: "https://go.example.org", key: "k" });
     const outbox = ${isForNode ? 'await fileOutbox("outbox.json")' : "{ read: async () => null, write: async (_: string) => {}, close: async () => {} }"};
     const onProblem = (problem: QueueProblem): void => console.warn(problem.kind);
     const queue = await SignupQueue.open(fivebar, outbox, { sendAtOnce: false, flushForMs: 1_000, onProblem });
     await queue.add({ campaign: codeFrom("fix-tiktok"), count: 2 });
     const figures: Figures = await fivebar.figures({ by: "campaign" });
     const campaigns: readonly CampaignInfo[] = await fivebar.campaigns();
     const rate: number | null = figures.totals.rateHigh;
     const live = campaigns.filter(({ status }) => status === "live").map(({ endsOn, version }) => [endsOn, version]);
     console.log(rate, live, figures.rows[0]?.skipped.bot, await queue.settle("drop", "doubtful"));
     // @ts-expect-error no such status
     campaigns.filter(({ status }) => status === "archived");
     // @ts-expect-error nothing about the person
     await queue.add({ campaign: null, email: "someone@example.org" });
    `,
  );
  const modules = join(PROJECT, "node_modules");
  await mkdir(join(project, "node_modules", "@types"), { recursive: true });
  for (const name of ["@types/node", "undici-types"])
    await symlink(join(modules, name), join(project, "node_modules", name)).catch(() => {});
  await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...STRICT, ...settings }, files: ["site.ts"] }));
  const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "..", "bin", "tsc");
  await expect(run(process.execPath, [tsc, "-p", project], project)).resolves.toMatchObject({ stdout: "" });
});

function run(command: string, args: string[], cwd: string, env = {}): Promise<{ stdout: string; signal: string | null }> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, env: { ...process.env, ...env } }, (error, stdout) => {
      const signal = error?.signal ?? null;
      if (error !== null && signal === null) reject(new Error(`${error.message}\n${stdout}`));
      else resolve({ stdout, signal });
    });
  });
}
