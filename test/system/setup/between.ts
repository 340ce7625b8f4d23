/** Stands between a site and the tracker, passes requests on, and misbehaves when told to. Real connections on both sides. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to a request: passed on; passed on and its answer lost; never answered; or answered here with a status. */
export type Manner = "pass" | "lose-answer" | "hang" | { readonly status: number; readonly headers?: Record<string, string> };

export interface Seen {
  readonly path: string;
  readonly key: string | null;
  readonly body: string;
}

export class Between {
  /** The manners of the next requests, in order; "pass" when none is left. */
  readonly manners: Manner[] = [];
  readonly seen: Seen[] = [];
  private readonly server: Server;

  constructor(target: () => string) {
    this.server = createServer(async (request, response) => {
      const body = await textOf(request);
      const path = request.url ?? "/";
      const headers = passedHeaders(request);
      this.seen.push({ path, key: headers.get("idempotency-key"), body });
      const manner = this.manners.shift() ?? "pass";
      if (manner === "hang") return;
      if (typeof manner === "object") return void response.writeHead(manner.status, manner.headers).end();
      const method = request.method ?? "GET";
      const answer = await fetch(`${target()}${path}`, { method, headers, ...(body === "" ? {} : { body }) });
      const text = await answer.text();
      if (manner === "lose-answer") return void request.socket.destroy();
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(text);
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends what hangs, without an answer. */
  drop(): void {
    this.server.closeAllConnections();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function passedHeaders(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const name of ["authorization", "content-type", "idempotency-key"] as const) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  return headers;
}
