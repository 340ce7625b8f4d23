/**
 * The WordPress plugin in a real WordPress, with a real tracker and a real browser. The form plugins are not to be had here: another plugin stores
 * all that they could store and calls their hooks with data of the documented shape (setup/wordpress/stand-in-forms.php).
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { launchBrowser } from "../setup/browser.ts";
import { BROWSER } from "../setup/tracker.ts";
import { missingForWordPress } from "../setup/wordpress.ts";
import { WordPressStand } from "../setup/wordpress_stand.ts";
import { testNetwork } from "./wordpress/network.ts";
import { testOddRequests } from "./wordpress/odd_requests.ts";
import { testOutages } from "./wordpress/outages.ts";
import { testSettings } from "./wordpress/settings.ts";

const missing = await missingForWordPress();
if (missing !== null) console.warn(`Tests in a WordPress are skipped: this machine lacks ${missing}.`);
const tested = missing === null ? test : test.skip;

const FORMS = ["gravity", "cf7", "wpforms", "elementor", "ninja", "forminator", "fluent", "theme"] as const;

let stand: WordPressStand;
let browser: Browser;

beforeAll(async () => {
  if (missing !== null) return;
  [stand, browser] = await Promise.all([WordPressStand.start(), launchBrowser()]);
}, 180_000);
afterEach(() => stand?.tidy());
afterAll(async () => {
  await browser?.close();
  await stand?.stop();
});

/** From the ad's link over two pages to the form, which is sent. Gives the addresses on the way. */
async function signUp(slug: string, javaScriptEnabled: boolean): Promise<string[]> {
  const context = await browser.newContext({ userAgent: BROWSER, javaScriptEnabled });
  const page = await context.newPage();
  const addresses: string[] = [];
  const note = (): void => void addresses.push(page.url().slice(stand.wordpress.origin.length));
  await page.goto(`${stand.tracker.origin}/${slug}?fbclid=canary-click`);
  note();
  await page.click("#about");
  await page.waitForURL(/about-us/);
  note();
  await page.click("#sign");
  await page.waitForURL(/sign-up/);
  note();
  await page.fill("input[name=email]", "canary-person@example.org");
  await page.click("button");
  await page.waitForURL(/thank-you/);
  note();
  expect(await context.cookies()).toEqual([]);
  expect(javaScriptEnabled ? await page.evaluate(() => localStorage.length + sessionStorage.length) : 0).toBe(0);
  await context.close();
  return addresses;
}

