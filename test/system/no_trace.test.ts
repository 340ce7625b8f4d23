/**
 * Nothing of a sender stays: every place of a request that can tell who sent it holds a text that nothing else has, and none of
 * these texts, nor a hash of one, is found afterwards in the data, the output, the answers or the exports.
 */
import { type IncomingHttpHeaders, request } from "node:http";
import { describe, expect, test } from "vitest";
import { CLICK_IDS } from "../../src/core/identifier.ts";
import { CLICK_IDS_BY_PLATFORM } from "./click_ids.ts";
import { type Canary, filesIn, formsOf, randomIpv4, randomIpv6, randomText, tracesIn } from "./traces.ts";
import { ADMIN_KEY, BROWSER, discard, startTracker, type Tracker } from "./tracker.ts";

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
];
/** What a click brings along in its query: every platform's ids, all that Fivebar knows of, and some that only may tell who clicked. */
const QUERY = new Set([
  ...Object.values(CLICK_IDS_BY_PLATFORM).flat(),
  ...CLICK_IDS,
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

interface Sent {
  readonly name: string;
  readonly answer: string;
}

/** Texts that each identify one place of one request, remembered as they are made. */
class Flock {
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
function send(tracker: Tracker, flock: Flock, method: string, path: string, headers: Record<string, string>, body = ""): Promise<Sent> {
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

/** Every path with every identifying header, some with odd methods and bodies, and signup reports. */
async function sendAll(tracker: Tracker, flock: Flock): Promise<Sent[]> {
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
    expect(sent.at(-1)?.answer, "the report was counted").toMatch(/^200\n/);
  }
  return sent;
}

const EXPORTS = [
  ...[
    "/report",
    "/report?by=campaign&interval=day",
    "/report.csv",
    "/report.csv?by=campaign&interval=day",
    "/campaigns",
    "/campaigns/link",
  ],
  ...["/channels", "/keys", "/openapi.json", "/campaigns/link/qr.svg"],
];

async function exportsOf(tracker: Tracker): Promise<Sent[]> {
  const authorization = { Authorization: `Bearer ${ADMIN_KEY}` };
  const answers = EXPORTS.map((path) => send(tracker, new Flock(), "GET", `/api/v1${path}`, authorization));
  const all = await Promise.all([...answers, send(tracker, new Flock(), "GET", "/about.json", {})]);
  for (const { name, answer } of all) expect(answer, name).toMatch(/^200\n/);
  return all;
}

/** Where a trace was found: the file, answer or export with the place and form of what was found in it. */
async function everyTrace(tracker: Tracker, canaries: readonly Canary[], answers: readonly Sent[]): Promise<string[]> {
  const texts = [...(await filesIn(tracker.dataDir)), ["output", tracker.output] as const];
  const places = [...texts, ["answers", answers.map(({ answer }) => answer).join("\n")] as const];
  return places.flatMap(([name, text]) => tracesIn(text, canaries).map((trace) => `${name}: ${trace}`));
}

async function makeCampaigns(tracker: Tracker, name: string): Promise<string> {
  await tracker.createCampaign("link", { name, thanksUrl: "https://example.org/thanks", spec: { published: true } });
  await tracker.createCampaign("paused");
  await tracker.api("PATCH", "/campaigns/paused", { status: "paused" });
  await tracker.createCampaign("once", { countRepeats: false });
  return (await tracker.api<{ key: string }>("POST", "/keys", { name: "Website", role: "site" })).body.key;
}

describe.each([
  ["as it comes", {}],
  ["with a fallback, more shards and live signups", { FALLBACK_URL: "https://example.org/", SHARDS: "3", SIGNUP_RELEASE: "live" }],
])("a tracker %s", (_, env: Record<string, string>) => {
  test("keeps and tells nothing of who sent a request, nor does the next process", async () => {
    const tracker = await startTracker(env);
    const flock = new Flock();
    const name = randomText();
    try {
      const key = await makeCampaigns(tracker, name);
      const answers = await sendAll(tracker, flock);
      await tracker.reportWhen(({ totals }) => totals.visits >= 5);
      expect(await everyTrace(tracker, flock.canaries, [...answers, ...(await exportsOf(tracker))]), "while it runs").toEqual([]);
      await tracker.stop();
      await tracker.start();
      const later = await sendAll(tracker, flock);
      const exports = await exportsOf(tracker);
      await tracker.stop("SIGKILL");
      expect(
        [...(await filesIn(tracker.dataDir)).keys()].some((path) => path.endsWith("-wal")),
        "a log of the database is searched too",
      ).toBe(true);
      expect(await everyTrace(tracker, flock.canaries, [...later, ...exports]), "after it was killed").toEqual([]);
      await tracker.start();
      await tracker.report();
      await tracker.stop();
      expect(await everyTrace(tracker, flock.canaries, []), "after it stopped").toEqual([]);
      expect(flock.canaries.length).toBeGreaterThan(500);

      // The same search finds what is stored: a campaign's name in files and answers, and the hash of an access key in files.
      const stored = [{ place: "a stored text", text: name }];
      expect(await everyTrace(tracker, stored, [])).toEqual([expect.stringMatching(/fivebar-registry.*: a stored text: as it is$/)]);
      expect(await everyTrace(tracker, stored, exports)).toContain("answers: a stored text: as it is");
      expect(await everyTrace(tracker, [{ place: "a key", text: key }], [])).toEqual([
        expect.stringMatching(/fivebar-registry.*: a key: sha256$/),
      ]);
    } finally {
      await discard(tracker);
    }
  });
});

test("the query has the click ids of 30 platforms and more, all of which Fivebar also refuses in destinations", () => {
  expect(Object.keys(CLICK_IDS_BY_PLATFORM).length).toBeGreaterThanOrEqual(30);
  const unknown = Object.values(CLICK_IDS_BY_PLATFORM).flatMap((names) => names.filter((name) => !CLICK_IDS.has(name.toLowerCase())));
  expect(unknown).toEqual([]);
});

describe("the search finds", () => {
  const [text, address] = [randomText(), randomIpv6()];
  const { textForms, byteForms } = formsOf(text);
  const bytes = formsOf(address).byteForms;

  test.each([...textForms, ...byteForms, ...bytes].map(({ form, bytes }) => [form, bytes]))("a text kept as %s", (form, kept) => {
    const found = tracesIn(`...${kept}...`, [
      { place: "text", text },
      { place: "text", text: address },
    ]);
    expect(found).toContain(`text: ${form}`);
  });

  test.each(["", "a", "ab"])("a text kept in base64 behind %j", (before) => {
    const kept = Buffer.from(`${before}${text}behind`).toString("base64");
    expect(tracesIn(kept, [{ place: "text", text }])).toEqual(["text: base64"]);
  });
});
