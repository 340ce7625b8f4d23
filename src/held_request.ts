/** The request that a stop waits for, on one machine: open for as long as the runtime runs. */
import type { VisitorPlane } from "./visitor/plane.ts";

/** How long no count may have come before a stop goes on. */
const QUIET_MS = 100;
/** How long counts may take to be written after that: some seconds less than the parent waits (scripts/runtime/drain.ts). */
const WRITING_MS = 8_000;
/** How long counts that an outage has left in memory wait on one machine where nobody comes. */
const SENDING_MS = 100;

/** Whether the process is being stopped: what waits for something to happen waits no longer. */
export const stop = { isUnderWay: false };

/**
 * Until the body of `request` ends, sends what outages have left in memory. Then it is answered when this isolate has nothing left to send, or could
 * not send it for `WRITING_MS`, with the number of counts that are left.
 *
 * @param visitor whose counts they are, once a request has made it
 * @param onRound called every `SENDING_MS` until the body ends
 */
export async function untilDrained(
  request: Request,
  ctx: ExecutionContext,
  visitor: () => VisitorPlane | null,
  onRound: () => void,
): Promise<Response> {
  const end = (): void => {
    stop.isUnderWay = true;
  };
  request.text().then(end, end);
  while (!stop.isUnderWay) {
    visitor()?.sendPending(ctx);
    onRound();
    await scheduler.wait(SENDING_MS);
  }
  const unwritten = (): number => visitor()?.unwritten ?? 0;
  const endMs = Date.now() + WRITING_MS;
  for (let quietMs = 0; quietMs < QUIET_MS && Date.now() < endMs; quietMs += 10) {
    if (unwritten() > 0) quietMs = 0;
    visitor()?.sendPending(ctx);
    await scheduler.wait(10);
  }
  return new Response(String(unwritten()));
}
