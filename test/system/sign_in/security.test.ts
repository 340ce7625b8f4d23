/** What keeps others out of the dashboard and the API: guessed keys, copied sessions, forms of other sites, names that are somebody else's. */
import { createHmac } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pathsOf, readProblem } from "../setup/answers.ts";
import { launchBrowser } from "../setup/browser.ts";
import { FAULTY_CONFIG } from "../setup/build.ts";
import { get, inBrowser, keyFor, post, SESSION_SECRET, sessionOf, signIn, startDashboard } from "../setup/dashboard.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;

beforeAll(async () => {
  tracker = await startDashboard();
  await tracker.createCampaign("known");
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const isLive = async (): Promise<boolean> => (await tracker.api("GET", "/campaigns/known")).status === 200;

describe("wrong keys", () => {
  test("are slowed down at the form, and no right key with them; the API says that they are none", async () => {
    const guessed = await startDashboard();
    try {
      const { key } = await keyFor(guessed, "marketer");
      const answers: Response[] = [];
      for (let guess = 0; guess < 12; guess += 1) answers.push(await signIn(guessed, `guess-${guess}`));
      expect(answers.slice(0, 10).map(({ status }) => status)).toEqual(Array(10).fill(401));
      const last = answers.at(-1);
      expect(last?.status).toBe(429);
      expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(await last?.text()).toContain("tried too often");
      for (let guess = 0; guess < 30; guess += 1)
        readProblem(await guessed.api("GET", "/campaigns", undefined, bearer(`guess-at-the-api-${guess}`)), 401);
      for (const right of [ADMIN_KEY, key]) {
        expect((await signIn(guessed, right)).status).toBe(303);
        expect((await guessed.api("GET", "/campaigns", undefined, bearer(right))).status).toBe(200);
      }
    } finally {
      await discard(guessed);
    }
  });

  test("are told to the operator in one line a minute, by their number and nothing else", async () => {
    const told = await startDashboard({}, FAULTY_CONFIG);
    const lines = (): string[] => told.output.split("\n").filter((line) => line.includes("wrong access key"));
    const minutesLater = async (minutes: number, count: number): Promise<void> => {
      await fetch(`${told.origin}/__clock-of-all?ms=${minutes * 60_000}`);
      await expect.poll(() => lines().length).toBe(count);
    };
    try {
      for (let guess = 0; guess < 3; guess += 1) await signIn(told, `canary-at-the-form-${guess}`);
      for (let guess = 0; guess < 9; guess += 1) await told.api("GET", "/campaigns", undefined, bearer(`canary-at-the-api-${guess}`));
      await told.api("GET", "/campaigns", undefined, bearer(`fivebar_admin_${"canary".padEnd(43, "x")}`));
      expect((await told.api("GET", "/campaigns")).status).toBe(200);
      expect(lines()).toEqual([]);
      await minutesLater(1, 1);
      await told.api("GET", "/campaigns", undefined, bearer("canary-alone"));
      await minutesLater(2, 2);
      await minutesLater(60, 2);
      expect(lines()).toEqual(["staff: 13 wrong access keys were tried", "staff: 1 wrong access key was tried"]);
      expect(told.output).not.toContain("canary");
    } finally {
      await discard(told);
    }
  });

  test("that look like made ones cost the registry little, and right ones are let in meanwhile, one just made included", async () => {
    const flooded = await startDashboard({}, FAULTY_CONFIG);
    try {
      const { key: unused } = await keyFor(flooded, "reader", "Never used before");
      await fetch(`${flooded.origin}/__fault`);
      const wrong = (n: number): string => `fivebar_admin_${String(n).padStart(43, "w")}`;
      const statuses = await Promise.all(
        Array.from({ length: 400 }, async (_, n) => (await flooded.api("GET", "/campaigns", undefined, bearer(wrong(n)))).status),
      );
      expect(new Set(statuses)).toEqual(new Set([401, 429]));
      const calls = ((await (await fetch(`${flooded.origin}/__calls`)).json()) as number[]).length;
      expect(calls).toBeLessThan(200);
      const { key: fresh } = await keyFor(flooded, "reader", "Made meanwhile");
      for (const right of [unused, fresh, ADMIN_KEY])
        expect((await flooded.api("GET", "/campaigns", undefined, bearer(right))).status).toBe(200);
    } finally {
      await discard(flooded);
    }
  });
});

describe("a session", () => {
  test.each(["admin", "reader"])(
    "of a key of role %s that was signed out of is over, a copy of its cookie too, and others go on",
    async (role) => {
      const key = role === "admin" ? ADMIN_KEY : (await keyFor(tracker, role, "Signs out")).key;
      const [cookie, other] = [await sessionOf(tracker, key), await sessionOf(tracker, key)];
      expect((await get(tracker, "/staff", cookie)).status).toBe(200);
      await post(tracker, "/staff/sign-out", {}, cookie);
      const answer = await get(tracker, "/staff/campaigns?search=x", cookie);
      expect([answer.status, answer.headers.get("location")]).toEqual([
        303,
        "/staff/sign-in?next=%2Fstaff%2Fcampaigns%3Fsearch%3Dx&notice=ended",
      ]);
      expect((await get(tracker, "/staff", other)).status).toBe(200);
    },
  );

  test("ends after its time on the server's clock, whatever the browser keeps", async () => {
    const { id } = await keyFor(tracker, "reader", "Signed by hand");
    const sign = (untilMs: number): string => {
      const value = [id, untilMs, "", "a-session"].join(".");
      const signature = createHmac("sha256", SESSION_SECRET).update(value).digest("base64");
      return `__Host-fivebar=${encodeURIComponent(`${value}.${signature}`)}`;
    };
    expect((await get(tracker, "/staff", sign(Date.now() + 60_000))).status).toBe(200);
    expect((await get(tracker, "/staff", sign(Date.now() - 1))).status).toBe(303);
    expect((await get(tracker, "/staff", sign(Number.NaN))).status).toBe(303);
  });
});

describe("a request of another site that may change something", () => {
  const evil = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const send = async (method: string, headers: Record<string, string>, body = ""): Promise<number> => {
    const answer = await fetch(`${tracker.origin}/staff/campaigns/known/archive`, {
      method,
      headers: { cookie: await sessionOf(tracker), ...headers },
      body,
      redirect: "manual",
    });
    return answer.status;
  };

  test.each(["application/octet-stream", "application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])(
    "is refused as %s",
    async (type) => {
      expect(await send("POST", { ...evil, "content-type": type })).toBe(403);
      expect(await send("POST", { origin: "null", "content-type": type })).toBe(403);
      expect(await send("POST", { "content-type": type })).toBe(403);
      expect(await isLive()).toBe(true);
    },
  );

  test.each(["PUT", "PATCH", "DELETE"])("is refused by the method %s", async (method) => {
    expect(await send(method, { ...evil, "content-type": "application/json" }, "{}")).toBe(403);
  });

  test("is not taken for one by an older browser's own form, which says where it comes from", async () => {
    const origin = { origin: tracker.origin, "content-type": "application/x-www-form-urlencoded" };
    expect(await send("POST", origin, "version=99")).toBe(412);
  });

  test("browsers send the origin with the dashboard's own forms", async () => {
    await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/known`);
      const sent = page.waitForRequest((request) => request.method() === "POST");
      await page.getByRole("button", { name: "Test signup" }).click();
      expect((await (await sent).allHeaders()).origin).toBe(tracker.origin);
    });
  });
});

test("asking for the head of a page without a session leads to the form too", async () => {
  const answer = await fetch(`${tracker.origin}/staff/new-campaign`, { method: "HEAD", redirect: "manual" });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/staff/sign-in?next=%2Fstaff%2Fnew-campaign"]);
});

test("pages may not be framed, and say where one came from to themselves alone", async () => {
  const page = await get(tracker, "/staff", await sessionOf(tracker));
  expect([page.headers.get("x-frame-options"), page.headers.get("referrer-policy")]).toEqual(["DENY", "same-origin"]);
  expect((await tracker.api("GET", "/campaigns")).headers.get("referrer-policy")).toBe("no-referrer");
});

test("a body that is no form is a page that says so", async () => {
  const cookie = await sessionOf(tracker);
  for (const path of ["/staff/new-campaign", "/staff/import", "/staff/settings/keys", "/staff/campaigns/known/archive", "/staff/sign-in"]) {
    const headers = { cookie, origin: tracker.origin, "sec-fetch-site": "same-origin", "content-type": "application/octet-stream" };
    const answer = await fetch(`${tracker.origin}${path}`, { method: "POST", headers, body: "name=x" });
    expect([path, answer.status, answer.headers.get("content-type")]).toEqual([path, 415, "text/html; charset=UTF-8"]);
  }
  const broken = { "content-type": "multipart/form-data; boundary=x" };
  const headers = { cookie, origin: tracker.origin, "sec-fetch-site": "same-origin", ...broken };
  expect((await fetch(`${tracker.origin}/staff/import`, { method: "POST", headers, body: "no parts" })).status).toBe(400);
});

describe("no key is called", () => {
  const refused = async (name: string): Promise<void> =>
    expect(pathsOf(readProblem(await tracker.api("POST", "/keys", { name, role: "reader" }), 409))).toEqual(["name"]);

  test.each(["admin key", "Admin  Key", "ＡＤＭＩＮ key"])("%s: so the configuration's is called in the history", refused);

  test("like a member, whom the history names by their address", async () => {
    await refused("noor@example.org");
  });

  test("as one that was deleted and that the history still names", async () => {
    const { id } = await keyFor(tracker, "marketer", "Noor");
    await tracker.api("DELETE", `/keys/${id}`);
    await refused("Noor");
    await refused("NOOR ");
  });
});
