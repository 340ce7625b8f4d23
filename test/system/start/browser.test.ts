/** Which browser the tests take on which machine, and what becomes of them where there is none. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser, type Machine, NO_BROWSER, type Program, unpackOnce } from "../../../scripts/browser.ts";
import { PROJECT } from "../../../scripts/build.ts";

const BUNDLED: Program = { path: "/bundled/chromium", env: { LD_LIBRARY_PATH: "/bundled/lib" } };
const LOADER = "/lib64/ld-linux-x86-64.so.2";

/** The path of the browser that is taken on a machine with these programs. */
async function found(
  platform: string,
  arch: string,
  programs: readonly string[],
  env: Machine["env"] = {},
  bundled: Program | null = BUNDLED,
) {
  const isProgram = (path: string) => programs.includes(path);
  return (await findBrowser({ platform, arch, env, isProgram, bundled: async () => bundled }))?.path ?? null;
}

describe("the browser that is taken", () => {
  test("is the one that CHROME names, on every system, and never another in its place", async () => {
    for (const platform of ["linux", "darwin", "win32"]) {
      expect(await found(platform, "x64", [LOADER, "/opt/my/chrome"], { CHROME: "/opt/my/chrome" })).toBe("/opt/my/chrome");
      await expect(found(platform, "x64", [LOADER], { CHROME: "/opt/gone" })).rejects.toThrow("CHROME=/opt/gone is no program");
    }
  });

  test("is the package's where that runs, also beside an installed one", async () => {
    const env = { PATH: "/usr/bin" };
    expect(await found("linux", "x64", [LOADER, "/usr/bin/chromium"], env)).toBe(BUNDLED.path);
    // Another processor, another C library, and an installation without the package.
    expect(await found("linux", "arm64", [LOADER, "/usr/bin/chromium"], env)).toBe("/usr/bin/chromium");
    expect(await found("linux", "x64", ["/usr/bin/chromium"], env)).toBe("/usr/bin/chromium");
    expect(await found("linux", "x64", [LOADER, "/usr/bin/chromium"], env, null)).toBe("/usr/bin/chromium");
  });

  test.each<[string, string, Machine["env"]]>([
    ["linux", "/usr/local/bin/google-chrome-stable", { PATH: "/usr/bin:/usr/local/bin" }],
    ["linux", "/snap/bin/chromium", {}],
    ["darwin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", {}],
    ["darwin", "/Users/noor/Applications/Chromium.app/Contents/MacOS/Chromium", { HOME: "/Users/noor" }],
    ["win32", "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe", { PROGRAMFILES: "C:\\Program Files" }],
    ["win32", "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe", { "PROGRAMFILES(X86)": "C:\\Program Files (x86)" }],
  ])("is an installed one elsewhere: on %s %s", async (platform, path, env) => {
    expect(await found(platform, "arm64", [path], env)).toBe(path);
    expect(await found(platform, "arm64", [], env)).toBeNull();
  });
});

describe("a folder that is unpacked once", () => {
  let parent: string;
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), "fivebar-unpack-"));
  });
  afterAll(() => rm(parent, { recursive: true, force: true }));

  test("appears whole to two who begin at the same moment", async () => {
    const folder = join(parent, "twice");
    let isSecondHere = (): void => undefined;
    const second = new Promise<void>((resolve) => {
      isSecondHere = resolve;
    });
    let begun = 0;
    const unpack = async (into: string) => {
      begun += 1;
      if (begun === 2) isSecondHere();
      await writeFile(join(into, "first"), "");
      await second;
      await writeFile(join(into, "last"), "");
    };
    await Promise.all(
      [0, 1].map(async () => {
        await unpackOnce(folder, unpack);
        expect((await readdir(folder)).sort()).toEqual(["first", "last"]);
      }),
    );
    await unpackOnce(folder, () => Promise.reject(new Error("unpacked again")));
    expect(await readdir(parent)).toEqual(["twice"]);
  });

  test("is not there when unpacking failed half way, and can be unpacked then", async () => {
    const folder = join(parent, "nested", "half");
    const fail = async (into: string) => {
      await writeFile(join(into, "first"), "");
      throw new Error("the disk is full");
    };
    await expect(unpackOnce(folder, fail)).rejects.toThrow("the disk is full");
    expect(await readdir(join(parent, "nested"))).toEqual([]);
    await unpackOnce(folder, (into) => writeFile(join(into, "whole"), ""));
    expect(await readdir(folder)).toEqual(["whole"]);
  });
});

test("where there is no browser, tests that ask it for something are skipped with a sentence, and all others run", async () => {
  const folder = join(PROJECT, "dist", "no-browser");
  await mkdir(folder, { recursive: true });
  const own = `
    import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
    import { launchBrowser } from "../../test/system/setup/browser.ts";
    let browser;
    beforeAll(async () => { browser = await launchBrowser(); });
    afterAll(() => browser.close());
    test("without", () => expect(1).toBe(1));
    test("with", async () => { await browser.newPage(); throw new Error("there is a browser"); });
    describe("in a hook", () => {
      beforeEach(async () => { await browser.newContext(); });
      test("after it", () => { throw new Error("there is a browser"); });
    });`;
  await writeFile(join(folder, "some.test.ts"), own);
  await writeFile(join(folder, "vitest.config.ts"), "export default { test: { include: ['*.test.ts'] } };");
  const args = [join(PROJECT, "node_modules", "vitest", "vitest.mjs"), "run", "--root", folder, "--reporter=verbose"];
  const env = { ...process.env, CHROME: "none", NO_COLOR: "1", FORCE_COLOR: undefined };
  const [code, output] = await new Promise<[unknown, string]>((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => resolve([error?.code ?? 0, stdout + stderr]));
  });
  expect(code, output).toBe(0);
  expect(output).toMatch(/✓ .*without/);
  for (const test of ["with", "after it"]) expect(output).toMatch(new RegExp(`↓ .*${test} .*\\[${NO_BROWSER}\\]`));
  expect(output).toContain("1 passed | 2 skipped (3)");
}, 60_000);
