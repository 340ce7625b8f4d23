/** What each folder may import: held by a lint rule, and for the visitor plane by the bundle itself. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { lint } from "../../lint.ts";

interface Metafile {
  readonly inputs: Record<
    string,
    { readonly imports: readonly { readonly path: string; readonly external?: boolean; readonly kind: string }[] }
  >;
  readonly outputs: Record<string, unknown>;
}

async function metafile(): Promise<Metafile> {
  return JSON.parse(await readFile(join(PROJECT, "dist", "bundle-meta.json"), "utf8")) as Metafile;
}

/** Every file that the bundle reaches from `entry`. */
async function reachedFrom(entry: string, kinds: readonly string[] = ["import-statement", "dynamic-import"]): Promise<string[]> {
  const { inputs } = await metafile();
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const imported of inputs[path]?.imports ?? []) {
      if (imported.external !== true && kinds.includes(imported.kind)) visit(imported.path);
    }
  };
  visit(entry);
  return [...reached].sort();
}

test("a visitor's request runs through the visitor plane, the domain, and one small library", async () => {
  const reached = await reachedFrom("src/visitor/plane.ts");
  expect(reached.filter((path) => path.startsWith("node_modules"))).toEqual(["node_modules/isbot/index.mjs"]);
  const own = reached.filter((path) => path.startsWith("src/") && !/^src\/(visitor|domain)\//.test(path));
  expect(own).toEqual([]);
  expect(reached.every((path) => /^(src|node_modules)\//.test(path))).toBe(true);
});

test("what runs before the first visit of an isolate is answered has nothing of the staff plane and its libraries in it", async () => {
  const atOnce = await reachedFrom("src/worker.ts", ["import-statement"]);
  expect(atOnce.filter((path) => path.startsWith("node_modules"))).toEqual(["node_modules/isbot/index.mjs"]);
  expect(atOnce.filter((path) => path.startsWith("src/staff/"))).toEqual([]);
  const later = await reachedFrom("src/worker.ts");
  expect(later).toEqual(
    expect.arrayContaining(["src/staff/app.ts", "node_modules/valibot/dist/index.mjs", "node_modules/oauth4webapi/build/index.js"]),
  );
});

test("the bundle is one module, because fivebar.capnp has one", async () => {
  const { outputs } = await metafile();
  expect(Object.keys(outputs).filter((path) => !path.endsWith(".map"))).toEqual([expect.stringMatching(/\/worker\.js$/)]);
  const code = await readFile(join(PROJECT, "dist", "worker.js"), "utf8");
  expect(code.match(/\bimport\((?!\w+\))[^)]*\)/g) ?? []).toEqual([]);
});

/** What a visitor's request can run through, libraries included, in the order of their paths. */
const VISITORS_WAY = [
  "node_modules/isbot/index.mjs",
  ...[
    "destination",
    "identifier",
    "leads_to",
    "meant_slug",
    "own_address",
    "parse_destination",
    "personal_params",
    "placeholder",
    "slug",
    "status",
  ].map((name) => `src/domain/campaign/${name}.ts`),
  ...["day", "fault", "formatters", "invisible", "kind", "limits", "open_config", "part_states", "version"].map(
    (name) => `src/domain/${name}.ts`,
  ),
  "src/entrance.ts",
  "src/storage/counting.ts",
  "src/storage/env.ts",
  "src/storage/shard/stubs.ts",
  "src/visitor/address.ts",
  "src/visitor/health.ts",
  "src/visitor/language.ts",
  "src/visitor/own_links.ts",
  ...["about", "campaign", "messages", "page", "style"].map((name) => `src/visitor/pages/${name}.ts`),
  ...["pending_counts", "plane", "programs", "redirect", "routing", "skip", "thanks_limit"].map((name) => `src/visitor/${name}.ts`),
  "src/worker.ts",
];
/** Lines of the project's own code on the visitor's way, without blank ones and comments: what can be read in one sitting. */
const MAX_OWN_LINES = 2_200;
/** Of one library, which is mostly a list of robots' names or fits on a screen. */
const MAX_LIBRARY_BYTES = 20_000;

/** The Worker, the entrance and the configuration that it reads, the way to storage, and all that the visitor plane imports. The rest of `src/worker.ts` is the staff's: the objects, the staff plane, and its part of the configuration. */
async function visitorsWay(): Promise<string[]> {
  const entrances = ["src/entrance.ts", "src/storage/counting.ts", "src/visitor/plane.ts"];
  const reached = (await Promise.all(entrances.map((entrance) => reachedFrom(entrance)))).flat();
  return [...new Set(["src/worker.ts", ...reached])].sort();
}

async function linesOfCode(path: string): Promise<number> {
  const text = (await readFile(join(PROJECT, path), "utf8")).replace(/^\s*\/\*[\s\S]*?\*\//gm, "");
  return text.split("\n").filter((line) => !/^\s*(?:\/\/.*)?$/.test(line)).length;
}

test("what a visitor's request can run through is this list of files", async () => {
  expect(await visitorsWay()).toEqual(VISITORS_WAY);
});

test("docs/AUDIT.md names the same files", async () => {
  const audit = await readFile(join(PROJECT, "docs", "AUDIT.md"), "utf8");
  const list = audit.slice(audit.indexOf("## What to read"), audit.indexOf("## What happens to a request"));
  const named = [...list.matchAll(/^\| `((?:src|node_modules)\/[^`]+)` \|/gm)].map(([, path]) => path);
  expect(named.sort()).toEqual(await visitorsWay());
});

test(`the project's own code on the visitor's way has at most ${MAX_OWN_LINES} lines, as docs/AUDIT.md says`, async () => {
  const own = (await visitorsWay()).filter((path) => path.startsWith("src/"));
  const sizes = await Promise.all(own.map(linesOfCode));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`A visitor's request can run through ${total} lines of our own code, in ${own.length} files.`);
  for (const library of (await visitorsWay()).filter((path) => path.startsWith("node_modules/"))) {
    const text = await readFile(join(PROJECT, library), "utf8");
    console.log(`With it ${library}: ${text.split("\n").length} lines, ${Buffer.byteLength(text)} bytes as published.`);
    expect(Buffer.byteLength(text), library).toBeLessThan(MAX_LIBRARY_BYTES);
  }
  expect(Math.min(...sizes), "every file has code").toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(MAX_OWN_LINES);
  expect(await readFile(join(PROJECT, "docs", "AUDIT.md"), "utf8")).toContain(`beyond ${MAX_OWN_LINES.toLocaleString("en")} lines`);
});

/** The parts of the bundle that came from `path`, as they are deployed. */
async function bundled(path: string): Promise<string> {
  const parts = (await readFile(join(PROJECT, "dist", "worker.js"), "utf8")).split(/^\/\/ ((?:src|node_modules)\/\S+)$/m);
  return parts.filter((_, nth) => parts[nth - 1] === path).join("\n");
}

test("nothing on the visitor's way calls anybody, or has a way out to call by", async () => {
  const calls: string[] = [];
  for (const path of (await visitorsWay()).filter((one) => one !== "src/worker.ts")) {
    const code = await bundled(path);
    // Types and bare lists of names leave nothing in the bundle.
    for (const [call] of code.matchAll(
      /\b(?:await )?(?:[\w.]+\.)?(?:fetch|connect)\(|\b(?:WebSocket|EventSource|ACCESS_KEYS|IDENTITY_PROVIDER|cloudflare:sockets|globalThis|import\()\b/g,
    )) {
      calls.push(`${path}: ${call}`);
    }
  }
  // The visitor plane's own method has this name; it is given a request and answers it.
  expect(calls).toEqual(["src/entrance.ts: visitor.fetch(", "src/visitor/plane.ts: fetch("]);
  const { own, open, handed } =
    /const (?<own>\{[^}]*\}) = env;\s+const openConfig = (?<open>.*?);\s+const visitor = new VisitorPlane\((?<handed>.*?)\);/.exec(
      await bundled("src/worker.ts"),
    )?.groups ?? {};
  expect([own, open, handed]).toEqual([
    "{ REGISTRY, SHARD }",
    "readOpenConfig(variables)",
    "countingByStubs({ REGISTRY, SHARD }, openConfig), openConfig",
  ]);
});

const IMPORTS: readonly (readonly [folder: string, imported: string, isAllowed: boolean])[] = [
  ["src/domain", "isbot", false],
  ["src/domain", "../visitor/skip.ts", false],
  ["src/domain", "../storage/env.ts", false],
  ["src/domain/campaign", "../day.ts", true],
  ["src/domain", "./campaign/slug.ts", true],
  ["src/storage", "hono", false],
  ["src/storage/shard", "../../visitor/skip.ts", false],
  ["src/storage/shard", "../../domain/campaign/slug.ts", true],
  ["src/visitor", "hono", false],
  ["src/visitor/pages", "../../staff/app.ts", false],
  ["src/visitor", "isbot", true],
  ["src/staff/campaigns", "../../visitor/skip.ts", false],
  ["src/staff", "hono", true],
];

test("the lint rule refuses what a folder may not import, and nothing else", async () => {
  const files = IMPORTS.map(
    ([path, imported], index) => [`${path}/case-${index}.ts`, `import { thing } from "${imported}";\n\nthing();\n`] as const,
  );
  const report = await lint(files);
  const refused = files.map(([path]) => report.some((line) => line.includes(path) && line.includes("noRestrictedImports")));
  expect(refused).toEqual(IMPORTS.map(([, , isAllowed]) => !isAllowed));
});

const FORMATTERS = [
  'new Intl.NumberFormat("nl")',
  "Intl.DateTimeFormat()",
  "new globalThis.Intl.Collator()",
  '(3).toLocaleString("nl", { style: "percent" })',
  'new Date().toLocaleDateString("nl")',
  "new Date().toLocaleTimeString()",
  '"a".localeCompare("b", "nl")',
];

test("the lint rules let one file alone make formatters of numbers, days and words", async () => {
  const folders = ["src/domain", "src/storage/registry", "src/visitor/pages", "src/staff/pages"];
  const files = folders.flatMap((folder) =>
    FORMATTERS.map((code, nth) => [`${folder}/case-${nth}.ts`, `export const made = ${code};\n`] as const),
  );
  const report = await lint([...files, ["src/domain/formatters.ts", 'export const made = new Intl.NumberFormat("nl");\n']]);
  const isAbout = (line: string, path: string): boolean => line.includes(`${path},line=`) && /noRestrictedGlobals|title=plugin/.test(line);
  expect(files.map(([path]) => path).filter((path) => !report.some((line) => isAbout(line, path)))).toEqual([]);
  expect(report.filter((line) => isAbout(line, "formatters.ts"))).toEqual([]);
});
