/** Looking for traces: the forms in which a text may have been kept, and the search for them in bytes. */
import { createHash, randomInt } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Something that identifies a sender, with where it was put. */
export interface Canary {
  readonly place: string;
  readonly text: string;
}

export interface Needle {
  readonly form: string;
  readonly bytes: string;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Twenty letters and digits that nothing else in the world has. */
export function randomText(): string {
  return Array.from({ length: 20 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}

export function randomIpv4(): string {
  return [0, 0, 0, 0].map(() => randomInt(100, 224)).join(".");
}

/** An address as a program keeps it that packs it, in Latin-1. */
export function bytesOfIpv4(address: string): string {
  return String.fromCharCode(...address.split(".").map(Number));
}

export function randomIpv6(): string {
  return ["2001", "db8", ...Array.from({ length: 6 }, () => randomInt(0x1000, 0x10000).toString(16))].join(":");
}

/** Base64 of `bytes` at each of the three places that they can have in a longer text, without what depends on their neighbours. */
function base64Within(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const isCut = (before + bytes.length) % 3 !== 0;
    return whole.slice(before === 0 ? 0 : before + 1, isCut ? -1 : undefined);
  });
}

function urlSafe(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_");
}

/** Every form in which `text` is looked for. Letters in any case: `textForms` are in lower case, for a haystack in lower case. */
export function formsOf(text: string): { readonly textForms: Needle[]; readonly byteForms: Needle[] } {
  const plain = Buffer.from(text);
  const encoded = [...base64Within(plain), ...base64Within(Buffer.from(text.toLowerCase()))];
  const texts: Needle[] = [
    { form: "as it is", bytes: text },
    { form: "URL-encoded", bytes: encodeURIComponent(text) },
    { form: "hex", bytes: plain.toString("hex") },
    { form: "UTF-16", bytes: Buffer.from(text, "utf16le").toString("latin1") },
    ...encoded.flatMap((bytes) => [bytes, urlSafe(bytes)]).map((bytes) => ({ form: "base64", bytes })),
  ];
  const byteForms: Needle[] = [];
  for (const hash of ["sha256", "sha1", "md5"]) {
    for (const hashed of new Set([text, text.toLowerCase()])) {
      const digest = createHash(hash).update(hashed).digest();
      const base64 = digest.toString("base64").replace(/=+$/, "");
      for (const bytes of [digest.toString("hex"), base64, urlSafe(base64)]) texts.push({ form: hash, bytes });
      byteForms.push({ form: `${hash}, bytes`, bytes: digest.toString("latin1") });
    }
  }
  if (/^[0-9a-f]+(?::[0-9a-f]+){7}$/.test(text)) {
    const groups = text.split(":").map((group) => group.padStart(4, "0"));
    byteForms.push({ form: "address, bytes", bytes: Buffer.from(groups.join(""), "hex").toString("latin1") });
  }
  const unique = new Map(texts.toReversed().map(({ form, bytes }) => [bytes.toLowerCase(), form]));
  return { textForms: [...unique].map(([bytes, form]) => ({ form, bytes })), byteForms };
}

/** What of `canaries` is in `haystack` (bytes as Latin-1), in any form: `place: form`, each once. */
export function tracesIn(haystack: string, canaries: readonly Canary[]): string[] {
  const lowerCase = haystack.toLowerCase();
  const found = canaries.flatMap(({ place, text }) => {
    const { textForms, byteForms } = formsOf(text);
    return [
      ...textForms.filter(({ bytes }) => lowerCase.includes(bytes)),
      ...byteForms.filter(({ bytes }) => haystack.includes(bytes)),
    ].map(({ form }) => `${place}: ${form}`);
  });
  return [...new Set(found)];
}

/** The bytes of every file below `folder`, and its names, by path. */
export async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(paths.map(async (path) => [path, `${path}\n${await readFile(path, "latin1")}`] as const)));
}
