/** The README's table of settings: every variable that is read, no other, and the defaults that they have. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readSettings, START_VARIABLES } from "../../scripts/start/settings.ts";
import { CONFIG_VARIABLES, readConfig } from "../../src/domain/config.ts";

const readme = readFileSync(fileURLToPath(new URL("../../README.md", import.meta.url)), "utf8");
const table = /^\| variable \| default \| meaning \|\n((?:\|.*\n)+)/m.exec(readme)?.[1] ?? "";
const spans = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span);
/** Each variable with its default, which is null where the table says it in words. */
const rows = [...table.matchAll(/^\| ([^|]+) \| ([^|]+) \|/gm)]
  .filter(([, names = ""]) => names.includes("`"))
  .flatMap(([, names = "", defaults = ""]) => spans(names).map((name, at) => [name, spans(defaults)[at] ?? null] as const));

test("it lists every variable that is read, and no other", () => {
  expect(rows.map(([name]) => name).sort()).toEqual([...CONFIG_VARIABLES, ...START_VARIABLES].sort());
});

test("a variable that is set to its default changes nothing", () => {
  const set = Object.fromEntries(rows.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
  expect(Object.keys(set).length).toBeGreaterThan(15);
  expect(readConfig(set)).toEqual(readConfig({}));
  expect(readSettings(set)).toEqual(readSettings({}));
});
