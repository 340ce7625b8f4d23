/** What the settings take, show and keep, by the plugin's own functions in the running WordPress. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { ADMIN_PASSWORD } from "../../setup/wordpress.ts";
import type { InWordPress } from "./in_wordpress.ts";

const ADMIN = "require_once ABSPATH . 'wp-admin/includes/admin.php';";

async function signIn(page: Page, origin: string, name: string, password: string): Promise<void> {
  await page.goto(`${origin}/wp-login.php`);
  // WordPress moves the focus to the first field when the page is 200 ms old: what is typed at that moment lands there.
  await page.waitForFunction(() => document.activeElement?.id === "user_login");
  await page.fill("#user_login", name);
  await page.fill("#user_pass", password);
  await page.click("#wp-submit");
  await page.waitForURL(/wp-admin/, { waitUntil: "commit" });
}

export function testSettings({ tested, stand, browser }: InWordPress): void {
  tested("settings take nothing that breaks the site or comes out as a script, also from a database that somebody wrote into", async () => {
    await stand().forget();
    await stand().wordpress.configure({});
    const fresh = { address: "", param: "c", report: "at-once", carry: "script", forms: "" };
    // Parameters that WordPress itself reads: taken out of every request, they would break the site.
    const params = ["p", "s", "NAME", "page_id", "action", "rest_route", "c\n", "a b", "", "<b>"];
    const addresses = [
      "javascript:alert(1)",
      "http://go.example.org",
      "https://a:b@go.example.org",
      "https://go.example.org/?x",
      "//go.example.org",
    ];
    const inputs: readonly [unknown, unknown][] = [
      ...params.map((param): [unknown, unknown] => [{ param }, fresh]),
      ...addresses.map((address): [unknown, unknown] => [{ address }, fresh]),
      [
        { report: [], carry: "<script>", forms: "gravity:3<script>, nothing:1", param: ["x"] },
        { ...fresh, forms: "gravity:3" },
      ],
      [
        { address: " https://Go.Example.org:8443/base/ ", param: "source", carry: "fragment" },
        { ...fresh, address: "https://go.example.org:8443/base", param: "source", carry: "fragment" },
      ],
    ];
    const given = JSON.stringify(inputs.map(([input]) => input)).replaceAll("\\", "\\\\");
    const cleaned: readonly unknown[] = JSON.parse(
      await stand().wordpress.php(
        `${ADMIN} delete_option('fivebar_settings'); echo wp_json_encode(array_map(['Fivebar\\WordPress\\SettingsPage', 'cleanSettings'], json_decode('${given}', true)));`,
      ),
    );
    expect(inputs.map(([input], n) => [input, cleaned[n]])).toEqual(inputs);
    const evil = `"><script>alert(1)</script>`;
    const page = await stand().wordpress.php(
      `${ADMIN} wp_set_current_user(1); update_option('fivebar_settings', array_fill_keys(['address', 'param', 'report', 'carry', 'forms'], '${evil}')); $_GET['fivebar'] = '${evil}'; Fivebar\\WordPress\\SettingsPage::page(); delete_option('fivebar_settings');`,
    );
    expect(page).toContain("fivebar-address");
    expect(page).not.toContain("<script>alert");
    // Another plugin of this name in WordPress' directory is no update of this one.
    expect(await stand().wordpress.php(`${ADMIN} echo get_plugin_data(WP_PLUGIN_DIR . '/fivebar/fivebar.php')['UpdateURI'];`)).toBe(
      "false",
    );
  });

  tested("the settings page: tests the connection, keeps the key to itself, and takes orders from its own pages alone", async () => {
    await stand().wordpress.configure({});
    const page = await browser().newPage();
    await signIn(page, stand().wordpress.origin, "admin", ADMIN_PASSWORD);
    const settings = `${stand().wordpress.origin}/wp-admin/options-general.php?page=fivebar`;
    const press = async (button: string): Promise<string> => {
      const answered = page.waitForEvent("load");
      await page.click(button);
      await answered;
      return page.innerText(".notice, .settings-error");
    };
    await page.goto(settings);
    expect(await press("#fivebar-test")).toContain("Enter an address");
    await page.fill("#fivebar-address", "http://somewhere.example");
    expect(await press("#submit")).toContain("must begin with https://");
    await page.fill("#fivebar-address", `${stand().between.origin}/`);
    await page.fill("#fivebar-key", stand().siteKey);
    expect(await press("#submit")).toContain("saved");
    expect([await page.content(), await page.inputValue("#fivebar-key")]).toEqual([expect.not.stringContaining(stand().siteKey), ""]);
    expect(await press("#fivebar-test")).toContain("It works");
    expect(JSON.parse(stand().between.seen.at(-1)?.body ?? "")).toEqual({ campaign: null, count: 1, test: true });
    // Saved again without a key, the old one stays; with what cannot be one, too.
    await page.fill("#fivebar-key", "no key");
    expect(await press("#submit")).toContain("cannot be a key");
    expect(await press("#fivebar-test")).toContain("It works");
    await page.fill("#fivebar-key", "another-key-that-is-wrong");
    await press("#submit");
    expect(await press("#fivebar-test")).toContain("does not know this key");
    expect(await stand().wordpress.sql("SELECT autoload FROM wp.wp_options WHERE option_name = 'fivebar_key'")).toBe("no\n");
    // Another site's page has no nonce; a subscriber may not.
    for (const action of ["test", "send", "forget"]) {
      const answer = await page.request.post(`${stand().wordpress.origin}/wp-admin/admin-post.php`, {
        form: { action: `fivebar_${action}` },
      });
      expect(answer.status()).toBe(403);
    }
    const subscriber = await stand().wordpress.php(
      "wp_create_user('reader', 'reader-password', 'r@example.org'); echo get_user_by('login','reader')->roles[0];",
    );
    expect(subscriber).toBe("subscriber");
    await page.context().clearCookies();
    await signIn(page, stand().wordpress.origin, "reader", "reader-password");
    expect((await page.goto(settings))?.status()).toBe(403);
    await page.close();
  });

  tested("what waits outlives a plugin that is switched off and on again, or replaced by a newer one", async () => {
    const slug = await stand().campaign("switched-off");
    await stand().forget();
    await stand().set({ FIVEBAR_REPORT: "nightly" });
    await stand().send("gravity", "", { c: slug });
    stand().between.manners.push({ status: 503 });
    const switchTo = (to: string) => stand().wordpress.php(`define('WP_ADMIN', true); ${ADMIN} ${to}`);
    await switchTo("deactivate_plugins('fivebar/fivebar.php');");
    expect(await stand().send("gravity", "", { c: slug })).toBe(200);
    await switchTo("activate_plugin('fivebar/fivebar.php');");
    expect(await stand().waiting()).toBe(1);
    expect(await stand().wordpress.php("echo wp_next_scheduled('fivebar_deliver_regularly') > time() ? 'planned' : 'not';")).toBe(
      "planned",
    );
    expect(await stand().wordpress.php("echo Fivebar\\WordPress\\Delivery::deliver();")).toBe("counted");
    expect([stand().reported(slug), await stand().waiting()]).toEqual([1, 0]);
  });
}
