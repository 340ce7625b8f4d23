<?php
// Installs WordPress with a few pages, this project's plugin and the plugin that stands in for form plugins. Says what its administrator's name is.
define('WP_INSTALLING', true);
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
function wp_new_blog_notification() {}
wp_install('Campaign', 'admin', 'admin@example.org', true, '', 'admin-password-of-the-tests');
update_option('permalink_structure', '/%postname%/');
update_option('stylesheet', 'plain');
update_option('template', 'plain');
// Where pages are changed often, an author's feeds and pings play no part.
update_option('default_pingback_flag', 0);
foreach (json_decode(getenv('PAGES'), true) as $name => $content) {
    remove_all_filters('content_save_pre');
    wp_insert_post(['post_type' => 'page', 'post_status' => 'publish', 'post_name' => $name, 'post_title' => $name, 'post_content' => $content]);
}
flush_rewrite_rules();
