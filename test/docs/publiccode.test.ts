/** publiccode.yml, by which catalogues of public software find a program: what it says is what the project's other files say. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const text = read("publiccode.yml");
const value = (key: string): string | undefined => new RegExp(`^ *${key}: "?([^"\\n]+)"?$`, "m").exec(text)?.[1];

test("its version, licence, address and languages are the project's", () => {
  const { version } = JSON.parse(read("package.json"));
  const { license, repository } = JSON.parse(read("packages/client/package.json"));
  expect([value("softwareVersion"), value("license"), `git+${value("url")}`]).toEqual([version, license, repository.url]);
  expect(read("LICENSE")).toMatch(new RegExp(`^${license} License`));
  expect(text).toMatch(/availableLanguages:\n {4}- nl\n {4}- en\n/);
});

test("it has what the standard asks for, and descriptions as long as it wants them", () => {
  for (const key of ["publiccodeYmlVersion", "name", "developmentStatus", "softwareType"]) expect(value(key)).toBeTruthy();
  for (const language of ["en", "nl"]) {
    const [, short = "", long = ""] =
      new RegExp(`^  ${language}:\\n    shortDescription: (.*)\\n    longDescription: >\\n((?: {6}.*\\n)+)`, "m").exec(text) ?? [];
    expect([short.length > 10 && short.length <= 150, long.length >= 150]).toEqual([true, true]);
  }
});
