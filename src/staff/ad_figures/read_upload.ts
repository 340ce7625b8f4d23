/** From the bytes of a request to what is taken from them, and on to the registry. */
import type { AdFile, AdFileOptions } from "../../domain/ad_figures/ad_file.ts";
import { readAdFile } from "../../domain/ad_figures/read_ad_file.ts";
import { type Result, success } from "../../domain/problems.ts";
import type { ImportOutcome } from "../../storage/registry/ad_figures/import_file.ts";
import { hashOf } from "../auth/digests.ts";
import { registry, type StaffContext } from "../http/context.ts";

/** A file that was read, and what it changes, or would. */
export interface Taken {
  readonly file: AdFile;
  readonly outcome: ImportOutcome;
}

/** Reads a file and takes its figures over. The registry gets what was read and the file's SHA-256, never the file. */
export async function takeAdFile(c: StaffContext, bytes: Uint8Array, options: AdFileOptions, isPreview: boolean): Promise<Result<Taken>> {
  const read = readAdFile(bytes, options);
  if (!read.ok) return read;
  const outcome = await registry(c).importAdFile(read.value, await hashOf(bytes), isPreview, c.var.caller.name);
  return outcome.ok ? success({ file: read.value, outcome: outcome.value }) : outcome;
}
