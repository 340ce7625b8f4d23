/** Invitations: a link that shows a new key once. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pathsOf, readProblem } from "../setup/answers.ts";
import { complaints } from "../setup/axe.ts";
import { launchBrowser } from "../setup/browser.ts";
import { FAULTY_CONFIG } from "../setup/build.ts";
import { get, inBrowser, keyFor, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { ADMIN_KEY, discard, type Tracker } from "../setup/tracker.ts";

const DAY_MS = 86_400_000;
const INVITATIONS = "/staff/settings/invitations";

let tracker: Tracker;
let browser: Browser;

beforeAll(async () => {
  tracker = await startDashboard({}, FAULTY_CONFIG);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await discard(tracker);
});

/** The path of a new invitation's link. */
async function invite(name: string, role = "reader"): Promise<string> {
  const answer = await post(tracker, INVITATIONS, { name, role }, await sessionOf(tracker));
  expect(answer.status).toBe(200);
  return /\/staff\/invitation\/[\w-]{43}/.exec(await answer.text())?.[0] ?? "";
}

const keyIn = (html: string): string => /fivebar_[a-z]+_[\w-]{43}/.exec(html)?.[0] ?? "";
const statusWith = async (key: string, path = "/report") =>
  (await tracker.api("GET", path, undefined, { authorization: `Bearer ${key}` })).status;

/** What somebody sees where there is nothing: the same page, whatever was there before. */
async function isNothing(path: string): Promise<void> {
  const never = `/staff/invitation/${"A".repeat(43)}`;
  for (const ask of [(at: string) => get(tracker, at, ""), (at: string) => post(tracker, at, {}, "")]) {
    const [answer, other] = await Promise.all([ask(path), ask(never)]);
    expect([answer.status, (await answer.text()).replaceAll(path, "")]).toEqual([404, (await other.text()).replaceAll(never, "")]);
  }
}

