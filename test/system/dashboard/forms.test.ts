/** What the dashboard's forms make of what staff type: links, amounts, files, and what was typed when something comes in between. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { get, inBrowser, keyFor, post, sessionOf } from "../setup/dashboard.ts";
import { browser, fillCampaign, key, marketer, marketerStand, tracker } from "../setup/marketer_stand.ts";

marketerStand();

let cookie: string;

beforeAll(async () => {
  cookie = await sessionOf(tracker, key);
  await tracker.createCampaign("was-archived");
  await tracker.api("DELETE", "/campaigns/was-archived");
});

type Campaigns = { campaigns: { slug: string; spec: { budgetEuros?: number } | null }[] };
const campaigns = async () => (await tracker.api<Campaigns>("GET", "/campaigns")).body.campaigns;
const slugs = async (): Promise<string[]> => (await campaigns()).map(({ slug }) => slug);

const preview = (page: Page) => expect.poll(() => page.locator("[data-preview] output").innerText(), { timeout: 10_000 });

describe("the links of a new campaign", () => {
  const LONG = "A name of much more than thirty characters, as people write";
  const cut = "a-name-of-much-more-than-t";

  test("are made also from a long name for several channels, and are the previewed ones", async () => {
    await marketer(async (page) => {
      await fillCampaign(page, LONG, ["Instagram", "Google"]);
      await preview(page).toBe(`${tracker.origin}/${cut}-instagram\n${tracker.origin}/${cut}-google`);
      await page.getByRole("button", { name: "Create" }).click();
      await page.waitForURL(/created-many/);
      expect(await slugs()).toEqual(expect.arrayContaining([`${cut}-instagram`, `${cut}-google`]));
      // The same name once more: the next free ones, all with the same number.
      await fillCampaign(page, LONG, ["Instagram", "Google"]);
      await preview(page).toBe(`${tracker.origin}/${cut}-2-instagram\n${tracker.origin}/${cut}-2-google`);
    });
  });

  test.each([
    ["Admin", "admin-2"],
    ["Was archived", "was-archived-2"],
  ])("are previewed as they will be where the name's own is not free: %s", async (name, slug) => {
    await marketer(async (page) => {
      await fillCampaign(page, name, ["TikTok"]);
      await preview(page).toBe(`${tracker.origin}/${slug}`);
      await page.getByRole("button", { name: "Create" }).click();
      await page.waitForURL(`${tracker.origin}/staff/campaigns/${slug}?notice=created`);
    });
  });

  test.each([
    ["about", "is reserved for Fivebar"],
    ["was-archived", "is taken"],
    ["!", "2 to 40 lower-case letters"],
  ])("are previewed with what is wrong with a code: %s", async (code, why) => {
    await marketer(async (page) => {
      await fillCampaign(page, "Any", ["TikTok"]);
      await page.getByLabel(/^Code in the link/).fill(code);
      await preview(page).toContain(why);
    });
  });

  test("say how long a code may be with the channels that were chosen", async () => {
    const fields = { name: "x", slug: "thirty-characters-and-one-more1", destination: "https://example.org/x" };
    const body = new URLSearchParams([...Object.entries(fields), ["channels", "instagram"], ["channels", "google"]]);
    const headers = { cookie, "accept-language": "en", "sec-fetch-site": "same-origin" };
    const answer = await fetch(`${tracker.origin}/staff/new-campaign`, { method: "POST", headers, body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("at most 30 characters with these channels");
  });

  test("are nobody's to preview who cannot make them", async () => {
    const { key: reader } = await keyFor(tracker, "reader", "Previewing reader");
    expect((await get(tracker, "/staff/new-campaign/links?name=x", await sessionOf(tracker, reader))).status).toBe(403);
    expect((await get(tracker, "/staff/new-campaign/links?name=x", "")).status).toBe(303);
  });
});

describe("a destination with several faults", () => {
  test("is told all of them in one go, beside the field and above the form, whatever else is wrong", async () => {
    await marketer(async (page) => {
      await fillCampaign(page, "Many faults", []);
      await page.getByLabel("Destination").fill("http://jan@example.org/?fbclid=x&gclid=y");
      await page.getByRole("button", { name: "Create" }).click();
      const faults = ["must begin with https://", "must not contain a user name", 'contains "fbclid"', 'contains "gclid"'];
      const own = (await page.locator("#f-destination-error").textContent()) ?? "";
      const above = await page.getByRole("alert").locator("li").allTextContents();
      for (const fault of faults) {
        expect(own).toContain(fault);
        expect(above.filter((text) => text.startsWith(`Destination: ${fault}`))).toHaveLength(1);
      }
      expect(above.at(0)).toContain("choose one channel at least");
      await page.getByLabel("Destination").fill(`${tracker.origin}/loop?fbclid=x`);
      await page.getByRole("button", { name: "Create" }).click();
      await page.getByText("leads to this very Fivebar").first().waitFor();
      expect(await page.locator("#f-destination-error").textContent()).toContain('contains "fbclid"');
    });
  });

  test("is told all of them by the API too, each with its path", async () => {
    const body = { name: "x", channel: "tiktok", destination: "http://example.org/?fbclid=x" };
    const answer = await tracker.api<{ errors: { path: string; message: string }[] }>("POST", "/campaigns", body);
    expect([answer.status, answer.body.errors.map(({ path }) => path)]).toEqual([400, ["destination", "destination"]]);
  });
});

describe("an amount", () => {
  test("is read as it was meant, shown as money, and stays as it is when it is not changed", async () => {
    const fields = { name: "Budget", slug: "budget", channels: "tiktok", destination: "https://example.org/x", "spec.published": "on" };
    await post(tracker, "/staff/new-campaign", { ...fields, "spec.budgetEuros": "1.500,50" }, cookie);
    expect((await campaigns()).find(({ slug }) => slug === "budget")?.spec?.budgetEuros).toBe(1500.5);
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/budget`);
      expect(await page.locator("dl.facts").innerText()).toContain("€1,500.50");
      await page.getByRole("link", { name: "Edit" }).click();
      await page.getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/notice=saved/);
    });
    expect((await campaigns()).find(({ slug }) => slug === "budget")).toMatchObject({ version: 1 });
  });

  test("with more than one meaning is refused, in the language of the page", async () => {
    const fields = { name: "Unclear", channels: "tiktok", destination: "https://example.org/x", "spec.budgetEuros": "1500.500" };
    const answer = await post(tracker, "/staff/new-campaign", fields, cookie, { "accept-language": "nl" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("Budget in euro’s: moet een bedrag zijn zoals 1500, 1.500,50");
  });
});

describe("what is wrong in a form", () => {
  const bad = "x".repeat(300);
  const days = { startsOn: "x", endsOn: "x" };
  const plan = { "spec.ageFrom": "old", "spec.budgetEuros": "1.23.4", "spec.description": bad.repeat(20), "spec.regions": bad };
  const campaign = { name: "", channels: "none", destination: "x y", endedUrl: "ftp://x", notes: bad.repeat(20), group: bad };

  const sent: readonly (readonly [path: string, fields: Readonly<Record<string, string>>])[] = [
    ["new-campaign", { ...campaign, ...days, ...plan, slug: "!", newChannel: "!", codeParam: "?", thanksUrl: "x y" }],
    ["campaigns/marked/edit", { ...campaign, ...days, ...plan, version: "0" }],
    ["channels", { newChannel: "!" }],
    ["channels/google", { name: "TikTok" }],
    ["targets", { name: "", signups: "many", by: "x", from: "x", group: bad }],
    ["annotations", { day: "x", text: "" }],
    ["settings/keys", { name: "", role: "" }],
    ["settings/hosts", { host: "https://x/y" }],
    ["settings/invitations", { name: "", role: "" }],
    ["report-links", { name: "", period: "days", from: "x", to: "y", group: bad, expiresOn: "2020-01-01" }],
    ["report-links", { name: "Any", period: "all", campaigns: "no-such" }],
    ["sign-in", { key: "wrong" }],
  ];

  test("is told beside each field that the list of errors leads to, for screen readers too", async () => {
    await tracker.createCampaign("marked", { group: "Marked" });
    const admin = await sessionOf(tracker);
    await marketer(async (page) => {
      for (const [path, fields] of sent) {
        const html = await (await post(tracker, `/staff/${path}`, fields, path === "sign-in" ? "" : admin)).text();
        expect([path, await page.evaluate(faultsOfForm, html)]).toEqual([path, { isTold: true, links: [], hints: [] }]);
      }
    });
  });
});

/** Of a page with errors: the links that lead to no field marked as wrong, and the hints that belong to none. */
function faultsOfForm(html: string): { isTold: boolean; links: string[]; hints: string[] } {
  const there = new DOMParser().parseFromString(html, "text/html");
  const links = [...there.querySelectorAll("#errors li a")];
  const astray = links.filter((link) => {
    const field = there.getElementById(link.getAttribute("href")?.slice(1) ?? "");
    const described = (field?.getAttribute("aria-describedby") ?? "").split(" ").map((id) => there.getElementById(id));
    const isMarked = field?.getAttribute("aria-invalid") === "true" || field?.matches("fieldset[tabindex]");
    return !isMarked || !described.some((part) => part?.matches(".wrong, .errors")) || field?.closest("details:not([open])");
  });
  const hints = [...there.querySelectorAll(".field > small")].filter(
    ({ id }) => there.querySelector(`[aria-describedby~="${id}"]`) === null,
  );
  const texts = (all: readonly Element[]) => all.map(({ outerHTML }) => outerHTML);
  return { isTold: links.length > 0, links: texts(astray), hints: texts(hints) };
}

