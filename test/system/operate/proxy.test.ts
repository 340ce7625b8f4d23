/** Behind a proxy that ends TLS and says so: what visitors are told of https, and how links begin. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker();
  await tracker.createCampaign("older", { thanksUrl: "https://example.org/" });
});
afterAll(() => discard(tracker));

describe("behind a proxy that ends TLS", () => {
  test.each([
    ["/older", 302],
    ["/unknown", 404],
    ["/about", 200],
    ["/older/thanks", 303],
  ])("%s says that the domain is for https", async (path, status) => {
    const secure = await tracker.visit(path, { headers: { "X-Forwarded-Proto": "https" } });
    expect([secure.status, secure.headers.get("strict-transport-security")]).toEqual([status, "max-age=31536000"]);
    for (const headers of [{}, { "X-Forwarded-Proto": "http" }]) {
      expect((await tracker.visit(path, { headers })).headers.get("strict-transport-security")).toBeNull();
    }
  });

  test.each([
    ["HTTPS", "https"],
    ["https, http", "https"],
    ["http", "http"],
    ["on", "http"],
    ["wss", "http"],
    ["file", "http"],
    ["https; x", "http"],
  ])("that says %s, links begin with %s", async (said, scheme) => {
    const { link } = (await tracker.api<{ link: string }>("GET", "/campaigns/older", undefined, { "X-Forwarded-Proto": said })).body;
    expect(link).toBe(`${tracker.origin.replace("http", scheme)}/older`);
  });

  test("and another before it, the visitor is sent on too", async () => {
    const response = await tracker.visit("/older", { headers: { "X-Forwarded-Proto": "https, http" } });
    expect([response.status, response.headers.get("location")]).toEqual([302, "https://example.org/?c=older#"]);
  });
});
