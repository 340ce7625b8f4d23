/** Questions that a marketer can answer: whether a page is everybody's, and whether so many links are for ads. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Campaign, type CampaignList, readProblem } from "../setup/answers.ts";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

const APP = "https://apps.apple.com/nl/app/signal/id874139669";
const CSV = { "content-type": "text/csv" };

let tracker: Tracker;
let cookie: string;
beforeAll(async () => {
  tracker = await startDashboard();
  cookie = await sessionOf(tracker);
});
afterAll(() => discard(tracker));

const draft = (more: Record<string, unknown> = {}) => ({ name: "An ad", channel: "tiktok", destination: APP, ...more });
const history = async (slug: string): Promise<string> => (await get(tracker, `/staff/campaigns/${slug}`, cookie)).text();

/** The fields and codes of a refusal. */
function asked(answer: Parameters<typeof readProblem>[0], status = 400): unknown[] {
  return (readProblem(answer, status).errors ?? []).map(({ path, code }) => [path, code]);
}

describe("an address that looks like a person's", () => {
  test("is asked about in a new campaign, and taken when it is everybody's; the history has the answer, the campaign has not", async () => {
    expect(asked(await tracker.api("POST", "/campaigns", draft()))).toEqual([["destination", "looks-personal"]]);
    expect(asked(await tracker.api("POST", "/campaigns", draft({ thanksUrl: "https://wa.me/31612345678" })))).toEqual([
      ["destination", "looks-personal"],
      ["thanksUrl", "looks-personal"],
    ]);
    expect(asked(await tracker.api("POST", "/campaigns", draft({ samePageForAll: false })))).toHaveLength(1);
    expect(asked(await tracker.api("POST", "/campaigns", draft({ samePageForAll: "yes" })))).toContainEqual([
      "samePageForAll",
      "wrong-type",
    ]);
    const { status, body } = await tracker.api<Campaign>("POST", "/campaigns", draft({ slug: "app", samePageForAll: true }));
    expect([status, body.destination, Object.keys(body).includes("samePageForAll")]).toEqual([201, APP, false]);
    expect(await history("app")).toContain("The page is the same for everybody: yes");
  });

  test("is asked about in a change of it, and not in another one", async () => {
    await tracker.createCampaign("changing");
    expect(asked(await tracker.api("PATCH", "/campaigns/changing", { destination: APP }))).toEqual([["destination", "looks-personal"]]);
    expect(asked(await tracker.api("PATCH", "/campaigns/changing", { samePageForAll: true }))).toEqual([["", "no-change"]]);
    expect((await tracker.api("PATCH", "/campaigns/changing", { destination: APP, samePageForAll: true })).status).toBe(200);
    expect(await history("changing")).toContain("The page is the same for everybody: yes");
    expect((await tracker.api("PATCH", "/campaigns/changing", { name: "Changed" })).status).toBe(200);
  });

  test("is refused all the same for what is a person's for sure", async () => {
    for (const destination of [`${APP}?fbclid=x`, `${APP}?email=x`, `${APP}/jan@example.org`, "https://example.org/?user[phone]=06"])
      expect(asked(await tracker.api("POST", "/campaigns", draft({ destination, samePageForAll: true })))).toEqual([
        ["destination", "personal"],
      ]);
  });

  test("is asked about in lists, by row or for all rows", async () => {
    const rows = [draft(), draft({ name: "Another", samePageForAll: true })];
    expect(asked(await tracker.api("POST", "/campaigns/bulk", rows))).toEqual([["0.destination", "looks-personal"]]);
    expect((await tracker.api("POST", "/campaigns/bulk?samePageForAll=true", rows)).status).toBe(201);
    const csv = (answer: string) => `name,channel,destination,samePageForAll\nBy file,google,${APP},${answer}\n`;
    expect(asked(await tracker.api("POST", "/campaigns/bulk", csv(""), CSV))).toEqual([["0.destination", "looks-personal"]]);
    const { status, body } = await tracker.api<CampaignList>("POST", "/campaigns/bulk", csv("true"), CSV);
    expect([status, await history(body.campaigns[0]?.slug ?? "")]).toEqual([201, expect.stringContaining("the same for everybody: yes")]);
    const links = `shortCode,longUrl,title,tags\napp-link,${APP},App,google\n`;
    const left = await tracker.api<{ created: unknown[]; leftOut: unknown[] }>("POST", "/campaigns/import", links, CSV);
    expect([left.body.created.length, left.body.leftOut.length]).toEqual([0, 1]);
    const taken = await tracker.api<{ created: unknown[] }>("POST", "/campaigns/import?samePageForAll=true", links, CSV);
    expect(taken.body.created).toHaveLength(1);
  });

  test("is asked about where a file is imported on the dashboard", async () => {
    for (const [name, csv] of [
      ["own", `name,channel,destination\nOn the page,google,${APP}\n`],
      ["export", `shortCode,longUrl,title,tags\npage-link,${APP},App,google\n`],
    ] as const) {
      const first = await (await post(tracker, "/staff/import", { csv }, cookie)).text();
      expect([name, first.includes('name="samePageForAll"'), first.includes('name="confirmed"')]).toEqual([name, true, false]);
      const second = await (await post(tracker, "/staff/import", { csv, samePageForAll: "on" }, cookie)).text();
      expect([name, second.includes('type="hidden" name="samePageForAll" value="on"'), second.includes('name="confirmed"')]).toEqual([
        name,
        true,
        true,
      ]);
      const made = await post(tracker, "/staff/import", { csv, samePageForAll: "on", confirmed: "yes" }, cookie);
      expect([name, made.status]).toEqual([name, 303]);
    }
  });
});

