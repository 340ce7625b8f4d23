/** Moving in on the dashboard: an export is recognised, shown with what stays behind and why, and made as it was shown. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import Papa from "papaparse";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { workbook } from "../../domain/tables/workbook.ts";
import { BITLY, CLICK_LOGS, DUB, DUB_API, KUTT, SHLINK, YOURLS } from "../../staff/import/exports.ts";
import type { CampaignList } from "../setup/answers.ts";
import { launchBrowser } from "../setup/browser.ts";
import { inBrowser, keyFor, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let browser: Browser;
let key: string;
let cookie: string;

beforeAll(async () => {
  browser = await launchBrowser();
});
/** Slugs are never used again, and the exports share some. */
beforeEach(async () => {
  tracker = await startDashboard();
  ({ key } = await keyFor(tracker, "marketer"));
  cookie = await sessionOf(tracker, key);
  return () => discard(tracker);
});
afterAll(() => browser?.close());

async function campaigns(): Promise<unknown[]> {
  const { body } = await tracker.api<CampaignList>("GET", "/campaigns");
  return body.campaigns.map(({ slug, channel, name }) => [slug, channel, name]);
}

async function preview(page: Page, csv: string): Promise<void> {
  await page.goto(`${tracker.origin}/staff/import`);
  await page.getByLabel("File (CSV or XLSX)").setInputFiles({ name: "links.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("heading", { level: 1, name: /^Links from/ }).waitFor();
}

/** The cells of each row below a heading. */
async function rows(page: Page, heading: string): Promise<string[][]> {
  const lines = await page
    .locator("section", { has: page.getByRole("heading", { name: heading }) })
    .locator("tbody tr")
    .all();
  return Promise.all(lines.map((line) => line.locator("th,td").allInnerTexts()));
}

test.each([
  ["with script", true],
  ["without script", false],
])("a file is recognised, its rows shown with what stays behind and why, and the others made, %s", async (_, javaScriptEnabled) => {
  await inBrowser(browser, tracker, key, { javaScriptEnabled }, async (page) => {
    await preview(page, BITLY);
    expect(await page.locator("h1").innerText()).toBe("Links from Bitly");
    expect(await page.locator(".lead").innerText()).toBe("2 links become campaigns. 1 link stays behind. Nothing has been made yet.");
    expect(await page.locator("main").innerText()).toContain(
      "Click figures are never taken over. These columns stay behind: Created and Total Engagements.",
    );
    expect(await rows(page, "This will be made")).toEqual([
      [
        "2",
        'Petition, "short" version',
        "Instagram",
        "https://example.org/petition?utm_source=instagram",
        "/3xabcde\nhttps://bit.ly/3xAbCdE",
        "",
      ],
      ["3", "TikTok autumn", "TikTok", "https://example.org/petition", "/fix-tiktok\nhttps://go.example.org/Fix-TikTok", ""],
    ]);
    expect(await rows(page, "This stays behind")).toEqual([["4", "https://bit.ly/5oLdOlD", "it is archived or blocked there"]]);
    expect(await campaigns()).toEqual([]);
    await page.getByRole("button", { name: "Make 2 campaigns", exact: true }).click();
    await page.waitForURL(/notice=imported&count=2/);
  });
  expect((await campaigns()).sort()).toEqual([
    ["3xabcde", "instagram", 'Petition, "short" version'],
    ["fix-tiktok", "tiktok", "TikTok autumn"],
  ]);
});

test("links that name no channel stay behind until one is chosen for them; done twice, all of them do", async () => {
  const mail = ["mail", "google", "By mail"];
  await inBrowser(browser, tracker, key, {}, async (page) => {
    await preview(page, DUB);
    expect(await rows(page, "This stays behind")).toEqual([["3", "https://dub.sh/mail", expect.stringContaining("say which channel")]]);
    await page.getByLabel("Channel of links that name none").selectOption("Google");
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByRole("button", { name: "Make 2 campaigns" }).waitFor();
    await page.getByRole("button", { name: "Make 2 campaigns" }).click();
    await page.waitForURL(/notice=imported&count=2/);
    expect(await campaigns()).toContainEqual(mail);
    await page.goto(`${tracker.origin}/staff/import?lang=en`);
    await preview(page, DUB);
    expect((await rows(page, "This stays behind")).map(([, , why]) => why)).toEqual([
      expect.stringContaining("is taken"),
      expect.stringContaining("say which channel"),
    ]);
    expect(await page.locator(".lead").innerText()).toContain("None of these links can move in.");
    expect(await page.getByRole("button", { name: /^Make/ }).count()).toBe(0);
  });
});

test("a preview can go back to its text, says of a hundred links why they stay, and of the rest how many they are", async () => {
  const links = Array.from(
    { length: 900 },
    (_, index) => `long-${index},https://example.org/page-${"x".repeat(40)},Title ${"y".repeat(20)}`,
  );
  const csv = ["shortCode,longUrl,title", ...links].join("\n");
  await inBrowser(browser, tracker, key, {}, async (page) => {
    await preview(page, csv);
    const staying = page.locator("section", { has: page.getByRole("heading", { name: "This stays behind" }) });
    expect(await staying.locator("tbody tr").count()).toBe(100);
    expect(await staying.locator("p").last().textContent()).toBe("and 800 more");
    await page.getByRole("button", { name: "Edit the text" }).click();
    await page.locator("#f-csv").waitFor();
    expect(await page.locator("#f-csv").inputValue()).toBe(csv);
  });
  const answer = await tracker.api<{ leftOut: unknown[]; leftOutMore?: number }>("POST", "/campaigns/import?preview=true", csv, {
    "content-type": "text/csv",
  });
  expect([answer.status, answer.body.leftOut.length, answer.body.leftOutMore]).toEqual([200, 100, 800]);
});

test.each(Object.entries({ BITLY, DUB, DUB_API, SHLINK, YOURLS, KUTT }))("%s: the page shows what the API says", async (_, csv) => {
  const { body } = await tracker.api<{
    created: { row: number; slug: string }[];
    leftOut: { row: number; why: string }[];
    columnsLeftOut: string[];
  }>("POST", "/campaigns/import?preview=true&channel=google", csv, { "content-type": "text/csv" });
  const html = await (await post(tracker, "/staff/import", { csv, channel: "google" }, cookie)).text();
  const shown = [...html.matchAll(/<th scope="row" data-label="Row">(\d+)<\/th>/g)].map(([, row]) => Number(row));
  expect(shown).toEqual([...body.created, ...body.leftOut].map(({ row }) => row));
  expect(body.leftOut.length + body.created.length).toBeGreaterThan(0);
  const text = html.replaceAll("&quot;", '"').replaceAll("&#39;", "'");
  for (const { slug } of body.created) expect(text).toContain(`<code>/${slug}</code>`);
  for (const { why } of body.leftOut) expect(text).toContain(why.replace(/^\w+: /, ""));
  expect(text).toContain(`${new Intl.ListFormat("en-GB").format(body.columnsLeftOut)}.`);
  for (const figure of ["3000", "192.0.2.7", "ann@"]) expect(text.replace(/<input[^>]*>/g, "")).not.toContain(figure);
});

test.each(Object.entries(CLICK_LOGS))("a log of clicks is refused whole, in both languages: %s", async (_, csv) => {
  for (const [language, words] of [
    ["en", "this is a log of clicks"],
    ["nl", "dit is een lijst van klikken"],
  ] as const) {
    const answer = await post(tracker, "/staff/import", { csv, confirmed: "yes" }, cookie, { "accept-language": language });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(words)]);
  }
  expect(await campaigns()).toEqual([]);
});

