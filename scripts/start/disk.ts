/** Tells the runtime whether the disk of the data has room: it has no way to see that by itself (src/drain.ts). */
import { statfs } from "node:fs/promises";
import type { Runtime } from "../runtime/runtime.ts";

const LOOKING_MS = 15_000;
const MB = 2 ** 20;

/** Nearly full: less than 100 MB, or less than a twentieth of a disk on which that is under 1 GB. */
export function diskState(freeBytes: number, allBytes: number): "ok" | "nearly-full" {
  return freeBytes < 100 * MB || (freeBytes < allBytes / 20 && freeBytes < 1_000 * MB) ? "nearly-full" : "ok";
}

/** From now on until the runtime is gone; what cannot be asked or told is left for the next time. */
export async function watchDisk(dataDir: string, { gone, ports }: Pick<Runtime, "gone" | "ports">): Promise<void> {
  const look = async (): Promise<void> => {
    const { bavail, blocks, bsize } = await statfs(dataDir);
    await fetch(`http://127.0.0.1:${ports.drain}/`, { method: "PUT", body: diskState(bavail * bsize, blocks * bsize) });
  };
  const timer = setInterval(() => void look().catch(() => {}), LOOKING_MS);
  timer.unref();
  void gone.then(() => clearInterval(timer));
  await look().catch(() => {});
}
