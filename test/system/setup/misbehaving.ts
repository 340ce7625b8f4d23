/** A server that answers as Fivebar does, until it is told to misbehave; and the doctor, called as a user calls it. */
import { execFile } from "node:child_process";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { PROJECT } from "../../../scripts/build.ts";
import type { Certified } from "./certificate.ts";

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** How it is sent: not at all, or without end. */
  manner?: "hang" | "endless";
}

export interface Asked {
  readonly path: string;
  readonly method: string;
  readonly query: string;
  readonly isPrefetch: boolean;
  readonly userAgent: string;
}

/** Changes a reply, which is right before. */
export type Misbehaviour = (reply: Reply, asked: Asked) => void;

/** Answers as Fivebar does for the published campaign `fix` and the unpublished `quiet`, with `lang` as a parameter that may pass. */
function rightReply({ path, query, isPrefetch }: Asked, origin: string): Reply {
  const about = {
    groupSize: 5,
    codeParam: "c",
    passParams: ["lang"],
    campaigns: [{ slug: "fix", link: `${origin}/fix`, destination: "https://example.org/", status: "live", countRepeats: true }],
  };
  const hsts: Record<string, string> = origin.startsWith("https") ? { "strict-transport-security": "max-age=31536000" } : {};
  const page = { "content-security-policy": "default-src 'none'", "content-type": "text/html", ...hsts };
  if (path === "/about.json") return { status: 200, headers: {}, body: JSON.stringify(about) };
  if (path === "/style.css")
    return { status: 200, headers: { "content-type": "text/css", "cache-control": "public, max-age=3600" }, body: "p{}" };
  if (path === "/about" || path === "/about/fix") return { status: 200, headers: page, body: "<h1>About</h1>" };
  if (path !== "/fix" && path !== "/quiet") return { status: 404, headers: page, body: "<h1>Unknown</h1>" };
  const lang = new URLSearchParams(query).get("lang");
  const headers = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    ...hsts,
  };
  if (isPrefetch) return { status: 503, headers, body: "" };
  const location = `https://example.org/?c=${path.slice(1)}${lang === null ? "" : `&lang=${encodeURIComponent(lang)}`}#`;
  return { status: 302, headers: { ...headers, location }, body: "" };
}

/** Sends as long as somebody takes it. */
function sendOn(response: ServerResponse): void {
  while (!response.destroyed && response.write("x".repeat(65_536)));
  if (!response.destroyed) response.once("drain", () => sendOn(response));
}

export class MisbehavingServer {
  misbehave: Misbehaviour = () => undefined;
  private readonly server: Server;
  private readonly scheme: "http" | "https";

  constructor(certified: Certified | null = null) {
    this.scheme = certified === null ? "http" : "https";
    const listener: RequestListener = (request, response) => {
      const { pathname, search } = new URL(request.url ?? "/", "http://server");
      const isPrefetch = request.headers["sec-purpose"] !== undefined;
      const asked = {
        path: pathname,
        method: request.method ?? "",
        query: search,
        isPrefetch,
        userAgent: request.headers["user-agent"] ?? "",
      };
      const reply = rightReply(asked, this.origin);
      this.misbehave(reply, asked);
      if (reply.manner === "hang") return;
      if (reply.manner === "endless" && request.method !== "HEAD") return void sendOn(response.writeHead(reply.status, reply.headers));
      response.writeHead(reply.status, reply.headers).end(request.method === "HEAD" ? "" : reply.body);
    };
    this.server = certified === null ? createServer(listener) : createTlsServer(certified, listener);
  }

  get origin(): string {
    return `${this.scheme}://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

export const onLink =
  (change: Misbehaviour): Misbehaviour =>
  (reply, asked) => {
    if (asked.path === "/fix" || asked.path === "/quiet") change(reply, asked);
  };

/** Changes where the link leads, in each answer that leads somewhere. */
export const leading = (change: (location: string, asked: Asked) => string): Misbehaviour =>
  onLink(({ headers }, asked) => {
    if (headers.location !== undefined) headers.location = change(headers.location, asked);
  });

export const setHeader =
  (name: string, value: string): Misbehaviour =>
  (reply) => {
    reply.headers[name] = value;
  };

export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function doctor(given: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Told> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env } };
    execFile(process.execPath, [join(PROJECT, "scripts", "doctor", "main.ts"), ...given], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

/** The ids of the checks that fail on a link, with what was found, and those that do not apply. */
export async function checksOf(link: string, env: Readonly<Record<string, string>> = {}, options: readonly string[] = []) {
  const { code, stdout } = await doctor(["--json", ...options, link], env);
  const { checks } = JSON.parse(stdout) as { checks: { id: string; verdict: string; found: string }[] };
  const of = (verdict: string) => checks.filter((check) => check.verdict === verdict);
  return {
    code,
    failed: of("failed").map(({ id }) => id),
    found: of("failed").map(({ found }) => found),
    notApplicable: of("not applicable").map(({ id }) => id),
  };
}
