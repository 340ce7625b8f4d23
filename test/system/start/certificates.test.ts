/** The runtime does not start where it finds no authorities' certificates: a bare server has none. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { installation } from "../../../scripts/installation.ts";
import { certificateVariables } from "../../../scripts/runtime/certificates.ts";

let folder: string;
let none: { files: string[]; folders: string[] };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-certificates-"));
  none = { files: [join(folder, "none.crt")], folders: [join(folder, "none")] };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** How the runtime ends when it is given these variables, and a port that cannot be listened on where it gets that far. */
async function end(variables: Readonly<Record<string, string>>): Promise<string> {
  const args = [
    "serve",
    join(PROJECT, "fivebar.capnp"),
    "--socket-addr=http=127.0.0.1:0",
    `--directory-path=data=${join(folder, "not", "there")}`,
  ];
  const ended = await promisify(execFile)(installation.workerd, args, { env: variables }).catch((error: { stderr: string }) => error);
  return ended.stderr;
}

test.runIf(process.platform === "linux")("where the system has none it gets those of Node, and starts with them", async () => {
  const file = join(folder, "dist", "certificates.pem");
  const nothing = join(folder, "nothing.pem");
  await writeFile(nothing, "");
  expect(await end({ SSL_CERT_FILE: nothing })).toContain("No CA certificates were loaded");
  const variables = await certificateVariables({}, file, none);
  expect(variables).toEqual({ SSL_CERT_FILE: file });
  expect((await readFile(file, "utf8")).match(/-----BEGIN CERTIFICATE-----/g)?.length).toBeGreaterThan(100);
  const ended = await end(variables);
  expect(ended).not.toContain("No CA certificates were loaded");
  expect(ended).toContain("not/there");
});

test.runIf(process.platform === "linux")(
  "what the system has, in a file or one by one, or what the operator names, is used as it is",
  async () => {
    const file = join(folder, "unused.pem");
    const [bundle, certificates] = [join(folder, "bundle.crt"), join(folder, "certificates")];
    await writeFile(bundle, "");
    await mkdir(certificates);
    expect(await certificateVariables({}, file, { ...none, files: [bundle] })).toEqual({});
    expect(await certificateVariables({}, file, { ...none, folders: [certificates] })).toEqual({ SSL_CERT_FILE: file });
    await writeFile(join(certificates, "3513523f.0"), "");
    expect(await certificateVariables({}, file, { ...none, folders: [certificates] })).toEqual({});
    expect(await certificateVariables({ SSL_CERT_FILE: "/own.pem" }, file, none)).toEqual({ SSL_CERT_FILE: "/own.pem" });
  },
);
