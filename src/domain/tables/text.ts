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
  const decoded: DecodedText | null =
    order === null
      ? decodeEightBit(bytes)
      : { text: new TextDecoder("utf-16le").decode(order === "little" ? bytes : swapped(bytes)), encoding: "utf-16" };
  return decoded === null || decoded.text.includes("\0") ? null : decoded;
}

function utf16Order(bytes: Uint8Array): "little" | "big" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "little";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "big";
  const length = Math.min(bytes.length, SAMPLE_BYTES);
  const zeros = [0, 0] as [even: number, odd: number];
  for (let at = 0; at < length; at += 1) if (bytes[at] === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  const enough = length / 4;
  // A few letters, such as Ā, have a zero in the other half.
  if (zeros[1] > enough && zeros[0] * 8 < zeros[1]) return "little";
  return zeros[0] > enough && zeros[1] * 8 < zeros[0] ? "big" : null;
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

/** What windows-1252 has at 0x80 to 0x9f. Node and the browsers' standard differ there, so it is written out; five places are empty. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Null for a file that says that it is UTF-8, by its mark, and is not: but for a letter at its end that was cut in two. */
function decodeEightBit(bytes: Uint8Array): DecodedText | null {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes), encoding: "utf-8" };
  } catch {
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      const text = new TextDecoder("utf-8").decode(bytes);
      return text.indexOf("\ufffd") === text.length - 1 ? { text, encoding: "utf-8" } : null;
    }
    const text = new TextDecoder("latin1")
      .decode(bytes)
      .replace(/[\u0080-\u009f]/g, (one) => WINDOWS_1252[one.charCodeAt(0) - 0x80] ?? one);
    return { text, encoding: "windows-1252" };
  }
}
