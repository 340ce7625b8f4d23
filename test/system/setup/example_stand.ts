/** The example site beside a real tracker, and people in real browsers who come by an ad and sign. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { type Site, startSite } from "../../../examples/campaign-site/server.ts";
import type { Key } from "./answers.ts";
import { launchBrowser } from "./browser.ts";
import { BROWSER, discard, startTracker, type Tracker } from "./tracker.ts";

export class ExampleStand {
  readonly tracker: Tracker;
  readonly siteDir: string;
  private readonly siteKey: string;
  private readonly browser: Browser;
  private current: Site | null = null;
  /** Every address that a browser has asked for, with what it sent. */
  asked: string[] = [];

  private constructor(tracker: Tracker, siteDir: string, siteKey: string, browser: Browser) {
    this.tracker = tracker;
    this.siteDir = siteDir;
    this.siteKey = siteKey;
    this.browser = browser;
  }

  static async start(): Promise<ExampleStand> {
    const tracker = await startTracker({ SIGNUP_RELEASE: "live" });
    const { key } = (await tracker.api<Required<Key>>("POST", "/keys", { name: "Website", role: "site" })).body;
    const stand = new ExampleStand(tracker, await mkdtemp(join(tmpdir(), "fivebar-site-")), key, await launchBrowser());
    await stand.openSite();
    return stand;
  }

  get site(): Site {
    if (this.current === null) throw new Error("the site is not running");
    return this.current;
  }

  /** Also while the tracker is down; the site's address is the same when it is back. */
  async openSite(fivebar = this.tracker.origin): Promise<void> {
    const { port } = new URL(this.current?.origin ?? "http://127.0.0.1:0");
    const { siteKey, siteDir: dataDir } = this;
    this.current = await startSite({ fivebar, siteKey, host: "127.0.0.1", port: Number(port), dataDir });
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.current?.stop();
    await discard(this.tracker);
    await rm(this.siteDir, { recursive: true, force: true });
  }

  /** A private window: a context that shares nothing with any other. */
  async inPrivate<T>(options: BrowserContextOptions, look: (page: Page) => Promise<T>): Promise<T> {
    const context = await this.browser.newContext({ userAgent: BROWSER, ...options });
    try {
      const page = await context.newPage();
      page.on("request", (request) => this.asked.push(`${request.url()} ${request.postData() ?? ""}`));
      return await look(page);
    } finally {
      await context.close();
    }
  }

  async campaign(slug: string): Promise<void> {
    await this.tracker.createCampaign(slug, { destination: `${this.site.origin}/` });
  }

  async fill(page: Page, email: string): Promise<void> {
    await page.getByLabel("Naam").fill("Sam de Vries");
    await page.getByLabel("E-mailadres").fill(email);
    await page.getByLabel("35 tot en met 49").check();
  }

  /** Signs on the page with the form. */
  async sign(page: Page, email: string): Promise<void> {
    await this.fill(page, email);
    await page.getByRole("button", { name: "Teken" }).click();
    await page.waitForURL(`${this.site.origin}/bedankt`);
  }

  /** Clicks the ad and opens the form directly. */
  async comeAndSign(slug: string, email: string): Promise<void> {
    await this.inPrivate({}, async (page) => {
      await page.goto(`${this.tracker.origin}/${slug}`);
      await page.getByRole("link", { name: "Teken", exact: true }).click();
      await this.sign(page, email);
    });
  }

  async figures(slug: string): Promise<[visits: number | undefined, signups: number | undefined]> {
    const row = (await this.tracker.report("?by=campaign")).rows.find((found) => found.campaign === slug);
    return [row?.visits, row?.signups];
  }
}
