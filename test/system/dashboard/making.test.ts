/** Making campaigns on the dashboard, in a real browser, with script and without, by clicks and by keyboard. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { get, keyFor, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { browser, type Campaign, campaign, marketer, marketerStand, tracker } from "../setup/marketer_stand.ts";
import { discard } from "../setup/tracker.ts";

marketerStand();

/** Presses Tab until what has the focus is called `name`: by its label or its text. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const { activeElement: element } = document;
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      return (labels[0] ?? element)?.textContent?.trim() ?? "";
    });
    if (focused === name) return;
  }
  throw new Error(`no "${name}" is reached by Tab`);
}

const heading = (page: Page): Promise<string | null> => page.locator("h1").textContent();
const notice = (page: Page): Promise<string | null> => page.getByRole("status").textContent();

describe("an empty dashboard", () => {
  test("leads through the first campaign to its link, by keyboard alone", async () => {
    const empty = await startDashboard();
    const context = await browser.newContext({ locale: "en-GB" });
    try {
      const { key } = await keyFor(empty, "marketer");
      const page = await context.newPage();
      await page.goto(`${empty.origin}/staff`);
      await tabTo(page, "Access key");
      await page.keyboard.type(key);
      await page.keyboard.press("Enter");
      await page.waitForURL(`${empty.origin}/staff`);
      expect(await heading(page)).toContain("Three steps");
      await tabTo(page, "Make the first campaign");
      await page.keyboard.press("Enter");
      await page.waitForURL(/new-campaign/);
      await tabTo(page, "Name");
      await page.keyboard.type("Our first ad");
      await tabTo(page, "Instagram");
      await page.keyboard.press("Space");
      await tabTo(page, "Destination");
      await page.keyboard.type("https://example.org/join");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/campaigns\/our-first-ad/);
      expect(await notice(page)).toBe("The campaign has been made.");
      expect(await page.locator("code").first().textContent()).toBe(`${empty.origin}/our-first-ad`);
      const [made] = (await empty.api<{ campaigns: Campaign[] }>("GET", "/campaigns")).body.campaigns;
      expect(made?.channel).toBe("instagram");
      await tabTo(page, "Pause");
      await page.keyboard.press("Enter");
      await page.waitForURL(/notice=paused/);
      await tabTo(page, "7 days");
      await page.keyboard.press("Enter");
      await page.waitForURL(/days=7/);
      await tabTo(page, "Sign out");
      await page.keyboard.press("Enter");
      await page.waitForURL(/signed-out/);
    } finally {
      await context.close();
      await discard(empty);
    }
  });
});

describe.each([
  ["with script", true],
  ["without script", false],
])("making a campaign %s", (_, hasScript) => {
  const prefix = hasScript ? "js" : "plain";

  test("for three channels makes three links", async () => {
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await page.getByLabel("Name", { exact: true }).fill(`${prefix} Spring: video`);
      for (const channel of ["Google", "TikTok", "Spotify"]) await page.getByLabel(channel, { exact: true }).check();
      await page.getByLabel("Destination").fill("https://example.org/spring");
      if (hasScript) {
        const links = ["google", "tiktok", "spotify"].map((channel) => `${tracker.origin}/${prefix}-spring-video-${channel}`);
        await expect.poll(() => page.locator("[data-preview] code").allTextContents(), { timeout: 10_000 }).toEqual(links);
      }
      await page.getByRole("button", { name: "Create" }).click();
      await page.waitForURL(/\/staff\/campaigns\?notice=created-many/);
      expect(await notice(page)).toBe("3 campaigns have been made, each with a link of its own.");
      for (const channel of ["google", "tiktok", "spotify"]) {
        expect(await campaign(`${prefix}-spring-video-${channel}`)).toMatchObject({ channel, name: `${prefix} Spring: video` });
      }
    }, hasScript);
  });

  test("says what is wrong beside each field, keeps what was typed, and makes nothing", async () => {
    await marketer(async (page) => {
      const before = JSON.stringify((await tracker.api("GET", "/campaigns")).body);
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await page.getByLabel("Name", { exact: true }).fill(`${prefix} wrong`);
      await page.getByLabel("Destination").fill("https://example.org/?fbclid=abc");
      await page.getByRole("button", { name: "Create" }).click();
      await page.getByRole("alert").waitFor();
      const alert = await page.getByRole("alert").textContent();
      expect(alert).toContain("Channels: choose one channel at least");
      expect(alert).toContain('Destination: contains "fbclid"');
      expect(await page.getByLabel("Destination").inputValue()).toBe("https://example.org/?fbclid=abc");
      expect(await page.getByLabel("Destination").getAttribute("aria-invalid")).toBe("true");
      if (hasScript) expect(await page.evaluate(() => document.activeElement?.id)).toBe("errors");
      expect(JSON.stringify((await tracker.api("GET", "/campaigns")).body)).toBe(before);
    }, hasScript);
  });

  test("adds a channel on the way, and goes on with what was typed", async () => {
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/new-campaign`);
      await page.getByLabel("Name", { exact: true }).fill(`${prefix} By post`);
      await page.getByLabel("Destination").fill("https://example.org/post");
      await page.getByText("Another channel").first().click();
      await page.getByLabel("Another channel").fill(`Poster ${prefix}`);
      await page.getByRole("button", { name: "Add" }).click();
      expect(await page.locator(".notice").textContent()).toContain(`The channel “Poster ${prefix}” has been added and ticked`);
      expect(await page.getByLabel(`Poster ${prefix}`).isChecked()).toBe(true);
      await page.getByRole("button", { name: "Create" }).click();
      await page.waitForURL(/\/campaigns\//);
      expect(await campaign(`${prefix}-by-post`)).toMatchObject({ channel: `poster-${prefix}` });
    }, hasScript);
  });
});

describe("a campaign in the form", () => {
  const NEW = "/staff/new-campaign";
  const send = async (fields: Record<string, string>) =>
    post(tracker, NEW, { destination: "https://example.org/form", ...fields }, await sessionOf(tracker));
  const page = async (path: string) => (await get(tracker, path, await sessionOf(tracker))).text();
  const channels = async () =>
    (await tracker.api<{ channels: { id: string; name: string }[] }>("GET", "/channels")).body.channels.map(
      ({ id, name }) => `${id}: ${name}`,
    );

  test("may be in a channel that is offered before it is there, which is made with it and not without it", async () => {
    const before = await channels();
    expect(before).not.toContain("facebook: Facebook");
    const form = await page(`${NEW}?lang=nl`);
    for (const name of ["Facebook", "LinkedIn", "Nieuwsbrief", "Poster"]) expect(form).toContain(`>${name}</label>`);
    expect((await send({ name: "Offered", channels: "facebook", destination: "http://example.org/" })).status).toBe(400);
    expect((await send({ name: "Offered", channels: "facebook", slug: "www" })).status).toBe(400);
    expect(await channels(), "what is refused makes no channel").toEqual(before);
    expect((await send({ name: "Offered", channels: "facebook" })).status).toBe(303);
    expect(await channels()).toEqual([...before, "facebook: Facebook"]);
    expect(await campaign("offered")).toMatchObject({ channel: "facebook" });
    expect((await page(NEW)).match(/value="facebook"/g)).toHaveLength(1);
    expect((await send({ name: "Nowhere", channels: "myspace" })).status).toBe(400);
  });

  test.each([
    ["Fix TikTok", "fix-tiktok"],
    ["  ÉÉN   Code! ", "een-code"],
    ["under_score.and/slash", "under-score-and-slash"],
  ])("has the code %j made to fit, and the preview shows it", async (typed, slug) => {
    expect(await page(`${NEW}/links?name=x&slug=${encodeURIComponent(typed)}&channels=tiktok`)).toContain(`/${slug}</code>`);
    expect((await send({ name: `Fitting ${slug}`, channels: "tiktok", slug: typed })).headers.get("location")).toContain(
      `/campaigns/${slug}?`,
    );
    expect(await page(`${NEW}/links?name=x&slug=${encodeURIComponent(typed)}&channels=tiktok`)).not.toContain("<code>");
  });

  test("of a name that its channel has already is asked about, and the history has the answer", async () => {
    const twice = { name: "Twice  as GOOD", channels: "spotify" };
    expect((await send({ ...twice, name: "Twice as good" })).status).toBe(303);
    const asked = await send(twice);
    const text = await asked.text();
    expect([asked.status, text.includes("already, /twice-as-good; tick the box"), text.includes('name="sameName"')]).toEqual([
      409,
      true,
      true,
    ]);
    expect((await tracker.api("GET", "/campaigns/twice-as-good-2")).status).toBe(404);
    expect((await send({ ...twice, channels: "youtube" })).status, "another channel is another link").toBe(303);
    expect((await send({ ...twice, sameName: "on" })).headers.get("location")).toContain("/campaigns/twice-as-good-3?");
    expect(await page("/staff/campaigns/twice-as-good-3")).toContain("Another campaign of this name is meant: yes");
    expect(await campaign("twice-as-good-3")).not.toHaveProperty("sameName");
  });

  test("is filled in from another one, without its code and the days that are over", async () => {
    const spec = { published: true, regions: ["Utrecht", "Zeeland"], budgetEuros: 12.5 };
    await tracker.createCampaign("model", {
      name: "The <model>",
      startsOn: "2020-01-01",
      endsOn: "2199-12-31",
      group: "Spring",
      notes: "n",
      spec,
    });
    const link = /href="([^"]*new-campaign\?like=model)"/.exec(await page("/staff/campaigns/model"))?.[1] ?? "";
    const form = await page(link);
    expect(form).toContain("Filled in from “The &lt;model&gt;”");
    expect(form).not.toContain("data-unsent");
    const valueIn = (name: string) => new RegExp(`name="${name}"[^>]*? value="([^"]*)"`).exec(form)?.[1] ?? "";
    const fields = ["name", "destination", "startsOn", "endsOn", "group", "slug", "spec.regions", "spec.budgetEuros"];
    expect(fields.map(valueIn)).toEqual([
      "The &lt;model&gt;",
      "https://example.org/",
      "",
      "2199-12-31",
      "Spring",
      "",
      "Utrecht, Zeeland",
      "12.50",
    ]);
    expect(form).toMatch(/<input type="checkbox" name="channels" value="tiktok" checked/);
    await tracker.api("DELETE", "/campaigns/model");
    expect(await page("/staff/campaigns/model")).toContain("new-campaign?like=model");
    expect((await get(tracker, `${NEW}?like=nobody`, await sessionOf(tracker))).status).toBe(404);
  });
});

test("a link that would lead back to Fivebar is refused", async () => {
  const fields = { name: "Loop", channels: "tiktok", destination: `${tracker.origin}/loop` };
  const answer = await post(tracker, "/staff/new-campaign", fields, await sessionOf(tracker));
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain("leads to this very Fivebar");
});
