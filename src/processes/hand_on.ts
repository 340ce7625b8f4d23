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

/**
 * The runtime itself says how long a body is. A body that breaks off is known by a header, which a stranger could send too. With `Upgrade` the runtime
 * would send any request as a GET.
 */
const NOT_HANDED_ON = ["content-length", "transfer-encoding", "upgrade", BROKEN_BODY_HEADER];

/** The bytes of all bodies in this process's memory. Limited, because strangers can begin any number of requests. */
let heldBytes = 0;
/** The bodies that are still coming in, the oldest first. */
const incoming = new Set<HeldBody>();

/** Hands `request` on as it came. Rejects if the counting process takes no request, or if its body lost its place in memory. */
export async function handOn(request: Request, socket: Fetcher): Promise<HandedOn> {
  const body = new HeldBody();
  try {
    const answered = await socket.fetch(await asReceived(request, body));
    const answer = new Response(answered.body, answered);
    answer.headers.delete(LINKS_VERSION_HEADER);
    return { answer, version: answered.headers.get(LINKS_VERSION_HEADER) };
  } finally {
    body.release();
  }
}

/** The same request, without headers that say something else between two processes than they said here. */
async function asReceived(request: Request, held: HeldBody): Promise<Request> {
  const { url, method, body } = request;
  const headers = new Headers(request.headers);
  for (const name of NOT_HANDED_ON) headers.delete(name);
  // A body of a GET means nothing (RFC 9110, 9.3.1), and the runtime sends none.
  const isEmpty = body === null || method === "GET" || method === "HEAD";
  return new Request(url, { method, headers, body: isEmpty ? null : await bytesOf(body, held, headers), redirect: "manual" });
}

/**
 * The staff plane refuses a body that breaks off. It also refuses one that is too large, so the beginning of such a body is enough.
 *
 * @param headers get the word that the body broke off
 */
async function bytesOf(stream: ReadableStream<Uint8Array>, held: HeldBody, headers: Headers): Promise<Uint8Array | null> {
  if (await held.read(stream, MAX_LARGEST_BODY_BYTES + 1)) return held.bytes();
  headers.set(BROKEN_BODY_HEADER, "1");
  return null;
}

/**
 * A body in memory, counted among those that the process holds until it is released. One that finds no room takes that of the oldest that are still
 * coming in: so slow uploads of strangers leave room for the staff's.
 */
class HeldBody {
  /** Twice as long whenever it is full: a body that comes a byte at a time takes no more than another. */
  private buffer = new Uint8Array();
  private length = 0;
  private hasLostItsPlace = false;

  /** Reads at most `mostBytes`. Returns false if the body breaks off; throws if it lost its place, or if there is none. */
  async read(stream: ReadableStream<Uint8Array>, mostBytes: number): Promise<boolean> {
    incoming.add(this);
    try {
      const reader = stream.getReader();
      while (this.length < mostBytes) {
        const { done, value } = await reader.read().catch(() => BROKEN_OFF);
        if (done === null) return false;
        if (done) return true;
        this.append(value.subarray(0, mostBytes - this.length), mostBytes);
      }
      return true;
    } finally {
      incoming.delete(this);
    }
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  release(): void {
    heldBytes -= this.buffer.byteLength;
    this.buffer = new Uint8Array();
    this.length = 0;
  }

  private append(chunk: Uint8Array, mostBytes: number): void {
    if (this.hasLostItsPlace) throw new Error("another body has taken its place");
    const length = this.length + chunk.byteLength;
    if (length > this.buffer.byteLength) this.grow(Math.min(Math.max(length, 2 * this.buffer.byteLength), mostBytes));
    this.buffer.set(chunk, this.length);
    this.length = length;
  }

  private grow(bytes: number): void {
    const more = bytes - this.buffer.byteLength;
    for (const older of incoming) {
      if (older === this || heldBytes + more <= MAX_HELD_BODY_BYTES) break;
      older.hasLostItsPlace = true;
      older.release();
      incoming.delete(older);
    }
    if (heldBytes + more > MAX_HELD_BODY_BYTES) throw new Error("no room for another body");
    const buffer = new Uint8Array(bytes);
    buffer.set(this.bytes());
    this.buffer = buffer;
    heldBytes += more;
  }
}

const BROKEN_OFF = { done: null, value: undefined } as const;
