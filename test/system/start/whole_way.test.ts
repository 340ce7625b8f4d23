/** The whole way of an ad, with `npm start` in a process of its own and a real browser. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { launchBrowser } from "../setup/browser.ts";
import { npmStart, type Started } from "../setup/npm_start.ts";
import { BROWSER, type Report } from "../setup/tracker.ts";

const CHANNELS = ["instagram", "google", "tiktok", "youtube", "spotify"] as const;
const CLICKS = "fbclid=canary1&gclid=canary2&ttclid=canary3&utm_source=ad";

let dataDir: string;
let tracker: Started;
let browser: Browser;
let site: Server;
let siteOrigin: string;
let key: string;

/** The campaign's own site: a page with the ads' links, and the page they lead to. */
function startSite(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://site").pathname;
    const links = CHANNELS.map((channel) => `<a id="${channel}" href="${tracker.origin}/fix-${channel}?${CLICKS}">${channel}</a>`).join(
      " ",
    );
    response.setHeader("content-type", "text/html");
    response.end(path === "/ads" ? `<title>ads</title>${links}` : "<title>petition</title><h1>Sign here</h1>");
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function api<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(`${tracker.origin}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok, `${method} ${path}`).toBe(true);
  return (await response.json()) as T;
}

async function reportWith(visits: number): Promise<Report> {
  for (let tries = 0; ; tries += 1) {
    const report = await api<Report>("GET", "/report");
    if (report.totals.visits >= visits || tries > 500) return report;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "fivebar-start-"));
  [tracker, browser, site] = await Promise.all([start(), launchBrowser(), startSite()]);
  siteOrigin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  key = (await readFile(join(dataDir, "admin.key"), "utf8")).trim();
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await tracker?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

function start(): Promise<Started> {
  return npmStart({ PORT: "0", DATA_DIR: dataDir, SIGNUP_RELEASE: "live" });
}

test("the first start makes an admin key, prints it, and keeps it for its owner alone", async () => {
  expect(tracker.output()).toContain(`Admin key: ${key}`);
  expect((await stat(join(dataDir, "admin.key"))).mode & 0o777).toBe(0o600);
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
});

test("five campaigns, clicks in a browser, signups, a report, and the same report after a restart", async () => {
  for (const channel of CHANNELS) {
    await api("POST", "/campaigns", {
      slug: `fix-${channel}`,
      name: `Fix ${channel}`,
      spec: { published: true },
      channel,
      destination: `${siteOrigin}/petition?lang=nl#form`,
    });
  }

  for (let click = 0; click < 5; click += 1) {
    const context = await browser.newContext({ userAgent: BROWSER });
    const page = await context.newPage();
    await page.goto(`${siteOrigin}/ads`);
    await page.click("#tiktok");
    await page.waitForURL(`${siteOrigin}/petition?lang=nl&c=fix-tiktok#form`);
    expect(await page.textContent("h1")).toBe("Sign here");
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(stored)).toEqual({ cookie: "", local: 0, session: 0, databases: 0, caches: 0, referrer: "" });
    await page.goto(`${tracker.origin}/about`);
    expect(await page.evaluate(stored)).toMatchObject({ cookie: "", local: 0, session: 0, databases: 0, caches: 0 });
    await context.close();
  }

  const { key: siteKey } = await api<{ key: string }>("POST", "/keys", { name: "Website", role: "site" });
  for (let signup = 0; signup < 5; signup += 1) {
    const answer = await api(
      "POST",
      "/signups",
      { campaign: "fix-tiktok" },
      { authorization: `Bearer ${siteKey}`, "idempotency-key": `signup-${signup}` },
    );
    expect(answer).toEqual({ counted: 1, attributed: true });
  }
  await api("POST", "/signups", { campaign: null, count: 5 }, { authorization: `Bearer ${siteKey}` });

  const report = await reportWith(5);
  expect(report.rows.map(({ channel, visits, signups }) => [channel, visits, signups])).toEqual([
    ["instagram", 0, 0],
    ["google", 0, 0],
    ["tiktok", 5, 5],
    ["youtube", 0, 0],
    ["spotify", 0, 0],
  ]);
  expect(report.unattributed.signups).toBe(5);

  expect(await tracker.stop()).toBe(0);
  tracker = await start();
  expect(tracker.output()).not.toContain("Admin key");
  expect(await api("GET", "/report")).toEqual(report);
});

test("nothing that a click carried is in the data folder", async () => {
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name), "latin1");
    for (const trace of ["canary1", "canary2", "canary3", "iPhone", "127.0.0.1/ads"]) expect(bytes.includes(trace), entry.name).toBe(false);
  }
});

test("npm run doctor finds nothing wrong with it", async () => {
  const { stdout } = await promisify(execFile)("npm", ["run", "doctor", "--", `${tracker.origin}/fix-tiktok`], { cwd: PROJECT });
  expect(stdout).toContain("All is well.");
});

test("Ctrl-C stops it cleanly too", async () => {
  expect(await tracker.stop("SIGINT")).toBe(0);
  expect(tracker.output()).toContain("Fivebar has stopped.");
  tracker = await start();
});

test.each([
  ["GROUP_SIZE", "4"],
  ["GROUP_SIZE", "five"],
  ["SIGNUP_RELEASE", "hourly"],
  ["VISIT_RELEASE", "weekly"],
  ["TIME_ZONE", "Europe/Nowhere"],
  ["SHARDS", "0"],
  ["PASS_PARAMS", "fbclid"],
  ["FALLBACK_URL", "example.org"],
  ["ALLOWED_HOSTS", "https://example.org/"],
  ["JURISDICTION", "eu"],
  ["RETENTION_MONTHS", "-1"],
  ["OPERATOR", "two\nlines"],
  ["PRIVACY_URL", "http://example.org/"],
  ["SOURCE_URL", "example.org"],
  ["LINK_ORIGIN", "https://go.example.org/links"],
  ["ADMIN_KEY", "short"],
  ["PORT", "http"],
  ["HOST", "my host"],
  ["DATA_DIR", "/dev/null/data"],
])("a start with %s=%s is refused, naming the variable", async (name, value) => {
  const started = npmStart({ PORT: "0", DATA_DIR: dataDir, [name]: value });
  await expect(started).rejects.toThrow(new RegExp(`ended with 1:.*Fivebar cannot start: ${name} must|${name} is for`, "s"));
});

/** What a page can have left in the browser, seen from the page itself. */
async function stored(): Promise<Record<string, unknown>> {
  return {
    cookie: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: globalThis.caches === undefined ? 0 : (await caches.keys()).length,
    referrer: document.referrer,
  };
}
