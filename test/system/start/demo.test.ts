/** `npm run demo` and `npm run screenshots`, as somebody who looks around would run them. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import type { CampaignList } from "../setup/answers.ts";
import { launchBrowser, needBrowser } from "../setup/browser.ts";
import type { Report } from "../setup/tracker.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-demo-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

/** Runs an npm script; `ready` resolves with what it said once that fits, `ended` when it is gone. */
function npmRun(script: string, args: readonly string[], env: Readonly<Record<string, string>>, fits = /$^/) {
  const child: ChildProcess = spawn("npm", ["run", script, "--", ...args], {
    cwd: PROJECT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const ready = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (fits.test(text)) ready.resolve(text);
    });
  }
  const ended = new Promise<Ended>((resolve) => child.once("exit", (code) => resolve({ code, text })));
  void ended.then(({ text: all }) => ready.reject(new Error(`${script} ended:\n${all}`)));
  ready.promise.catch(() => undefined);
  return { child, ready: ready.promise, ended };
}

test("the demo starts in DATA_DIR, lets in with its key, and shows a year that does not contradict itself", {
  timeout: 180_000,
}, async () => {
  const dataDir = join(folder, "data");
  const demo = npmRun("demo", [], { DATA_DIR: dataDir, PORT: "0" }, /Stop with Ctrl-C/);
  const browser = await launchBrowser();
  try {
    const text = await demo.ready;
    const origin = /Dashboard: (\S+)\/staff/.exec(text)?.[1] ?? "";
    const key = /Key: +(\S+)/.exec(text)?.[1] ?? "";
    expect(await readdir(dataDir)).toContain("objects");
    const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
    await page.goto(`${origin}/staff`);
    await page.getByLabel("Access key").fill(key);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${origin}/staff`);
    const shown = await page.locator(".kpis dd").evaluateAll((all) => all.map((dd) => dd.firstChild?.textContent ?? ""));
    const headers = { authorization: `Bearer ${key}` };
    const report = (await (await fetch(`${origin}/api/v1/report`, { headers })).json()) as Report;
    expect(report.totals.visits).toBeGreaterThan(10_000);
    expect(report.totals.signups).toBeGreaterThan(100);
    const number = new Intl.NumberFormat("en-GB");
    expect(shown.slice(0, 2)).toEqual([number.format(report.totals.visits), number.format(report.totals.signups)]);
    for (const { visits } of report.rows) expect(visits).toBeGreaterThan(0);
    const campaigns = (await (await fetch(`${origin}/api/v1/campaigns`, { headers })).json()) as CampaignList;
    expect(campaigns.campaigns.find(({ slug }) => slug === "poster-qr")).toMatchObject({ channel: "poster" });
    expect(await page.getByRole("row", { name: /Posters/ }).count()).toBeGreaterThan(0);
    await page.goto(`${origin}/staff/campaigns/voorjaar-google`);
    const main = await page.locator("main").innerText();
    expect(main).toContain("“Website” was last used on");
    expect(main).not.toContain("has not been used before today");
    const madeOn = await page.getByRole("row").filter({ hasText: "made" }).locator("td").first().innerText();
    const daysAgo = (Date.now() - Date.parse(madeOn.replace(/,.*/, ""))) / 86_400_000;
    expect(Math.abs(daysAgo - 364)).toBeLessThan(2);
    const second = await npmRun("demo", [], { DATA_DIR: dataDir, PORT: "0" }).ended;
    expect([second.code, second.text]).toEqual([
      1,
      expect.stringMatching(/The demo cannot start: DATA_DIR .* process \d+ runs a tracker on/),
    ]);
    expect(((await (await fetch(`${origin}/api/v1/report`, { headers })).json()) as Report).totals).toEqual(report.totals);
  } finally {
    await browser.close();
    demo.child.kill("SIGTERM");
    expect((await demo.ended).text).toContain("The demo has stopped.");
  }
});

test("the demo throws away what an earlier demo made, and nothing else", { timeout: 60_000 }, async () => {
  const kept = join(folder, "kept");
  await mkdir(join(kept, "objects"), { recursive: true });
  await writeFile(join(kept, "objects", "counts.sqlite"), "the only copy");
  const { code, text } = await npmRun("demo", [], { DATA_DIR: kept, PORT: "0" }).ended;
  expect(code).toBe(1);
  expect(text).toContain("holds data that the demo did not make");
  expect(await readFile(join(kept, "objects", "counts.sqlite"), "utf8")).toBe("the only copy");
});

test("the pictures of the README are made by their command", { timeout: 180_000 }, async () => {
  await needBrowser();
  const pictures = join(folder, "pictures");
  const { code, text } = await npmRun("screenshots", [pictures], {}).ended;
  expect([code, text]).toEqual([0, expect.any(String)]);
  const names = ["campaign-dark.png", "campaign-light.png", "overview-dark.png", "overview-light.png"];
  expect((await readdir(pictures)).sort()).toEqual(names);
  for (const name of names) {
    const png = await readFile(join(pictures, name));
    expect([name, png.subarray(1, 4).toString(), png.readUInt32BE(16)]).toEqual([name, "PNG", 1280]);
    expect(png.length).toBeGreaterThan(30_000);
  }
});
