/** Links that lead to a link of this very tracker under another name of it: refused where that can be seen, and else counted once at most. */
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readProblem } from "../setup/answers.ts";
import { BROWSER, discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let port: string;
beforeAll(async () => {
  tracker = await startTracker();
  port = new URL(tracker.origin).port;
});
afterAll(() => discard(tracker));

const asked = (host: string, extra: Record<string, string> = {}) => ({
  Host: host,
  "User-Agent": BROWSER,
  "Accept-Language": "en",
  ...extra,
});

/** One request to the tracker, under the name `host`. */
function ask(
  host: string,
  path: string,
  on = tracker,
  extra: Record<string, string> = {},
): Promise<{ status: number; location: string; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${on.origin}${path}`, { headers: asked(host, extra) }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? "", text }));
    });
    sent.on("error", reject).end();
  });
}

/** Follows a link as a browser does, every name leading to the tracker: where it stops, and after how many redirects. */
async function follow(start: string, on = tracker): Promise<{ status: number; redirects: number; text: string }> {
  let url = new URL(start);
  for (let redirects = 0; ; redirects += 1) {
    const { status, location, text } = await ask(url.host, `${url.pathname}${url.search}`, on, {
      "X-Forwarded-Proto": url.protocol.slice(0, -1),
    });
    if (status !== 302 || redirects === 20) return { status, redirects, text };
    url = new URL(location);
  }
}

async function visits(slug: string, on = tracker): Promise<number> {
  // Another link's visits come after those of the loop: when they are seen, so are these.
  for (let n = 0; n < 5; n += 1) await ask("x.example.org", "/marker", on);
  const before = await on.reportWhen(
    ({ rows }) => rows.some(({ campaign, visits: count }) => campaign === "marker" && count > 0),
    "?by=campaign",
  );
  return before.rows.find(({ campaign }) => campaign === slug)?.visits ?? 0;
}

describe("is refused when it is made", () => {
  test.each([
    ["by the name that was asked for", (slug: string) => `http://127.0.0.1:${port}/${slug}`],
    ["by another name of this machine", (slug: string) => `http://localhost:${port}/${slug}`],
    ["by its address as IPv6", (slug: string) => `http://[::1]:${port}/${slug}`],
    ["with more behind it", (slug: string) => `http://localhost:${port}/${slug}/thanks`],
  ])("%s", async (_, address) => {
    for (const slug of ["own-link", "some-other"]) {
      const answer = await tracker.api("POST", "/campaigns", {
        slug: "own-link",
        name: "x",
        channel: "tiktok",
        destination: address(slug),
      });
      expect(readProblem(answer, 400).detail).toContain("leads to this very Fivebar");
    }
  });

  test.each([
    ["with www.", "https://www.go.example.org/own-link"],
    ["with a port", "https://go.example.org:8443/own-link"],
    ["with a dot behind the host", "https://go.example.org./other-link"],
    ["in capitals", "https://GO.example.org/other-link"],
  ])("by the name in LINK_ORIGIN, %s", async (_, destination) => {
    const own = await startTracker({ LINK_ORIGIN: "https://go.example.org" });
    try {
      const made = (address: string) =>
        own.api("POST", "/campaigns", { slug: "own-link", name: "x", channel: "tiktok", destination: address });
      expect(readProblem(await made(destination), 400).detail).toContain("leads to this very Fivebar");
      expect((await made("https://www.go.example.org/a-page-of-the-website")).status).toBe(201);
      expect(readProblem(await own.api("PATCH", "/campaigns/own-link", { destination }), 400).detail).toContain(
        "leads to this very Fivebar",
      );
    } finally {
      await discard(own);
    }
  });
});