describe("an invitation", () => {
  test("shows its key once, to whoever presses the button, and is nothing after that", async () => {
    const path = await invite("Once", "marketer");
    // Mail programs, chats and scanners look at every link, some of them often.
    for (const headers of [{}, { "user-agent": "Slackbot-LinkExpanding 1.0" }, { "sec-purpose": "prefetch" }]) {
      for (const method of ["GET", "HEAD"]) {
        const looked = await fetch(`${tracker.origin}${path}`, { method, headers: { "accept-language": "en", ...headers } });
        const text = await looked.text();
        expect([looked.status, keyIn(text)]).toEqual([200, ""]);
        expect(text).not.toContain("Once");
        expect([looked.headers.get("cache-control"), looked.headers.get("referrer-policy")]).toEqual(["no-store", "same-origin"]);
      }
    }
    const evil = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await post(tracker, path, {}, "", evil)).status).toBe(403);
    const shown = await post(tracker, path, {}, "");
    expect([shown.status, shown.headers.getSetCookie()]).toEqual([200, []]);
    const key = keyIn(await shown.text());
    expect(key).toMatch(/^fivebar_marketer_/);
    expect(await statusWith(key)).toBe(200);
    expect(await statusWith(key, "/keys")).toBe(403);
    await isNothing(path);
  });

  test("is one key's, however many press the button at once", async () => {
    const path = await invite("Twenty at once");
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(tracker, path, {}, "")));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(404)]);
    const { keys } = (await tracker.api<{ keys: { name: string }[] }>("GET", "/keys")).body;
    expect(keys.filter(({ name }) => name === "Twenty at once")).toHaveLength(1);
  });

  test("is nothing once an admin has withdrawn it, or its week is over", async () => {
    const [withdrawn, old] = [await invite("Withdrawn"), await invite("Too old")];
    const cookie = await sessionOf(tracker);
    const page = await (await get(tracker, INVITATIONS, cookie)).text();
    const id = /Withdrawn<\/th>.*?invitations\/([\w-]{36})\/remove/s.exec(page)?.[1] ?? "";
    expect((await get(tracker, `${INVITATIONS}/${id}/remove`, cookie)).status).toBe(200);
    expect((await post(tracker, `${INVITATIONS}/${id}/remove`, {}, cookie)).headers.get("location")).toContain("invitation-removed");
    await isNothing(withdrawn);
    try {
      await tracker.visit(`/__clock?ms=${6 * DAY_MS}`);
      expect((await get(tracker, old, "")).status).toBe(200);
      await tracker.visit(`/__clock?ms=${8 * DAY_MS}`);
      await isNothing(old);
    } finally {
      await tracker.visit("/__clock?ms=0");
    }
  });

  test("has a name that no key and no other invitation has, and keeps it until then", async () => {
    await invite("Reserved");
    expect(pathsOf(readProblem(await tracker.api("POST", "/keys", { name: "reserved", role: "reader" }), 409))).toEqual(["name"]);
    await keyFor(tracker, "reader", "There already");
    const cookie = await sessionOf(tracker);
    for (const name of ["RESERVED", "There already", "admin key", "noor@example.org"]) {
      const answer = await post(tracker, INVITATIONS, { name, role: "reader" }, cookie);
      expect([name, answer.status]).toEqual([name, 409]);
      expect(await answer.text()).toContain('aria-invalid="true"');
    }
    for (const fields of [{ name: "", role: "reader" }, { name: "No role" }, { name: "Owner", role: "owner" }])
      expect((await post(tracker, INVITATIONS, fields as Record<string, string>, cookie)).status).toBe(400);
  });

  test("is stored as its SHA-256, and neither its token nor its key is ever written", async () => {
    const path = await invite("Looked for");
    const token = path.split("/").at(-1) ?? "";
    const bytes = async (): Promise<Buffer> => {
      const entries = await readdir(tracker.dataDir, { recursive: true, withFileTypes: true });
      return Buffer.concat(await Promise.all(entries.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name)))));
    };
    const before = await bytes();
    expect([before.includes(createHash("sha256").update(token).digest("hex")), before.includes(token)]).toEqual([true, false]);
    const key = keyIn(await (await post(tracker, path, {}, "")).text());
    const after = await bytes();
    expect([after.includes(createHash("sha256").update(key).digest("hex")), after.includes(key.slice(-43))]).toEqual([true, false]);
    for (const secret of [token, key]) expect(tracker.output).not.toContain(secret);
    const { body } = await tracker.api<string>("GET", "/history.jsonl");
    for (const secret of [token, key, createHash("sha256").update(token).digest("hex")]) expect(body).not.toContain(secret);
    const told = body
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { who: string; subject: string; changes: object });
    expect(
      told.filter(({ subject }) => subject.endsWith(":Looked for")).map(({ who, subject, changes }) => [who, subject, changes]),
    ).toEqual([
      ["admin key", "invitation:Looked for", { role: "reader" }],
      ["Looked for", "key:Looked for", { role: "reader", byInvitation: true }],
    ]);
  });

  test.each([
    ["nl", true],
    ["en", false],
  ])("works in a browser, in %s, with script: %s, on a phone, and axe finds nothing", async (locale, javaScriptEnabled) => {
    const path = await invite(`In ${locale}`);
    const context = await browser.newContext({ locale, javaScriptEnabled, bypassCSP: true, viewport: { width: 390, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${tracker.origin}${path}`);
    if (javaScriptEnabled) expect(await complaints(page)).toEqual([]);
    await page.locator("main button").click();
    const shown = page.locator("code");
    await shown.waitFor();
    expect(await shown.textContent()).toMatch(/^fivebar_reader_/);
    if (javaScriptEnabled) expect(await complaints(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await context.close();
    await inBrowser(browser, tracker, ADMIN_KEY, { locale, bypassCSP: true, viewport: { width: 390, height: 800 } }, async (own) => {
      await own.goto(`${tracker.origin}${INVITATIONS}`);
      expect(await complaints(own)).toEqual([]);
      expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    });
  });
});
