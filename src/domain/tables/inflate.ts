/**
 * Unpacks DEFLATE (RFC 1951) into exactly as many bytes as are expected, and stops at the first one more. Beside those bytes it takes no memory to speak
 * of, whatever the packed ones say. Pure.
 */

const MAX_CODE_BITS = 15;
const END_OF_BLOCK = 256;
/** Of the alphabet of literals and lengths, and of that of distances. */
const LENGTH_SYMBOLS = 286;
const DISTANCE_SYMBOLS = 30;

/** The least length or distance of each symbol, and how many bits behind it say how much more (RFC 1951, 3.2.5). */
// biome-ignore format: one block reads better than thirty lines
const LENGTH_BASES = Uint16Array.of(3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258);
// biome-ignore format: as above
const LENGTH_BITS = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0);
const DISTANCE_BITS = Uint8Array.from({ length: DISTANCE_SYMBOLS }, (_, symbol) => Math.max(0, (symbol >> 1) - 1));
const DISTANCE_BASES = Uint16Array.from({ length: DISTANCE_SYMBOLS }, (_, symbol) =>
  symbol < 4 ? symbol + 1 : ((2 + (symbol & 1)) << ((symbol >> 1) - 1)) + 1,
);
/** In which order the lengths of the codes for lengths of codes stand (3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;

class Damaged extends Error {}

/** Null for what is damaged, and for more or fewer than `size` bytes. */
export function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  const bits = new Bits(packed);
  const output = new Output(size);
  try {
    for (let isLast = false; !isLast; ) {
      isLast = bits.take(1) === 1;
      const kind = bits.take(2);
      if (kind === 0) output.append(bits.stored());
      else if (kind === 1) unpackBlock(bits, output, FIXED);
      else if (kind === 2) unpackBlock(bits, output, readCodes(bits));
      else return null;
    }
  } catch (error) {
    if (error instanceof Damaged) return null;
    throw error;
  }
  return output.length === size ? output.bytes : null;
}

class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #heldBits = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next `count` bits as a number, the first one least; at most 16. */
  take(count: number): number {
    while (this.#heldBits < count) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new Damaged();
      this.#held |= byte << this.#heldBits;
      this.#at += 1;
      this.#heldBits += 8;
    }
    const taken = this.#held & ((1 << count) - 1);
    this.#held >>>= count;
    this.#heldBits -= count;
    return taken;
  }

  /** The bytes of a block that is not packed. */
  stored(): Uint8Array {
    this.#held = 0;
    this.#heldBits = 0;
    const [length, inverse] = [this.take(16), this.take(16)];
    const end = this.#at + length;
    if (length !== (~inverse & 0xffff) || end > this.#bytes.length) throw new Damaged();
    const found = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return found;
  }
}

class Output {
  readonly bytes: Uint8Array;
  length = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.bytes.length) throw new Damaged();
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  appendOne(byte: number): void {
    if (this.length === this.bytes.length) throw new Damaged();
    this.bytes[this.length] = byte;
    this.length += 1;
  }

  /** Again what stands `distance` bytes before the end; it may overlap what it makes. */
  repeat(length: number, distance: number): void {
    const end = this.length + length;
    if (distance > this.length || end > this.bytes.length) throw new Damaged();
    for (; this.length < end; this.length += 1) this.bytes[this.length] = this.bytes[this.length - distance] ?? 0;
  }
}

/** Canonical codes: how many there are of each length, and what they stand for, in their order. */
class Codes {
  readonly #counts = new Uint16Array(MAX_CODE_BITS + 1);
  readonly #symbols: Uint16Array;

  /** @param lengths in bits, of each symbol; 0 where it has no code */
  constructor(lengths: Uint8Array) {
    for (const length of lengths) this.#counts[length] = (this.#counts[length] ?? 0) + 1;
    this.#counts[0] = 0;
    const next = new Uint16Array(MAX_CODE_BITS + 2);
    let room = 1;
    for (let length = 1; length <= MAX_CODE_BITS; length += 1) {
      const count = this.#counts[length] ?? 0;
      next[length + 1] = (next[length] ?? 0) + count;
      room = 2 * room - count;
      if (room < 0) throw new Damaged();
    }
    this.#symbols = new Uint16Array(lengths.length);
    lengths.forEach((length, symbol) => {
      if (length === 0) return;
      const place = next[length] ?? 0;
      this.#symbols[place] = symbol;
      next[length] = place + 1;
    });
  }

  next(bits: Bits): number {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length <= MAX_CODE_BITS; length += 1) {
      code |= bits.take(1);
      const count = this.#counts[length] ?? 0;
      if (code - first < count) return this.#symbols[index + code - first] ?? 0;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Damaged();
  }
}

interface BlockCodes {
  readonly lengths: Codes;
  readonly distances: Codes;
}

const FIXED: BlockCodes = {
  lengths: new Codes(Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))),
  distances: new Codes(new Uint8Array(DISTANCE_SYMBOLS).fill(5)),
};

function unpackBlock(bits: Bits, output: Output, { lengths, distances }: BlockCodes): void {
  for (;;) {
    const symbol = lengths.next(bits);
    if (symbol === END_OF_BLOCK) return;
    if (symbol < END_OF_BLOCK) {
      output.appendOne(symbol);
      continue;
    }
    if (symbol >= LENGTH_SYMBOLS) throw new Damaged();
    const kind = symbol - END_OF_BLOCK - 1;
    const length = (LENGTH_BASES[kind] ?? 0) + bits.take(LENGTH_BITS[kind] ?? 0);
    const far = distances.next(bits);
    output.repeat(length, (DISTANCE_BASES[far] ?? 0) + bits.take(DISTANCE_BITS[far] ?? 0));
  }
}

/** The codes of a block, as it begins with them (3.2.7). */
function readCodes(bits: Bits): BlockCodes {
  const [lengthCount, distanceCount, orderCount] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
  if (lengthCount > LENGTH_SYMBOLS || distanceCount > DISTANCE_SYMBOLS) throw new Damaged();
  const own = new Uint8Array(ORDER.length);
  for (const symbol of ORDER.slice(0, orderCount)) own[symbol] = bits.take(3);
  const lengths = readLengths(bits, new Codes(own), lengthCount + distanceCount);
  return { lengths: new Codes(lengths.subarray(0, lengthCount)), distances: new Codes(lengths.subarray(lengthCount)) };
}

/** Lengths of codes, of which a symbol above 15 repeats the last one, or none. */
function readLengths(bits: Bits, codes: Codes, count: number): Uint8Array {
  const lengths = new Uint8Array(count);
  for (let at = 0; at < count; ) {
    const symbol = codes.next(bits);
    const repeated = symbol === 16 ? lengths[at - 1] : symbol < 16 ? symbol : 0;
    const times = symbol < 16 ? 1 : symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    if (repeated === undefined || at + times > count) throw new Damaged();
    lengths.fill(repeated, at, at + times);
    at += times;
  }
  return lengths;
}
