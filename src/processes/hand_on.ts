/**
 * Requests of the staff on their way to the counting process. A body is read here, where strangers are: somebody who sends it slowly, or breaks off, holds
 * up nothing but the visitor process that took the request. Answers are streamed.
 */
import { MAX_BODY_BYTES } from "../domain/limits.ts";
import { BROKEN_BODY_HEADER, LINKS_VERSION_HEADER, type LinksVersion } from "./commands.ts";

export interface HandedOn {
  readonly answer: Response;
  /** Of the links, when it was answered. */
  readonly version: LinksVersion | null;
}

/** Hands `request` on as it came. Rejects where the counting process takes no request. */
export async function handOn(request: Request, socket: Fetcher): Promise<HandedOn> {
  const answered = await socket.fetch(request.body === null ? request : await withWholeBody(request, request.body));
  const answer = new Response(answered.body, answered);
  answer.headers.delete(LINKS_VERSION_HEADER);
  return { answer, version: answered.headers.get(LINKS_VERSION_HEADER) };
}

/** The same request with its body in memory. The staff plane refuses a body that breaks off, and one that is too large: of that one the beginning will do. */
async function withWholeBody(request: Request, body: ReadableStream<Uint8Array>): Promise<Request> {
  const headers = new Headers(request.headers);
  // The runtime says how long it is.
  for (const name of ["content-length", "transfer-encoding"]) headers.delete(name);
  const bytes = await beginningOf(body, MAX_BODY_BYTES + 1);
  if (bytes === null) headers.set(BROKEN_BODY_HEADER, "1");
  return new Request(request.url, { method: request.method, headers, body: bytes, redirect: "manual" });
}

/** At most `mostBytes` of a body; null where it breaks off. */
async function beginningOf(body: ReadableStream<Uint8Array>, mostBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  try {
    while (length < mostBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      length += value.byteLength;
    }
    const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
    return bytes.subarray(0, mostBytes);
  } catch {
    return null;
  }
}
