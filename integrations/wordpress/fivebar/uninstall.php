<?php
/** Leaves nothing behind, on any site of a network. */

if (!defined('WP_UNINSTALL_PLUGIN')) {
    exit;
}

function fivebar_uninstall_site()
{
    foreach (['fivebar_settings', 'fivebar_key', 'fivebar_waiting'] as $option) {
        delete_option($option);
    }
    wp_clear_scheduled_hook('fivebar_deliver');
    wp_clear_scheduled_hook('fivebar_deliver_regularly');
}

if (is_multisite()) {
    foreach (get_sites(['fields' => 'ids', 'number' => 0]) as $fivebar_site) {
        switch_to_blog($fivebar_site);
        fivebar_uninstall_site();
        restore_current_blog();
    }
} else {
    fivebar_uninstall_site();
}
