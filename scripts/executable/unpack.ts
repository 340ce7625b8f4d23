/** Unpacks the executable before it is started, so that it can run where it may write nothing but data: for a container's image. */
import { installation } from "../installation.ts";

/** Resolves with the exit code. */
export async function unpackNow(): Promise<number> {
  await installation.prepare({ hasVisitorProcesses: true, signal: new AbortController().signal });
  console.log(installation.folder);
  return 0;
}
