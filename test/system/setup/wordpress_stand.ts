/** A tracker, a WordPress that reports to it through something that can misbehave, and what the tests ask of them. */
import type { Key } from "./answers.ts";
import { Between } from "./between.ts";
import { BROWSER, discard, startTracker, type Tracker } from "./tracker.ts";
import { WordPress } from "./wordpress.ts";

export class WordPressStand {
  readonly tracker: Tracker;
  readonly between: Between;
  readonly wordpress: WordPress;
  readonly siteKey: string;

  private constructor(tracker: Tracker, between: Between, wordpress: WordPress, siteKey: string) {
    this.tracker = tracker;
    this.between = between;
    this.wordpress = wordpress;
    this.siteKey = siteKey;
  }

  static async start(): Promise<WordPressStand> {
    const tracker = await startTracker({ SIGNUP_RELEASE: "live" });
    const between = new Between(() => tracker.origin);
    await between.listen();
    const siteKey = (await tracker.api<Required<Key>>("POST", "/keys", { name: "Website", role: "site" })).body.key;
    return new WordPressStand(tracker, between, await WordPress.start({}), siteKey);
  }

  tidy(): void {
    this.between.manners.length = 0;
    this.between.seen.length = 0;
  }

  async stop(): Promise<void> {
    await this.wordpress.stop();
    await this.between.close();
    await discard(this.tracker);
  }

  /** Sets what the settings page would, in wp-config.php. */
  async set(more: Record<string, string> = {}, constants: Record<string, string> = {}): Promise<void> {
    const all = { FIVEBAR_ADDRESS: this.between.origin, FIVEBAR_KEY: this.siteKey, ...more };
    await this.wordpress.configure({
      ...Object.fromEntries(Object.entries(all).map(([name, value]) => [name, `'${value}'`])),
      ...constants,
    });
  }

  /** Forgets what waits, and that Fivebar could not be reached. */
  async forget(): Promise<void> {
    await this.wordpress.sql("DELETE FROM wp.wp_options WHERE option_name = 'fivebar_waiting'");
  }

  async campaign(slug: string): Promise<string> {
    await this.tracker.createCampaign(slug, { destination: `${this.wordpress.origin}/petition` });
    return slug;
  }

  async signups(slug: string): Promise<number | undefined> {
    return (await this.tracker.report("?by=campaign")).rows.find((row) => row.campaign === slug)?.signups;
  }

  /** Sends a form by script, as form plugins do, from a page with `query`. */
  async send(plugin: string, query: string, more: Record<string, string> = {}, through = this.wordpress.origin): Promise<number> {
    const { origin } = this.wordpress;
    const body = new URLSearchParams({ action: "stand_in", plugin, email: "canary-person@example.org", ...more });
    const headers = { referer: `${origin}/sign-up/${query}`, "user-agent": BROWSER };
    return (await fetch(`${through}/wp-admin/admin-ajax.php`, { method: "POST", body, headers })).status;
  }

  /** How many signups wait in WordPress. */
  async waiting(): Promise<number> {
    return Number(await this.wordpress.php("echo Fivebar\\WordPress\\Waiting::total();"));
  }

  /** What waits, as it is stored. */
  async state(): Promise<{ readonly problem: string; readonly doubtful: Readonly<Record<string, number>> }> {
    return JSON.parse(await this.wordpress.sql("SELECT option_value FROM wp.wp_options WHERE option_name = 'fivebar_waiting'"));
  }

  /** How many signups of a campaign were reported. */
  reported(slug: string): number {
    const batches = new Map(this.between.seen.map(({ key, body }) => [key, JSON.parse(body)]));
    return [...batches.values()].filter(({ campaign }) => campaign === slug).reduce((sum, { count }) => sum + count, 0);
  }

  /** How many signups were reported; two processes that send the same batch send it under one key. */
  counted(): number {
    const batches = new Map(this.between.seen.map(({ key, body }) => [key, body]));
    return [...batches.values()].reduce((sum, body) => sum + JSON.parse(body).count, 0);
  }

  /** All that WordPress' database holds but the sums that wait, in lower case. */
  async stored(): Promise<string> {
    return (await this.wordpress.dump()).replace(/^INSERT INTO `wp_options`.*'fivebar_waiting'.*$/gm, "").toLowerCase();
  }
}