tested.each([
  ["script", true],
  ["links", false],
] as const)("an ad's link, two pages, a form: a signup in the report, and no code in the database (%s)", async (carry, hasScript) => {
  const slug = await stand.campaign(`carried-${carry}`);
  await stand.set({ FIVEBAR_CARRY: carry });
  const visits = await Promise.all([1, 2, 3, 4, 5].map(() => signUp(slug, hasScript)));
  for (const [landing, about, sign, thanks] of visits) {
    expect(landing).toMatch(new RegExp(`^/petition/\\?c=${slug}#?$`));
    expect([about, sign, thanks]).toEqual([`/about-us/?c=${slug}`, `/sign-up/?c=${slug}`, "/thank-you/"]);
  }
  const row = async () => (await stand.tracker.report("?by=campaign")).rows.find((one) => one.campaign === slug);
  await expect.poll(row).toMatchObject({ visits: 5, signups: 5 });
  const database = await stand.stored();
  expect(database).toContain("canary-person@example.org");
  expect(database).not.toContain(slug);
  expect(database).not.toContain("canary-click");
  expect(JSON.stringify(stand.between.seen)).not.toContain("canary");
  expect(await stand.wordpress.sql("SELECT autoload, option_value FROM wp.wp_options WHERE option_name = 'fivebar_waiting'")).toMatch(
    /^no\t\{"version":\d+,"waiting":\{\},"sending":\{\},/,
  );
});

tested("each form plugin's hooks report, once, whichever way the code comes, and a field of its own is emptied", async () => {
  await stand.set();
  const all = FORMS.map(async (plugin) => {
    const slug = await stand.campaign(`form-${plugin}`);
    const ways: readonly [string, Record<string, string>][] = [
      ["", { c: slug }],
      ["", { c: slug.toUpperCase(), referrer: `${stand.wordpress.origin}/sign-up/?c=${slug.toUpperCase()}&x=1` }],
      [`?c=${slug}`, {}],
      ["", { data: `names=A&_wp_http_referer=${encodeURIComponent(`/sign-up/?c=${slug}`)}&c=${slug}` }],
      plugin === "theme" ? ["", { c: slug, json: `{"c":"${slug}"}` }] : ["", { own: slug }],
    ];
    for (const [query, more] of ways) expect(await stand.send(plugin, query, more)).toBe(200);
    return slug;
  });
  const slugs = await Promise.all(all);
  await expect.poll(async () => Promise.all(slugs.map((slug) => stand.signups(slug)))).toEqual(slugs.map(() => 5));
  await expect.poll(() => stand.waiting()).toBe(0);
  const database = await stand.stored();
  // The form's own field comes under a name of the stand-in's here, which stands for what the browser sent.
  for (const slug of slugs) expect(database.replaceAll(`\\"own\\":\\"${slug}\\"`, "")).not.toContain(slug);
});

tested("what is no signup does not count: spam, a form that failed, a form that was not chosen", async () => {
  const slug = await stand.campaign("no-signup");
  await stand.set({ FIVEBAR_FORMS: "gravity:3, cf7:12, forminator:5" });
  await stand.send("gravity", "", { c: slug, status: "spam" });
  await stand.send("cf7", "", { c: slug, status: "mail_failed" });
  await stand.send("forminator", "", { c: slug, status: "failed" });
  await stand.send("wpforms", "", { c: slug });
  for (let n = 0; n < 5; n += 1) await stand.send("gravity", "", { c: slug });
  await expect.poll(() => stand.signups(slug)).toBe(5);
  await expect.poll(() => stand.waiting()).toBe(0);
  expect(stand.counted()).toBe(5);
});

tested("while Fivebar is down nobody waits; the reports come later, once, also when an answer is lost", async () => {
  const slug = await stand.campaign("later");
  await stand.set();
  stand.between.manners.push(...Array<{ status: number }>(20).fill({ status: 503 }));
  const started = Date.now();
  for (let n = 0; n < 5; n += 1) await stand.send("gravity", "", { c: slug });
  expect(Date.now() - started).toBeLessThan(20_000);
  await expect.poll(async () => (await stand.state()).problem).toBe("no-answer");
  expect([await stand.signups(slug), await stand.waiting()]).toEqual([0, 5]);
  expect(await stand.stored()).not.toContain(slug);

  stand.between.manners.length = 0;
  stand.between.manners.push("lose-answer");
  await stand.wordpress.cron();
  expect(await stand.waiting()).toBeGreaterThan(0);
  await stand.wordpress.cron();
  await stand.wordpress.cron();
  expect([await stand.signups(slug), await stand.waiting()]).toEqual([5, 0]);
  expect(stand.counted()).toBe(5);
});

tested("thirty forms at the same time lose nothing; a server's own crontab delivers where WP-Cron is off", async () => {
  const slug = await stand.campaign("at-once");
  await stand.set({}, { DISABLE_WP_CRON: "true" });
  await Promise.all(Array.from({ length: 30 }, () => stand.send("gravity", "", { c: slug })));
  expect([stand.between.seen.length, await stand.waiting()]).toEqual([0, 30]);
  await stand.wordpress.cron();
  expect([stand.between.seen.length, await stand.waiting(), await stand.signups(slug)]).toEqual([1, 0, 30]);
});

tested("once a night as sums; a batch that may have been counted is not sent again after 23 hours", async () => {
  const slug = await stand.campaign("nightly");
  await stand.set({ FIVEBAR_REPORT: "nightly" });
  for (let n = 0; n < 5; n += 1) await stand.send("gravity", "", { c: slug });
  expect([stand.between.seen.length, await stand.waiting()]).toEqual([0, 5]);
  stand.between.manners.push("lose-answer");
  await stand.wordpress.cron();
  expect(await stand.waiting()).toBe(5);
  await stand.wordpress.php(
    "$s = json_decode($wpdb->get_var(\"SELECT option_value FROM wp_options WHERE option_name = 'fivebar_waiting'\"), true); $s['sending'][0]['tried'] -= 24; $wpdb->update('wp_options', ['option_value' => wp_json_encode($s, JSON_FORCE_OBJECT)], ['option_name' => 'fivebar_waiting']);",
  );
  await stand.wordpress.cron();
  expect([stand.between.seen.length, await stand.signups(slug)]).toEqual([1, 5]);
  expect((await stand.state()).doubtful).toEqual({ [slug]: 5 });
  await stand.wordpress.php("Fivebar\\WordPress\\Waiting::forgetSetAside();");
});

const inWordPress = { tested, stand: () => stand, browser: () => browser };
testOddRequests(inWordPress);
testOutages(inWordPress);
testSettings(inWordPress);

tested("the privacy text is there in the site's language", async () => {
  const text = (locale: string) =>
    stand.wordpress.php(
      `add_filter('locale', function () { return '${locale}'; }); require_once ABSPATH . 'wp-admin/includes/plugin.php'; require_once ABSPATH . 'wp-admin/includes/misc.php'; require_once ABSPATH . 'wp-admin/includes/class-wp-privacy-policy-content.php'; require_once ABSPATH . 'wp-admin/includes/class-wp-screen.php'; require_once ABSPATH . 'wp-admin/includes/screen.php'; set_current_screen('dashboard'); add_action('admin_init', ['Fivebar\\WordPress\\SettingsPage', 'privacy']); do_action('admin_init'); echo wp_json_encode(array_column(WP_Privacy_Policy_Content::get_suggested_policy_text(), 'policy_text', 'plugin_name'));`,
    );
  expect(JSON.parse(await text("nl_NL")).Fivebar).toContain("De links in onze advertenties");
  expect(JSON.parse(await text("en_US")).Fivebar).toContain("The links in our advertisements");
});

tested(
  "the plugin's script is carry.js, with the hash that the settings name; PHP had nothing to complain of; uninstalling leaves nothing",
  async () => {
    const plugin = join(PROJECT, "integrations", "wordpress", "fivebar", "carry.js");
    expect(await readFile(plugin, "utf8")).toBe(await readFile(join(PROJECT, "packages", "carry", "carry.js"), "utf8"));
    expect(await stand.wordpress.complaints()).toEqual([]);
    await stand.wordpress.php(
      "define('WP_ADMIN', true); require ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins('fivebar/fivebar.php'); uninstall_plugin('fivebar/fivebar.php');",
    );
    expect(
      await stand.wordpress.sql(
        "SELECT option_name FROM wp.wp_options WHERE option_name LIKE '%fivebar%' AND option_name <> 'active_plugins'",
      ),
    ).toBe("");
    expect(await stand.wordpress.sql("SELECT option_value FROM wp.wp_options WHERE option_name = 'cron'")).not.toContain("fivebar");
  },
);

testNetwork(inWordPress);
