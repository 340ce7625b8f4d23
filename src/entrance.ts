/** How requests come in: the same in every process that faces strangers. */
import { ConfigError } from "./domain/open_config.ts";
import { isStaffPath, readAddress } from "./visitor/address.ts";
import type { VisitorPlane } from "./visitor/plane.ts";

/** Answers every request that is not for a known link. @param staff gets the staff's requests: with a readable address, and as received */
export async function answerOther(
  visitor: VisitorPlane,
  request: Request,
  ctx: ExecutionContext,
  staff: (readable: Request, asItCame: Request) => Promise<Response>,
): Promise<Response> {
  visitor.sendPending(ctx);
  const url = readAddress(request.url, request.headers);
  if (url === null)
    return new Response("The request's address cannot be read.\n", { status: 400, headers: { "Cache-Control": "no-store" } });
  const readable = url === request.url ? request : new Request(url, request);
  return isStaffPath(url) ? staff(readable, request) : visitor.fetch(readable, ctx);
}

/** The answer to everything where a variable cannot be used. Throws any other error again. */
export function configurationError(error: unknown): Response {
  if (!(error instanceof ConfigError)) throw error;
  return new Response(`Configuration error: ${error.message}\n`, {
    status: 503,
    headers: { "Retry-After": "60", "Cache-Control": "no-store" },
  });
}

/** A tunnel (CONNECT) is closed at once. Without this the runtime writes two lines into the log for each that a stranger asks for. */
export async function closeTunnel(socket: Socket): Promise<void> {
  await socket.close();
}
