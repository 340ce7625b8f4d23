/** Campaigns over the API: making, reading and changing them. Archiving and the limits are in campaign_limits.test.ts. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fullExample, unsetFields } from "../../../src/domain/campaign/fields.ts";
import { type Campaign, type CampaignList, pathsOf, readProblem } from "../setup/answers.ts";
import { readQrCode } from "../setup/qr_reader.ts";
import { type Answer, discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker();
});
afterAll(() => discard(tracker));

const VALID = { name: "Fix our feed", channel: "tiktok", destination: "https://example.org/join?lang=nl#top" };

function create(body: Record<string, unknown>): Promise<Answer<Campaign>> {
  return tracker.api<Campaign>("POST", "/campaigns", { ...VALID, manyLinks: true, ...body });
}

async function read(slug: string): Promise<Campaign> {
  return (await tracker.api<Campaign>("GET", `/campaigns/${slug}`)).body;
}

describe("making", () => {
  test("a campaign comes back whole, with its link, an ETag and its own address", async () => {
    const answer = await create({ slug: "Fix-Whole" });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toBe("/api/v1/campaigns/fix-whole");
    expect(answer.headers.get("etag")).toBe('"1"');
    expect(answer.body).toEqual({
      ...unsetFields(),
      ...VALID,
      slug: "fix-whole",
      link: `${tracker.origin}/fix-whole`,
      status: "live",
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
      version: 1,
    });
  });

  test("every optional field is kept", async () => {
    const { slug: _, ...more } = { ...fullExample(), startsOn: "2025-01-31", endsOn: "2199-02-28", notes: "Second round.\nAsk Sam." };
    await create({ slug: "fix-more", ...more });
    expect(await read("fix-more")).toMatchObject(more);
    expect((await tracker.visit("/fix-more/thanks")).headers.get("location")).toBe("https://example.org/thanks#");
  });

  test.each([
    ["Fix our feed: Zomer!", "fix-our-feed-zomer"],
    ["  Één café — naïef  ", "een-cafe-naief"],
    ["About", "about-2"],
    ["A name that goes on for longer than any slug can be", "a-name-that-goes-on-for-longer-than"],
  ])("the name %j suggests the slug %j", async (name, slug) => {
    expect((await create({ name })).body.slug).toBe(slug);
  });

  test("a suggestion avoids slugs that are taken", async () => {
    const slugs = [];
    for (let n = 0; n < 3; n += 1) slugs.push((await create({ name: "Same name" })).body.slug);
    expect(slugs).toEqual(["same-name", "same-name-2", "same-name-3"]);
  });

  test.each(["日本語", "!", "x", "Jan 0612345678"])("the name %j yields no slug, and the answer asks for one", async (name) => {
    expect(pathsOf(readProblem(await create({ name }), 400))).toEqual(["slug"]);
  });

  test.each(["about", "API", "staff", "healthz", "robots", "thanks", "openapi"])("the slug %j is reserved", async (slug) => {
    const { errors } = readProblem(await create({ slug }), 400);
    expect(errors).toEqual([{ path: "slug", message: expect.stringContaining("reserved"), code: "slug-reserved" }]);
  });

  test.each([
    ["member-1234567", "long number"],
    ["06-12-34-56-789", "9 digits"],
    ["550e8400-e29b-41d4-a716-446655440000", "UUID"],
    ["deadbeefcafe12ab", "token"],
    ["a1b2c3d4e5f6", "token"],
  ])("the slug %j looks like a person's, and the answer says why", async (slug, reason) => {
    const { errors } = readProblem(await create({ slug }), 400);
    expect(errors).toEqual([{ path: "slug", message: expect.stringContaining(reason), code: "slug-personal" }]);
  });

  test.each(["summer-2026", "14-2-nl", "2026-11-24", "b2b", "x".repeat(40)])("the slug %j looks like nobody's", async (slug) => {
    expect((await create({ slug })).status).toBe(201);
  });

  test.each([
    ["https://example.org/?mail=jan@example.com", "email"],
    ["https://example.org/?mail=jan%40example.com", "email"],
    ["https://example.org/?sale=50%&mail=jan%40example.com", "email"],
    ["https://example.org/u/550e8400-e29b-41d4-a716-446655440000", "UUID"],
    ["https://example.org/#member=1234567", "long number"],
    ["https://example.org/?GCLID=x", "GCLID"],
    ["https://example.org/?a=1&fbclid=", "fbclid"],
  ])("the destination %j may lead to one person, and the answer says why", async (destination, reason) => {
    const { errors } = readProblem(await create({ destination }), 400);
    const code = /UUID|number/.test(reason) ? "looks-personal" : "personal";
    expect(errors).toEqual([{ path: "destination", message: expect.stringContaining(reason), code }]);
    expect(pathsOf(readProblem(await create({ thanksUrl: destination }), 400))).toEqual(["thanksUrl"]);
  });

  test("a channel that does not exist is refused with those that do", async () => {
    const { errors } = readProblem(await create({ channel: "radio" }), 400);
    expect(errors).toEqual([
      { path: "channel", message: expect.stringContaining("instagram, google, tiktok, youtube, spotify"), code: "no-such-channel" },
    ]);
  });

  test.each([
    [{}, "live"],
    [{ startsOn: "2000-01-01", endsOn: "2199-12-31" }, "live"],
    [{ startsOn: "2199-12-31" }, "scheduled"],
    [{ endsOn: "2000-01-01" }, "ended"],
  ])("with %j it is %s", async (dates, status) => {
    expect((await create(dates)).body.status).toBe(status);
  });

  test("it cannot end before it starts", async () => {
    expect(pathsOf(readProblem(await create({ startsOn: "2026-03-02", endsOn: "2026-03-01" }), 400))).toEqual(["endsOn"]);
  });
});

describe("reading", () => {
  test("the list has the campaigns as they are read one by one", async () => {
    await create({ slug: "listed" });
    const { campaigns } = (await tracker.api<CampaignList>("GET", "/campaigns")).body;
    expect(campaigns.find(({ slug }) => slug === "listed")).toEqual(await read("LISTED"));
  });

  test("the QR code says the link", async () => {
    const { link } = (await create({ slug: "qr" })).body;
    const answer = await tracker.api<string>("GET", "/campaigns/qr/qr.svg");
    expect(answer.headers.get("content-type")).toBe("image/svg+xml");
    expect(answer.body).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*<\/svg>$/);
    expect(readQrCode(answer.body)).toBe(link);
  });

  test.each(["GET /campaigns/nobody", "GET /campaigns/nobody/qr.svg", "PATCH /campaigns/nobody", "DELETE /campaigns/nobody"])(
    "%s finds nothing",
    async (operation) => {
      const [method = "", path = ""] = operation.split(" ");
      readProblem(await tracker.api(method, path, method === "PATCH" ? { name: "New" } : undefined), 404);
    },
  );
});

describe("changing", () => {
  test.each([
    { name: "Another name" },
    { channel: "google" },
    { destination: "https://example.org/other" },
    { startsOn: "2025-01-01", endsOn: null },
    { thanksUrl: "https://example.org/bye" },
    { countRepeats: false },
    { notes: "Some", spec: { published: true } },
    { notes: null, spec: null },
  ])("%j changes that and the version only", async (change) => {
    const before = (await create({ notes: "Old", spec: { paidBy: "Us" } })).body;
    const answer = await tracker.api<Campaign>("PATCH", `/campaigns/${before.slug}`, change);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...before, ...change, version: 2 });
    expect(await read(before.slug)).toEqual(answer.body);
  });

  test("a paused link still leads on, without the code, until it is live again", async () => {
    await create({ slug: "pausing", destination: "https://example.org/" });
    const status = async (to: string): Promise<string> =>
      (await tracker.api<Campaign>("PATCH", "/campaigns/pausing", { status: to })).body.status;
    expect(await status("paused")).toBe("paused");
    expect((await tracker.visit("/pausing")).headers.get("location")).toBe("https://example.org/#");
    expect(await status("live")).toBe("live");
    expect((await tracker.visit("/pausing")).headers.get("location")).toBe("https://example.org/?c=pausing#");
  });

  test("a campaign that has ended becomes live only with a later end", async () => {
    await create({ slug: "over", endsOn: "2000-01-01" });
    expect(pathsOf(readProblem(await tracker.api("PATCH", "/campaigns/over", { status: "live" }), 400))).toEqual(["status"]);
    const answer = await tracker.api<Campaign>("PATCH", "/campaigns/over", { status: "live", endsOn: "2199-01-01" });
    expect(answer.body.status).toBe("live");
  });

  test("dates are checked against those that stay", async () => {
    await create({ slug: "dated", startsOn: "2026-05-01" });
    expect(pathsOf(readProblem(await tracker.api("PATCH", "/campaigns/dated", { endsOn: "2026-04-30" }), 400))).toEqual(["endsOn"]);
    expect(await read("dated")).toMatchObject({ endsOn: null, version: 1 });
  });

  test("of changes made from the same reading one is taken, and the others learn that they lost", async () => {
    const etag = (await create({ slug: "race" })).headers.get("etag") ?? "";
    const names = ["A", "B", "C", "D"];
    const answers = await Promise.all(names.map((name) => tracker.api("PATCH", "/campaigns/race", { name }, { "if-match": etag })));
    const taken = answers.filter(({ status }) => status === 200);
    expect(taken).toHaveLength(1);
    for (const answer of answers) if (answer !== taken[0]) readProblem(answer, 412);
    expect(await read("race")).toEqual(taken[0]?.body);
    readProblem(await tracker.api("DELETE", "/campaigns/race", undefined, { "if-match": etag }), 412);
    expect((await tracker.api("DELETE", "/campaigns/race", undefined, { "if-match": '"2"' })).status).toBe(204);
  });

  test.each(['"2"', '"abc"', '""', '"-1"', '"1e0"', `"${"9".repeat(40)}"`, '"2", "3"'])(
    "If-Match: %s fits another version",
    async (etag) => {
      const { slug } = (await create({})).body;
      readProblem(await tracker.api("PATCH", `/campaigns/${slug}`, { name: "New" }, { "if-match": etag }), 412);
      readProblem(await tracker.api("DELETE", `/campaigns/${slug}`, undefined, { "if-match": etag }), 412);
      expect(await read(String(slug))).toMatchObject({ version: 1 });
    },
  );

  test.each(['"1"', 'W/"1"', "*", '"3", W/"1"', '"abc","1"'])("If-Match: %s fits the first version", async (etag) => {
    const { slug } = (await create({})).body;
    expect((await tracker.api("PATCH", `/campaigns/${slug}`, { name: "New" }, { "if-match": etag })).status).toBe(200);
  });
});
