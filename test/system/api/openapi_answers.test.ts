/** Every answer of a walk through the API is as its description says. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiDocument } from "../setup/openapi_document.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let document: ApiDocument;

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  document = await ApiDocument.of(tracker);
});
afterAll(() => discard(tracker));

const CAMPAIGN = { name: "Fix our feed", channel: "tiktok", destination: "https://example.org/" };
const SPEC = { published: true, description: "Young voters", ageFrom: 16, regions: ["Utrecht"], budgetEuros: 12.5 };
const CSV = { "content-type": "text/csv" };
const STALE = { "if-match": '"7"' };
const NOBODY = { authorization: "Bearer nobody" };

/** One call: the route it goes to, its path and body where they differ, its headers, and the status to expect. */
type Step = readonly [status: number, route: string, more?: { path?: string; body?: unknown; headers?: Record<string, string> }];

const WALK: readonly Step[] = [
  [
    201,
    "POST /campaigns",
    { body: { ...CAMPAIGN, slug: "walk", startsOn: "2026-01-01", thanksUrl: "https://example.org/t", notes: "n", spec: SPEC } },
  ],
  [201, "POST /campaigns", { body: CAMPAIGN }],
  [400, "POST /campaigns", { body: { name: "" } }],
  [409, "POST /campaigns", { body: { ...CAMPAIGN, slug: "walk" } }],
  [413, "POST /campaigns", { body: " ".repeat(300_000) }],
  [415, "POST /campaigns", { body: "{}", headers: CSV }],
  [200, "GET /campaigns"],
  [200, "GET /campaigns/{slug}", { path: "/campaigns/walk" }],
  [404, "GET /campaigns/{slug}", { path: "/campaigns/nobody" }],
  [400, "GET /campaigns/{slug}", { path: "/campaigns/-" }],
  [200, "PATCH /campaigns/{slug}", { path: "/campaigns/walk", body: { status: "paused", spec: {}, endsOn: "2199-01-01" } }],
  [400, "PATCH /campaigns/{slug}", { path: "/campaigns/walk", body: { status: "archived" } }],
  [404, "PATCH /campaigns/{slug}", { path: "/campaigns/nobody", body: { notes: null } }],
  [412, "PATCH /campaigns/{slug}", { path: "/campaigns/walk", body: { notes: null }, headers: STALE }],
  [201, "POST /campaigns/bulk", { body: [CAMPAIGN, CAMPAIGN] }],
  [201, "POST /campaigns/bulk", { body: "name,channel,destination\nFrom CSV,google,https://example.org/\n", headers: CSV }],
  [409, "POST /campaigns/bulk", { body: [{ ...CAMPAIGN, slug: "walk" }] }],
  [415, "POST /campaigns/bulk", { body: "[]", headers: { "content-type": "text/plain" } }],
  [
    200,
    "POST /campaigns/import",
    { path: "/campaigns/import?channel=google", body: "keyword,url\nmoved,https://example.org/\nx,https://example.org/\n", headers: CSV },
  ],
  [400, "POST /campaigns/import", { body: "click_id,referrer\n", headers: CSV }],
  [415, "POST /campaigns/import", { body: [] }],
  [200, "GET /campaigns/{slug}/qr.svg", { path: "/campaigns/walk/qr.svg" }],
  [404, "GET /campaigns/{slug}/qr.svg", { path: "/campaigns/nobody/qr.svg" }],
  [201, "POST /channels", { body: { id: "radio", name: "Radio" } }],
  [409, "POST /channels", { body: { id: "radio", name: "Radio" } }],
  [200, "GET /channels"],
  [200, "PATCH /channels/{channelId}", { path: "/channels/radio", body: { name: "Radio and podcasts" } }],
  [409, "PATCH /channels/{channelId}", { path: "/channels/radio", body: { name: "TikTok" } }],
  [404, "PATCH /channels/{channelId}", { path: "/channels/nobody", body: { name: "Nobody" } }],
  [204, "DELETE /channels/{channelId}", { path: "/channels/radio" }],
  [409, "DELETE /channels/{channelId}", { path: "/channels/tiktok" }],
  [404, "DELETE /channels/{channelId}", { path: "/channels/radio" }],
  [200, "POST /signups", { body: { campaign: "walk", count: 5 }, headers: { "idempotency-key": "walk" } }],
  [422, "POST /signups", { body: { campaign: "walk", count: 6 }, headers: { "idempotency-key": "walk" } }],
  [200, "POST /signups", { body: { campaign: null, test: true } }],
  [200, "GET /report"],
  [200, "GET /report", { path: "/report?by=campaign&interval=week" }],
  [400, "GET /report", { path: "/report?by=person" }],
  [200, "GET /report.csv"],
  [400, "GET /report.csv", { path: "/report.csv?from=today" }],
  [201, "POST /keys", { body: { name: "Walker", role: "reader" } }],
  [409, "POST /keys", { body: { name: "Walker", role: "reader" } }],
  [201, "POST /hosts", { body: { host: "walk.example.net" } }],
  [400, "POST /hosts", { body: { host: "https://walk.example.net/" } }],
  [200, "GET /hosts"],
  [204, "DELETE /hosts/{host}", { path: "/hosts/walk.example.net" }],
  [404, "DELETE /hosts/{host}", { path: "/hosts/walk.example.net" }],
  [200, "GET /keys"],
  [404, "DELETE /keys/{id}", { path: "/keys/none" }],
  [412, "DELETE /campaigns/{slug}", { path: "/campaigns/walk", headers: STALE }],
  [204, "DELETE /campaigns/{slug}", { path: "/campaigns/walk" }],
  [404, "DELETE /campaigns/{slug}", { path: "/campaigns/walk" }],
  [409, "DELETE /campaigns/{slug}", { path: "/campaigns/walk?forever=true" }],
  [401, "GET /report", { headers: NOBODY }],
  [200, "GET /status"],
  [400, "GET /status", { path: "/status?counts=1" }],
  [200, "GET /openapi.json", { headers: NOBODY }],
];

test("every answer of a walk through the API is as the document says", async () => {
  for (const [status, route, { path, body, headers } = {}] of WALK) {
    const [method = "", template = ""] = route.split(" ");
    const answer = await tracker.api(method, path ?? template, body, headers);
    const step = `${status} ${route} ${path ?? ""}`;
    expect(answer.status, step).toBe(status);
    expect(document.wrongWith(answer, route), step).toEqual([]);
    expect(answer.headers.get("cache-control"), step).toBe("no-store");
  }
});

test("the check of answers notices what is missing, too much or of another type", async () => {
  const answer = await tracker.api<Record<string, unknown>>("GET", "/report");
  const { totals: _, ...lacking } = answer.body;
  for (const body of [
    lacking,
    { ...answer.body, ip: "192.0.2.1" },
    { ...answer.body, groupSize: "5" },
    { ...answer.body, from: "today" },
  ]) {
    expect(document.wrongWith({ ...answer, body }, "GET /report")).toHaveLength(1);
  }
  expect(document.wrongWith({ ...answer, headers: new Headers({ etag: '"1"' }) }, "GET /report")).toHaveLength(1);
  expect(document.wrongWith({ ...answer, status: 401 }, "GET /report")).toEqual(["the header WWW-Authenticate is missing"]);
});
