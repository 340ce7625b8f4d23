/** Requests with a text of its own in every place that can tell who sends them, and the sending of them byte for byte. */
import { type IncomingHttpHeaders, request } from "node:http";
import { expect } from "vitest";
import { PERSONAL_PARAMS } from "../../../src/domain/campaign/personal_params.ts";
import { CLICK_IDS_BY_PLATFORM } from "./click_ids.ts";
import { type Canary, randomIpv4, randomIpv6, randomText } from "./traces.ts";
import { ADMIN_KEY, BROWSER, type Tracker } from "./tracker.ts";

// biome-ignore format: one block reads better than thirty lines
const ADDRESS_HEADERS = [
  "X-Forwarded-For", "Forwarded", "CF-Connecting-IP", "CF-Connecting-IPv6", "CF-Pseudo-IPv4", "True-Client-IP", "X-Real-IP", "X-Client-IP",
  "Fastly-Client-IP", "X-Cluster-Client-IP", "X-Forwarded", "Forwarded-For", "X-Original-Forwarded-For", "X-Originating-IP", "X-Remote-IP",
  "X-Remote-Addr", "X-ProxyUser-Ip", "X-Appengine-User-Ip", "X-Azure-ClientIP", "WL-Proxy-Client-IP", "Fly-Client-IP", "X-Envoy-External-Address",
];
// biome-ignore format: one block reads better than fifty lines
const OTHER_HEADERS = [
  "Sec-CH-UA", "Sec-CH-UA-Arch", "Sec-CH-UA-Bitness", "Sec-CH-UA-Form-Factors", "Sec-CH-UA-Full-Version", "Sec-CH-UA-Full-Version-List",
  "Sec-CH-UA-Mobile", "Sec-CH-UA-Model", "Sec-CH-UA-Platform", "Sec-CH-UA-Platform-Version", "Sec-CH-UA-WoW64", "Sec-CH-Prefers-Color-Scheme",
  "Sec-CH-Prefers-Reduced-Motion", "Sec-CH-Prefers-Contrast", "Sec-CH-Device-Memory", "Sec-CH-DPR", "Sec-CH-Width", "Sec-CH-Viewport-Width",
  "Sec-CH-Viewport-Height", "Device-Memory", "DPR", "Width", "Viewport-Width", "Downlink", "ECT", "RTT", "Save-Data", "Referer", "Origin",
  "Cookie", "Proxy-Authorization", "Accept", "Accept-Language", "If-None-Match", "If-Modified-Since", "If-Match", "Range", "From", "DNT",
  "Sec-GPC", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-User", "Priority", "Via", "traceparent", "tracestate", "baggage", "X-Request-ID",
  "X-Correlation-ID", "CF-Ray", "CF-IPCountry", "CF-Visitor", "X-Requested-With", "X-Device-Id", "X-Wap-Profile", "MSISDN", "X-UIDH",
  "X-Forwarded-Host", "X-Original-URL", "X-Twitter-Client", "Purpose", "X-Moz", "X-Purpose", "Sec-Purpose",
  "If-Unmodified-Since", "If-Range", "CF-IPCity", "CF-IPContinent", "CF-IPLatitude", "CF-IPLongitude", "CF-Region", "CF-Region-Code", "CF-Metro-Code",
  "CF-Postal-Code", "CF-Timezone", "Sec-CH-Prefers-Reduced-Transparency", "Sec-CH-Prefers-Reduced-Data", "Sec-CH-Lang", "Sec-CH-Save-Data",
  "Sec-Browsing-Topics", "Sec-Fetch-Storage-Access", "Attribution-Reporting-Eligible", "X-Client-Data",
];
/** What a click brings along in its query: every platform's ids, all that Fivebar knows of, and some that only may tell who clicked. */
const QUERY = new Set([
  ...Object.values(CLICK_IDS_BY_PLATFORM).flat(),
  ...PERSONAL_PARAMS,
  ...["gad_campaignid", "si", "s_kwcid", "utm_id", "utm_term", "c", "lang", ""],
]);
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "PURGE"];
/** Paths as a visitor may come by them; `?` stands for a text of the visitor's own. */
const PATHS = [
  ...["/link", "/LINK", "/link/", "/%6Cink", "/link/thanks", "/paused", "/once", "/", "/about", "/about.json", "/robots.txt", "/healthz"],
  ...[
    "/link?",
    "/link-?",
    "/link/?",
    "/link;?",
    "/link.?",
    "/link%2F?",
    "/link@?",
    "/link/thanks/?",
    "/?",
    "/?/thanks",
    "/about/?",
    "/about/link",
    "//?",
  ],
  ...["/.well-known/?", "/?.php", "/%E0%A4?", "/%00?", "/staff", "/staff/?", "/api/v1/?", "/api/v1/report", "/api/?", "/style.css"],
];

