/** What staff read about connecting a website: every way is named, in both languages, and where its example is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { get, sessionOf, startDashboard } from "./dashboard.ts";
import { discard, type Tracker } from "./tracker.ts";

let tracker: Tracker;
let cookie: string;

beforeAll(async () => {
  tracker = await startDashboard();
  await tracker.createCampaign("known", { thanksUrl: "https://example.org/thanks" });
  cookie = await sessionOf(tracker);
});
afterAll(() => discard(tracker));

async function textOf(path: string, language: string): Promise<string> {
  const page = await (await get(tracker, path, cookie, { "accept-language": language })).text();
  return page.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

test.each([
  ["en", /page per campaign/i, /once a night/i, "1,000"],
  ["nl", /pagina per campagne/i, /keer per nacht/i, "1.000"],
] as const)("/staff/connect names every way (%s)", async (language, perCampaign, nightly, most) => {
  const text = await textOf("/staff/connect", language);
  for (const name of ["carry.js", "Cloudflare", "Worker", "@fivebar/client", "/known/thanks", "docs/CONNECT.md", "docs/api.md", most])
    expect(text).toContain(name);
  for (const way of [perCampaign, nightly]) expect(text).toMatch(way);
});

test.each([
  ["en", /Every way: static pages, Cloudflare, a page per campaign, once a night/],
  ["nl", /Alle manieren: statische pagina’s, Cloudflare, een pagina per campagne, één keer per nacht/],
] as const)("a campaign's page says which ways there are, and leads to them (%s)", async (language, ways) => {
  const page = await (await get(tracker, "/staff/campaigns/known", cookie, { "accept-language": language })).text();
  expect(/<a href="\/staff\/connect">([^<]*)<\/a>\s*<\/p>/.exec(page)?.[1]).toMatch(ways);
});
