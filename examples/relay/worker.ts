/**
 * Between a form service and Fivebar: takes the campaign's code and the id of the delivery out of a webhook, drops the rest at once, and reports the
 * code. Nothing is stored or logged. The service's address is `https://…/tally?secret=…`, with one of the names of services.ts.
 */
import { codeFrom } from "../../packages/client/src/code.ts";
import { type Entry, parsed, SERVICES, type Service } from "./services.ts";

export interface Env {
  /** Where Fivebar runs: `https://go.example.org`. */
  readonly FIVEBAR?: string;
  readonly SITE_KEY?: string;
  /** In the address of webhooks that are not signed. */
  readonly SECRET?: string;
  readonly TALLY_SECRET?: string;
  readonly TYPEFORM_SECRET?: string;
  /** The field that carries the code; `c` unless it is set. */
  readonly PARAM?: string;
}

/** More than any entry of a form without files. */
const MAX_BODY_BYTES = 1_000_000;
const PATIENCE_MS = 10_000;
/** What the service hears of Fivebar's answer: that the relay has the wrong key, or that this report will never be taken. All else may pass. */
const STATUS: Readonly<Record<number, number>> = { 400: 422, 401: 502, 403: 502, 422: 422 };

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url);
    const name = url.pathname.slice(1);
    const service = Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined;
    if (service === undefined) return text(404, `one of /${Object.keys(SERVICES).join(", /")}`);
    // Mailchimp looks whether somebody is there.
    if (request.method === "GET" || request.method === "HEAD") return text(200, "ready");
    if (request.method !== "POST") return text(405, "POST", { Allow: "GET, HEAD, POST" });
    const { FIVEBAR = "", SITE_KEY = "" } = env;
    if (!URL.canParse(FIVEBAR) || SITE_KEY === "") return text(500, "set FIVEBAR and SITE_KEY");
    const body = await bodyOf(request);
    if (body === null) return text(413, "too long");
    if (!(await isFromService(service, request, url, body, env))) return text(403, "wrong secret or signature");
    const entries = service.entries(await read(body, request.headers), env.PARAM || "c", request.headers);
    const results = await Promise.all(entries.map((entry) => report(entry, name, FIVEBAR, SITE_KEY)));
    const worst = results.find((status) => status !== 200);
    // A service sends again what was not answered with 200: then it counts once, where it names its deliveries.
    return worst === undefined ? text(200, "ok", service.answer) : text(STATUS[worst] ?? 503, `Fivebar: ${worst}`);
  },
};

async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get("Content-Length") ?? 0) > MAX_BODY_BYTES) return null;
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.length > MAX_BODY_BYTES ? null : bytes;
}

/** JSON, or a form as the values of its fields by name. */
async function read(body: Uint8Array<ArrayBuffer>, headers: Headers): Promise<unknown> {
  const type = headers.get("Content-Type") ?? "";
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type)) return parsed(new TextDecoder().decode(body));
  const form = await new Response(body, { headers: { "Content-Type": type } }).formData().catch(() => null);
  return form === null ? null : Object.fromEntries(form.entries());
}

async function isFromService(
  { signature }: Service,
  request: Request,
  url: URL,
  body: Uint8Array<ArrayBuffer>,
  env: Env,
): Promise<boolean> {
  const signingSecret = signature === undefined ? "" : (env[signature.secret] ?? "");
  if (signature === undefined || signingSecret === "") return isSame(url.searchParams.get("secret") ?? "", env.SECRET ?? "");
  return isSame(request.headers.get(signature.header) ?? "", signature.prefix + (await hmac(signingSecret, body)));
}

/** One report; gives Fivebar's status, or 503 when there is none. */
async function report({ code, delivery }: Entry, service: string, address: string, siteKey: string): Promise<number> {
  const headers: Record<string, string> = { Authorization: `Bearer ${siteKey}`, "Content-Type": "application/json" };
  // The id itself stays here: the service keeps it beside the entry. Two services may use the same one.
  if ((typeof delivery === "string" && delivery !== "") || typeof delivery === "number")
    headers["Idempotency-Key"] = await hmac(siteKey, new TextEncoder().encode(`${service} ${delivery}`));
  const body = JSON.stringify({ campaign: codeFrom(code) });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const target = `${address.replace(/\/+$/, "")}/api/v1/signups`;
  const answer = await fetch(target, { method: "POST", headers, body, redirect: "manual", signal }).catch(() => null);
  return answer?.status ?? 503;
}

async function hmac(secret: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes))));
}

/** In a time that tells nothing of where they differ; nothing is the same as an unset secret. */
async function isSame(given: string, secret: string): Promise<boolean> {
  const once = crypto.randomUUID();
  const [one, other] = await Promise.all([given, secret].map((value) => hmac(once, new TextEncoder().encode(value))));
  return secret !== "" && one === other;
}

function text(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, { status, headers: { "Content-Type": "text/plain", "Cache-Control": "no-store", ...headers } });
}
