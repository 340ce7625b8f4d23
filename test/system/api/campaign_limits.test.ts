/** What bounds campaigns: archiving is for good, there are 256 at most, and destinations keep to the allowed hosts. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Campaign, type CampaignList, pathsOf, readProblem } from "../setup/answers.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

const VALID = { name: "Fix our feed", channel: "tiktok", destination: "https://example.org/" };
const MAX_CAMPAIGNS = 256;

describe("an archived campaign", () => {
  beforeEach(async () => {
    tracker = await startTracker();
    await tracker.createCampaign("gone", { thanksUrl: "https://example.org/thanks" });
    for (let n = 0; n < 5; n += 1) await tracker.visit("/gone");
    await tracker.reportWhen(({ totals }) => totals.visits === 5);
    expect((await tracker.api("DELETE", "/campaigns/gone")).status).toBe(204);
  });
  afterEach(() => discard(tracker));

  test("is unknown to visitors and to the API", async () => {
    expect((await tracker.visit("/gone")).status).toBe(404);
    expect((await tracker.visit("/gone/thanks")).status).toBe(404);
    expect((await tracker.api("GET", "/campaigns")).body).toEqual({ campaigns: [] });
    for (const path of ["/campaigns/gone", "/campaigns/gone/qr.svg"]) readProblem(await tracker.api("GET", path), 404);
    readProblem(await tracker.api("PATCH", "/campaigns/gone", { status: "live" }), 404);
    readProblem(await tracker.api("DELETE", "/campaigns/gone"), 404);
  });

  test("keeps its counts in the reports", async () => {
    const { rows, totals } = await tracker.report("?by=campaign");
    expect(rows).toMatchObject([{ channel: "tiktok", campaign: "gone", visits: 5 }]);
    expect(totals.visits).toBe(5);
  });

  test("keeps its slug for ever, also after a restart", async () => {
    await tracker.stop();
    await tracker.start();
    expect(pathsOf(readProblem(await tracker.api("POST", "/campaigns", { ...VALID, slug: "GONE" }), 409))).toEqual(["slug"]);
    const bulk = await tracker.api("POST", "/campaigns/bulk", [VALID, { ...VALID, slug: "gone" }]);
    expect(pathsOf(readProblem(bulk, 409))).toEqual(["1.slug"]);
    expect((await tracker.api<Campaign>("POST", "/campaigns", { ...VALID, name: "Gone" })).body.slug).toBe("gone-2");
  });
});

describe("a tracker with 256 campaigns", () => {
  beforeEach(async () => {
    tracker = await startTracker();
    const all = Array.from({ length: MAX_CAMPAIGNS }, (_, index) => ({ ...VALID, name: `Number ${index}` }));
    expect((await tracker.api("POST", "/campaigns/bulk?manyLinks=true", all)).status).toBe(201);
  });
  afterEach(() => discard(tracker));

  test("takes another one only after one is archived", async () => {
    const { detail } = readProblem(await tracker.api("POST", "/campaigns", VALID), 409);
    expect(detail).toContain("at most 256");
    readProblem(await tracker.api("POST", "/campaigns/bulk", [VALID]), 409);
    await tracker.api("DELETE", "/campaigns/number-7");
    expect((await tracker.api("POST", "/campaigns", { ...VALID, manyLinks: true })).status).toBe(201);
    readProblem(await tracker.api("POST", "/campaigns", VALID), 409);
    expect((await tracker.api<CampaignList>("GET", "/campaigns")).body.campaigns).toHaveLength(MAX_CAMPAIGNS);
  });

  test("takes others in the place of those that have ended, which come back to life only where there is room", async () => {
    const over = { endsOn: "2020-01-01" };
    expect((await tracker.api("PATCH", "/campaigns/number-7", over)).status).toBe(200);
    expect((await tracker.api("PATCH", "/campaigns/number-8", over)).status).toBe(200);
    await tracker.api("DELETE", "/campaigns/number-8");
    for (const _ of ["7", "8"]) expect((await tracker.api("POST", "/campaigns", { ...VALID, manyLinks: true })).status).toBe(201);
    readProblem(await tracker.api("POST", "/campaigns", { ...VALID, manyLinks: true }), 409);
    readProblem(await tracker.api("PATCH", "/campaigns/number-7", { endsOn: null }), 409);
    expect((await tracker.api<Campaign>("GET", "/campaigns/number-7")).body).toMatchObject({ ...over, version: 2 });
    expect((await tracker.api("POST", "/campaigns/number-8/restore")).status, "it has ended").toBe(200);
    await tracker.api("DELETE", "/campaigns/number-9");
    expect((await tracker.api("PATCH", "/campaigns/number-7", { endsOn: null })).status).toBe(200);
    readProblem(await tracker.api("POST", "/campaigns/number-9/restore"), 409);
  });

  test("takes no second one from two who ask at the same time for the last place", async () => {
    await tracker.api("DELETE", "/campaigns/number-7");
    const answers = await Promise.all([1, 2, 3].map(() => tracker.api("POST", "/campaigns", { ...VALID, manyLinks: true })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});

describe("with ALLOWED_HOSTS", () => {
  beforeAll(async () => {
    tracker = await startTracker({ ALLOWED_HOSTS: "example.org, *.example.net shop.example.com:8443" });
    await tracker.createCampaign("existing");
  });
  afterAll(() => discard(tracker));

  test("destinations and thank-you pages on those hosts are taken", async () => {
    const taken = ["https://EXAMPLE.org/a", "https://www.example.net/", "https://a.b.example.net/", "https://shop.example.com:8443/"];
    for (const destination of taken) {
      expect((await tracker.api("PATCH", "/campaigns/existing", { destination, thanksUrl: destination })).status, destination).toBe(200);
    }
  });

  test.each([
    "https://www.example.org/",
    "https://example.org.example.com/",
    "https://notexample.org/",
    "https://example.net/",
    "https://evilexample.net/",
    "https://example.com/example.org",
    "https://example.com/?example.org",
    "https://example.com#@example.org/",
    "https://example.org@example.com/",
    "https://shop.example.com/",
    "https://shop.example.com:8444/",
    "http://example.org/",
    "http://localhost/",
  ])("%s is refused", async (address) => {
    for (const field of ["destination", "thanksUrl"]) {
      const made = readProblem(await tracker.api("POST", "/campaigns", { ...VALID, [field]: address }), 400);
      const changed = readProblem(await tracker.api("PATCH", "/campaigns/existing", { [field]: address }), 400);
      // Some of them are wrong in two ways.
      for (const problem of [made, changed]) expect(new Set(pathsOf(problem))).toEqual(new Set([field]));
    }
  });

  test("the refusal says which hosts may be", async () => {
    const answer = await tracker.api("POST", "/campaigns", { ...VALID, destination: "https://www.example.org/" });
    expect(readProblem(answer, 400).detail).toContain("example.org, *.example.net, shop.example.com:8443");
  });
});
