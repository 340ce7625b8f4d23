/** What the executable carries, as `npm run package` writes it down and the executable reads it. */
import { createHash } from "node:crypto";

/** The asset that has the list of the others. */
export const MANIFEST = "contents.json";

export interface PackedFile {
  /** Below the folder into which it is unpacked, and the asset's name. It is packed with Zstandard. */
  readonly path: string;
  /** Of the unpacked file, in hexadecimal. */
  readonly sha256: string;
  readonly isProgram: boolean;
}

export interface Contents {
  readonly version: string;
  /** The path of the Workers runtime's program. */
  readonly program: string;
  readonly listeningThread: string;
  readonly files: readonly PackedFile[];
}

/** The name of the folder: another one for each version, and for each change of what is in it. */
export function contentsName(contents: Contents): string {
  return `${contents.version}-${createHash("sha256").update(JSON.stringify(contents)).digest("hex").slice(0, 16)}`;
}
