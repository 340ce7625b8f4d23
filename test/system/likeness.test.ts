/** The warning about links that look as if they were made for one person each; its rule has tests of its own in test/core. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Campaign, CampaignList } from "./setup/answers.ts";
import { get, post, sessionOf, startDashboard } from "./setup/dashboard.ts";
import { type Answer, discard, type Tracker } from "./setup/tracker.ts";

/** As if the campaigns had been made long ago, a month apart. */
async function makeOlder(): Promise<void> {
  await tracker.stop();
  const folder = join(tracker.dataDir, "objects", "fivebar-registry");
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".sqlite") || name === "metadata.sqlite") continue;
    const database = new DatabaseSync(join(folder, name));
    database.exec("UPDATE campaigns SET created_at = printf('2025-%02d-01T00:00:00.000Z', id)");
    database.close();
  }
  await tracker.start();
}

const CHANNELS = ["instagram", "google", "tiktok", "youtube", "spotify"];

let tracker: Tracker;
beforeEach(async () => {
  tracker = await startDashboard();
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

describe("the maker is warned of names given later", () => {
  const NAMES = ["Voor Jan Jansen", "Voor Piet Bakker", "Voor Noor de Wit", "Voor Sam Smit", "Voor Ali Kaya"];
  const slugs = ["spring", "law", "our-feed-now", "june-2", "a-b-c-d-e"];

  async function rename(nth: number, more: Record<string, unknown> = {}): Promise<string | null> {
    const answer = await tracker.api("PATCH", `/campaigns/${slugs[nth]}`, { name: NAMES[nth], ...more });
    expect(answer.status).toBe(200);
    return answer.headers.get("fivebar-warning");
  }

  beforeEach(async () => {
    for (const [nth, slug] of slugs.entries()) await tracker.createCampaign(slug, { name: `Ad ${"so ".repeat(nth)}${slug}` });
    await makeOlder();
  });

  test("through the API, with the fifth; and not of any other change", async () => {
    for (const nth of [0, 1, 2, 3]) expect(await rename(nth)).toBeNull();
    expect(await rename(4)).toMatch(/^5 campaigns /);
    const other = await tracker.api("PATCH", "/campaigns/spring", { notes: "Nothing to see" });
    expect([other.status, other.headers.get("fivebar-warning")]).toEqual([200, null]);
  });

  test("on the dashboard, where the form is saved", async () => {
    for (const nth of [0, 1, 2, 3]) await rename(nth);
    const cookie = await sessionOf(tracker);
    const form = { name: NAMES[4] ?? "", destination: "https://example.org/", channels: "tiktok", version: "1", countRepeats: "on" };
    const saved = await post(tracker, "/staff/campaigns/a-b-c-d-e/edit", form, cookie);
    expect(saved.headers.get("location")).toBe("/staff/campaigns/a-b-c-d-e?notice=saved&alike=1");
    expect(await (await get(tracker, saved.headers.get("location") ?? "", cookie)).text()).toContain(
      "a link made for one person would tell who came",
    );
  });
});

describe("the dashboard warns", () => {
  test("with the fifth campaign made by its form", async () => {
    const cookie = await sessionOf(tracker);
    const locations: (string | null)[] = [];
    for (const name of ["Jan Jansen", "Piet Bakker", "Noor de Wit", "Sam Smit", "Ali Kaya"]) {
      const form = { name: `Mail ${name}`, destination: "https://example.org/", channels: "tiktok", countRepeats: "on" };
      locations.push((await post(tracker, "/staff/new-campaign", form, cookie)).headers.get("location"));
    }
    expect(locations.map((location) => location?.includes("alike=1"))).toEqual([false, false, false, false, true]);
  });

  test("of a file that was imported, once it is made", async () => {
    const cookie = await sessionOf(tracker);
    const csv = [
      "name,channel,destination",
      ...["Jan", "Piet", "Noor", "Sam", "Ali"].map((name) => `Mail ${name},tiktok,https://example.org/`),
    ];
    const form = { csv: csv.join("\n"), confirmed: "yes" };
    const location = (await post(tracker, "/staff/import", form, cookie)).headers.get("location") ?? "";
    expect(location).toBe("/staff/campaigns?notice=imported&count=5&alike=1");
    expect(await (await get(tracker, location, cookie)).text()).toContain("differ only in a number, a word or a name");
  });
});

test("an import of another service's links warns as well", async () => {
  const rows = ["Jan", "Piet", "Noor", "Sam", "Ali"].map(
    (name, nth) =>
      `2025-01-01T00:00:00+01:00,s.example.org,mail-${nth},https://s.example.org/mail-${nth},https://example.org/,Mail ${name},tiktok,1`,
  );
  const csv = ["createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits", ...rows].join("\n");
  const answer = await tracker.api("POST", "/campaigns/import", csv, { "content-type": "text/csv" });
  expect([answer.status, answer.headers.get("fivebar-warning")]).toEqual([200, expect.stringMatching(/^5 campaigns /)]);
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
  type Operation = { responses: Record<string, { headers?: Record<string, { description: string }> }> };
  type Described = { paths: Record<string, { post?: Operation; patch?: Operation }> };
  const { paths } = (await tracker.api<Described>("GET", "/openapi.json")).body;
  expect(paths["/campaigns/{slug}"]?.patch?.responses["200"]?.headers?.["Fivebar-Warning"]?.description).toContain("10 minutes");
  for (const path of ["/campaigns", "/campaigns/bulk"]) {
    expect(paths[path]?.post?.responses["201"]?.headers?.["Fivebar-Warning"]?.description).toContain("10 minutes");
  }
});
