/** The project's lint on files that a test makes up. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PROJECT } from "../scripts/build.ts";

/** What the project's lint says, a line for each complaint, of files with these paths and texts. */
export async function lint(files: readonly (readonly [path: string, text: string])[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "fivebar-lint-"));
  try {
    for (const path of ["biome.json", "lint"]) await cp(join(PROJECT, path), join(folder, path), { recursive: true });
    for (const [path, text] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const biome = join(dirname(createRequire(import.meta.url).resolve("@biomejs/biome/package.json")), "bin", "biome");
    const report = await new Promise<string>((resolve) => {
      execFile(process.execPath, [biome, "lint", "--reporter=github", "--max-diagnostics=none"], { cwd: folder }, (_, stdout) =>
        resolve(stdout),
      );
    });
    return report.split("\n");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
