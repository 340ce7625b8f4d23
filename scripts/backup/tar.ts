/** A tar archive (POSIX ustar) of plain files. The same files give the same bytes: it holds no times, and no names of users or machines. */

export interface TarFile {
  /** With `/` between folders; at most 100 bytes. */
  readonly path: string;
  readonly bytes: number;
  read(): AsyncIterable<Uint8Array>;
}

const BLOCK = 512;
/** What a file's length can be in its header: eleven octal digits. */
const MAX_BYTES = 8 ** 11 - 1;
const MODE = "0000600";

function header(path: string, bytes: number): Buffer {
  if (Buffer.byteLength(path) > 100 || bytes > MAX_BYTES) throw new Error(`${path} does not fit into a backup`);
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0);
  block.write(MODE, 100);
  for (const at of [108, 116]) block.write("0000000", at);
  block.write(bytes.toString(8).padStart(11, "0"), 124);
  block.write("00000000000", 136);
  block.write("        ", 148);
  block.write("0", 156);
  block.write("ustar\x0000", 257);
  block.write(`${checksum(block).toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** Of a header, with blanks in the place of its checksum. */
function checksum(block: Buffer): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

export async function* tarOf(files: readonly TarFile[]): AsyncGenerator<Uint8Array> {
  for (const { path, bytes, read } of files) {
    yield header(path, bytes);
    let written = 0;
    for await (const chunk of read()) {
      written += chunk.byteLength;
      yield chunk;
    }
    if (written !== bytes) throw new Error(`${path} changed while it was read`);
    yield Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** What is found in an archive. Its bytes must be read, or they are skipped, before the next one is asked for. */
interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  read(): AsyncIterable<Uint8Array>;
}

/** Rejects what `tarOf` does not make: anything but plain files, broken headers, a missing end. */
export async function* filesInTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<FoundFile> {
  const input = new ByteReader(source);
  for (;;) {
    const block = await input.take(BLOCK);
    if (block.every((byte) => byte === 0)) break;
    const stated = Number.parseInt(block.toString("latin1", 148, 154), 8);
    if (stated !== checksum(block) || block.toString("latin1", 257, 262) !== "ustar" || block[156] !== 0x30)
      throw new Error("it is no backup of Fivebar, or it is damaged");
    const path = block.toString("utf8", 0, 100).replace(/\0.*$/s, "");
    const bytes = Number.parseInt(block.toString("latin1", 124, 135), 8);
    let left = bytes;
    const read = async function* (): AsyncGenerator<Uint8Array> {
      while (left > 0) {
        const chunk = await input.some(left);
        left -= chunk.byteLength;
        yield chunk;
      }
    };
    yield { path, bytes, read };
    for await (const _ of read());
    await input.take((BLOCK - (bytes % BLOCK)) % BLOCK);
  }
  await input.rest();
}

/** Bytes of a stream, as many as are asked for. */
class ByteReader {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private buffer: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  /** Exactly `bytes`. */
  async take(bytes: number): Promise<Buffer> {
    while (this.buffer.byteLength < bytes) {
      if (!(await this.more())) throw new Error("it is cut off");
    }
    return this.cut(bytes);
  }

  /** From one byte to `most`. */
  async some(most: number): Promise<Buffer> {
    if (this.buffer.byteLength === 0 && !(await this.more())) throw new Error("it is cut off");
    return this.cut(Math.min(most, this.buffer.byteLength));
  }

  /** To the end, so that what is wrong with the stream itself (a checksum, a key) is found. */
  async rest(): Promise<void> {
    while (await this.more()) this.buffer = Buffer.alloc(0);
  }

  private cut(bytes: number): Buffer {
    const found = this.buffer.subarray(0, bytes);
    this.buffer = this.buffer.subarray(bytes);
    return found;
  }

  private async more(): Promise<boolean> {
    const { done, value } = await this.chunks.next();
    if (done === true) return false;
    this.buffer = Buffer.concat([this.buffer, value]);
    return true;
  }
}
