/** What comes into the dashboard from elsewhere: files of campaigns, files of links, and links that would lead back here. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pathsOf, readProblem } from "../setup/answers.ts";
import { launchBrowser } from "../setup/browser.ts";
import { get, inBrowser, keyFor, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;
let key: string;
let cookie: string;

beforeAll(async () => {
  tracker = await startDashboard();
  browser = await launchBrowser();
  ({ key } = await keyFor(tracker, "marketer"));
  cookie = await sessionOf(tracker, key);
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

const marketer = <T>(look: (page: Page) => Promise<T>): Promise<T> => inBrowser(browser, tracker, key, {}, look);
const slugs = async (): Promise<string[]> =>
  (await tracker.api<{ campaigns: { slug: string }[] }>("GET", "/campaigns")).body.campaigns.map(({ slug }) => slug);

describe("a link that leads back to Fivebar", () => {
  const loop = (): string => `${tracker.origin}/elsewhere`;
  const draft = () => ({ name: "Loop", channel: "tiktok", destination: loop() });

  test("is refused by the API, alone, among many, as a change, and as a thank-you page", async () => {
    await tracker.createCampaign("no-loop");
    for (const [method, path, body, paths] of [
      ["POST", "/campaigns", draft(), ["destination"]],
      ["POST", "/campaigns/bulk", [{ ...draft(), destination: "https://example.org/" }, draft()], ["1.destination"]],
      ["PATCH", "/campaigns/no-loop", { destination: loop() }, ["destination"]],
      ["PATCH", "/campaigns/no-loop", { thanksUrl: loop() }, ["thanksUrl"]],
    ] as const) {
      const problem = readProblem(await tracker.api(method, path, body), 400);
      expect(pathsOf(problem)).toEqual(paths);
      expect(problem.detail).toContain("leads to this very Fivebar");
    }
    expect(await slugs()).not.toContain("loop");
  });

  test("is one to where a link may be: Fivebar's own pages count nothing, so they may be tried as a destination", async () => {
    const at = async (path: string): Promise<number> =>
      (await tracker.api("PATCH", "/campaigns/no-loop", { destination: `${tracker.origin}${path}` })).status;
    expect(await Promise.all(["/about", "/healthz", "/"].map(at))).toEqual([200, 200, 200]);
    expect(await Promise.all(["/no-loop", "/NO-LOOP?x=1", "/not-yet/thanks", "/%6eo-loop", "/no%2Dloop/"].map(at))).toEqual(
      Array(5).fill(400),
    );
  });

  test("is left out of links that move in", async () => {
    const csv = `shortCode,longUrl,title\nmoves-in,https://example.org/a,Fine\nmoves-back,${loop()},Back\n`;
    const answer = await tracker.api<{ created: { slug: string }[]; leftOut: { row: number; why: string }[] }>(
      "POST",
      "/campaigns/import?channel=tiktok",
      csv,
      { "content-type": "text/csv" },
    );
    expect(answer.body.created.map(({ slug }) => slug)).toEqual(["moves-in"]);
    expect(answer.body.leftOut).toMatchObject([{ row: 3, why: expect.stringContaining("leads to this very Fivebar") }]);
  });
});

describe("import", () => {
  const rows = async (csv: string): Promise<string[]> => {
    const found: string[] = [];
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/import`);
      await page.getByLabel("Or paste").fill(csv);
      await page.getByRole("button", { name: "Preview" }).click();
      await page.waitForLoadState();
      found.push(
        ...(await page.locator("tbody tr").evaluateAll((all) => all.map((row) => (row as unknown as { innerText: string }).innerText))),
      );
    });
    return found;
  };

  test("numbers the rows as a spreadsheet does, and tells each problem by itself", async () => {
    const csv = [
      "name,channel,destination,notes",
      "",
      'First,tiktok,https://example.org/a,"two\nlines"',
      "",
      `Second,tiktok,${tracker.origin}/back,`,
      "Third,RADIO,http://example.org/,",
    ].join("\n");
    const [first, second, third] = await rows(csv);
    expect(first).toMatch(/^3\tFirst.*fine/s);
    expect(second).toMatch(/^5\tSecond.*leads to this very Fivebar/s);
    expect(third).toMatch(/^6\tThird/);
    expect(third?.split("\n").filter((text) => /Channel|Destination/.test(text)).length).toBeGreaterThanOrEqual(2);
  });

  test.each([
    ["name,channel,destination\n\nA,tiktok", "Row 3: has 2 cells"],
    ['name,channel,destination\n\n\nA,tiktok,"https://example.org/', "Row 4: has a quotation mark"],
  ])("names the row of a table that cannot be read: %j", async (csv, message) => {
    expect(await (await post(tracker, "/staff/import", { csv }, cookie)).text()).toContain(message);
  });

  test("reads back what export made safe for spreadsheets", async () => {
    const source = await startDashboard();
    const target = await startDashboard();
    try {
      const texts = ["-10% actie", "=1+1", "'-quoted", "+31 bel ons", "@home", "'", "''=x", "it's", "x;=1+1;y", "a;b"];
      for (const [index, name] of texts.entries()) await source.createCampaign(`text-${index}`, { name, notes: name });
      const csv = await (await get(source, "/staff/campaigns.csv", await sessionOf(source))).text();
      expect(csv).toContain("'-10% actie");
      expect(csv).not.toMatch(/(?:^|[,;])[=+@-]/m);
      await post(target, "/staff/import", { csv, confirmed: "yes" }, await sessionOf(target));
      const made = (await target.api<{ campaigns: { name: string; notes: string }[] }>("GET", "/campaigns")).body.campaigns;
      expect(made.map(({ name, notes }) => [name, notes])).toEqual(texts.map((text) => [text, text]));
    } finally {
      await discard(source);
      await discard(target);
    }
  });
});