export interface Sent {
  readonly name: string;
  readonly answer: string;
}

/** Texts that each identify one place of one request, remembered as they are made. */
export class Flock {
  readonly canaries: Canary[] = [];

  note(place: string, text: string): string {
    this.canaries.push({ place, text });
    return text;
  }

  /** A random text for `place`; `wrap` makes the value that is sent, which is looked for as a whole too: it could be hashed. */
  value(place: string, text = randomText(), wrap: (text: string) => string = String): string {
    this.note(place, text);
    const whole = wrap(text);
    return whole === text ? text : this.note(`${place}, whole`, whole);
  }

  headers(): Record<string, string> {
    const headers: Record<string, string> = {
      "User-Agent": this.value("User-Agent", randomText(), (text) => `${BROWSER} ${text}`),
      Authorization: this.value("Authorization", randomText(), (text) => `Bearer ${text}`),
    };
    for (const name of ADDRESS_HEADERS) {
      const [first, second] = [this.note(name, randomIpv6()), this.note(name, randomIpv4())];
      headers[name] = this.note(`${name}, whole`, name === "Forwarded" ? `for="[${first}]";by=${second}` : `${first}, ${second}`);
    }
    for (const name of OTHER_HEADERS) headers[name] = this.value(name, randomText(), (text) => `id=${text}`);
    return headers;
  }

  query(): string {
    return [...QUERY].map((name) => `${name}=${this.value(`query ${name}`)}`).join("&");
  }
}

/** One request, byte for byte as it is given; on Linux from an address of its own within this machine. */
export function send(
  tracker: Tracker,
  flock: Flock,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = "",
): Promise<Sent> {
  const from =
    process.platform === "linux" ? { localAddress: flock.note("address", `127.${randomIpv4().split(".").slice(1).join(".")}`) } : {};
  const { hostname, port } = new URL(tracker.origin);
  const length: Record<string, string> = body === "" ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sending = request({ hostname, port, method, path, headers: { ...headers, ...length }, agent: false, ...from }, (response) => {
      const parts = [headerText(response.statusCode, response.headers)];
      response.setEncoding("latin1");
      response.on("data", (part: string) => parts.push(part));
      response.on("end", () => resolve({ name: `${method} ${path}`, answer: parts.join("") }));
      response.on("error", reject);
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

function headerText(status: number | undefined, headers: IncomingHttpHeaders): string {
  return `${status}\n${JSON.stringify(headers)}\n`;
}

/**
 * Every path with every identifying header, some with odd methods and bodies, and signup reports.
 *
 * @param reported the status that a signup report gets
 */
export async function sendAll(tracker: Tracker, flock: Flock, reported = 200): Promise<Sent[]> {
  const sent: Sent[] = [];
  const headers = flock.headers();
  const query = flock.query();
  for (const path of PATHS) {
    const own = path.replace("?", () => flock.value(`path ${path}`));
    sent.push(await send(tracker, flock, "GET", `${own}?${query}`, headers));
  }
  // No header that says prefetch is left: these are visits and signups, the requests that write something.
  const { Purpose: _, "X-Moz": __, "X-Purpose": ___, "Sec-Purpose": ____, ...plain } = headers;
  for (const path of ["/link", "/link/thanks", "/once", "/link", "/link"]) {
    sent.push(await send(tracker, flock, "GET", `${path}?${query}`, plain));
  }
  for (const method of METHODS) {
    for (const path of ["/link", "/about", "/nobody", "/staff", "/api/v1/signups"]) {
      const body = method === "HEAD" ? "" : JSON.stringify({ campaign: null, id: flock.value(`body of ${method} ${path}`) });
      sent.push(await send(tracker, flock, method, `${path}?${query}`, plain, body));
    }
  }
  sent.push(await send(tracker, flock, "GET", "/link", { ...plain, "X-Forwarded-Proto": flock.value("X-Forwarded-Proto") }));
  for (const campaign of ["link", null, flock.value("code of a signup")]) {
    const json = { ...plain, Authorization: `Bearer ${ADMIN_KEY}`, "Content-Type": "application/json" };
    const report = { ...json, "Idempotency-Key": flock.value("Idempotency-Key", randomText(), (text) => `signup ${text}`) };
    const body = JSON.stringify({ campaign });
    for (let time = 0; time < 2; time += 1) sent.push(await send(tracker, flock, "POST", "/api/v1/signups", report, body));
    expect(sent.at(-1)?.answer.split("\n")[0], "what a report gets").toBe(String(reported));
  }
  return sent;
}
