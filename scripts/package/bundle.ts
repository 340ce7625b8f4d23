/** The executable's own program: scripts/fivebar.ts and all that it imports, as one file of CommonJS, which is what Node runs from inside itself. */
import { join } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { PROJECT } from "../build.ts";

/** Modules that are others in the executable. */
const STAND_INS: Readonly<Record<string, string>> = {
  "scripts/installation.ts": "scripts/executable/installation.ts",
  "scripts/browser.ts": "scripts/executable/no_browser.ts",
};

const standIns: Plugin = {
  name: "stand-ins",
  setup({ onResolve }) {
    const byPath = new Map(Object.entries(STAND_INS).map(([from, to]) => [join(PROJECT, from), join(PROJECT, to)]));
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ resolveDir, path }) => {
      const standIn = byPath.get(join(resolveDir, path));
      return standIn === undefined ? null : { path: standIn };
    });
  },
};

interface Bundle {
  readonly code: Uint8Array;
  readonly meta: Metafile;
}

export async function bundleProgram(): Promise<Bundle> {
  const { outputFiles, metafile, warnings } = await build({
    absWorkingDir: PROJECT,
    entryPoints: ["scripts/fivebar.ts"],
    outfile: "dist/fivebar.cjs",
    write: false,
    metafile: true,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node24",
    // A program inside of Node loads Node's own modules by `require` alone.
    supported: { "dynamic-import": false },
    plugins: [standIns],
    logLevel: "silent",
  });
  // What a warning is about would fail on somebody else's machine: `import.meta`, say, is empty there.
  if (warnings.length > 0) throw new Error(warnings.map(({ text, location }) => `${location?.file}: ${text}`).join("\n"));
  const [code] = outputFiles;
  if (code === undefined) throw new Error("the bundler made nothing");
  return { code: code.contents, meta: metafile };
}
