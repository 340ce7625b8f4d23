/** Signing in to the dashboard with an access key: who gets in, for how long, and what the browser keeps. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { get, keyFor, post, sessionOf, signIn, startDashboard } from "../setup/dashboard.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startDashboard();
  await tracker.createCampaign("known");
});
afterAll(() => discard(tracker));

const PAGES = [
  "/staff",
  "/staff/how",
  "/staff/connect",
  "/staff/ads",
  "/staff/campaigns",
  "/staff/campaigns/known",
  "/staff/campaigns.csv",
];

describe("without a session", () => {
  test.each([...PAGES, "/staff/settings", "/staff/new-campaign", "/staff/nothing"])("%s leads to the form", async (path) => {
    const answer = await get(tracker, path, "");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(/^\/staff\/sign-in/);
  });

  test("a form that would change something changes nothing", async () => {
    const answer = await post(tracker, "/staff/campaigns/known/archive", {}, "");
    expect(answer.headers.get("location")).toBe(
      "/staff/sign-in?next=%2Fstaff%2Fcampaigns%2Fknown%2Farchive%3Fnotice%3Dundone&notice=ended",
    );
    expect((await tracker.api("GET", "/campaigns/known")).status).toBe(200);
  });

  test.each(["/staff/settings/keys/8f14e45f-ceea-467a-9575-1d1d1d1d1d1d/remove", "/staff/settings/members/noor%40example.org/remove"])(
    "the way leads back to %s",
    async (path) => {
      const { location } = Object.fromEntries((await get(tracker, path, "")).headers);
      expect(location).toBe(`/staff/sign-in?next=${encodeURIComponent(path)}`);
      expect((await signIn(tracker, ADMIN_KEY, { next: path })).headers.get("location")).toBe(path);
    },
  );

  test("the form says nothing of an address that it does not know", async () => {
    const answer = await get(tracker, "/staff/sign-in?next=https://elsewhere.example/&who=somebody", "");
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).not.toMatch(/elsewhere|somebody/);
  });
});

describe("signing in", () => {
  test("sets one cookie, for this host alone, which no script and no other site can use, for twelve hours", async () => {
    const answer = await signIn(tracker, ADMIN_KEY);
    const cookies = answer.headers.getSetCookie();
    expect([answer.status, answer.headers.get("location"), cookies.length]).toEqual([303, "/staff", 1]);
    const [pair = "", ...attributes] = (cookies[0] ?? "").split("; ");
    expect(pair).toMatch(/^__Host-fivebar=/);
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=43200", "Path=/", "SameSite=Strict", "Secure"]);
    expect(cookies[0]).not.toContain(ADMIN_KEY);
  });

  test("leads on to the page that was asked for, its filters included, and to no other site", async () => {
    const lead = async (next: string): Promise<string | null> => (await signIn(tracker, ADMIN_KEY, { next })).headers.get("location");
    for (const next of ["/staff/campaigns/known", "/staff/campaigns?search=a+b&channel=tiktok", "/staff?from=2026-01-01&to=2026-01-31"]) {
      expect(await lead(next)).toBe(next);
      const way = (await get(tracker, next, "")).headers.get("location") ?? "";
      expect(new URL(way, tracker.origin).searchParams.get("next")).toBe(next);
      expect(await (await get(tracker, way, "")).text()).toContain(`name="next" value="${next.replaceAll("&", "&amp;")}"`);
    }
    for (const next of [
      "https://elsewhere.example/",
      "//elsewhere.example/staff/how",
      "/staff/../known",
      "/known",
      "/staff/how\r\nx: y",
      "/staff?a=b#//elsewhere.example",
      "/staff@elsewhere.example",
      "/staff?\\elsewhere.example",
      "/staff.elsewhere.example",
      "/staff/sign-out",
    ]) {
      expect([next, await lead(next)]).toEqual([next, "/staff"]);
    }
  });

  test("goes on to the page that was asked for also after a wrong key", async () => {
    const wrong = await (await signIn(tracker, "a-wrong-key", { next: "/staff/campaigns?search=x" })).text();
    expect(wrong).toContain('name="next" value="/staff/campaigns?search=x"');
    expect(wrong).toContain("/staff/sign-in?next=%2Fstaff%2Fcampaigns%3Fsearch%3Dx&amp;lang=nl");
  });

  test.each(["", "wrong", `${ADMIN_KEY}x`, "fivebar_admin_".padEnd(57, "x")])("the key %j is nobody's", async (key) => {
    const answer = await signIn(tracker, key);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []]);
    expect(await answer.text()).toContain("We do not know this key");
  });

  test("a website's key cannot sign in", async () => {
    const { key } = await keyFor(tracker, "site", "A website");
    const answer = await signIn(tracker, key);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
    expect(await answer.text()).toContain("This is a website’s key");
  });

  test("the cookie lets in, and is set nowhere but below /staff", async () => {
    const cookie = await sessionOf(tracker);
    for (const path of PAGES) expect([path, (await get(tracker, path, cookie)).status]).toEqual([path, 200]);
    for (const path of ["/known", "/about", "/about.json", "/nobody", "/healthz", "/api/v1/report", "/api/v1/openapi.json"]) {
      const answer = await get(tracker, path, cookie);
      expect([path, answer.headers.getSetCookie()]).toEqual([path, []]);
    }
  });

  test("a session is no access key: the API does not take it", async () => {
    expect((await get(tracker, "/api/v1/campaigns", await sessionOf(tracker))).status).toBe(401);
  });
});

describe("a session ends", () => {
  test("when its owner signs out: the browser forgets it", async () => {
    const answer = await post(tracker, "/staff/sign-out", {}, await sessionOf(tracker));
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-fivebar=;.*Max-Age=0/);
    expect(answer.headers.get("location")).toBe("/staff/sign-in?notice=signed-out");
  });

  test("at once when its key is deleted", async () => {
    const { id, key } = await keyFor(tracker, "reader", "Soon gone");
    const cookie = await sessionOf(tracker, key);
    expect((await get(tracker, "/staff", cookie)).status).toBe(200);
    await tracker.api("DELETE", `/keys/${id}`);
    expect((await get(tracker, "/staff", cookie)).status).toBe(303);
  });

  test("when one letter of it is another", async () => {
    const cookie = await sessionOf(tracker);
    const value = decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1));
    for (const at of [0, 8, 20, value.length - 5]) {
      const other = value[at] === "a" ? "b" : "a";
      const forged = `__Host-fivebar=${encodeURIComponent(value.slice(0, at) + other + value.slice(at + 1))}`;
      expect((await get(tracker, "/staff", forged)).status).toBe(303);
    }
  });

  test.each([
    ["ADMIN_KEY", "another-admin-key-of-the-system-tests"],
    ["SESSION_SECRET", "another-secret-of-the-system-tests-0123456789"],
  ])("when %s changes", async (name, value) => {
    const cookie = await sessionOf(tracker);
    const other = await startDashboard({ [name]: value });
    try {
      expect((await get(other, "/staff", cookie)).status).toBe(303);
    } finally {
      await discard(other);
    }
    expect((await get(tracker, "/staff", cookie)).status).toBe(200);
  });
});

describe("a form of another site", () => {
  test.each([
    { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
    { origin: "null", "sec-fetch-site": "cross-site" },
    { origin: "https://sub.example", "sec-fetch-site": "same-site" },
  ])("is refused and changes nothing: %j", async (headers) => {
    const answer = await post(tracker, "/staff/campaigns/known/archive", {}, await sessionOf(tracker), headers);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("came from another website");
    expect((await tracker.api("GET", "/campaigns/known")).status).toBe(200);
  });
});

describe("guessing", () => {
  test("right keys take nothing from the store", async () => {
    for (let times = 0; times < 15; times += 1) expect((await signIn(tracker, ADMIN_KEY)).status).toBe(303);
  });
});

describe("roles", () => {
  const ADMINS = ["/staff/settings", "/staff/settings/status"];
  const CAN_EDIT = ["/staff/new-campaign", "/staff/import", "/staff/campaigns/known/edit", "/staff/campaigns/known/archive"];

  test.each([
    ["reader", { makers: 403, admins: 403 }],
    ["marketer", { makers: 200, admins: 403 }],
    ["admin", { makers: 200, admins: 200 }],
  ])("a %s opens what the role allows", async (role, allowed) => {
    const { key } = await keyFor(tracker, role, `Role ${role}`);
    const cookie = await sessionOf(tracker, key);
    for (const path of PAGES) expect([path, (await get(tracker, path, cookie)).status]).toEqual([path, 200]);
    for (const path of CAN_EDIT) expect([path, (await get(tracker, path, cookie)).status]).toEqual([path, allowed.makers]);
    for (const path of ADMINS) expect([path, (await get(tracker, path, cookie)).status]).toEqual([path, allowed.admins]);
  });

  test.each([
    ["reader", "/staff/new-campaign", { name: "By a reader", channels: "tiktok", destination: "https://example.org/x" }],
    ["reader", "/staff/campaigns/known/status", { status: "paused" }],
    ["reader", "/staff/campaigns/known/archive", {}],
    [
      "reader",
      "/staff/campaigns/known/edit",
      { name: "By a reader", channels: "tiktok", destination: "https://example.org/x", version: "1" },
    ],
    ["reader", "/staff/import", { csv: "name,channel,destination\nBy a reader,tiktok,https://example.org/x", confirmed: "yes" }],
    ["reader", "/staff/settings/keys", { name: "By a reader", role: "admin" }],
    ["marketer", "/staff/settings/keys/KEY/remove", {}],
    ["marketer", "/staff/settings/members/a%40example.org/remove", {}],
    ["marketer", "/staff/settings/keys", { name: "By a marketer", role: "admin" }],
    ["marketer", "/staff/settings/members", { email: "a@example.org", role: "admin" }],
  ])("a %s cannot post to %s", async (role, path, fields) => {
    const state = async (): Promise<string> =>
      JSON.stringify(await Promise.all(["/campaigns", "/channels", "/keys"].map(async (list) => (await tracker.api("GET", list)).body)));
    const { key, id } = await keyFor(tracker, role, `Post ${role} ${path}`);
    const cookie = await sessionOf(tracker, key);
    const before = await state();
    expect((await post(tracker, path.replace("KEY", id), fields as Record<string, string>, cookie)).status).toBe(403);
    expect(await state()).toBe(before);
  });
});