test("a channel that is not there, and a file that cannot be read, are refused with the reason", async () => {
  for (const [fields, words] of [
    [{ csv: SHLINK, channel: "radio", confirmed: "yes" }, "there is no channel"],
    [{ csv: `${SHLINK}"open`, confirmed: "yes" }, "row 4 has a quotation mark"],
  ] as const) {
    const answer = await post(tracker, "/staff/import", fields, cookie);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(words)]);
  }
  expect(await campaigns()).toEqual([]);
});

const FILES = join(PROJECT, "test", "staff", "import", "samples");

/** A form with a file, as a browser sends it. */
async function upload(name: string, bytes: Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}): Promise<string> {
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) body.set(field, value);
  body.set("file", new File([bytes], name));
  const answer = await fetch(`${tracker.origin}/staff/import`, {
    method: "POST",
    headers: { cookie, "accept-language": "en", origin: tracker.origin, "sec-fetch-site": "same-origin" },
    body,
  });
  return answer.text();
}

test("files in any encoding, and workbooks, are shown as the API reads them, and are made from what the page carries on", async () => {
  await tracker.api("POST", "/hosts", { host: "petitie.example" });
  const xlsx = Papa.parse<string[]>(await readFile(join(FILES, "01-bitly-original.csv"), "utf8"), { skipEmptyLines: true }).data;
  const files = new Map<string, Uint8Array<ArrayBuffer>>([["links.xlsx", new Uint8Array(workbook(xlsx, { shared: true }))]]);
  for (const name of await readdir(FILES)) files.set(name, new Uint8Array(await readFile(join(FILES, name))));
  for (const [name, bytes] of files) {
    const response = await fetch(`${tracker.origin}/api/v1/campaigns/import?preview=true&channel=google`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "text/csv" },
      body: bytes,
    });
    const said = (await response.json()) as { created: { slug: string }[]; leftOut: unknown[]; notes: string[] };
    const html = await upload(name, bytes, { channel: "google" });
    expect([name, said.created.length > 0]).toEqual([name, true]);
    for (const { slug } of said.created) expect(html, name).toContain(`<code>/${slug}</code>`);
    for (const note of said.notes) expect(html, name).toContain(note);
    expect(html.match(/<tr>/g), name).toHaveLength(1 + said.created.length + (said.leftOut.length === 0 ? 0 : 1 + said.leftOut.length));
  }
  expect(await campaigns()).toEqual([]);
  await inBrowser(browser, tracker, key, {}, async (page) => {
    await page.goto(`${tracker.origin}/staff/import`);
    await page.getByLabel("File (CSV or XLSX)").setInputFiles(join(FILES, "03-bitly-excel-unicode-text.txt"));
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByRole("heading", { level: 1, name: /^Links from Bitly/ }).waitFor();
    await page.getByRole("button", { name: "Make 1 campaign" }).click();
    await page.waitForURL(/notice=imported/);
  });
  expect(await campaigns()).toEqual([["insta-zomer", "instagram", "Instagram zomer – hergebruikt"]]);
});

test("a code of a file's own rows is made to fit, as in the form, and shown before it is made", async () => {
  const csv = "name,channel,destination,slug\nA,tiktok,https://example.org/,Fix It Now!\nB,google,https://example.org/,Été 2027\n";
  const shown = await (await post(tracker, "/staff/import", { csv }, cookie)).text();
  for (const slug of ["fix-it-now", "ete-2027"]) expect(shown).toContain(slug);
  expect((await post(tracker, "/staff/import", { csv, confirmed: "yes" }, cookie)).status).toBe(303);
  expect(await campaigns()).toEqual([
    ["fix-it-now", "tiktok", "A"],
    ["ete-2027", "google", "B"],
  ]);
  const strict = await tracker.api("POST", "/campaigns/bulk", csv, { "content-type": "text/csv" });
  expect(strict.status, "the API stays strict").toBe(400);
});
