/** The project's documents: what they name as a file or in the code, and what they link to, is there. */
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const NOT_OURS = new Set(["node_modules", "dist", ".git", ".data", ".wrangler"]);
/** Folders at the top that code spans name paths in. */
const TOP = /^(?:src|test|scripts|docs|packages|examples|deploy|lint|types|\.ci)\//;
/** A name of a file of source or text, without a folder. */
const BARE_NAME = /^[\w-]+\.(?:test\.)?(?:tsx?|cjs|md|capnp|grit)$/;
/** A test as the pages about promises and faults name it: its path below `test/`, without the end. */
const TEST = /^(?:system|worker|storage)\/[\w/]+$/;
/** Of the history of versions, and of another person's site: paths there need not be here. */
const NOT_READ = new Set(["CHANGELOG.md"]);

/** Every file and folder of the project, by its path. */
async function pathsBelow(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(join(PROJECT, folder), { withFileTypes: true })) {
    if (NOT_OURS.has(entry.name)) continue;
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    paths.push(path);
    if (entry.isDirectory()) paths.push(...(await pathsBelow(path)));
  }
  return paths;
}

const paths = await pathsBelow("");
const known = new Set(paths);
const names = new Set(paths.map((path) => path.slice(path.lastIndexOf("/") + 1)));

/** Whether a path, in which `*` stands for a name, and `{a,b}` for either, is one of the project's. */
function isThere(path: string): boolean {
  const plain = path.replace(/\/$/, "");
  if (!/[*{]/.test(plain)) return known.has(plain);
  const pattern = plain
    .replaceAll(/[.+?^$()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll(/\{([^}]*)\}/g, (_, either: string) => `(?:${either.replaceAll(",", "|")})`);
  return paths.some((one) => new RegExp(`^${pattern}$`).test(one));
}

/** What a document says is there and is not: paths in code spans and in blocks of code, and links within the project. */
function missing(document: string, text: string): string[] {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span);
  const words = [...spans, ...[...text.matchAll(/^```[\s\S]*?^```/gm)].map(([block]) => block)].flatMap((one) =>
    one.split(/[\s:()]+|,(?![^{]*\})/),
  );
  const wrongPaths = words.filter((word) => TOP.test(word) && !/[<>$]/.test(word) && !isThere(word));
  const wrongNames = spans.filter((span) => BARE_NAME.test(span) && !names.has(span));
  const wrongTests = spans.filter((span) => TEST.test(span) && !known.has(`test/${span}.test.ts`) && !known.has(`src/${span}`));
  const links = [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g)].map(([, target = ""]) => target);
  const wrongLinks = links.filter((target) => !/^[a-z]+:/.test(target) && !known.has(join(dirname(document), target).replace(/\/$/, "")));
  return [...wrongPaths, ...wrongNames, ...wrongTests, ...wrongLinks].map((path) => `${document}: ${path}`);
}

