/** What staff do on the dashboard, in a real browser, with script and without, by clicks and by keyboard. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { get, inBrowser, keyFor, post, sessionOf, startDashboard } from "./dashboard.ts";
import { readQrCode } from "./qr_reader.ts";
import { discard, type Tracker } from "./tracker.ts";

let tracker: Tracker;
let browser: Browser;
let marketerKey: string;
let adminKey: string;

beforeAll(async () => {
  tracker = await startDashboard({ SIGNUP_RELEASE: "live" });
  ({ key: marketerKey } = await keyFor(tracker, "marketer", "Noor"));
  ({ key: adminKey } = await keyFor(tracker, "admin", "Sam"));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

interface Campaign {
  readonly slug: string;
  readonly name: string;
  readonly channel: string;
  readonly status: string;
  readonly version: number;
}

async function campaign(slug: string): Promise<Campaign> {
  return (await tracker.api<Campaign>("GET", `/campaigns/${slug}`)).body;
}

function marketer<T>(look: (page: Page) => Promise<T>, javaScriptEnabled = true): Promise<T> {
  return inBrowser(browser, tracker, marketerKey, { javaScriptEnabled, permissions: ["clipboard-read", "clipboard-write"] }, look);
}

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

  test("tells a reader whom to ask", async () => {
    const empty = await startDashboard();
    try {
      const { key } = await keyFor(empty, "reader");
      const html = await (await get(empty, "/staff", await sessionOf(empty, key))).text();
      expect(html).toContain("Ask a marketer");
      expect(html).not.toContain("new-campaign");
    } finally {
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
      await page.waitForURL(/new-campaign\/channel/);
      expect(await page.getByLabel(`Poster ${prefix}`).isChecked()).toBe(true);
      await page.getByRole("button", { name: "Create" }).click();
      await page.waitForURL(/\/campaigns\//);
      expect(await campaign(`${prefix}-by-post`)).toMatchObject({ channel: `poster-${prefix}` });
    }, hasScript);
  });
});

test("a link that would lead back to Fivebar is refused", async () => {
  const fields = { name: "Loop", channels: "tiktok", destination: `${tracker.origin}/loop` };
  const answer = await post(tracker, "/staff/new-campaign", fields, await sessionOf(tracker));
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain("leads to this very Fivebar");
});

describe.each([
  ["with script", true],
  ["without script", false],
])("a campaign %s", (_, hasScript) => {
  const prefix = hasScript ? "js" : "plain";

  test("is changed, and the history names who, when and what", async () => {
    const slug = `${prefix}-to-edit`;
    await tracker.createCampaign(slug, { name: "Before", spec: { published: true, paidBy: "Us" } });
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/${slug}`);
      await page.getByRole("link", { name: "Edit" }).click();
      await page.getByLabel("Name", { exact: true }).fill("After");
      await page.getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/notice=saved/);
      expect(await heading(page)).toBe("After");
      const row = page.getByRole("row").filter({ hasText: "changed" });
      expect(await row.locator("td").nth(1).textContent()).toBe("Noor");
      expect(await row.locator("small").allTextContents()).toEqual(["Name: After"]);
      const when = (await row.locator("td").first().textContent()) ?? "";
      const shown = (ms: number): string =>
        new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Amsterdam", dateStyle: "medium", timeStyle: "short" }).format(ms);
      expect([shown(Date.now()), shown(Date.now() - 60_000)]).toContain(when);
    }, hasScript);
  });

  test("is paused and resumed", async () => {
    const slug = `${prefix}-pausing`;
    await tracker.createCampaign(slug);
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/${slug}`);
      await page.getByRole("button", { name: "Pause" }).click();
      await page.waitForURL(/notice=paused/);
      expect((await campaign(slug)).status).toBe("paused");
      await page.getByRole("button", { name: "Resume" }).click();
      await page.waitForURL(/notice=resumed/);
      expect((await campaign(slug)).status).toBe("live");
    }, hasScript);
  });

  test("is archived after a question, and not before", async () => {
    const slug = `${prefix}-archiving`;
    await tracker.createCampaign(slug);
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/${slug}`);
      await page.getByRole("link", { name: "Archive" }).click();
      expect((await campaign(slug)).status).toBe("live");
      await page.getByRole("link", { name: "Cancel" }).click();
      await page.getByRole("link", { name: "Archive" }).click();
      await page.getByRole("button", { name: "Yes, archive" }).click();
      await page.waitForURL(/notice=archived/);
    }, hasScript);
    expect((await tracker.api("GET", `/campaigns/${slug}`)).status).toBe(404);
    expect((await get(tracker, `/staff/campaigns/${slug}`, await sessionOf(tracker))).status).toBe(404);
  });
});

describe("a campaign", () => {
  test("that somebody else changed meanwhile is not overwritten", async () => {
    await tracker.createCampaign("race", { name: "Old" });
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/race/edit`);
      await tracker.api("PATCH", "/campaigns/race", { name: "Theirs" });
      await page.getByLabel("Name", { exact: true }).fill("Mine");
      await page.getByRole("button", { name: "Save" }).click();
      expect(await page.getByRole("alert").textContent()).toContain("Somebody else has changed this campaign");
      expect((await campaign("race")).name).toBe("Theirs");
      expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Mine");
      await page.getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/notice=saved/);
      expect((await campaign("race")).name).toBe("Mine");
    });
  });

  test("that is saved without a change stays at its version", async () => {
    await tracker.createCampaign("same", {
      thanksUrl: "https://example.org/thanks",
      spec: { regions: ["Utrecht", "Gelderland"], budgetEuros: 12.5 },
    });
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/same/edit`);
      await page.getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/notice=saved/);
    });
    expect((await campaign("same")).version).toBe(1);
  });

  test("gives its link to the clipboard, and as QR codes that read the same", async () => {
    await tracker.createCampaign("to-copy");
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/to-copy`);
      await page.getByRole("button", { name: "Copy: Link" }).click();
      await page.getByText("Copied").waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${tracker.origin}/to-copy`);
      const cookie = await sessionOf(tracker);
      const svg = await (await get(tracker, "/staff/campaigns/to-copy/qr.svg", cookie)).text();
      expect(readQrCode(svg)).toBe(`${tracker.origin}/to-copy`);
      // The browser decodes the PNG; each of its squares is compared with those of the SVG.
      const dark = await page.evaluate(async () => {
        const bitmap = await createImageBitmap(await (await fetch("/staff/campaigns/to-copy/qr.png")).blob());
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
        context?.drawImage(bitmap, 0, 0);
        const side = bitmap.width / 24;
        const found: string[] = [];
        for (let y = 0; y < side; y += 1) {
          for (let x = 0; x < side; x += 1)
            if (context?.getImageData(x * 24 + 12, y * 24 + 12, 1, 1).data[0] === 0) found.push(`${x},${y}`);
        }
        return { found, width: bitmap.width };
      });
      const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]) / (dark.width / 24);
      const expected = [...svg.matchAll(/M(\d+),(\d+)h/g)].map(([, x, y]) => `${Number(x) / size},${Number(y) / size}`);
      expect(dark.found.sort()).toEqual(expected.sort());
      expect(dark.width).toBeGreaterThan(600);
      const png = Buffer.from(await (await get(tracker, "/staff/campaigns/to-copy/qr.png", cookie)).arrayBuffer());
      const chunk = png.indexOf("pHYs");
      // Dots in a metre, across and down: 600 to an inch of 25.4 mm.
      expect([png.readUInt32BE(chunk + 4), png.readUInt32BE(chunk + 8), png[chunk + 12]]).toEqual([23_622, 23_622, 1]);
    });
  });

  test("shows that it works without counting anything", async () => {
    await tracker.createCampaign("working", { destination: "https://example.org/join?lang=en" });
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/working`);
      await page.getByRole("button", { name: "Test signup" }).click();
      expect(await heading(page)).toBe("Fivebar knows this code");
      await page.getByRole("link", { name: "Back" }).click();
      await page.getByRole("link", { name: "Test visit" }).click();
      expect(await page.locator("dd code").allTextContents()).toEqual([
        `${tracker.origin}/working?fbclid=IwAR0a1b2c3`,
        (await tracker.visit("/working?fbclid=IwAR0a1b2c3")).headers.get("location"),
      ]);
    });
    for (let visit = 0; visit < 4; visit += 1) await tracker.visit("/working");
    // Five visits: four of now, and the one that the test itself made to compare with. The test visit is none of them.
    const { rows } = await tracker.reportWhen(
      ({ rows: all }) => all.some(({ campaign: slug, visits }) => slug === "working" && visits === 5),
      "?by=campaign",
    );
    expect(rows.find(({ campaign: slug }) => slug === "working")).toMatchObject({ visits: 5, signups: 0 });
    for (let visit = 0; visit < 4; visit += 1) await tracker.visit("/working");
    await tracker.createCampaign("after");
    for (let visit = 0; visit < 5; visit += 1) await tracker.visit("/after");
    const later = await tracker.reportWhen(
      ({ rows: all }) => all.some(({ campaign: slug, visits }) => slug === "after" && visits === 5),
      "?by=campaign",
    );
    expect(later.rows.find(({ campaign: slug }) => slug === "working")?.visits).toBe(5);
  });
});

describe("the list", () => {
  test("is searched and filtered, and says so when nothing fits", async () => {
    await tracker.createCampaign("needle-one", { name: "Needle in google", channel: "google" });
    await tracker.createCampaign("needle-two", { name: "Needle in spotify", channel: "spotify" });
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns`);
      await page.getByLabel("Search").fill("needle");
      await page.getByRole("button", { name: "Search" }).click();
      expect(await page.locator("tbody th").allTextContents()).toEqual(["Needle in spotify", "Needle in google"]);
      await page.getByLabel("Channel").selectOption("google");
      await page.getByRole("button", { name: "Search" }).click();
      expect(await page.locator("tbody th").allTextContents()).toEqual(["Needle in google"]);
      await tracker.api("PATCH", "/campaigns/needle-two", { status: "paused" });
      await page.getByLabel("Channel").selectOption("");
      await page.getByLabel("Status").selectOption("paused");
      await page.getByRole("button", { name: "Search" }).click();
      expect(await page.locator("tbody th").allTextContents()).toEqual(["Needle in spotify"]);
      await page.getByLabel("Status").selectOption("ended");
      await page.getByRole("button", { name: "Search" }).click();
      expect(await page.getByText("No campaign fits").count()).toBe(1);
      await page.getByRole("link", { name: "Clear the filter" }).click();
      expect(await page.locator("tbody th").count()).toBeGreaterThan(2);
    });
  });
});

describe("import", () => {
  test.each([
    ["with script", true],
    ["without script", false],
  ])("shows each row's problem, makes nothing, and makes all once nothing is wrong, %s", async (_, hasScript) => {
    const fine = `row-fine-${hasScript}`;
    await tracker.createCampaign(`row-taken-${hasScript}`);
    const lines = ["name,channel,destination,slug", `Fine,tiktok,https://example.org/a,${fine}`, "Bad,radio,https://example.org/b,row-bad"];
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/import`);
      await page
        .getByLabel("Or paste")
        .fill(
          [...lines, "Again,tiktok,http://example.org/c,row-c", `Taken,tiktok,https://example.org/d,row-taken-${hasScript}`].join("\n"),
        );
      await page.getByRole("button", { name: "Preview" }).click();
      const problems = await page.locator("tbody tr td:last-child").allTextContents();
      expect(problems.map((text) => text.trim())).toEqual([
        "fine",
        expect.stringContaining('there is no channel "radio"'),
        expect.stringContaining("must begin with https://"),
        expect.stringContaining("is taken"),
      ]);
      expect(await page.getByRole("button", { name: /^Make/ }).count()).toBe(0);
      expect((await tracker.api("GET", `/campaigns/${fine}`)).status).toBe(404);
      await page.getByRole("link", { name: "Choose another file" }).click();
      const file = { name: "links.csv", mimeType: "text/csv", buffer: Buffer.from(lines.slice(0, 2).join("\r\n")) };
      await page.getByLabel("CSV file").setInputFiles(file);
      await page.getByRole("button", { name: "Preview" }).click();
      await page.getByRole("button", { name: "Make 1 campaign", exact: true }).click();
      await page.waitForURL(/notice=imported/);
    }, hasScript);
    expect(await campaign(fine)).toMatchObject({ name: "Fine" });
  });

  test.each([
    ["", "Choose a file or paste lines"],
    ["name,colour\na,b", "colour is no column here"],
    ["name,colour,size,name\na,b,c,d", "colour, size and name are no columns here"],
    ["name,channel,destination\na,b", "has 2 cells"],
    ["name,channel,destination", "at least one campaign"],
  ])("of %j says what to do", async (csv, message) => {
    const answer = await post(tracker, "/staff/import", { csv }, await sessionOf(tracker));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(message);
  });

  test("reads what export wrote", async () => {
    const spec = { published: true, regions: ["Utrecht", "Gelderland"], ageFrom: 18, budgetEuros: 10.5 };
    await tracker.createCampaign("exported", {
      name: 'With, "marks"',
      startsOn: "2026-01-01",
      countRepeats: false,
      notes: "two\nlines",
      spec,
    });
    const csv = await (await get(tracker, "/staff/campaigns.csv", await sessionOf(tracker))).text();
    const other = await startDashboard();
    try {
      for (const name of ["Poster js", "Poster plain"])
        await other.api("POST", "/channels", { id: name.toLowerCase().replace(" ", "-"), name });
      const answer = await post(other, "/staff/import", { csv, confirmed: "yes" }, await sessionOf(other));
      expect(answer.headers.get("location")).toMatch(/notice=imported/);
      const fields = async (from: Tracker) => {
        const {
          createdAt: _,
          link: __,
          version: ___,
          ...rest
        } = (await from.api<Record<string, unknown>>("GET", "/campaigns/exported")).body;
        return rest;
      };
      expect(await fields(other)).toEqual(await fields(tracker));
    } finally {
      await discard(other);
    }
  });
});

describe("keys", () => {
  test.each([
    ["with script", true],
    ["without script", false],
  ])("are made, shown once, used, and deleted after a question, %s", async (_, javaScriptEnabled) => {
    const name = `Newsletter site ${javaScriptEnabled}`;
    await inBrowser(browser, tracker, adminKey, { javaScriptEnabled }, async (page) => {
      await page.goto(`${tracker.origin}/staff/settings`);
      await page.getByLabel("Name").fill(name);
      await page.getByLabel(/^Website/).check();
      await page.getByRole("button", { name: "Create" }).click();
      const key = (await page.locator("code").first().textContent()) ?? "";
      expect(key).toMatch(/^fivebar_site_/);
      const report = (): Promise<{ status: number }> =>
        tracker.api("POST", "/signups", { campaign: null, test: true }, { authorization: `Bearer ${key}` });
      expect((await report()).status).toBe(200);
      await page.getByRole("link", { name: "Back" }).click();
      expect(await page.content()).not.toContain(key);
      const lastUsed = page.getByRole("row").filter({ hasText: name }).locator("td").nth(2);
      // The day of its use is told when it is over: see test/system/dashboard_past.test.ts.
      expect(await lastUsed.textContent()).toBe("never");
      await page.getByRole("link", { name: `Delete: ${name}` }).click();
      expect((await report()).status).toBe(200);
      await page.getByRole("button", { name: "Yes, delete this key" }).click();
      await page.waitForURL(/notice=key-removed/);
      expect((await report()).status).toBe(401);
    });
  });

  test("of one name are refused the second time", async () => {
    await keyFor(tracker, "reader", "Twice");
    const answer = await post(tracker, "/staff/settings/keys", { name: "Twice", role: "reader" }, await sessionOf(tracker));
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("there is a key named &quot;Twice&quot; already");
  });
});

test("an address that nobody made a page for is a page that says so", async () => {
  const cookie = await sessionOf(tracker);
  for (const path of [
    "/staff/nothing",
    "/staff/campaigns/nobody",
    "/staff/campaigns/%00",
    "/staff/sign-out",
    "/staff/settings/x/y/remove",
  ]) {
    const answer = await get(tracker, path, cookie);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.text()).toContain("This page does not exist");
  }
});

test("a form that is too large is a page that says so", async () => {
  const answer = await post(tracker, "/staff/import", { csv: "x".repeat(300_000) }, await sessionOf(tracker));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([413, "text/html; charset=UTF-8"]);
});
