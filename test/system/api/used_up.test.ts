/** No limit can be used up for good: what somebody made in bulk can be taken away again, and tells nothing when it is. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Campaign, readProblem } from "../setup/answers.ts";
import { FAULTY_CONFIG } from "../setup/build.ts";
import { keyFor } from "../setup/dashboard.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

const DAY_MS = 86_400_000;
const VALID = { name: "Fix our feed", channel: "tiktok", destination: "https://example.org/" };

let tracker: Tracker;
let marketer: Record<string, string>;

beforeAll(async () => {
  tracker = await startTracker({}, FAULTY_CONFIG);
  marketer = { authorization: `Bearer ${(await keyFor(tracker, "marketer")).key}` };
});
afterAll(() => discard(tracker));

const ask = <T = unknown>(method: string, path: string, body?: unknown) => tracker.api<T>(method, path, body, marketer);

async function archive(slug: string): Promise<void> {
  expect((await ask("DELETE", `/campaigns/${slug}`)).status).toBe(204);
}

const deleteForGood = (slug: string, headers: Record<string, string> = {}) =>
  tracker.api("DELETE", `/campaigns/${slug}?forever=true`, undefined, { ...marketer, ...headers });

describe("a channel", () => {
  test("can be renamed, and deleted while no campaign is or was in it", async () => {
    for (const id of ["radio", "poster"]) expect((await ask("POST", "/channels", { id, name: `A ${id}` })).status).toBe(201);
    expect(await ask("PATCH", "/channels/radio", { name: "Radio and podcasts" })).toMatchObject({
      status: 200,
      body: { id: "radio", name: "Radio and podcasts" },
    });
    readProblem(await ask("PATCH", "/channels/radio", { name: "a POSTER" }), 409);
    readProblem(await ask("PATCH", "/channels/unknown", { name: "Unknown" }), 404);
    readProblem(await ask("PATCH", "/channels/radio", { name: "Radio", id: "other" }), 400);
    readProblem(await ask("PATCH", "/channels/radio", {}), 400);
    await tracker.createCampaign("in-radio", { channel: "radio" });
    expect((await ask("PATCH", "/campaigns/in-radio", { channel: "tiktok" })).status).toBe(200);
    await tracker.createCampaign("in-poster", { channel: "poster" });
    await archive("in-poster");
    for (const id of ["radio", "poster"]) readProblem(await ask("DELETE", `/channels/${id}`), 409);
    readProblem(await ask("DELETE", "/channels/unknown"), 404);
    expect((await ask("DELETE", "/channels/spotify")).status).toBe(204);
    expect((await ask("POST", "/channels", { id: "spotify", name: "Spotify" })).status).toBe(201);
  });

  test("of 64 that somebody made can go again, one by one", async () => {
    const made: string[] = [];
    for (let nth = 0; nth < 64; nth += 1) {
      const { status } = await ask("POST", "/channels", { id: `fill-${nth}`, name: `Fill ${nth}` });
      if (status === 201) made.push(`fill-${nth}`);
      else expect(status).toBe(409);
    }
    expect(readProblem(await ask("POST", "/channels", { id: "more", name: "More" }), 409).detail).toContain("delete one");
    for (const id of made) expect((await ask("DELETE", `/channels/${id}`)).status).toBe(204);
    expect((await ask("POST", "/channels", { id: "more", name: "More" })).status).toBe(201);
  });
});

describe("a campaign that brought nothing", () => {
  beforeAll(async () => {
    for (const [slug, visits] of [
      ["zero", 0],
      ["four", 4],
      ["five", 5],
    ] as const) {
      await tracker.createCampaign(slug);
      for (let nth = 0; nth < visits; nth += 1) await tracker.visit(`/${slug}`);
    }
    await tracker.reportWhen(({ totals }) => totals.visits === 5);
  });

  test("is deleted for good once it was archived for two days, and its slug is free; one with four visits looks just the same", async () => {
    for (const slug of ["zero", "four", "five"]) {
      expect(readProblem(await deleteForGood(slug), 409).detail).toContain("archive the campaign first");
      await archive(slug);
      expect(readProblem(await deleteForGood(slug), 409).detail).toContain("from");
    }
    await tracker.ask(`/__clock?ms=${2 * DAY_MS}`);
    readProblem(await deleteForGood("zero", { "if-match": '"1"' }), 412);
    readProblem(await deleteForGood("unknown"), 404);
    readProblem(await tracker.api("DELETE", "/campaigns/none?forever=yes", undefined, marketer), 400);
    const answers = await Promise.all(["zero", "four", "five"].map((slug) => deleteForGood(slug)));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 409]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    readProblem(await deleteForGood("zero"), 404);
    expect((await tracker.report("?by=campaign")).rows).toMatchObject([{}, { campaign: "five", visits: 5 }]);

    const again = await ask<Campaign>("POST", "/campaigns", { ...VALID, slug: "four" });
    expect(again.status).toBe(201);
    await tracker.visit("/four");
    for (let nth = 0; nth < 5; nth += 1) await tracker.visit("/in-radio");
    const { rows } = await tracker.reportWhen(({ totals }) => totals.visits === 10, "?by=campaign");
    expect(
      rows.find(({ campaign }) => campaign === "four"),
      "nothing of what was counted before is the new one's",
    ).toMatchObject({ visits: 0 });
  });

  test("stays while its signups may come out at the next close", async () => {
    await tracker.createCampaign("late");
    await tracker.api("POST", "/signups", { campaign: "late", count: 4 });
    await tracker.api("POST", "/signups", { campaign: null, count: 1 });
    await tracker.ask(`/__clock?ms=${3 * DAY_MS}`);
    // Four of it have closed; the fifth has not.
    expect((await tracker.report()).releasedThrough.signups).not.toBeNull();
    await tracker.api("POST", "/signups", { campaign: "late", count: 1 });
    await archive("late");
    await tracker.ask(`/__clock?ms=${6 * DAY_MS}`);
    expect(readProblem(await deleteForGood("late"), 409).detail).toContain("signups are out up to");
    await tracker.api("POST", "/signups", { campaign: null, count: 4 });
    await tracker.ask(`/__clock?ms=${7 * DAY_MS}`);
    expect(readProblem(await deleteForGood("late"), 409).detail).toContain("brought something");
  });
});

test("no more campaigns are made in a day than fill the tracker twice; the next day it goes on", async () => {
  await tracker.ask(`/__clock?ms=${20 * DAY_MS}`);
  const { campaigns } = (await ask<{ campaigns: Campaign[] }>("GET", "/campaigns")).body;
  for (const { slug } of campaigns) await archive(slug);
  const fill = async (count: number) => {
    const answer = await ask<{ campaigns: Campaign[] }>(
      "POST",
      "/campaigns/bulk?manyLinks=true",
      Array.from({ length: count }, () => VALID),
    );
    if (answer.status === 201) await Promise.all(answer.body.campaigns.map(({ slug }) => archive(slug)));
    return answer;
  };
  expect((await fill(256)).status).toBe(201);
  expect((await fill(256)).status).toBe(201);
  expect(readProblem(await fill(1), 409).detail).toContain("go on tomorrow");
  await tracker.ask(`/__clock?ms=${21 * DAY_MS}`);
  expect((await fill(1)).status).toBe(201);
});
