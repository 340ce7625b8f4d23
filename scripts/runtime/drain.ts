/** The parent's side of a stop that loses no count: the requests that it has open at the runtime's own socket (src/drain.ts). */
import { request } from "node:http";
import { connect } from "node:net";

/** The longest that a stop waits for counts to be written; the runtime says before that how many could not be. */
const WRITTEN_MS = 10_000;
/** How often the parent looks whether the runtime still takes connections. */
const LOOKING_MS = 500;

export interface Held {
  /** Resolves with the number of counts that could not be written, or null when the runtime does not say. */
  written(): Promise<number | null>;
}

/**
 * Told to end, the runtime takes no new requests and finishes those that it has. This one it has from the start: it is answered
 * when its body has ended and no counts are left in memory. So nothing is lost, whoever tells the runtime to end.
 */
export function holdRequest(port: number): Held {
  const held = request({ host: "127.0.0.1", port, method: "POST" });
  const answered = new Promise<number | null>((resolve) => {
    held.on("error", () => resolve(null));
    held.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("close", () => resolve(/^\d+$/.test(text) ? Number(text) : null));
    });
  });
  held.flushHeaders();
  held.write("-");
  return {
    written: async () => {
      held.end();
      const impatience = setTimeout(() => held.destroy(), WRITTEN_MS);
      const unwritten = await answered;
      clearTimeout(impatience);
      return unwritten;
    },
  };
}

/**
 * Resolves when nothing listens at the address any more: the runtime is ending, whoever told it to. Its own socket tells nothing: that one
 * listens until the held request is answered.
 */
export function closed(host: string, port: number): Promise<void> {
  return new Promise((resolve) => {
    let isClosed = false;
    const look = (): void => {
      const socket = connect({ host: reachable(host), port }).unref();
      socket.on("connect", () => socket.destroy());
      socket.on("error", ({ code }: NodeJS.ErrnoException) => {
        isClosed = code === "ECONNREFUSED";
      });
      socket.on("close", () => {
        if (isClosed) resolve();
        else setTimeout(look, LOOKING_MS).unref();
      });
    };
    look();
  });
}

/** A wildcard address (all of this machine's) cannot be connected to on every system. */
export function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "[::]" ? "::1" : host.replace(/^\[|\]$/g, "");
}