test("an open page says when its session is over, and asks no more", async () => {
  await inBrowser(browser, tracker, key, {}, async (page) => {
    await page.clock.install();
    await page.goto(`${tracker.origin}/staff`);
    await page.context().clearCookies();
    await page.clock.runFor(61_000);
    await page.getByText("Your session is over").waitFor();
    let asked = 0;
    page.on("request", () => {
      asked += 1;
    });
    await page.clock.runFor(181_000);
    expect(asked).toBe(0);
    await page.getByRole("status").getByRole("link").click();
    await page.getByLabel("Access key").waitFor();
  });
});

test("a campaign that somebody changed since the question is not archived unseen", async () => {
  await tracker.createCampaign("asked", { name: "Asked" });
  await marketer(async (page) => {
    await page.goto(`${tracker.origin}/staff/campaigns/asked/archive`);
    await tracker.api("PATCH", "/campaigns/asked", { name: "Changed" });
    await page.getByRole("button", { name: "Yes, archive" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("has changed this campaign since");
    expect(await page.locator("h1").textContent()).toBe("Archive Changed?");
    expect(await slugs()).toContain("asked");
    await page.getByRole("button", { name: "Yes, archive" }).click();
    await page.waitForURL(/notice=archived/);
    expect(await slugs()).not.toContain("asked");
  });
});
