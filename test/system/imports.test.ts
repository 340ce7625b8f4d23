/** What each folder may import: held by a lint rule, and for the visitor plane by the bundle itself. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT } from "../../scripts/build.ts";

interface Metafile {
  readonly inputs: Record<string, { readonly imports: readonly { readonly path: string; readonly external?: boolean }[] }>;
}

/** Every file that the bundle reaches from `entry`. */
async function reachedFrom(entry: string): Promise<string[]> {
  const { inputs } = JSON.parse(await readFile(join(PROJECT, "dist", "bundle-meta.json"), "utf8")) as Metafile;
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const imported of inputs[path]?.imports ?? []) if (imported.external !== true) visit(imported.path);
  };
  visit(entry);
  return [...reached].sort();
}

test("a visitor's request runs through the visitor plane, the core, and two small libraries", async () => {
  const reached = await reachedFrom("src/visitor/plane.ts");
  expect(reached.filter((path) => path.startsWith("node_modules"))).toEqual([
    "node_modules/isbot/index.mjs",
    "node_modules/itty-router/IttyRouter.mjs",
  ]);
  const own = reached.filter((path) => path.startsWith("src/") && !/^src\/(visitor|core)\//.test(path));
  expect(own).toEqual(["src/counters/env.ts"]);
  expect(reached.every((path) => /^(src|node_modules)\//.test(path))).toBe(true);
});

const IMPORTS: readonly (readonly [folder: string, imported: string, isAllowed: boolean])[] = [
  ["src/core", "isbot", false],
  ["src/core", "../visitor/skip.ts", false],
  ["src/core", "./slug.ts", true],
  ["src/counters", "hono", false],
  ["src/counters/shard", "../../visitor/skip.ts", false],
  ["src/counters/shard", "../../core/slug.ts", true],
  ["src/visitor", "hono", false],
  ["src/visitor", "itty-router/AutoRouter", false],
  ["src/visitor/pages", "../../staff/app.ts", false],
  ["src/visitor", "itty-router/IttyRouter", true],
  ["src/staff/api", "../../visitor/skip.ts", false],
  ["src/staff", "hono", true],
];

test("the lint rule refuses what a folder may not import, and nothing else", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fivebar-lint-"));
  try {
    const config = await readFile(join(PROJECT, "biome.json"), "utf8");
    await writeFile(join(folder, "biome.json"), config);
    for (const [index, [path, imported]] of IMPORTS.entries()) {
      await mkdir(join(folder, path), { recursive: true });
      await writeFile(join(folder, path, `case-${index}.ts`), `import { thing } from "${imported}";\n\nthing();\n`);
    }
    const biome = join(dirname(createRequire(import.meta.url).resolve("@biomejs/biome/package.json")), "bin", "biome");
    const report = await new Promise<string>((resolve) => {
      execFile(process.execPath, [biome, "lint", "--reporter=github", "--max-diagnostics=none"], { cwd: folder }, (_, stdout) =>
        resolve(stdout),
      );
    });
    const refused = IMPORTS.map((_, index) =>
      report.split("\n").some((line) => line.includes(`case-${index}.ts`) && line.includes("noRestrictedImports")),
    );
    expect(refused).toEqual(IMPORTS.map(([, , isAllowed]) => !isAllowed));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
