<?php
// Unpacks the plugin's zip file and activates the plugins, by what WordPress' own pages for that call.
define('WP_ADMIN', true);
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
require_once ABSPATH . 'wp-admin/includes/file.php';
WP_Filesystem();
if (unzip_file(__DIR__ . '/fivebar.zip', WP_PLUGIN_DIR) !== true) {
    fwrite(STDERR, 'the zip file cannot be unpacked');
    exit(1);
}
foreach (['fivebar/fivebar.php', 'stand-in-forms/stand-in-forms.php'] as $plugin) {
    $problem = activate_plugin($plugin);
    if (is_wp_error($problem)) {
        fwrite(STDERR, $problem->get_error_message());
        exit(1);
    }
}
