/** The link's QR code: for a screen or any size in print as SVG, and as PNG at 600 dots to the inch. */
import { encode, renderSVG } from "uqr";
import { linkOriginOf, registry, type StaffContext } from "../http/context.ts";
import { unwrap } from "../http/problem.ts";
import { slugOf } from "../ui/current_path.ts";

export const QR_OPTIONS = { ecc: "M", border: 4 } as const;
/** Dots to the side of one square of the code: about 4 cm wide for a usual link. */
const SCALE = 24;
/** 600 dots to the inch. */
const DOTS_PER_METRE = 23_622;

export async function qrSvg(c: StaffContext): Promise<Response> {
  return c.body(renderSVG(await linkOf(c), QR_OPTIONS), 200, { "Content-Type": "image/svg+xml" });
}

export async function qrPng(c: StaffContext): Promise<Response> {
  const { data } = encode(await linkOf(c), QR_OPTIONS);
  return c.body(await png(data, SCALE), 200, { "Content-Type": "image/png" });
}

async function linkOf(c: StaffContext): Promise<string> {
  return `${linkOriginOf(c)}/${unwrap(await registry(c).campaign(slugOf(c))).slug}`;
}

/** A black-and-white PNG (ISO/IEC 15948, one bit a pixel) of squares, each `scale` pixels wide. */
async function png(squares: readonly (readonly boolean[])[], scale: number): Promise<ArrayBuffer> {
  const side = squares.length * scale;
  const stride = 1 + Math.ceil(side / 8);
  const pixels = new Uint8Array(stride * side);
  for (let y = 0; y < side; y += 1) {
    const row = squares[Math.floor(y / scale)] ?? [];
    // The first byte of each line is its filter: none. A set bit is white.
    for (let x = 0; x < side; x += 1) {
      if (row[Math.floor(x / scale)] !== true)
        pixels[y * stride + 1 + (x >> 3)] = (pixels[y * stride + 1 + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, side);
  header.setUint32(4, side);
  header.setUint8(8, 1);
  const size = new DataView(new ArrayBuffer(9));
  size.setUint32(0, DOTS_PER_METRE);
  size.setUint32(4, DOTS_PER_METRE);
  size.setUint8(8, 1);
  const deflated = await new Response(new Blob([pixels]).stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer();
  return new Blob([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("pHYs", new Uint8Array(size.buffer)),
    chunk("IDAT", new Uint8Array(deflated)),
    chunk("IEND", new Uint8Array(0)),
  ]).arrayBuffer();
}

/** A chunk: its length, its name, its data, and a checksum of name and data. */
function chunk(name: string, data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
