/** The warning about links that look as if they were made for one person each; its rule has tests of its own in test/core. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Campaign, CampaignList } from "./answers.ts";
import { type Answer, discard, startTracker, type Tracker } from "./tracker.ts";

const CHANNELS = ["instagram", "google", "tiktok", "youtube", "spotify"];

let tracker: Tracker;
beforeEach(async () => {
  tracker = await startTracker();
});
afterEach(() => discard(tracker));

function row(name: string, channel = "tiktok"): Record<string, unknown> {
  return { name, channel, destination: "https://example.org/" };
}

function warningOf(answer: Answer): string | null {
  expect(answer.status).toBe(201);
  return answer.headers.get("fivebar-warning");
}

async function create(name: string, channel?: string): Promise<Answer<Campaign>> {
  return tracker.api<Campaign>("POST", "/campaigns", row(name, channel));
}

describe("the maker is warned", () => {
  test("with the fifth campaign in a row that differs in a name only; the campaign is made all the same", async () => {
    for (const name of ["Jan", "Piet", "Noor", "Sam"]) expect(warningOf(await create(`Voor ${name}`))).toBeNull();
    const answer = await create("Voor Zoë");
    expect(warningOf(answer)).toMatch(/^5 campaigns .*one link per ad is enough/);
    expect(Object.keys(answer.body)).not.toContain("warning");
    expect((await tracker.api("GET", `/campaigns/${answer.body.slug}`)).status).toBe(200);
    expect(warningOf(await create("A law for all of us"))).toBeNull();
  });

  test("about a list, together with what was there before", async () => {
    const list = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => row(`Mailing ${from + index}`));
    expect(warningOf(await tracker.api("POST", "/campaigns/bulk", list(0, 4)))).toBeNull();
    const answer = await tracker.api<CampaignList>("POST", "/campaigns/bulk", list(4, 40));
    expect(warningOf(answer)).toMatch(/^40 campaigns /);
    expect(Object.keys(answer.body)).toEqual(["campaigns"]);
  });
});

test("one ad in each channel is as it should be: one by one or as a list, with the channel's name or without", async () => {
  for (const channel of CHANNELS) expect(warningOf(await create(`Fix our feed ${channel}`, channel))).toBeNull();
  for (const channel of CHANNELS) expect(warningOf(await create("Summer", channel))).toBeNull();
  const list = CHANNELS.map((channel) => row(`Petition on ${channel}`, channel));
  expect(warningOf(await tracker.api("POST", "/campaigns/bulk", list))).toBeNull();
});

test("an archived campaign no longer counts, and a refused one is no reason to warn", async () => {
  for (const name of ["Jan", "Piet", "Noor", "Sam"]) await create(`Voor ${name}`);
  expect((await create("Voor Ali", "radio")).headers.get("fivebar-warning")).toBeNull();
  await tracker.api("DELETE", "/campaigns/voor-jan");
  expect(warningOf(await create("Voor Zoë"))).toBeNull();
});

test("the API's description names the header", async () => {
  type Described = {
    paths: Record<string, { post: { responses: Record<string, { headers?: Record<string, { description: string }> }> } }>;
  };
  const { paths } = (await tracker.api<Described>("GET", "/openapi.json")).body;
  for (const path of ["/campaigns", "/campaigns/bulk"]) {
    expect(paths[path]?.post.responses["201"]?.headers?.["Fivebar-Warning"]?.description).toContain("10 minutes");
  }
});
