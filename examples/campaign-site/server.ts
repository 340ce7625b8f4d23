/**
 * A campaign's website: a petition. It keeps who signed, and reports to Fivebar which campaign brought somebody; nowhere are the two together.
 * Run by itself: `FIVEBAR=https://go.example.org SITE_KEY=… node examples/campaign-site/server.ts`.
 */
import { mkdir, readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeFrom, Fivebar, SignupQueue } from "../../packages/client/src/index.ts";
import { fileOutbox } from "../../packages/client/src/node.ts";
import { EMPTY, readForm } from "./form.ts";
import { aboutPage, errorPage, formPage, landingPage, privacyPage, thanksPage } from "./pages.ts";
import { dutchDay, Signups } from "./signups.ts";

export interface SiteOptions {
  /** Fivebar's address, and a key with the role `site`. */
  readonly fivebar: string;
  readonly siteKey: string;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly dataDir: string;
  /** For tests. */
  readonly now?: () => Date;
}

export interface Site {
  readonly origin: string;
  readonly queue: SignupQueue;
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 10_000;

const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // The code is in the address: it does not travel on to other sites.
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Permissions-Policy": "browsing-topics=()",
} as const;

/** Rejects when the data folder, the outbox or the port cannot be used. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const client = new Fivebar({ address: options.fivebar, key: options.siteKey });
  const style = await readFile(new URL("style.css", import.meta.url), "utf8");
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const queue = await SignupQueue.open(client, await fileOutbox(join(options.dataDir, "outbox.json")));
  const signups = new Signups(join(options.dataDir, "signups.sqlite"));
  const now = options.now ?? (() => new Date());
  const server = createServer((request, response) => {
    answer({ request, response, signups, queue, style, now }).catch((error: unknown) => {
      console.error("The site failed on a request:", error);
      if (!response.headersSent) sendPage(response, 500, errorPage(500, null));
    });
  });
  try {
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(options.port, options.host, resolve));
  } catch (error) {
    await queue.close();
    signups.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return { origin: `http://${options.host}:${port}`, queue, stop: () => stop(server, queue, signups) };
}

async function stop(server: Server, queue: SignupQueue, signups: Signups): Promise<void> {
  server.closeIdleConnections();
  await new Promise((resolve) => server.close(resolve));
  await queue.close();
  signups.close();
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly signups: Signups;
  readonly queue: SignupQueue;
  readonly style: string;
  readonly now: () => Date;
}

const PAGES: Readonly<Record<string, (code: string | null) => string>> = {
  "/": landingPage,
  "/de-zaak": aboutPage,
  "/privacy": privacyPage,
  "/teken": (code) => formPage(code, EMPTY, {}),
  "/bedankt": thanksPage,
};

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#7a2e1d"/><path d="M8 11h16M8 16h9M8 21h13" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>`;

async function answer(exchange: Exchange): Promise<void> {
  const { request, response, style } = exchange;
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://site");
  // Only what can be a code gets through. Pages write it into their links and the form.
  const code = codeFrom(searchParams.get("c"));
  if (request.method === "POST" && pathname === "/teken") return sign(exchange);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", pathname === "/teken" ? "GET, HEAD, POST" : "GET, HEAD");
    return sendPage(response, 405, errorPage(405, code));
  }
  if (pathname === "/style.css") return send(response, 200, "text/css; charset=utf-8", style);
  if (pathname === "/icon.svg") return send(response, 200, "image/svg+xml", ICON);
  const page = PAGES[pathname];
  if (page === undefined) return sendPage(response, 404, errorPage(404, code));
  sendPage(response, 200, page(code));
}

/** Takes a signature; sends on to a page that can be loaded again without signing again. */
async function sign({ request, response, signups, queue, now }: Exchange): Promise<void> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers["content-type"] ?? ""))
    return sendPage(response, 415, errorPage(415, null));
  const body = await readBody(request);
  if (body === null) return sendPage(response, 413, errorPage(413, null));
  const fields = new URLSearchParams(body);
  const code = codeFrom(fields.get("c"));
  const { entered, errors } = readForm(fields);
  if (Object.keys(errors).length > 0) return sendPage(response, 422, formPage(code, entered, errors));
  // Somebody who signs twice, or sends the form twice, is one signature and one report.
  const isNew = signups.add(entered, dutchDay(now()));
  if (isNew) await report(queue, code);
  response.setHeader("Location", "/bedankt");
  send(response, 303, "text/plain; charset=utf-8", "");
}

/** Gives the code to the queue, apart from the signature. That it cannot be kept is no reason to turn somebody away. */
async function report(queue: SignupQueue, code: string | null): Promise<void> {
  try {
    await queue.add({ campaign: code });
  } catch (error) {
    console.error("A report to Fivebar could not be kept:", (error as Error).message);
  }
}

/** Null when it is too long. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk as Buffer);
  }
  return bytes > MAX_BODY_BYTES ? null : Buffer.concat(chunks).toString("utf8");
}

function sendPage(response: ServerResponse, status: number, page: string): void {
  send(response, status, "text/html; charset=utf-8", page);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  const caching = type.startsWith("text/html") ? "no-store" : "max-age=300";
  response.writeHead(status, { ...HEADERS, "Content-Type": type, "Content-Length": Buffer.byteLength(body), "Cache-Control": caching });
  response.end(body);
}

/** Why the site cannot start, for somebody in a terminal. */
function reasonOf(error: unknown, port: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "EADDRINUSE" ? `the port ${port} is in use by another program` : message;
}

async function main(): Promise<void> {
  const { FIVEBAR = "", SITE_KEY = "", HOST = "127.0.0.1", PORT = "8788", DATA_DIR = ".data/site" } = process.env;
  try {
    const site = await startSite({ fivebar: FIVEBAR, siteKey: SITE_KEY, host: HOST, port: Number(PORT), dataDir: DATA_DIR });
    console.log(`Site: ${site.origin}`);
    let isStopping = false;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => {
        if (!isStopping) void site.stop();
        isStopping = true;
      });
    }
  } catch (error) {
    console.error(`The site cannot start: ${reasonOf(error, PORT)}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
