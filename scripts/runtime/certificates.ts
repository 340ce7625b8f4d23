/**
 * The authorities whose certificates the runtime believes, where it asks for the keys of the staff's sign-in. It reads those of the system and does not start
 * where there are none, as on a bare server; then it gets those that come with Node.
 */
import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { rootCertificates } from "node:tls";

/** Below the folder of what is run. */
export const CERTIFICATES = "dist/certificates.pem";

/** Where systems keep them in one file: Debian, Fedora, SUSE, older ones, Alpine. */
const FILES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/ssl/cert.pem",
];
/** And where they keep them one by one. */
const FOLDERS = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

export interface Places {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/**
 * Variables for the runtime: those that the operator has set, or `file` where the system has no certificates.
 *
 * @param file is written where it is needed and not there
 */
export async function certificateVariables(
  env: NodeJS.ProcessEnv,
  file: string,
  { files, folders }: Places = { files: FILES, folders: FOLDERS },
): Promise<Readonly<Record<string, string>>> {
  const given = Object.entries({ SSL_CERT_FILE: env.SSL_CERT_FILE, SSL_CERT_DIR: env.SSL_CERT_DIR });
  const set = given.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  if (set.length > 0) return Object.fromEntries(set);
  if (process.platform !== "linux" || files.some((path) => existsSync(path))) return {};
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    if (names.some((name) => /\.(?:pem|crt|\d+)$/.test(name))) return {};
  }
  if (!existsSync(file)) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, certificatesOfNode());
  }
  return { SSL_CERT_FILE: file };
}

/** In PEM. */
export function certificatesOfNode(): string {
  return `${rootCertificates.join("\n")}\n`;
}