describe("that could not be seen when it was made", () => {
  beforeAll(async () => {
    await tracker.createCampaign("marker");
    await tracker.createCampaign("second-domain", { destination: "https://other.example.net/second-domain?x=1" });
    await tracker.createCampaign("by-port", { destination: "https://go.example.net:8443/by-port" });
    await tracker.createCampaign("ping", { destination: "https://b.example.net/pong" });
    await tracker.createCampaign("pong", { destination: "https://a.example.net/ping#top" });
    await tracker.createCampaign("paused-loop", { destination: "https://other.example.net/paused-loop" });
    await tracker.api("PATCH", "/campaigns/paused-loop", { status: "paused" });
  });

  test.each([
    ["https://go.example.net/second-domain", 1],
    ["https://other.example.net/second-domain", 0],
    ["https://www.go.example.net/second-domain", 1],
    ["https://go.example.net/by-port", 1],
    ["https://go.example.net/ping", 1],
    ["https://go.example.net/paused-loop", 1],
  ])("%s stops after %i redirects, with a page that says so", async (start, redirects) => {
    const found = await follow(start);
    expect([found.status, found.redirects]).toEqual([508, redirects]);
    expect(found.text).toContain("This link leads to itself");
  });

  test("counts once at most: five clicks are five visits", async () => {
    const own = await startTracker();
    try {
      await own.createCampaign("marker");
      await own.createCampaign("looped", { destination: "https://other.example.net/looped" });
      for (let click = 0; click < 5; click += 1) await follow("https://go.example.net/looped", own);
      expect(await visits("looped", own)).toBe(5);
      for (let click = 0; click < 5; click += 1) await follow("https://other.example.net/looped", own);
      for (let n = 0; n < 5; n += 1) await ask("x.example.org", "/marker", own);
      expect(await visits("looped", own)).toBe(5);
    } finally {
      await discard(own);
    }
  });

  test("a website with a page of the link's name is none", async () => {
    await tracker.createCampaign("same-name", { destination: "https://site.example.net/same-name" });
    for (const query of ["", "?c=other", "?c=marker", "?fbclid=1"]) {
      const { status, location } = await ask("go.example.net", `/same-name${query}`);
      expect([query, status, location]).toEqual([query, 302, "https://site.example.net/same-name?c=same-name#"]);
    }
  });
});

test("a proxy that passes on http and port 443 hides no loop", async () => {
  const leads = { "X-Forwarded-Proto": "https" };
  await tracker.createCampaign("port-one", { destination: "https://go.second.example/port-two" });
  await tracker.createCampaign("port-two", { destination: "https://elsewhere.example/" });
  expect((await ask("GO.second.example:443", "/port-one", tracker, leads)).status).toBe(508);
  expect((await ask("go.second.example.", "/port-one", tracker, leads)).status).toBe(508);
  expect((await ask("go.first.example:443", "/port-one", tracker, leads)).status).toBe(302);
});

test("a thank-you page that is a thanks link of the host that was asked leads nowhere and counts no signup", async () => {
  const own = await startTracker({ SIGNUP_RELEASE: "live" });
  try {
    for (const [slug, thanksUrl] of [
      ["thanked", "https://www.third.example/Thanked/THANKS"],
      ["counted", "https://www.third.example/dank"],
    ])
      await own.createCampaign(slug ?? "", { thanksUrl });
    for (const host of ["www.third.example", "WWW.third.example.", "www.third.example:443"])
      for (let n = 0; n < 5; n += 1) expect((await ask(host, "/thanked/thanks", own)).status).toBe(508);
    for (let n = 0; n < 5; n += 1) expect((await ask("www.third.example", "/counted/thanks", own)).status).toBe(303);
    const { rows } = await own.reportWhen(({ totals }) => totals.signups >= 5, "?by=campaign");
    expect(rows.map(({ campaign, signups }) => [campaign, signups])).toContainEqual(["counted", 5]);
    expect(rows.find(({ campaign }) => campaign === "thanked")?.signups ?? 0).toBe(0);
    expect((await ask("go.first.example", "/thanked/thanks", own)).status).toBe(303);
  } finally {
    await discard(own);
  }
});

test("a FALLBACK_URL that is an unknown link itself leads nowhere", async () => {
  const own = await startTracker({ FALLBACK_URL: "https://other.example.net/start" });
  try {
    expect(await follow("https://go.example.net/unknown", own)).toMatchObject({ status: 404, redirects: 1 });
    expect(await follow("https://other.example.net/start?x=1", own)).toMatchObject({ status: 404, redirects: 0 });
  } finally {
    await discard(own);
  }
});
