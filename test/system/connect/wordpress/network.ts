/** A network of sites: each has its own settings and its own sums. The last test in a WordPress: it makes one of it. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import type { InWordPress } from "./in_wordpress.ts";

export function testNetwork({ tested, stand }: InWordPress): void {
  tested("on a network each site reports with its own settings, and uninstalling leaves nothing on any", async () => {
    const [first, second] = [await stand().campaign("first-site"), await stand().campaign("second-site")];
    const { wordpress } = stand();
    const host = wordpress.origin.slice("http://".length);
    await wordpress.configure({});
    await wordpress.php(
      `require ABSPATH . 'wp-admin/includes/upgrade.php'; foreach ($wpdb->tables('ms_global') as $table => $prefixed) { $wpdb->$table = $prefixed; } install_network(); populate_network(1, '${host}', 'admin@example.org', 'Network', '/', false);`,
    );
    const config = join(wordpress.site, "wp-config.php");
    const constants = {
      MULTISITE: "true",
      SUBDOMAIN_INSTALL: "false",
      DOMAIN_CURRENT_SITE: `'${host}'`,
      PATH_CURRENT_SITE: "'/'",
      SITE_ID_CURRENT_SITE: "1",
      BLOG_ID_CURRENT_SITE: "1",
    };
    const lines = Object.entries(constants).map(([name, value]) => `define('${name}', ${value});`);
    const text = (await readFile(config, "utf8")).replace(/define\('WP_(?:HOME|SITEURL)'.*\n/g, "");
    await writeFile(
      config,
      text.replace("<?php\n", `<?php\nisset($_SERVER['HTTP_HOST']) || $_SERVER['HTTP_HOST'] = '${host}';\n${lines.join("\n")}\n`),
    );
    await wordpress.php(
      `define('WP_ADMIN', true); require ABSPATH . 'wp-admin/includes/plugin.php'; update_option('siteurl', '${wordpress.origin}'); update_option('home', '${wordpress.origin}'); wpmu_create_blog('${host}', '/second/', 'Second', 1); foreach (['fivebar/fivebar.php', 'stand-in-forms/stand-in-forms.php'] as $plugin) { deactivate_plugins($plugin); activate_plugin($plugin, '', true); }`,
    );
    // WordPress' own function for a new site takes the colon out of a host with a port.
    await wordpress.sql(
      `UPDATE wp.wp_blogs SET domain = '${host}' WHERE blog_id = 2; UPDATE wp.wp_2_options SET option_value = '${wordpress.origin}/second' WHERE option_name IN ('home', 'siteurl')`,
    );
    // As each site's settings page keeps them.
    const inSecond = (code: string) => `switch_to_blog(2); require_once ABSPATH . 'wp-admin/includes/template.php'; ${code}`;
    const set = (address: string) =>
      `ob_start(); wp_set_current_user(1); require_once ABSPATH . 'wp-admin/includes/admin.php'; require_once WP_PLUGIN_DIR . '/fivebar/src/SettingsPage.php'; Fivebar\\WordPress\\SettingsPage::page(); ob_end_clean(); update_option('fivebar_settings', ['address' => '${address}', 'report' => 'nightly']); update_option('fivebar_key', '${stand().siteKey}');`;
    await wordpress.php(set(stand().between.origin));
    await wordpress.php(inSecond(set(stand().between.origin)));
    expect(await wordpress.sql("SELECT autoload FROM wp.wp_2_options WHERE option_name = 'fivebar_key'")).toBe("no\n");
    await stand().send("gravity", "", { c: first });
    for (let n = 0; n < 2; n += 1) await stand().send("gravity", "", { c: second }, `${wordpress.origin}/second`);
    const waiting = "echo Fivebar\\WordPress\\Waiting::total();";
    expect([await wordpress.php(waiting), await wordpress.php(inSecond(waiting))]).toEqual(["1", "2"]);
    expect(await wordpress.php(inSecond("Fivebar\\WordPress\\Delivery::deliver();"))).toBe("");
    expect(stand().between.seen.map(({ body }) => JSON.parse(body))).toEqual([{ campaign: second, count: 2 }]);
    expect(await wordpress.php(waiting)).toBe("1");
    const left = (table: string) =>
      wordpress.sql(
        `SELECT option_name FROM wp.${table} WHERE option_name LIKE 'fivebar%' OR (option_name = 'cron' AND option_value LIKE '%fivebar%')`,
      );
    expect(await left("wp_2_options")).toContain("fivebar_waiting");
    expect(await wordpress.complaints()).toEqual([]);
    await wordpress.php(
      "define('WP_ADMIN', true); require ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins('fivebar/fivebar.php', false, true); uninstall_plugin('fivebar/fivebar.php');",
    );
    expect([await left("wp_options"), await left("wp_2_options")]).toEqual(["", ""]);
  });
}
