/**
 * One request to a deployment, with the headers of a visitor's browser. A bad certificate is a finding, and the other checks go on. Only a
 * request with a secret in it requires a good one: the others give nothing away.
 */
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { TLSSocket } from "node:tls";

const BROWSER =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
/** As a browser asks for a page when a link on another site is clicked (W3C Fetch Metadata). */
const CLICK = {
  "user-agent": BROWSER,
  accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "accept-language": "nl,en;q=0.8",
  "accept-encoding": "identity",
  "sec-fetch-dest": "document",
  "sec-fetch-mode": "navigate",
  "sec-fetch-site": "cross-site",
  "sec-fetch-user": "?1",
  "upgrade-insecure-requests": "1",
} as const;
const MAX_BODY_CHARS = 1_000_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly cookies: readonly string[];
  readonly body: string;
  /** Why there is no whole answer; null when there is one. */
  readonly failure: string | null;
  /** Why a browser would refuse the certificate; null when it would not, and over http. */
  readonly badCertificate: string | null;
}

export interface Question {
  readonly method?: "GET" | "HEAD";
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the request has a secret in it. */
  readonly isSecret?: boolean;
  /** Whether the body is left unread, however long it is. */
  readonly isHeadOnly?: boolean;
}

/** As `answerTo`. If there is no whole answer, it resolves with one that says why, so that the other checks go on. */
export async function request(url: URL, patienceMs: number, question: Question = {}): Promise<Answer> {
  try {
    return await answerTo(url, patienceMs, question);
  } catch (error) {
    const { name, message, cause } = error as Error;
    const timedOut = name === "AbortError" || name === "TimeoutError" || (cause instanceof Error && cause.name === "TimeoutError");
    const failure = timedOut ? `no whole answer within ${patienceMs / 1_000} seconds` : message || name;
    return { status: 0, headers: new Headers(), cookies: [], body: "", failure, badCertificate: null };
  }
}

/** Asks once, on a connection of its own, and follows no redirect. Rejects when there is no whole answer in time, or one beyond 1 MB. */
function answerTo(
  url: URL,
  patienceMs: number,
  { method = "GET", headers = {}, isSecret = false, isHeadOnly = false }: Question,
): Promise<Answer> {
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const options = {
    method,
    headers: { ...CLICK, ...headers },
    // A connection or session that was used before would skip a part of the checks of the certificate.
    agent: false,
    rejectUnauthorized: isSecret,
    signal: AbortSignal.timeout(patienceMs),
  };
  return new Promise((resolve, reject) => {
    const sending = send(url, options, (response) => {
      const badCertificate = certificateFault(response.socket);
      const found = headersOf(response.rawHeaders);
      const answer = { status: response.statusCode ?? 0, headers: found, cookies: found.getSetCookie(), failure: null, badCertificate };
      if (isHeadOnly) {
        resolve({ ...answer, body: "" });
        sending.destroy();
        return;
      }
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        body += part;
        if (body.length <= MAX_BODY_CHARS) return;
        reject(new Error(`an answer of more than ${MAX_BODY_CHARS} characters`));
        sending.destroy();
      });
      response.on("error", reject);
      response.on("end", () => resolve({ ...answer, body }));
    });
    sending.on("error", reject);
    sending.end();
  });
}

function certificateFault(socket: unknown): string | null {
  if (!(socket instanceof TLSSocket) || socket.authorized) return null;
  // An error, or the code of one: the types know of the error only.
  const fault: unknown = socket.authorizationError;
  return fault instanceof Error ? fault.message : String(fault);
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < raw.length; at += 2) headers.append(raw[at] ?? "", raw[at + 1] ?? "");
  return headers;
}
