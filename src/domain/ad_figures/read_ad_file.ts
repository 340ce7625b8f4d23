/** From the bytes of an ad platform's file to what Fivebar takes from it, or why it takes nothing. Pure. */
import { invalid, type Result } from "../problems.ts";
import type { AdFile, AdFileOptions } from "./ad_file.ts";

/** Reads a file whole or not at all; an error tells nothing of what stands in the file. */
export function readAdFile(_bytes: Uint8Array, _options: AdFileOptions = {}): Result<AdFile> {
  return invalid("", "not-a-table");
}
