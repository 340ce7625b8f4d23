/** A page that loads carry.js, in a real browser, under a policy that allows that script and no other. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { PROJECT } from "../../../scripts/build.ts";
import { launchBrowser } from "./browser.ts";
import { StaticSite } from "./static_site.ts";

const STRICT = "default-src 'none'; connect-src 'self'; base-uri 'self'";

export class CarryPage {
  readonly script: string;
  readonly integrity: string;
  readonly site = new StaticSite();
  /** What went wrong in the browser since the page was made. */
  errors: string[] = [];
  private readonly browser: Browser;
  private current: { readonly context: BrowserContext; readonly page: Page } | null = null;

  static async start(): Promise<CarryPage> {
    const script = await readFile(join(PROJECT, "packages", "carry", "carry.js"), "utf8");
    const carry = new CarryPage(script, await launchBrowser());
    await carry.site.listen();
    return carry;
  }

  private constructor(script: string, browser: Browser) {
    this.script = script;
    this.integrity = `sha256-${createHash("sha256").update(script).digest("base64")}`;
    this.browser = browser;
  }

  get page(): Page {
    if (this.current === null) throw new Error("no page was made");
    return this.current.page;
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  /** Makes a page in a private window of its own. */
  async make(): Promise<void> {
    this.site.files.set("/carry.js", { type: "text/javascript", body: this.script });
    const context = await this.browser.newContext();
    const page = await context.newPage();
    this.errors = [];
    page.on("pageerror", (error) => this.errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && this.errors.push(message.text()));
    this.current = { context, page };
  }

  /** Ends the page; answers what went wrong in it. */
  async end(): Promise<readonly string[]> {
    await this.context.close();
    this.current = null;
    this.site.files.clear();
    this.site.received.length = 0;
    return this.errors;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.site.close();
  }

  /** Opens `path` with this body below a head that loads the script, or has another way to do so under its own policy. */
  async open(path: string, body: string, other?: { readonly tag: string; readonly scripts: string }): Promise<void> {
    const name = path.split("?")[0] ?? path;
    const { tag, scripts } = other ?? {
      tag: `<script src="/carry.js" integrity="${this.integrity}" defer></script>`,
      scripts: "'self'",
    };
    const headers = { "content-security-policy": `${STRICT}; script-src ${scripts}` };
    const text = `<!doctype html><html lang="en"><head><title>t</title>${tag}</head><body>${body}</body></html>`;
    this.site.files.set(name, { headers, body: text });
    await this.page.goto(`${this.site.origin}${path}`);
    this.site.received.length = 0;
  }

  /** Where a click on the element leads, as path and query. */
  async clicked(selector: string): Promise<string> {
    await Promise.all([this.page.waitForEvent("framenavigated"), this.page.click(selector)]);
    // What is clicked next is on a page whose script has run.
    await this.page.waitForLoadState("load");
    return this.page.url().replace(this.site.origin, "");
  }
}
