/** No floating-point randomness comes near the noise of the formal mode. */
import { expect, test } from "vitest";
import { lint } from "../../lint.ts";

const INEXACT = [
  "Math.random()",
  "Math.log(0.5)",
  "Math.log1p(-0.5)",
  "Math.log2(8)",
  "Math.exp(-1)",
  "Math.pow(2, 3)",
  "Math.sqrt(2)",
  'Math["random"]()',
  "globalThis.Math.random()",
  "[1].map(Math.random)",
  "Reflect.get(Math, 'log')",
];

test("the lint rules keep Math.random and floating-point logarithms away from the noise of the formal mode", async () => {
  const folders = ["src/domain/formal", "src/storage/formal"];
  const files = folders.flatMap((folder) =>
    [
      ...INEXACT.map((code) => `export const made = ${code};`),
      "const { log } = Math;\nexport const made = log(2);",
      "const all = Math;\nexport const made = all.log(2);",
    ].map((code, nth) => [`${folder}/case-${nth}.ts`, `${code}\n`] as const),
  );
  const fine = "src/domain/formal/fine.ts";
  const report = await lint([...files, [fine, "export const made = Math.max(1, crypto.getRandomValues(new Uint8Array(1))[0] ?? 0);\n"]]);
  const isAbout = (line: string, path: string): boolean => line.includes(`${path},line=`) && line.includes("title=plugin");
  expect(files.map(([path]) => path).filter((path) => !report.some((line) => isAbout(line, path)))).toEqual([]);
  expect(report.filter((line) => isAbout(line, fine))).toEqual([]);
});
