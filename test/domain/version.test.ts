/** One version, wherever the project states it. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { VERSION } from "../../src/domain/version.ts";

test("package.json, the lock file, the code and the changelog's first entry state the same version", async () => {
  const read = (file: string): Promise<string> => readFile(new URL(`../../${file}`, import.meta.url), "utf8");
  const project = JSON.parse(await read("package.json")) as { version: string };
  const lock = JSON.parse(await read("package-lock.json")) as { version: string; packages: Record<string, { version?: string }> };
  expect([project.version, lock.version, lock.packages[""]?.version]).toEqual([VERSION, VERSION, VERSION]);
  expect(/^## \[(.+?)\]/m.exec(await read("CHANGELOG.md"))?.[1]).toBe(VERSION);
});
