<?php
/**
 * Plugin Name:       Fivebar
 * Description:       Carries a campaign's code from the ad's link to your form, and reports the code, and nothing about the person, when somebody signs up.
 * Version:           0.2.0
 * Requires at least: 5.9
 * Requires PHP:      7.4
 * Update URI:        false
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       fivebar
 *
 * The code of a person is held in memory, for one request. It is in no cookie, session, option, post meta or entry. What waits for delivery
 * is sums per code (src/Waiting.php).
 */

namespace Fivebar\WordPress;

if (!defined('ABSPATH')) {
    exit;
}

foreach (['Texts', 'Settings', 'CodeText', 'Code', 'Waiting', 'Sender', 'Delivery', 'Forms', 'Links', 'Carrier', 'SettingsPage'] as $fivebar_file) {
    require_once __DIR__ . '/src/' . $fivebar_file . '.php';
}
unset($fivebar_file);

// Before WordPress and other plugins read the request: what is not in it, they cannot store.
Code::take(Settings::param());

Delivery::register();
Forms::register();
Carrier::register();
if (is_admin()) {
    SettingsPage::register();
}

register_activation_hook(__FILE__, [Delivery::class, 'activate']);
register_deactivation_hook(__FILE__, [Delivery::class, 'deactivate']);
