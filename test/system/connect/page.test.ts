/** What staff read about connecting a website: every way is named, in both languages, and where its example is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { get, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let cookie: string;

beforeAll(async () => {
  tracker = await startDashboard();
  await tracker.createCampaign("known", { thanksUrl: "https://example.org/thanks" });
  await tracker.createCampaign("newer-than-known", { channel: "google" });
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
  ["en", "How the website reports signups"],
  ["nl", "Zo meldt de website aanmeldingen"],
] as const)(
  "a campaign's page has no command, and leads to the page that has it, with that campaign's code (%s)",
  async (language, way) => {
    const page = await (await get(tracker, "/staff/campaigns/known", cookie, { "accept-language": language })).text();
    expect(page).not.toContain("curl");
    const href = /<a href="(\/staff\/connect\?[^"]*)">([^<]*)<\/a>/.exec(page);
    expect(href?.[2]).toBe(way);
    const connect = await (await get(tracker, href?.[1] ?? "", cookie, { "accept-language": language })).text();
    expect(connect).toContain("&quot;campaign&quot;: &quot;known&quot;");
    expect(connect).not.toContain("newer-than-known");
  },
);

test("the examples are of the campaign that the page names, and what stands for something in them is explained", async () => {
  const fresh = await startDashboard();
  try {
    const session = await sessionOf(fresh);
    const page = async (): Promise<{ readonly code: string; readonly text: string }> => {
      const html = await (await get(fresh, "/staff/connect", session)).text();
      const code = [...html.matchAll(/<code>([\s\S]*?)<\/code>/g)].map(([, inside = ""]) => inside).join("\n");
      return { code, text: html.replace(/<code>[\s\S]*?<\/code>/g, "").replace(/<[^>]+>/g, " ") };
    };
    const empty = await page();
    expect(empty.code.match(/‹code›/g)).toHaveLength(3);
    expect(empty.text).toContain("‹code› stands for a campaign’s code in these examples");
    expect(empty.text).toContain("SITE_KEY stands for the website’s key");

    await fresh.createCampaign("no-thanks", { name: "Without thanks" });
    const plain = await page();
    expect(plain.text).toContain("The examples below are for “Without thanks”.");
    expect(plain.code.match(/‹code›|no-thanks/g)).toEqual(["no-thanks", "no-thanks", "‹code›"]);
    expect(plain.text).toContain("‹code› stands for a campaign’s code. No live campaign has a thank-you page");

    await fresh.createCampaign("thanking", { name: "With thanks", thanksUrl: "https://example.org/thanks" });
    const thanking = await page();
    expect(thanking.code.match(/‹code›|thanking/g)).toEqual(["thanking", "thanking", "thanking"]);
    expect(thanking.text).not.toContain("This is the link of");

    await fresh.createCampaign("newest", { name: "Newest" });
    const two = await page();
    expect(two.code.match(/‹code›|thanking|newest/g)).toEqual(["newest", "newest", "thanking"]);
    expect(two.text).toContain("This is the link of “With thanks”, which has a thank-you page");
  } finally {
    await discard(fresh);
  }
});

test("the way to the source code is there where its address is known", async () => {
  const address = "https://code.example.org/fivebar";
  const told = await startDashboard({ SOURCE_URL: address });
  try {
    const page = async (of: Tracker): Promise<string> => (await get(of, "/staff/connect", await sessionOf(of))).text();
    expect(await page(told)).toContain(`<a href="${address}" rel="noreferrer">To the source code</a>`);
    expect(await page(tracker)).not.toContain("To the source code");
  } finally {
    await discard(told);
  }
});
