/** One listening socket for several processes: made and held by the parent, which accepts nothing, so that it stays when a process of them ends. */
import { Worker } from "node:worker_threads";
import { installation } from "../installation.ts";

export interface Listener {
  /** For `stdio` of the processes that are to listen. */
  readonly descriptor: number;
  readonly port: number;
  close(): Promise<void>;
}

type Message = { readonly descriptor: number; readonly port: number } | { readonly error: string };

/** @param port 0 takes any free one */
export async function listen(host: string, port: number): Promise<Listener> {
  const thread = new Worker(installation.listeningThread, {
    workerData: { host: host.replace(/^\[|\]$/g, ""), port },
  });
  thread.unref();
  const message = await new Promise<Message>((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
  });
  const close = async (): Promise<void> => void (await thread.terminate());
  if ("descriptor" in message) return { ...message, close };
  await close();
  throw new Error(`nothing can listen on ${host}:${port} (${message.error})`);
}
