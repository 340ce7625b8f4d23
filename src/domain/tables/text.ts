/** From bytes to text, in the encodings that platforms and spreadsheets write. Pure. */

export type Encoding = "utf-8" | "utf-16" | "windows-1252";

interface DecodedText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
}

/** Bytes that are looked at to tell UTF-16 without a mark: where text is mostly ASCII, every other one is zero. */
const SAMPLE_BYTES = 1_024;

/** A byte order mark or zero bytes make it UTF-16, else it is UTF-8 where that is possible, else Windows-1252. Null for what is no text. */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const order = utf16Order(bytes);
  const decoded: DecodedText =
    order === null
      ? decodeEightBit(bytes)
      : { text: new TextDecoder("utf-16le").decode(order === "little" ? bytes : swapped(bytes)), encoding: "utf-16" };
  return decoded.text.includes("\0") ? null : decoded;
}

function utf16Order(bytes: Uint8Array): "little" | "big" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "little";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "big";
  const length = Math.min(bytes.length, SAMPLE_BYTES);
  const zeros = [0, 0] as [even: number, odd: number];
  for (let at = 0; at < length; at += 1) if (bytes[at] === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  const enough = length / 4;
  if (zeros[1] > enough && zeros[0] === 0) return "little";
  return zeros[0] > enough && zeros[1] === 0 ? "big" : null;
}

function swapped(bytes: Uint8Array): Uint8Array {
  const turned = new Uint8Array(bytes.length);
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    turned[at] = bytes[at + 1] ?? 0;
    turned[at + 1] = bytes[at] ?? 0;
  }
  // Half a character at the end stays half of one: it must not turn into a whole one.
  return bytes.length % 2 === 0 ? turned : turned.subarray(0, bytes.length - 1);
}

function decodeEightBit(bytes: Uint8Array): DecodedText {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
  }
}
