/** Zip files for downloads. The same files give the same bytes: no clock, and nothing of this machine. */
import { Zip, ZipDeflate } from "fflate";
import { giveTurn } from "../../storage/turns.ts";

/** What is packed in one go, in bytes: ten to twenty milliseconds with the making of it, and visitors may wait for that. */
const BYTES_A_TURN = 128 * 1024;
const NO_TIME = new Date(2020, 0, 1);
const LEVEL = 6;

/** @param files by name, each in pieces, which are made when their turn comes */
export async function zipped(files: Iterable<readonly [name: string, pieces: Iterable<string>]>): Promise<ArrayBuffer> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, part) => {
    if (error !== null) throw error;
    parts.push(Uint8Array.from(part));
  });
  const encoder = new TextEncoder();
  let packed = 0;
  for (const [name, pieces] of files) {
    const file = new ZipDeflate(name, { level: LEVEL });
    file.mtime = NO_TIME;
    zip.add(file);
    for (const piece of pieces) {
      const bytes = encoder.encode(piece);
      file.push(bytes);
      packed += bytes.length;
      if (packed < BYTES_A_TURN) continue;
      packed = 0;
      await giveTurn();
    }
    file.push(new Uint8Array(0), true);
  }
  zip.end();
  return new Blob(parts).arrayBuffer();
}
