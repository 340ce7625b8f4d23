/**
 * Requests of the staff on their way to the counting process. A body is read here, where strangers are: somebody who sends it slowly, or breaks off, holds
 * up nothing but the visitor process that took the request. Answers are streamed.
 */
import { MAX_HELD_BODY_BYTES, MAX_LARGEST_BODY_BYTES } from "../domain/limits.ts";
import { BROKEN_BODY_HEADER, LINKS_VERSION_HEADER, type LinksVersion } from "./commands.ts";

interface HandedOn {
  readonly answer: Response;
  /** Of the links, when it was answered. */
  readonly version: LinksVersion | null;
}

/** All bytes of bodies that this process holds: strangers can begin any number of requests. */
let heldBytes = 0;

/** Hands `request` on as it came. Rejects where the counting process takes no request, or bodies that others send fill what there is for them. */
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

/** The same request with its body in memory. The staff plane refuses a body that breaks off, and one that is too large: of that one the beginning will do. */
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

  /** Reads `mostBytes` at most. False where the body breaks off; throws where there is no room for it. */
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
