/** Stands between browsers and the tracker: passes everything on as it is, and remembers what was asked for and answered. */
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Witnessed {
  readonly path: string;
  /** What the browser says that the request is for: `Sec-Purpose`, `Purpose` and the like; "" for nothing. */
  readonly purpose: string;
  readonly dest: string;
  readonly status: number;
}

const PURPOSES = ["sec-purpose", "purpose", "x-purpose", "x-moz"] as const;

export class Witness {
  /** Requests that were answered to the end, in the order of their answers. */
  readonly seen: Witnessed[] = [];
  private readonly server: Server;

  constructor(target: () => string) {
    this.server = createServer((asked, answer) => {
      const { method, url = "/", headers } = asked;
      const passed = request(`${target()}${url}`, { method, headers, agent: false }, (response) => {
        const { statusCode = 0 } = response;
        answer.writeHead(statusCode, response.headers);
        response.pipe(answer).on("finish", () => {
          const purpose = PURPOSES.flatMap((name) => headers[name] ?? []).join(" ");
          this.seen.push({ path: url, purpose, dest: String(headers["sec-fetch-dest"] ?? ""), status: statusCode });
        });
      });
      passed.on("error", () => answer.destroy());
      asked.pipe(passed);
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
