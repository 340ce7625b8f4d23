/** DEFLATE, beside the same of zlib: every kind of block, every cut, and what claims to be less than it is. */
import { deflateRawSync, constants as zlib } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inflate } from "../../../src/domain/tables/inflate.ts";

const STRATEGIES = [zlib.Z_DEFAULT_STRATEGY, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED];

/** Bytes as they come: any, repeated ones, and texts of few letters. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 5_000 }),
  fc
    .tuple(fc.uint8Array({ maxLength: 40 }), fc.nat(2_000))
    .map(([part, times]) => Uint8Array.from(Array.from({ length: times }, () => [...part]).flat())),
  fc
    .array(fc.constantFrom(...'<c r="A1"><v>0123456789</v></c>'), { maxLength: 5_000 })
    .map((letters) => new TextEncoder().encode(letters.join(""))),
);

test("unpacks what zlib packs, at every level and with every strategy", () => {
  fc.assert(
    fc.property(bytes, fc.integer({ min: 0, max: 9 }), fc.constantFrom(...STRATEGIES), (plain, level, strategy) => {
      const packed = deflateRawSync(plain, { level, strategy });
      expect(Buffer.compare(inflate(packed, plain.length) ?? Buffer.from("nothing"), plain)).toBe(0);
      if (plain.length > 0) expect(inflate(packed, plain.length - 1)).toBeNull();
      expect(inflate(packed, plain.length + 1)).toBeNull();
    }),
  );
});

test("takes nothing of what is cut, and never fails otherwise, whatever stands in it", () => {
  fc.assert(
    fc.property(bytes, fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (plain, level, share) => {
      const packed = deflateRawSync(plain, { level });
      expect(inflate(packed.subarray(0, Math.floor(packed.length * share)), plain.length)).toBeNull();
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(5_000), (packed, size) => void inflate(packed, size)));
});

test("stops at the first byte too many, long before the end of what claims to be less than it is", () => {
  const packed = deflateRawSync(new Uint8Array(2 ** 24), { level: 9 });
  for (const size of [0, 1, 1_000, 2 ** 20]) expect(inflate(packed, size)).toBeNull();
});
