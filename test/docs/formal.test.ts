/** docs/FORMAL.md has what the simulation says. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT } from "../../scripts/build.ts";
import { errorTable, guessTable } from "../../scripts/simulate/tables.ts";

test("the tables of docs/FORMAL.md are those that npm run simulate:formal prints", async () => {
  const text = await readFile(join(PROJECT, "docs", "FORMAL.md"), "utf8");
  expect(text).toContain(errorTable());
  expect(text).toContain(guessTable());
});
