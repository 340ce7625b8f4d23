/** Several campaigns at once on the list: changed with script and without, all or none of them. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { get, keyFor, post, sessionOf } from "../setup/dashboard.ts";
import { campaign, key, marketer, marketerStand, tracker } from "../setup/marketer_stand.ts";

marketerStand();

const tick = async (page: Page, ...slugs: readonly string[]): Promise<void> => {
  for (const slug of slugs) await page.locator(`input[name=campaign][value=${slug}]`).check();
};
const make = async (prefix: string, count = 3): Promise<string[]> => {
  const slugs = Array.from({ length: count }, (_, index) => `${prefix}-${"abcdefgh"[index]}`);
  for (const slug of slugs) await tracker.createCampaign(slug, { name: `Ad ${slug}` });
  return slugs;
};
const statuses = (slugs: readonly string[]): Promise<string[]> => Promise.all(slugs.map(async (slug) => (await campaign(slug)).status));
const said = (page: Page): Promise<string | null> => page.getByRole("status").first().textContent();

describe.each([
  ["with script", true],
  ["without script", false],
])("campaigns that are ticked, %s,", (_, hasScript) => {
  const prefix = hasScript ? "js" : "plain";

  test("are paused and resumed at once, others are not, and the list keeps its filter", async () => {
    const [a = "", b = "", c = ""] = await make(`${prefix}-pause`);
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns?search=${prefix}-pause`);
      expect(await page.getByRole("button", { name: "Pause", exact: true }).isVisible()).toBe(false);
      await tick(page, a, b);
      await page.getByRole("button", { name: "Pause", exact: true }).click();
      await page.waitForURL(/notice=several-pause/);
      expect(await said(page)).toBe("2 campaigns have been paused.");
      expect(new URL(page.url()).searchParams.get("search")).toBe(`${prefix}-pause`);
      expect(await statuses([a, b, c])).toEqual(["paused", "paused", "live"]);
      await tick(page, a, b, c);
      await page.getByRole("button", { name: "Resume", exact: true }).click();
      await page.waitForURL(/notice=several-resume/);
      expect(await said(page)).toBe("2 campaigns are live again.");
      expect(await statuses([a, b, c])).toEqual(["live", "live", "live"]);
    }, hasScript);
  });

  test("end after a question that names them, on the chosen day", async () => {
    const [a = "", b = "", c = ""] = await make(`${prefix}-end`);
    await tracker.api("PATCH", `/campaigns/${b}`, { endsOn: "2026-01-31" });
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns?search=${prefix}-end`);
      await tick(page, a, b);
      await page.getByRole("button", { name: "End…" }).click();
      await page.locator("h1", { hasText: "End 2 campaigns?" }).waitFor();
      expect(await page.locator("main li a").allTextContents()).toEqual([`Ad ${b}`, `Ad ${a}`]);
      expect((await campaign(a)).version).toBe(1);
      await page.getByLabel("Last day").fill("2026-06-30");
      await page.getByRole("button", { name: "Yes, end 2 campaigns" }).click();
      await page.waitForURL(/notice=several-end/);
    }, hasScript);
    const ends = await Promise.all(
      [a, b, c].map(async (slug) => (await tracker.api<{ endsOn: string | null }>("GET", `/campaigns/${slug}`)).body.endsOn),
    );
    // The one that had ended earlier does not begin again.
    expect(ends).toEqual(["2026-06-30", "2026-01-31", null]);
  });

  test("are archived after a question, each with an entry in its history; cancelling changes nothing", async () => {
    const slugs = await make(`${prefix}-archive`);
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns?search=${prefix}-archive`);
      await tick(page, ...slugs.slice(0, 2));
      await page.getByRole("button", { name: "Archive…" }).click();
      await page.locator("h1", { hasText: "Archive 2 campaigns?" }).waitFor();
      await page.getByRole("link", { name: "Cancel" }).click();
      await page.locator("h1", { hasText: "Campaigns" }).waitFor();
      expect(await statuses(slugs)).toEqual(["live", "live", "live"]);
      await tick(page, ...slugs.slice(0, 2));
      await page.getByRole("button", { name: "Archive…" }).click();
      await page.getByRole("button", { name: "Yes, archive 2 campaigns" }).click();
      await page.waitForURL(/notice=several-archive/);
      expect(await said(page)).toBe("2 campaigns have been archived.");
    }, hasScript);
    const found = await Promise.all(slugs.map(async (slug) => (await tracker.api("GET", `/campaigns/${slug}`)).status));
    expect(found).toEqual([404, 404, 200]);
  });

  test("are put into a group, and taken out of it again", async () => {
    const [a = "", b = "", c = ""] = await make(`${prefix}-group`);
    const groups = () =>
      Promise.all([a, b, c].map(async (slug) => (await tracker.api<{ group: string | null }>("GET", `/campaigns/${slug}`)).body.group));
    await marketer(async (page) => {
      for (const [group, notice] of [
        [`Spring ${prefix}`, "2 campaigns have changed groups."],
        ["", "2 campaigns have changed groups."],
      ] as const) {
        await page.goto(`${tracker.origin}/staff/campaigns?search=${prefix}-group`);
        await tick(page, a, c);
        await page.getByRole("button", { name: "Group…" }).click();
        await page.getByLabel("Group", { exact: true }).fill(group);
        await page.getByRole("button", { name: "Put 2 campaigns into this group" }).click();
        await page.waitForURL(/notice=several-group/);
        expect(await said(page)).toBe(notice);
        expect(await groups()).toEqual([group || null, null, group || null]);
      }
    }, hasScript);
  });
});

describe("nothing is changed, and the page says why,", () => {
  const send = async (fields: readonly (readonly [string, string])[], as = key) => {
    const answer = await fetch(`${tracker.origin}/staff/several-campaigns`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: await sessionOf(tracker, as), "accept-language": "en", origin: tracker.origin, "sec-fetch-site": "same-origin" },
      body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
    });
    return { status: answer.status, text: (await answer.text()).replace(/<[^>]+>/g, " ") };
  };

  test.each(["pause", "end", "archive", "group"])("when none is ticked: %s", async (action) => {
    const { status, text } = await send([
      ["do", action],
      ["endsOn", "2026-06-30"],
      ["group", "G"],
    ]);
    expect([status, text.includes("Tick one or more campaigns first.")]).toEqual([400, true]);
  });

  test("when one of them has changed since the question, or is gone", async () => {
    const [a = "", b = "", c = ""] = await make("raced");
    await tracker.api("PATCH", `/campaigns/${b}`, { name: "Renamed by somebody" });
    await tracker.api("DELETE", `/campaigns/${c}`);
    const { status, text } = await send([
      ["do", "archive"],
      ["campaign", `${a}.1`],
      ["campaign", `${b}.1`],
      ["campaign", `${c}.1`],
    ]);
    expect(status).toBe(412);
    expect(text).toContain("Nothing has been changed");
    expect(text).toContain("“Renamed by somebody” has been changed in the meantime");
    expect(text).toContain(`/${c} is no longer there`);
    expect(await statuses([a, b])).toEqual(["live", "live"]);
  });

  test("when one of them begins after the last day, has ended, or when what was entered is nothing", async () => {
    const [a = "", b = "", c = ""] = await make("blocked");
    await tracker.api("PATCH", `/campaigns/${b}`, { startsOn: "2199-01-01" });
    await tracker.api("PATCH", `/campaigns/${c}`, { endsOn: "2026-01-31", status: "paused" });
    await tracker.api("PATCH", `/campaigns/${a}`, { status: "paused" });
    const both = (...slugs: string[]) => slugs.map((slug) => ["campaign", slug] as const);
    for (const [fields, sentence] of [
      [[["do", "end"], ["endsOn", "2026-06-30"], ...both(a, b)], "“Ad blocked-b” begins on 1 January 2199."],
      [[["do", "resume"], ...both(a, c)], "“Ad blocked-c” ended on 31 January 2026."],
      [[["do", "end"], ["endsOn", "2026-02-30"], ...both(a)], "Last day: must be a day that exists"],
      [[["do", "group"], ["group", "x".repeat(61)], ...both(a)], "Group: "],
      [[["do", "delete"], ...both(a)], "Nothing has been changed"],
    ] as const) {
      const { status, text } = await send(fields);
      expect([sentence, status, text.includes(sentence)]).toEqual([sentence, 400, true]);
    }
    expect(await statuses([a, b, c])).toEqual(["paused", "scheduled", "ended"]);
  });

  test("for a reader, who can tick for QR codes alone, and for a form of another site", async () => {
    const [a = ""] = await make("readers");
    const { key: reader } = await keyFor(tracker, "reader", "Reader");
    expect(
      (
        await send(
          [
            ["do", "archive"],
            ["campaign", `${a}.1`],
          ],
          reader,
        )
      ).status,
    ).toBe(403);
    const list = await (await get(tracker, "/staff/campaigns?search=readers", await sessionOf(tracker, reader))).text();
    expect(list).not.toMatch(/name="do"/);
    expect(list).toContain("QR codes on a sheet");
    const foreign = await post(tracker, "/staff/several-campaigns", { do: "archive", campaign: `${a}.1` }, await sessionOf(tracker, key), {
      "sec-fetch-site": "cross-site",
    });
    expect(foreign.status).toBe(403);
    expect(await statuses([a])).toEqual(["live"]);
  });
});

test("with script all of the page are ticked at once, and the buttons stay in sight", async () => {
  const slugs = await make("all", 8);
  await marketer(async (page) => {
    await page.setViewportSize({ width: 1280, height: 500 });
    await page.goto(`${tracker.origin}/staff/campaigns?search=all-`);
    await page.getByLabel("All campaigns on this page").check();
    expect(await page.locator("input[name=campaign]:checked").count()).toBe(slugs.length);
    await page.evaluate(() => scrollTo(0, 0));
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    const box = await page.getByRole("button", { name: "Archive…" }).boundingBox();
    expect((box?.y ?? 1e9) + (box?.height ?? 0)).toBeLessThanOrEqual(500);
    await page.locator(`input[value=${slugs[0]}]`).uncheck();
    expect(await page.getByLabel("All campaigns on this page").isChecked()).toBe(false);
  });
});
