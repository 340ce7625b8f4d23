/** A site without a program: files from memory, and a record of what browsers asked of it. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly body: string;
}

export interface File {
  /** 200 when left out. */
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export class StaticSite {
  readonly files = new Map<string, File>();
  readonly received: Received[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = "GET", url = "/" } = request;
      const path = url.split("?")[0] ?? url;
      const file = this.files.get(path) ?? { body: `<title>${path}</title><p>no such file</p>` };
      if (path !== "/favicon.ico") this.received.push({ method, url, body: Buffer.concat(chunks).toString() });
      response.writeHead(file.status ?? 200, { "content-type": file.type ?? "text/html; charset=utf-8", ...file.headers }).end(file.body);
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, resolve));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The same server under another name: another origin to a browser. */
  get elsewhere(): string {
    return `http://localhost:${this.port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
