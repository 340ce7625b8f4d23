/** Encrypts and decrypts backups by the programs that people keep their keys with: age, and GnuPG for OpenPGP. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export type Recipient = { readonly program: "age" | "gpg"; readonly name: string };

/** Who is to be able to read it: age's key, or a file of such keys; an OpenPGP key by its fingerprint or address. */
function encryptArguments({ program, name }: Recipient): string[] {
  if (program === "age") return ["--encrypt", existsSync(name) ? "--recipients-file" : "--recipient", name];
  // The operator has named the key: whether others vouch for it does not matter here.
  return ["--batch", "--no-tty", "--quiet", "--trust-model", "always", "--encrypt", "--recipient", name, "--output", "-"];
}

/** What comes out ends with an error where the program fails. */
export function encrypted(source: AsyncIterable<Uint8Array>, recipient: Recipient): AsyncIterable<Uint8Array> {
  return through(recipient.program, encryptArguments(recipient), source);
}

/** The program that can read a file that begins with `start`; null for one that is not encrypted. */
export function encryptedBy(start: Buffer): Recipient["program"] | null {
  if (/^(?:age-encryption\.org\/v1\n|-----BEGIN AGE ENCRYPTED FILE-----)/.test(start.toString("latin1"))) return "age";
  if (start.toString("latin1").startsWith("-----BEGIN PGP MESSAGE-----")) return "gpg";
  // An OpenPGP packet: a session key that is encrypted to a key or by a passphrase (RFC 9580, 4.2).
  const tag = start[0] ?? 0;
  const type = (tag & 0x40) === 0 ? (tag >> 2) & 0x0f : tag & 0x3f;
  return (tag & 0x80) !== 0 && (type === 1 || type === 3) ? "gpg" : null;
}

/** @param identity the file with age's key; GnuPG has its own */
export function decrypted(
  source: AsyncIterable<Uint8Array>,
  program: Recipient["program"],
  identity: string | null,
): AsyncIterable<Uint8Array> {
  if (program === "gpg") return through("gpg", ["--quiet", "--decrypt"], source);
  if (identity === null) throw new Error("it is encrypted with age: name the file with your key by --identity FILE");
  return through("age", ["--decrypt", "--identity", identity], source);
}

async function* through(program: string, args: readonly string[], source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  let told = "";
  child.stderr.on("data", (chunk: Buffer) => {
    told = `${told}${chunk.toString()}`.slice(-1_000);
  });
  const ended = exitOf(child, program);
  // Where the program ends early, it says why itself.
  const fed = pipeline(source, child.stdin).catch((error: NodeJS.ErrnoException) => (error.code === "EPIPE" ? null : error));
  try {
    yield* child.stdout as Readable as AsyncIterable<Uint8Array>;
    const code = await ended;
    const failed = await fed;
    // What went wrong before the program comes first: the program only notices that its input ends.
    if (failed instanceof Error && !("code" in failed)) throw failed;
    if (code !== 0) throw new Error(`${program} failed: ${told.trim().replace(/\s*\n\s*/g, "; ")}`);
    if (failed instanceof Error) throw failed;
  } finally {
    child.kill();
  }
}

function exitOf(child: ChildProcess, program: string): Promise<number | null> {
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("close", resolve);
    child.once("error", ({ code, message }: NodeJS.ErrnoException) =>
      reject(new Error(code === "ENOENT" ? `${program} is not installed` : `${program} failed: ${message}`)),
    );
  });
  ended.catch(() => {});
  return ended;
}