describe("more than 40 new links a day in one channel", () => {
  test("are asked about, however they are called and made, and the answer is in the history", async () => {
    const rows = (from: number, to: number, channel = "youtube") =>
      Array.from({ length: to - from }, (_, nth) => ({
        slug: `word-${"abcdefghijklmnopqrstuvwxyz"[(from + nth) % 26]}${from + nth}`,
        name: "Word",
        channel,
        destination: "https://example.org/",
      }));
    expect((await tracker.api("POST", "/campaigns/bulk", rows(0, 40))).status).toBe(201);
    await tracker.api("DELETE", "/campaigns/word-a0");
    const one = { ...rows(40, 41)[0] };
    expect(asked(await tracker.api("POST", "/campaigns", one), 409)).toEqual([["manyLinks", "many-links"]]);
    expect((await tracker.api("GET", `/campaigns/${one.slug}`)).status).toBe(404);
    expect((await tracker.api("POST", "/campaigns", { ...one, channel: "spotify" })).status).toBe(201);
    expect(asked(await tracker.api("POST", "/campaigns/bulk", rows(50, 52)), 409)).toEqual([["manyLinks", "many-links"]]);
    expect((await tracker.api("POST", "/campaigns/bulk?manyLinks=true", rows(50, 52))).status).toBe(201);
    expect(await history("word-z51")).toContain("Each link is for an ad: yes");
    const csv = "shortCode,longUrl,title,tags\nmoved-in,https://example.org/,Moved,youtube\n";
    expect(asked(await tracker.api("POST", "/campaigns/import", csv, CSV), 409)).toEqual([["manyLinks", "many-links"]]);
    const preview = await (await post(tracker, "/staff/import", { csv }, cookie)).text();
    expect([preview.includes('name="manyLinks"'), preview.includes('name="confirmed"')]).toEqual([true, false]);
    expect((await post(tracker, "/staff/import", { csv, manyLinks: "on", confirmed: "yes" }, cookie)).status).toBe(303);
    const own = "name,channel,destination\nMine,youtube,https://example.org/\n";
    expect(await (await post(tracker, "/staff/import", { csv: own }, cookie)).text()).toContain('name="manyLinks"');
    expect((await post(tracker, "/staff/import", { csv: own, manyLinks: "on", confirmed: "yes" }, cookie)).status).toBe(303);
  });
});

describe("in the browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ["en-GB", "Destination", "looks like it contains a long number", "The page is the same for everybody", "https:// now stands before it"],
    ["nl-NL", "Bestemming", "lijkt een lang nummer", "De pagina is voor iedereen dezelfde", "https:// staat er nu voor"],
  ])("the form completes an address and asks its question: %s", async (locale, label, question, box, completed) => {
    await inBrowser(browser, tracker, ADMIN_KEY, { locale }, async (page) => {
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await page.locator("[name=name]").fill(`Asked ${locale}`);
      await page.getByLabel("TikTok", { exact: true }).check();
      await page.getByLabel(label).fill(APP.replace("https://", ""));
      expect(await page.getByLabel(box).count()).toBe(0);
      await page.locator("form#campaign > .actions button").click();
      await page.getByText(completed).first().waitFor();
      expect(await page.getByLabel(label).inputValue()).toBe(APP);
      await page.getByText(question).first().waitFor();
      await page.getByLabel(box).check();
      await page.locator("form#campaign > .actions button").click();
      await page.waitForURL(/\/staff\/campaigns\/asked-/);
      expect(await page.locator("table.history").textContent()).toContain(box);
      // What stays as it is, is not asked about again.
      await page.goto(`${page.url().split("?")[0]}/edit`);
      await page.locator("[name=notes]").fill("Seen");
      await page.locator("form#campaign > .actions button").click();
      await page.waitForURL(/notice=saved/);
    });
  });
});

describe("names", () => {
  test("with characters that show nothing or turn the text round are refused, wherever there are names", async () => {
    for (const name of ["Ad\u200b", "\u202eda", "\u3164", "A\u00add", "\u2800", "a\u2066b"]) {
      for (const [path, body] of [
        ["/campaigns", draft({ destination: "https://example.org/", name })],
        ["/channels", { id: "radio", name }],
        ["/keys", { name, role: "reader" }],
        ["/campaigns", draft({ destination: "https://example.org/", spec: { description: name } })],
      ] as const) {
        const { errors } = readProblem(await tracker.api("POST", path, body), 400);
        expect(errors?.[0]).toMatchObject({
          code: "invisible-character",
          message: expect.stringMatching(/^contains the invisible character U\+/),
        });
      }
    }
    const { body } = await tracker.api<Campaign>(
      "POST",
      "/campaigns",
      draft({ destination: "https://example.org/", name: "❤️ Straße voor 👨‍👩‍👧" }),
    );
    expect(body).toMatchObject({ name: "❤️ Straße voor 👨‍👩‍👧", slug: "strasse-voor" });
  });
});
