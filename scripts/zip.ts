/** A zip file of a few small files. The same files give the same bytes: it holds no times and no names of this machine. */
import { crc32, deflateRawSync } from "node:zlib";

interface ZippedFile {
  /** With `/` between folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** 1 January 2020, 00:00, as MS-DOS has it. */
const DOS_DATE = ((2020 - 1980) << 9) | (1 << 5) | 1;
const VERSION = 20;
const DEFLATED = 8;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
/** Made on Unix; a file that everybody may read. */
const UNIX = 3 << 8;
const MODE = 0o100644 * 0x10000;

export function zip(files: readonly ZippedFile[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const packed = deflateRawSync(bytes, { level: 9 });
    const label = Buffer.from(name);
    const kind = [VERSION, FLAGS, DEFLATED, 0, DOS_DATE].map(short);
    const sizes = [crc32(bytes), packed.length, bytes.length].map(number);
    const common = Buffer.concat([...kind, ...sizes, short(label.length), short(0)]);
    locals.push(number(LOCAL_HEADER), common, label, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(MODE, 6);
    rest.writeUInt32LE(offset, 10);
    centrals.push(number(CENTRAL_HEADER), short(VERSION | UNIX), common, rest, label);
    offset += 4 + common.length + label.length + packed.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.concat([
    short(0),
    short(0),
    short(files.length),
    short(files.length),
    number(central.length),
    number(offset),
    short(0),
  ]);
  return Buffer.concat([...locals, central, number(END), end]);
}

function number(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

function short(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}
