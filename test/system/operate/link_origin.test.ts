/** What links begin with: what `LINK_ORIGIN` says whatever address the dashboard has, else the address that was asked. */
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sessionOf, startDashboard } from "../setup/dashboard.ts";
import { readQrCode } from "../setup/qr_reader.ts";
import { ADMIN_KEY, BROWSER, discard, type Tracker } from "../setup/tracker.ts";

const LINK_ORIGIN = "https://go.example.org";
const BITLY = "bitlink,long_url\nbit.ly/older,https://example.org/older\n";

let named: Tracker;
let unnamed: Tracker;
let cookies: ReadonlyMap<Tracker, string>;

beforeAll(async () => {
  [named, unnamed] = await Promise.all([startDashboard({ LINK_ORIGIN }), startDashboard()]);
  for (const tracker of [named, unnamed]) {
    const more = { channel: "google", spec: { published: true }, thanksUrl: "https://example.org/thanks" };
    await tracker.createCampaign("fix", more);
  }
  cookies = new Map([
    [named, await sessionOf(named)],
    [unnamed, await sessionOf(unnamed)],
  ]);
});
afterAll(() => Promise.all([discard(named), discard(unnamed)]));

/** Asks as staff do, at another address of the tracker than its own. */
function asked(tracker: Tracker, path: string, host: string, scheme: string, body?: string): Promise<string> {
  const isApi = path.startsWith("/api");
  const headers = {
    host,
    "x-forwarded-proto": scheme,
    "user-agent": BROWSER,
    "accept-language": "en",
    ...(isApi ? { authorization: `Bearer ${ADMIN_KEY}` } : { cookie: cookies.get(tracker) ?? "" }),
    ...(body === undefined ? {} : { "content-type": "text/csv" }),
  };
  return new Promise((resolve, reject) => {
    const options = { method: body === undefined ? "GET" : "POST", headers };
    const sent = request(`${tracker.origin}${path}`, options, async (answer) => {
      let text = "";
      for await (const chunk of answer.setEncoding("utf8")) text += chunk;
      resolve(text);
    });
    sent.on("error", reject).end(body);
  });
}

/** Every place that shows the campaign's link, and what it must hold there. */
const PLACES: readonly (readonly [path: string, holds: (origin: string) => string, body?: string])[] = [
  ["/api/v1/campaigns/fix", (origin) => `"link":"${origin}/fix"`],
  ["/api/v1/campaigns", (origin) => `"link":"${origin}/fix"`],
  ["/api/v1/campaigns/import?channel=google&preview=true", (origin) => `"link":"${origin}/older"`, BITLY],
  ["/staff/campaigns", (origin) => `${origin}/fix`],
  ["/staff/campaigns/fix", (origin) => `${origin}/fix/thanks`],
  ["/staff/campaigns/fix/test-visit", (origin) => `${origin}/fix?fbclid=`],
  ["/staff/new-campaign/links?name=Spring", (origin) => `${origin}/spring`],
  ["/staff/connect", (origin) => `curl ${origin}/api/v1/signups`],
  ["/staff/connect", (origin) => `${origin}/fix/thanks`],
  ["/about", (origin) => `${origin}/fix`],
  ["/about/fix", (origin) => `${origin}/fix`],
  ["/about.json", (origin) => `"link":"${origin}/fix"`],
];

const QR_CODES = ["/api/v1/campaigns/fix/qr.svg", "/staff/campaigns/fix/qr.svg"];

async function expectLinks(tracker: Tracker, host: string, scheme: string, origin: string): Promise<void> {
  for (const [path, holds, body] of PLACES) expect(await asked(tracker, path, host, scheme, body), path).toContain(holds(origin));
  for (const path of QR_CODES) expect([path, readQrCode(await asked(tracker, path, host, scheme))]).toEqual([path, `${origin}/fix`]);
}

