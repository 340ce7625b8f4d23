/** What a module of src exports, another file imports: an export that nobody uses reads as if somebody did. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { expect, test } from "vitest";
import { PROJECT } from "../../scripts/build.ts";

/** The runtime asks for what these export. */
const ENTRIES = ["src/worker.ts", "src/processes/worker.ts", "src/processes/counting_process.ts"];
/** Stands for all exports of a module: `import * as`, `await import()`, `import("…").Name`. */
const ALL = "*";

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;
const nameOf = (value: unknown): string => (isNode(value) ? String(value.name ?? value.value) : ALL);

function* nodesIn(value: unknown): Generator<Node> {
  if (!isNode(value)) return;
  if (typeof value.type === "string") yield value;
  for (const child of Object.values(value)) yield* nodesIn(child);
}

/** What an import, or an export from another file, takes from there. */
function importedBy(node: Node, from: string): string[] {
  const names = ((node.specifiers ?? []) as readonly Node[]).map((one) =>
    nameOf(one.imported ?? (one.type === "ExportSpecifier" ? one.local : null)),
  );
  return (names.length > 0 ? names : [ALL]).map((name) => `${from}#${name}`);
}

function exportedBy(node: Node): string[] {
  const names = ((node.specifiers ?? []) as readonly Node[]).map((one) => nameOf(one.exported));
  if (!isNode(node.declaration)) return names;
  const declared = (node.declaration.declarations as readonly Node[] | undefined) ?? [node.declaration];
  return [...names, ...declared.map(({ id }) => nameOf(id))];
}

/** The names that a module exports, and those that it imports as `path#name`, with paths from the project's folder. */
function namesIn(file: string, code: string): { readonly exported: string[]; readonly imported: string[] } {
  const nodes = [...nodesIn(parseAst(code, { lang: file.endsWith("x") ? "tsx" : "ts" }))];
  const imported = nodes.flatMap((node) => {
    const from = isNode(node.source) ? node.source.value : null;
    return typeof from === "string" && from.startsWith(".") ? importedBy(node, join(file, "..", from)) : [];
  });
  return { exported: nodes.filter(({ type }) => type === "ExportNamedDeclaration").flatMap(exportedBy), imported };
}

test.each([
  ['import { a, type B as C } from "./b.ts";', ["src/b.ts#a", "src/b.ts#B"]],
  ['import * as all from "../b.ts"; export { d } from "./e.ts";', ["b.ts#*", "src/e.ts#d"]],
  ['const { a } = await import("./b.ts");', ["src/b.ts#*"]],
])("what %s imports is found", (code, imported) => {
  expect(namesIn("src/a.ts", code).imported).toEqual(imported);
});

test("what src exports is used by another file", () => {
  const files = ["src", "scripts", "test", "packages", "examples"].flatMap((folder) =>
    globSync(`${folder}/**/*.{ts,tsx}`, { cwd: PROJECT, exclude: (path) => /node_modules|dist/.test(String(path)) }),
  );
  const modules = files.map((file) => ({ file, ...namesIn(file, readFileSync(join(PROJECT, file), "utf8")) }));
  const used = new Set(modules.flatMap(({ imported }) => imported));
  const unused = modules
    .filter(({ file }) => file.startsWith("src/") && !ENTRIES.includes(file) && !used.has(`${file}#${ALL}`))
    .flatMap(({ file, exported }) => exported.filter((name) => !used.has(`${file}#${name}`)).map((name) => `${file}: ${name}`));
  expect(unused).toEqual([]);
});
