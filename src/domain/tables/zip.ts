/**
 * The container of XLSX files: a ZIP archive, of which the parts that are asked for are unpacked within a bound, whatever sizes it claims.
 * Read from the directory at its end, so that an archive that is cut short anywhere is none.
 */
import { inflate } from "./inflate.ts";

interface ZipEntry {
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

export interface Zip {
  readonly bytes: Uint8Array;
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** Of archives in the form for more than 4 GiB: the record at the end, what tells where that is, and an entry's field of long numbers. */
const WIDE_END_MARK = 0x06064b50;
const WIDE_END_BYTES = 56;
const LOCATOR_MARK = 0x07064b50;
const LOCATOR_BYTES = 20;
const WIDE_FIELD = 0x0001;
const MAX_COMMENT_BYTES = 0xffff;
/** More parts than any report has. */
const MAX_ENTRIES = 1_000;

/** The archive's directory; null when it is none, is cut short, or is of a kind that no spreadsheet writes. */
export function openZip(bytes: Uint8Array): Zip | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const directory = directoryOf(view, end);
  if (directory === null || directory.count > MAX_ENTRIES) return null;
  const { count, stop } = directory;
  let { at } = directory;
  const entries = new Map<string, ZipEntry>();
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > stop || view.getUint32(at, true) !== ENTRY_MARK) return null;
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    const nameAt = at + ENTRY_BYTES;
    const name = new TextDecoder().decode(bytes.subarray(nameAt, nameAt + nameBytes));
    const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
    if (isEncrypted) return null;
    const extraAt = nameAt + nameBytes;
    if (extraAt + extraBytes > stop) return null;
    const [size, packedSize, offset] = numbersOf(view, at, extraAt, extraAt + extraBytes);
    const key = name.replaceAll("\\", "/").replace(/^\.?\//, "");
    const [method, crc] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
    entries.set(key.toLowerCase(), { method, crc, packedSize, size, offset });
    at = extraAt + extraBytes + commentBytes;
  }
  return at === stop ? { bytes, entries } : null;
}

interface Directory {
  readonly count: number;
  readonly at: number;
  /** Behind its last entry. */
  readonly stop: number;
}

/** Where the directory is, also in the form for archives of more than 4 GiB (zip64), which some programs use for all. */
function directoryOf(view: DataView, end: number): Directory | null {
  const locator = end - LOCATOR_BYTES;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_MARK)
    return { count: view.getUint16(end + 10, true), at: view.getUint32(end + 16, true), stop: end };
  const record = wideAt(view, locator + 8);
  if (record + WIDE_END_BYTES > locator || view.getUint32(record, true) !== WIDE_END_MARK) return null;
  return { count: wideAt(view, record + 32), at: wideAt(view, record + 48), stop: record };
}

/** An entry's size, packed size and offset, which stand behind its name where they do not fit (zip64). */
function numbersOf(view: DataView, at: number, extraAt: number, extraEnd: number): [size: number, packedSize: number, offset: number] {
  const numbers = [24, 20, 42].map((offset) => view.getUint32(at + offset, true)) as [number, number, number];
  for (let field = extraAt; field + 4 <= extraEnd; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== WIDE_FIELD) continue;
    let next = field + 4;
    return numbers.map((number) => {
      if (number !== 0xffffffff || next + 8 > extraEnd) return number;
      next += 8;
      return wideAt(view, next - 8);
    }) as [number, number, number];
  }
  return numbers;
}

/** A number of eight bytes; what is larger than any file that is read may lose its last digits. */
function wideAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

/** Where the record at the end begins, whose comment must reach to the last byte. */
function findEnd(view: DataView): number | null {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at -= 1) {
    if (view.getUint32(at, true) === END_MARK && at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return null;
}

/**
 * One part, unpacked and compared with its checksum.
 *
 * @param name in lower case
 * @returns null when it is not there, is damaged, or has more than `maxBytes`
 */
export function unpack({ bytes, entries }: Zip, name: string, maxBytes: number): Uint8Array | null {
  const entry = entries.get(name);
  if (entry === undefined || entry.size > maxBytes || entry.offset + LOCAL_BYTES > bytes.byteLength) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(entry.offset, true) !== LOCAL_MARK) return null;
  const from = entry.offset + LOCAL_BYTES + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (from + entry.packedSize > bytes.byteLength) return null;
  const packed = bytes.subarray(from, from + entry.packedSize);
  const unpacked = entry.method === 0 ? packed : entry.method === 8 ? inflate(packed, entry.size) : null;
  return unpacked !== null && unpacked.byteLength === entry.size && crc32(unpacked) === entry.crc ? unpacked : null;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (CRC_TABLE[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}
