/** Groups: their figures by group, their page, one form for all campaigns of one, and siblings that become one. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Campaign } from "../setup/answers.ts";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { ADMIN_KEY, discard, type Report, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let cookie: string;
let browser: Browser;
const SPRING = "Spring 2027: A/B & ‘more’";
const PAGE = `/staff/groups/${encodeURIComponent(SPRING)}`;

beforeAll(async () => {
  tracker = await startDashboard({ SIGNUP_RELEASE: "live" });
  cookie = await sessionOf(tracker);
  browser = await launchBrowser();
  await tracker.createCampaign("one", { group: SPRING, channel: "tiktok", spec: { paidBy: "Us", ageFrom: 18 } });
  await tracker.createCampaign("two", { group: SPRING, channel: "google", destination: "https://example.org/two" });
  await tracker.createCampaign("alone");
  for (const slug of ["one", "two", "alone"]) for (let visit = 0; visit < 9; visit += 1) await tracker.visit(`/${slug}`);
  await tracker.api("POST", "/signups", { campaign: "two", count: 7 });
  await tracker.reportWhen(({ totals }) => totals.visits === 15 && totals.signups === 5);
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

const campaign = async (slug: string): Promise<Campaign & Record<string, unknown>> =>
  (await tracker.api<Campaign & Record<string, unknown>>("GET", `/campaigns/${slug}`)).body;

/** The form as the page has it, with what was changed in it. */
async function send(change: Record<string, string>): Promise<Response> {
  const html = await (await get(tracker, PAGE, cookie)).text();
  const versions = /name="versions" value="([^"]*)"/.exec(html)?.[1] ?? "";
  const common = { group: SPRING, destination: "", endsOn: "", endedUrl: "" };
  return post(tracker, PAGE, { ...common, versions, status: "", ...change }, cookie);
}

describe("the report by group", () => {
  test("has a row for each group that is the sum of its campaigns' bundles, and one for those in none", async () => {
    const { rows, totals } = (await tracker.api<Report>("GET", "/report?by=group")).body;
    expect(rows).toMatchObject([
      { group: SPRING, visits: 10, signups: 5 },
      { group: null, visits: 5, signups: 0 },
    ]);
    expect(rows.every((row) => !("channel" in row) && !("campaign" in row))).toBe(true);
    expect(totals).toMatchObject({ visits: 15, signups: 5 });
    const daily = (await tracker.api<Report>("GET", "/report?by=group&interval=day")).body.rows;
    expect(daily.reduce((sum, { visits }) => sum + visits, 0)).toBe(15);
  });

  test("is a table of its groups as CSV", async () => {
    const [header, first, second] = (await tracker.api<string>("GET", "/report.csv?by=group")).body.split("\r\n");
    expect(header).toMatch(/^group,period,visits,signups,/);
    expect(first).toMatch(/^Spring 2027: A\/B & ‘more’,,10,5,/);
    expect(second).toMatch(/^,,5,0,/);
  });

  test("sets what was spent beside it, in JSON and in CSV", async () => {
    const day = (await tracker.report()).to;
    const figures = `slug,day,currency,spend,impressions,clicks\none,${day},EUR,10,100,9\ntwo,${day},EUR,5,100,9\nalone,${day},EUR,1,100,9\n`;
    expect((await tracker.api("POST", "/ad-figures/import", figures, { "content-type": "text/csv" })).status).toBe(200);
    const { rows } = (await tracker.api<{ rows: { group: string | null; spend: number }[] }>("GET", "/costs?by=group")).body;
    expect(rows.map(({ group, spend }) => [group, spend])).toEqual([
      [SPRING, 15],
      [null, 1],
    ]);
    const lines = (await tracker.api<string>("GET", "/costs.csv?by=group")).body.split("\r\n");
    expect([lines[0]?.split(",").includes("group"), lines.filter((line) => line.includes("Spring 2027")).length]).toEqual([true, 1]);
  });
});