/** The anchors that a document's headings get, as GitHub makes them. */
function anchors(text: string): Set<string> {
  const made = new Map<string, number>();
  const headings = text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#{1,6} +(.+)$/gm);
  return new Set(
    [...headings].map(([, heading = ""]) => {
      const anchor = heading
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
        .replaceAll(" ", "-");
      const before = made.get(anchor) ?? 0;
      made.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
}

/** Links to a place of a document, by the document that each leads to. */
function wrongAnchors(document: string, text: string, texts: ReadonlyMap<string, string>): string[] {
  const links = [...text.matchAll(/\]\(([^)\s#]*)#([^)\s]+)\)/g)].filter(([, target = ""]) => !/^[a-z]+:/.test(target));
  return links.flatMap(([, target = "", anchor = ""]) => {
    const to = target === "" ? document : join(dirname(document), target);
    return !to.endsWith(".md") || anchors(texts.get(to) ?? "").has(anchor) ? [] : [`${document}: ${target}#${anchor}`];
  });
}

/** Documents whose code spans in camel case are names in this project's code. */
const ABOUT_CODE = /^(?:ARCHITECTURE|CONTRIBUTING|docs\/(?:AUDIT|FAULTS|STORED|decisions\/.*))\.md$/;
const CAMEL_CASE = /(?<![\w.-])[a-z]{2,}(?:[A-Z][a-z0-9]*)+\b/g;

/** Names that stand in no source. */
function goneNames(document: string, text: string, words: ReadonlySet<string>): string[] {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span).filter((span) => !span.startsWith("npm "));
  const names = spans.flatMap((span) => span.match(CAMEL_CASE) ?? []);
  return names.filter((name) => !words.has(name)).map((name) => `${document}: ${name}`);
}

const documents = paths.filter((path) => path.endsWith(".md") && !NOT_READ.has(path));

test("what the documents name as a file, and what they link to, is there", async () => {
  expect(documents.length).toBeGreaterThan(15);
  const texts = await Promise.all(documents.map(async (path) => [path, await readFile(join(PROJECT, path), "utf8")] as const));
  expect(texts.flatMap(([path, text]) => missing(path, text))).toEqual([]);
});

test("links within a document lead to a heading, and names in the code are in the code", async () => {
  const read = (path: string) => readFile(join(PROJECT, path), "utf8");
  const texts = new Map(await Promise.all(documents.map(async (path) => [path, await read(path)] as const)));
  const sources = paths.filter((path) =>
    /^(?:src|scripts|packages|integrations|examples|test\/(?!docs\/))\/?.*\.(?:[cm]?[jt]sx?|php|capnp)$/.test(path),
  );
  const words = new Set((await Promise.all(sources.map(read))).flatMap((source) => source.match(/\w+/g) ?? []));
  for (const [path, text] of texts) {
    expect(wrongAnchors(path, text, texts)).toEqual([]);
    if (ABOUT_CODE.test(path)) expect(goneNames(path, text, words)).toEqual([]);
  }
  const gone = new Map([
    ["a.md", "# One `two`\n[x](#one-two) [y](b.md#three) [z](#four)\n"],
    ["b.md", "## Two\n"],
  ]);
  expect(wrongAnchors("a.md", gone.get("a.md") ?? "", gone)).toEqual(["a.md: b.md#three", "a.md: #four"]);
  expect(goneNames("a.md", "`readConfig` and `withoutSecrets(env)`, `plain`, `npm test -- --outputFile=x`", words)).toEqual([
    "a.md: withoutSecrets",
  ]);
});

test("the map of ARCHITECTURE.md has every folder in src and test", async () => {
  const text = await readFile(join(PROJECT, "ARCHITECTURE.md"), "utf8");
  const map = text.slice(text.indexOf("## Where things are"), text.indexOf("## Invariants"));
  const folders = new Set(paths.map((path) => dirname(path)).filter((path) => /^(?:src|test)\/\w+$/.test(path)));
  expect(folders.size).toBeGreaterThan(12);
  expect([...folders].filter((folder) => !map.includes(`${folder}/`))).toEqual([]);
});

test("a path, a name and a link that lead nowhere are found", () => {
  const text =
    "See `src/domain/gone.ts`, `rule.ts`, `gone.ts`, `worker/batches`, `worker/gone` and [this](docs/GONE.md).\n\n```sh\nnpm test -- test/domain/gone.test.ts\n```\n" +
    "Here are `src/storage/*/migrations.ts`, `test/system/docs/{readme,audit}.test.ts`, [that](docs/STORED.md#registry) and `src/*/gone.ts`.\n";
  expect(missing("README.md", text)).toEqual(
    ["src/domain/gone.ts", "src/*/gone.ts", "test/domain/gone.test.ts", "gone.ts", "worker/gone", "docs/GONE.md"].map(
      (path) => `README.md: ${path}`,
    ),
  );
});
