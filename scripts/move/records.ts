/** The file of a move: sealed records, each after its length in four bytes. What is in them nobody can read without MOVE_KEY. */

/** What stands before the sealed bytes (src/storage/move/seal.ts): a mark, a salt, the record's number, and whether it is the last one. */
const MARK = "FBM1";
const HEADER_BYTES = 25;

/** The records in order. Throws where one is missing or the file is cut off; whether they were changed the importing tracker finds out. */
export function* recordsIn(file: Buffer): Generator<Buffer> {
  for (let at = 0, index = 0; ; index += 1) {
    const length = at + 4 <= file.length ? file.readUInt32BE(at) : 0;
    const record = file.subarray(at + 4, at + 4 + length);
    if (length <= HEADER_BYTES || record.length < length) throw new Error("it is cut off, or it is no export of Fivebar");
    if (record.toString("latin1", 0, 4) !== MARK || record.readUInt32BE(20) !== index)
      throw new Error("it is no export of Fivebar, or it is damaged");
    yield record;
    at += 4 + length;
    if (record[HEADER_BYTES - 1] !== 1) continue;
    if (at !== file.length) throw new Error("something stands behind its end");
    return;
  }
}