describe("a group's page", () => {
  test("has the figures of its campaigns alone, and the way there from them and from the list", async () => {
    await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns`);
      await page.getByRole("link", { name: SPRING }).click();
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(SPRING);
      expect(await page.locator(".kpis dd").evaluateAll((all) => all.map((one) => one.firstChild?.textContent))).toEqual(["10", "5", "–"]);
      expect(await page.locator("table.links tbody tr").count()).toBe(2);
      await page.getByRole("link", { name: "two", exact: true }).click();
      await page.getByRole("link", { name: SPRING }).click();
      expect(new URL(page.url()).pathname).toBe(PAGE);
    });
  });

  test("is there for groups that there are only", async () => {
    expect((await get(tracker, "/staff/groups/Nobody", cookie)).status).toBe(404);
  });
});

describe("the form for all campaigns of a group", () => {
  test("changes what was changed in it, in each of them, and the history says so", async () => {
    const answer = await send({ endsOn: "2199-05-01", status: "paused", "spec.paidBy": "Members" });
    expect(answer.headers.get("location")).toBe(`${PAGE}?notice=group-changed&count=2`);
    expect(await campaign("one")).toMatchObject({
      endsOn: "2199-05-01",
      status: "paused",
      destination: "https://example.org/",
      spec: { paidBy: "Members", ageFrom: 18 },
    });
    expect(await campaign("two")).toMatchObject({ status: "paused", destination: "https://example.org/two", spec: { paidBy: "Members" } });
    expect(await campaign("alone")).toMatchObject({ endsOn: null, status: "live" });
    expect(await (await get(tracker, "/staff/campaigns/two", cookie)).text()).toContain("Members");
  });

  test("changes none where one is refused, and none that somebody has changed meanwhile", async () => {
    const before = [await campaign("one"), await campaign("two")];
    for (const bad of [
      { destination: "http://example.org" },
      { "spec.ageTo": "2" },
      { endsOn: "2199-13-01" },
      { endedUrl: "https://a.b/?fbclid=1" },
    ]) {
      expect((await send({ endsOn: "2199-05-01", "spec.paidBy": "Members", ...bad })).status, JSON.stringify(bad)).toBe(400);
    }
    const html = await (await get(tracker, PAGE, cookie)).text();
    const versions = /name="versions" value="([^"]*)"/.exec(html)?.[1] ?? "";
    await tracker.api("PATCH", "/campaigns/two", { notes: "Mine" });
    const late = await post(tracker, PAGE, { group: SPRING, destination: "", endsOn: "", endedUrl: "", versions, status: "live" }, cookie);
    expect([late.status, (await late.text()).includes("nothing has been saved")]).toEqual([412, true]);
    expect(await campaign("one")).toEqual(before[0]);
    expect(await campaign("two")).toEqual({ ...before[1], notes: "Mine", version: Number(before[1]?.version) + 1 });
  });
});

test("a group that gets another name takes its notes, targets, report links and archived campaigns along", async () => {
  for (const slug of ["old-1", "old-2", "old-3"]) await tracker.createCampaign(slug, { group: "Old name" });
  await tracker.api("DELETE", "/campaigns/old-3");
  await tracker.api("POST", "/annotations", { day: "2026-11-02", text: "Posters", group: "Old name" });
  await tracker.api("POST", "/targets", { name: "Ten", signups: 10, by: "2199-01-01", group: "Old name" });
  await tracker.api("POST", "/report-links", { name: "Board", period: "all", signups: true, group: "Old name" });
  const lists = { annotations: "/annotations", targets: "/targets", reportLinks: "/report-links" };
  const groups = async () =>
    Promise.all(
      Object.entries(lists).map(async ([name, path]) =>
        (await tracker.api<Record<string, { group: string | null }[]>>("GET", path)).body[name]?.map(({ group }) => group),
      ),
    );
  const rename = async (page: string, group: string) => {
    const html = await (await get(tracker, page, cookie)).text();
    const versions = /name="versions" value="([^"]*)"/.exec(html)?.[1] ?? "";
    expect(html).toContain('list="groups"');
    return (
      await post(tracker, page, { group, destination: "https://example.org/", endsOn: "", endedUrl: "", versions, status: "" }, cookie)
    ).status;
  };
  await tracker.api("PATCH", "/campaigns/old-2", { group: "Elsewhere" });
  expect(await groups(), "one campaign that moves takes nothing along").toEqual([["Old name"], ["Old name"], ["Old name"]]);
  await tracker.api("PATCH", "/campaigns/old-2", { group: "Old name" });
  expect(await rename("/staff/groups/Old%20name", "New name")).toBe(303);
  expect(await groups()).toEqual([["New name"], ["New name"], ["New name"]]);
  const page = await (await get(tracker, "/staff/groups/New%20name", cookie)).text();
  expect(["old-1", "old-2", "old-3"].filter((slug) => page.includes(`"/staff/campaigns/${slug}"`))).toHaveLength(3);
  expect((await get(tracker, "/staff/groups/Old%20name", cookie)).status).toBe(404);
  expect(await (await get(tracker, "/staff/campaigns/old-3?lang=en", cookie)).text()).toContain("Group: from Old name to New name");
});

test("a campaign and those of its name and destination in other channels become a group by one click", async () => {
  const siblings = { name: "Summer", destination: "https://example.org/summer" };
  await tracker.createCampaign("summer-1", { ...siblings, channel: "tiktok" });
  await tracker.createCampaign("summer-2", { ...siblings, channel: "google" });
  await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
    await page.goto(`${tracker.origin}/staff/campaigns/summer-1`);
    await page.getByRole("button", { name: "Make these 2 campaigns a group" }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Summer");
    await page.goto(`${tracker.origin}/staff/campaigns/summer-2`);
    expect(await page.getByRole("button", { name: /a group/ }).count()).toBe(0);
  });
  expect([(await campaign("summer-1")).group, (await campaign("summer-2")).group]).toEqual(["Summer", "Summer"]);
});
