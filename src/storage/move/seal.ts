/**
 * Seals what moves from one tracker to another: exact counts leave the registry in no other form. AES-256-GCM under a key that HKDF-SHA-256 makes of
 * `MOVE_KEY` and a random salt. A move is a sequence of records, numbered from 0, and the last one says so: none can be changed, left out,
 * swapped or taken from another move.
 */

/** What stands before the sealed bytes of a record: a mark, the salt, its number, and 1 for the last one. */
const MARK = [0x46, 0x42, 0x4d, 0x31];
const SALT_BYTES = 16;
const HEADER_BYTES = MARK.length + SALT_BYTES + 4 + 1;
/** Of a record; tables.ts makes parts of a quarter of that. */
export const MAX_MOVE_RECORD_BYTES = 1024 * 1024;
const INFO = new TextEncoder().encode("fivebar move 1");

interface Place {
  /** Names the move. */
  readonly salt: Uint8Array;
  readonly index: number;
  readonly isLast: boolean;
}

export function newSalt(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(SALT_BYTES));
}

export async function seal(moveKey: string, { salt, index, isLast }: Place, content: string): Promise<Uint8Array> {
  const header = new Uint8Array(HEADER_BYTES);
  header.set(MARK);
  header.set(salt, MARK.length);
  new DataView(header.buffer).setUint32(MARK.length + SALT_BYTES, index);
  header[HEADER_BYTES - 1] = isLast ? 1 : 0;
  const sealed = await crypto.subtle.encrypt(await cipher(header), await keyOf(moveKey, salt), new TextEncoder().encode(content));
  const record = new Uint8Array(HEADER_BYTES + sealed.byteLength);
  record.set(header);
  record.set(new Uint8Array(sealed), HEADER_BYTES);
  return record;
}

/** Null for anything but a record that was sealed with this key, unchanged. */
export async function unseal(moveKey: string, record: Uint8Array): Promise<(Place & { readonly content: string }) | null> {
  const header = record.slice(0, HEADER_BYTES);
  if (record.byteLength <= HEADER_BYTES || MARK.some((byte, at) => header[at] !== byte)) return null;
  const salt = header.slice(MARK.length, MARK.length + SALT_BYTES);
  try {
    const plain = await crypto.subtle.decrypt(await cipher(header), await keyOf(moveKey, salt), record.slice(HEADER_BYTES));
    const index = new DataView(header.buffer).getUint32(MARK.length + SALT_BYTES);
    return { salt, index, isLast: header[HEADER_BYTES - 1] === 1, content: new TextDecoder().decode(plain) };
  } catch {
    return null;
  }
}

/** The nonce is the record's number: under one salt, and so under one key, each is used once. The whole header is authenticated. */
async function cipher(header: Uint8Array): Promise<{ name: string; iv: Uint8Array; additionalData: Uint8Array }> {
  const iv = new Uint8Array(12);
  iv.set(header.slice(MARK.length + SALT_BYTES), 12 - 5);
  return { name: "AES-GCM", iv, additionalData: header };
}

async function keyOf(moveKey: string, salt: Uint8Array): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey("raw", new TextEncoder().encode(moveKey), "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt, info: INFO };
  return crypto.subtle.deriveKey(derivation, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Whether `given` is the key. Hashes are compared, each to its end, so that the time says nothing of the key. */
export async function isMoveKey(moveKey: string, given: string): Promise<boolean> {
  const hash = async (text: string): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const [own, other] = await Promise.all([hash(moveKey), hash(given)]);
  return own.reduce((different, byte, at) => different | (byte ^ (other[at] ?? 0)), 0) === 0;
}
