/** The README's walk with curl, run as it is written. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { figureCells, figuresOf } from "../../../src/domain/release/figures.ts";
import { NOTHING_HIDDEN } from "../../../src/domain/release/hidden.ts";
import { npmStart, type Started } from "../setup/npm_start.ts";

let dataDir: string;
let tracker: Started;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "fivebar-readme-"));
  tracker = await npmStart({ PORT: "0", DATA_DIR: dataDir });
});

afterAll(async () => {
  await tracker?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test("from the first campaign to the first report, as the README says", async () => {
  const readme = await readFile(join(PROJECT, "README.md"), "utf8");
  const walk = readme.slice(readme.indexOf("## Five minutes with curl"), readme.indexOf("## Connect a website"));
  const blocks = [...walk.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block);
  const reports = blocks.pop() ?? "";
  const untilCounted = `until ${reports.split("\n")[0]} | grep -q '"visits":5'; do sleep 0.1; done`;
  const script = ["set -euo pipefail", ...blocks, `${untilCounted}\n${reports}`].join("\necho; echo ----\n");
  const { stdout } = await promisify(execFile)("bash", ["-c", script], {
    env: { ...process.env, FIVEBAR: tracker.origin, DATA_DIR: dataDir },
  });
  const [, , campaign, visit, , signup, figures = ""] = stdout.split("----\n");
  expect(campaign).toContain(`"link":"${tracker.origin}/fix-tiktok"`);
  expect(visit).toMatch(/^HTTP\/1.1 302/);
  expect(visit).toContain("Location: https://example.org/petition?lang=en&c=fix-tiktok#\r\n");
  expect(signup).toContain('{"counted":1,"attributed":true}');
  expect(figures).toContain('{"channel":"tiktok","visits":5,"signups":0,');
  const cells = figureCells(figuresOf({ count: (kind) => (kind === "visit" ? 5 : 0), hidden: () => NOTHING_HIDDEN }));
  expect(cells.slice(0, 5)).toEqual([5, 0, null, null, null]);
  expect(figures).toMatch(new RegExp(`^tiktok,fix-tiktok,\\d{4}-\\d\\d-\\d\\d,${cells.map((cell) => cell ?? "").join(",")}\\r$`, "m"));
});
