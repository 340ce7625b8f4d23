/**
 * Hands requests of the staff on to the counting process. Bodies are buffered here, in the process that strangers reach: a slow or broken
 * upload holds up only the visitor process that took the request. Answers are streamed.
 */
import { MAX_HELD_BODY_BYTES, MAX_LARGEST_BODY_BYTES } from "../domain/limits.ts";
import { BROKEN_BODY_HEADER, LINKS_VERSION_HEADER, type LinksVersion } from "./commands.ts";

interface HandedOn {
  readonly answer: Response;
  /** The version of the links when the request was answered. */
  readonly version: LinksVersion | null;
}

/** The bytes of all bodies in this process's memory. Limited, because strangers can begin any number of requests. */
let heldBytes = 0;

/**
 * Hands `request` on as it came. Rejects if the counting process takes no request, or if other bodies in memory leave no room for its body.
 */
export async function handOn(request: Request, socket: Fetcher): Promise<HandedOn> {
  const body = new HeldBody();
  try {
    const answered = await socket.fetch(request.body === null ? request : await withWholeBody(request, request.body, body));
    const answer = new Response(answered.body, answered);
    answer.headers.delete(LINKS_VERSION_HEADER);
    return { answer, version: answered.headers.get(LINKS_VERSION_HEADER) };
  } finally {
    body.release();
  }
}

/**
 * The same request with its body in memory. The staff plane refuses a body that breaks off. It also refuses one that is too large, so the
 * beginning of such a body is enough.
 */
async function withWholeBody(request: Request, stream: ReadableStream<Uint8Array>, body: HeldBody): Promise<Request> {
  const headers = new Headers(request.headers);
  // The runtime says how long it is.
  for (const name of ["content-length", "transfer-encoding"]) headers.delete(name);
  const isWhole = await body.read(stream, MAX_LARGEST_BODY_BYTES + 1);
  if (!isWhole) headers.set(BROKEN_BODY_HEADER, "1");
  return new Request(request.url, { method: request.method, headers, body: isWhole ? body.bytes() : null, redirect: "manual" });
}

/** A body in memory, counted among those that the process holds until it is released. */
class HeldBody {
  private readonly chunks: Uint8Array[] = [];
  private length = 0;

  /** Reads at most `mostBytes`. Returns false if the body breaks off; throws if there is no room for it. */
  async read(stream: ReadableStream<Uint8Array>, mostBytes: number): Promise<boolean> {
    const reader = stream.getReader();
    while (this.length < mostBytes) {
      const { done, value } = await reader.read().catch(() => BROKEN_OFF);
      if (done === null) return false;
      if (done) return true;
      const chunk = value.subarray(0, mostBytes - this.length);
      if (heldBytes + chunk.byteLength > MAX_HELD_BODY_BYTES) throw new Error("no room for another body");
      heldBytes += chunk.byteLength;
      this.length += chunk.byteLength;
      this.chunks.push(chunk);
    }
    return true;
  }

  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.chunks) {
      bytes.set(chunk, at);
      at += chunk.byteLength;
    }
    return bytes;
  }

  release(): void {
    heldBytes -= this.length;
    this.length = 0;
  }
}

const BROKEN_OFF = { done: null, value: undefined } as const;
