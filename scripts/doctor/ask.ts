/**
 * One request to a deployment, with what a visitor's browser would send. Certificates are judged and not obeyed: a bad one is a finding, and
 * the other checks go on. Nothing secret is sent, so nothing is lost to whoever answers.
 */
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { TLSSocket } from "node:tls";

const BROWSER =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const PATIENCE_MS = 15_000;
const MAX_BODY_CHARS = 1_000_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly cookies: readonly string[];
  readonly body: string;
  /** Why a browser would refuse the certificate; null when it would not, and over http. */
  readonly badCertificate: string | null;
}

export interface Question {
  readonly method?: "GET" | "HEAD";
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks once, on a connection of its own, and follows no redirect. Rejects when there is no answer within 15 seconds, or one beyond 1 MB. */
export function ask(url: URL, { method = "GET", headers = {} }: Question = {}): Promise<Answer> {
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const options = {
    method,
    headers: { "user-agent": BROWSER, "accept-language": "nl,en;q=0.8", "accept-encoding": "identity", ...headers },
    // A connection or session that was used before would skip a part of the checks of the certificate.
    agent: false,
    rejectUnauthorized: false,
    signal: AbortSignal.timeout(PATIENCE_MS),
  };
  return new Promise((resolve, reject) => {
    const sending = send(url, options, (response) => {
      const badCertificate = certificateFault(response.socket);
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        body += part;
        if (body.length > MAX_BODY_CHARS) sending.destroy(new Error(`an answer of more than ${MAX_BODY_CHARS} characters`));
      });
      response.on("error", reject);
      response.on("end", () => {
        const found = headersOf(response.rawHeaders);
        resolve({ status: response.statusCode ?? 0, headers: found, cookies: found.getSetCookie(), body, badCertificate });
      });
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