describe("with LINK_ORIGIN every link begins with it", () => {
  test.each([
    ["127.0.0.1:8787", "http"],
    ["staff.example.net", "https"],
    ["go.example.org:80", "https"],
  ])("also where the dashboard is at %s over %s", async (host, scheme) => {
    await expectLinks(named, host, scheme, LINK_ORIGIN);
  });

  test("what is for paper is said to be, and the settings show it", async () => {
    expect(await asked(named, "/staff/campaigns/fix", "127.0.0.1:8787", "http")).not.toContain("unprintable");
    expect(await asked(named, "/staff/settings", "127.0.0.1:8787", "http")).toMatch(
      /<code>LINK_ORIGIN<\/code>\s*<\/dt>\s*<dd>https:\/\/go\.example\.org</,
    );
  });

  test("a destination that is such a link leads in a circle, and is refused", async () => {
    for (const destination of [`${LINK_ORIGIN}/fix`, `${named.origin}/fix`]) {
      const answer = await named.api("POST", "/campaigns", { slug: "loop", name: "Loop", channel: "google", destination });
      expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining("destination")]);
    }
  });
});

describe("without LINK_ORIGIN links begin with the address that was asked, without the other scheme's usual port:", () => {
  test.each([
    ["go.example.org", "https", "https://go.example.org"],
    ["go.example.org:80", "https", "https://go.example.org"],
    ["go.example.org:443", "https", "https://go.example.org"],
    ["go.example.org:8443", "https", "https://go.example.org:8443"],
    ["go.example.org:443", "http", "http://go.example.org"],
    ["go.example.org:80", "http", "http://go.example.org"],
    ["GO.Example.org", "HTTPS, http", "https://go.example.org"],
  ])("%s over %s", async (host, scheme, origin) => {
    await expectLinks(unnamed, host, scheme, origin);
  });
});

describe("a link for Google Ads", () => {
  test("that leads to another domain says so on the campaign's page, and others do not", async () => {
    const warned = async (host: string): Promise<boolean> =>
      (await asked(unnamed, "/staff/campaigns/fix", host, "https")).includes("Google Ads refuses an ad whose link leads to another domain");
    expect([await warned("go.example.org"), await warned("fivebar.mine.workers.dev"), await warned("go.example.net")]).toEqual([
      false,
      true,
      true,
    ]);
    await unnamed.createCampaign("elsewhere", { channel: "instagram" });
    expect(await asked(unnamed, "/staff/campaigns/elsewhere", "go.example.net", "https")).not.toContain("Google Ads refuses");
  });

  test.each([
    ["en", "Google Ads refuses others"],
    ["nl", "Andere weigert Google Ads"],
  ])("has to be on the destination's domain, says the form (%s)", async (language, said) => {
    expect(await asked(unnamed, `/staff/new-campaign?lang=${language}`, "127.0.0.1:8787", "http")).toContain(said);
  });
});

describe("an address of the computer itself", () => {
  const make = (tracker: Tracker, slug: string, host: string, fields: Record<string, string>): Promise<string> =>
    asked(
      tracker,
      "/api/v1/campaigns/bulk",
      host,
      "https",
      `slug,name,channel,destination,thanksUrl\n${slug},x,google,${fields.destination ?? "https://example.org/"},${fields.thanksUrl ?? ""}\n`,
    );

  test("is a destination only where Fivebar is reached on it, and its links too", async () => {
    const fields = ["destination", "thanksUrl"].flatMap((field) =>
      ["http://127.0.0.1:3000/", "https://localhost/"].map((to) => ({ [field]: to })),
    );
    for (const [index, field] of fields.entries()) {
      for (const [tracker, host] of [
        [named, "127.0.0.1:8787"],
        [unnamed, "go.example.org"],
        [unnamed, "192.168.1.2"],
      ] as const)
        expect(await make(tracker, `own-${index}`, host, field)).toContain("leads to the visitor's own computer");
      expect(await make(unnamed, `own-${index}`, "localhost:8787", field)).toContain(`"slug":"own-${index}"`);
    }
    const moved = await asked(
      unnamed,
      "/api/v1/campaigns/import?channel=google&preview=true",
      "go.example.org",
      "https",
      BITLY.replace("https://example.org", "http://127.0.0.1"),
    );
    expect(moved).toContain("leads to the visitor's own computer");
  });
});
