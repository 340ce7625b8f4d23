/** `npm run example` as a new user runs it: tracker and site together, five ads to click, and a clean end. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { launchBrowser } from "../setup/browser.ts";
import { BROWSER } from "../setup/tracker.ts";

interface Running {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly gone: Promise<number | null>;
}

let dataDir: string;
let running: Running | null = null;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "fivebar-example-"));
});
afterAll(async () => {
  if (running?.process.pid !== undefined) process.kill(-running.process.pid, "SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
});

/** Runs the very command, and waits until it says how to end it; rejects with what it said when it ends before that. */
async function runExample(more: Record<string, string> = {}): Promise<Running> {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: "0", SITE_PORT: "0", ...more };
  const child = spawn("npm", ["run", "example"], { cwd: PROJECT, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let text = "";
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes("Ctrl-C stops both")) resolve();
      });
    }
  });
  await Promise.race([ready, gone.then((code) => Promise.reject(new Error(`npm run example ended with ${code}:\n${text}`)))]);
  running = { process: child, output: () => text, gone };
  return running;
}

/** Ctrl-C in a terminal: every process of the group gets it. */
async function ctrlC({ process: child, gone, output }: Running): Promise<void> {
  if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
  expect(await gone, output()).toBe(0);
  expect(output()).toContain("Tracker and site have stopped.");
  running = null;
}

/** The ads' links, by their names. */
function adsOf({ output }: Running): { name: string; link: string }[] {
  return [...output().matchAll(/^ {2}(\w+) +(http\S+)$/gm)].map(([, name = "", link = ""]) => ({ name, link }));
}

/** What a start says that cannot go on. */
async function refusalOf(more: Record<string, string>): Promise<string> {
  const said = await runExample(more).then(
    () => "it has started",
    (error: Error) => error.message,
  );
  expect(said).not.toMatch(/^ +at /m);
  return said;
}

test("prints five ads that lead to the site, the dashboard and its key, and stops; a second start finds all in place", async () => {
  const first = await runExample();
  const ads = adsOf(first);
  expect(ads.map(({ name }) => name)).toEqual(["Instagram", "Google", "TikTok", "YouTube", "Spotify"]);
  const dashboard = /^Dashboard: (\S+)$/m.exec(first.output())?.[1] ?? "";
  const key = /^Key: +(\S+)$/m.exec(first.output())?.[1] ?? "";
  expect((await fetch(dashboard)).status).toBe(200);
  const browser = await launchBrowser();
  try {
    for (const { name, link } of ads) {
      const page = await browser.newPage({ userAgent: BROWSER });
      await page.goto(link);
      await page.getByRole("heading", { name: "U bent geen handelswaar" }).waitFor();
      expect(new URL(page.url()).search).toBe(`?c=profiel-${name.toLowerCase()}`);
      await page.getByRole("link", { name: "Teken", exact: true }).click();
      await page.getByLabel("Naam").fill("Sam de Vries");
      await page.getByLabel("E-mailadres").fill(`${name}@example.org`);
      await page.getByLabel("Dat zeg ik liever niet").check();
      await page.getByRole("button", { name: "Teken" }).click();
      await page.getByRole("heading", { name: "Bedankt, u staat erbij" }).waitFor();
      await page.close();
    }
  } finally {
    await browser.close();
  }
  const api = async (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${new URL(dashboard).origin}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${key}` } });
  const site = new URL(
    (await fetch(ads[0]?.link ?? "", { redirect: "manual", headers: { "user-agent": BROWSER } })).headers.get("location") ?? "",
  );
  for (let n = 0; n < 4; n += 1) {
    const body = new URLSearchParams({ name: "Sam", email: `four${n}@example.org`, "age-group": "none", c: "profiel-tiktok" });
    expect((await fetch(`${site.origin}/teken`, { method: "POST", body })).status).toBe(200);
  }
  expect(first.output()).toContain("Here signups appear at once (SIGNUP_RELEASE=live)");
  const signups = async () => ((await (await api("/report")).json()) as { totals: { signups: number } }).totals.signups;
  await expect.poll(signups).toBe(5);
  expect(await refusalOf({})).toContain(`with its data in ${dataDir} is running already`);
  // The old campaign stays archived; the ad gets a new one.
  expect((await api("/campaigns/profiel-tiktok", { method: "DELETE" })).status).toBe(204);
  await ctrlC(first);
  expect(await readFile(join(dataDir, "site", "signups.sqlite"), "latin1")).not.toContain("profiel-");
  const second = await runExample();
  const origin = new URL(/^Dashboard: (\S+)$/m.exec(second.output())?.[1] ?? "").origin;
  const answer = await fetch(`${origin}/api/v1/campaigns`, { headers: { authorization: `Bearer ${key}` } });
  const { campaigns } = (await answer.json()) as { campaigns: { slug: string; destination: string }[] };
  const slugs = ads.map(({ name }) => `profiel-${name.toLowerCase()}${name === "TikTok" ? "-2" : ""}`);
  expect(campaigns.map(({ slug }) => slug).sort()).toEqual(slugs.sort());
  expect(adsOf(second).find(({ name }) => name === "TikTok")?.link).toContain("/profiel-tiktok-2?");
  for (const { destination } of campaigns) expect((await fetch(destination)).status).toBe(200);
  await ctrlC(second);
});

test("says which port is in use, and stops what it has started", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  try {
    const port = String((other.address() as AddressInfo).port);
    const said = await refusalOf({ SITE_PORT: port });
    expect(said).toContain(`the port ${port} is in use by another program`);
    expect(said).toContain("SITE_PORT");
    expect(await refusalOf({ PORT: port })).toContain(`the tracker ended, see above. It was to listen on port ${port}; PORT and SITE_PORT`);
  } finally {
    await new Promise((resolve) => other.close(resolve));
  }
  expect((await readdir(dataDir)).filter((name) => name.includes(".lock."))).toEqual([]);
});
