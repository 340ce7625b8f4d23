/**
 * `npm run user-agents -- FOLDER`: how many people are taken for programs, and programs for people. `FOLDER` holds `people.txt.gz` and
 * `programs.txt.gz`, one user agent a line. `--show` prints those that are judged wrongly.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { isbot } from "isbot";
import { judgeAnew } from "../src/visitor/skip.ts";

async function linesOf(folder: string, name: string): Promise<string[]> {
  const text = gunzipSync(await readFile(join(folder, name))).toString("utf8");
  return text.split("\n").filter((line) => line !== "");
}

/** A browser of the last years: Chrome 100, iOS 14, Firefox 100 or newer. */
function isRecent(userAgent: string): boolean {
  const version = (pattern: RegExp): number => Number(pattern.exec(userAgent)?.[1] ?? 0);
  return version(/(?:Chrome|CriOS)\/(\d+)/) >= 100 || version(/(?:iPhone|iPad).* OS (\d+)_/) >= 14 || version(/Firefox\/(\d+)/) >= 100;
}

const { values, positionals } = parseArgs({ options: { show: { type: "boolean", default: false } }, allowPositionals: true });
const [folder] = positionals;
if (folder === undefined) {
  console.error("Usage: npm run user-agents -- [--show] folder-with-people.txt.gz-and-programs.txt.gz");
  process.exit(2);
}
const [people, programs] = [await linesOf(folder, "people.txt.gz"), await linesOf(folder, "programs.txt.gz")];
const isSkipped = (userAgent: string): boolean => judgeAnew(userAgent) !== null;
const groups = [
  { group: "recent people judged bot or preview", of: people.filter(isRecent), isWrong: isSkipped, isWrongByLibrary: isbot },
  { group: "all people judged bot or preview", of: people, isWrong: isSkipped, isWrongByLibrary: isbot },
  {
    group: "programs counted as visits",
    of: programs,
    isWrong: (one: string) => !isSkipped(one),
    isWrongByLibrary: (one: string) => !isbot(one),
  },
];
const share = (wrong: number, all: number): string => `${wrong} (${((100 * wrong) / all).toFixed(2)}%)`;
console.table(
  groups.map(({ group, of, isWrong, isWrongByLibrary }) => ({
    group,
    strings: of.length,
    "isbot alone": share(of.filter(isWrongByLibrary).length, of.length),
    Fivebar: share(of.filter(isWrong).length, of.length),
  })),
);
if (values.show) for (const { group, of, isWrong } of groups) console.log(`\n${group}:\n${of.filter(isWrong).join("\n")}`);
