<?php
/** Settings, Fivebar: who may manage options may change them. WordPress' own options.php checks its nonce and the capability. */

namespace Fivebar\WordPress;

final class SettingsPage
{
    private const SLUG = 'fivebar';
    private const MAY = 'manage_options';
    private const ACTIONS = ['test', 'send', 'forget'];

    public static function register(): void
    {
        add_action('admin_menu', [self::class, 'menu']);
        add_action('admin_init', [self::class, 'settings']);
        add_action('admin_init', [self::class, 'privacy']);
        foreach (self::ACTIONS as $action) {
            add_action('admin_post_fivebar_' . $action, [self::class, $action]);
        }
        add_filter('plugin_action_links_fivebar/fivebar.php', [self::class, 'link']);
    }

    public static function menu(): void
    {
        add_options_page('Fivebar', 'Fivebar', self::MAY, self::SLUG, [self::class, 'page']);
    }

    /** @param array<string> $links */
    public static function link($links): array
    {
        return array_merge(['<a href="' . esc_url(self::url()) . '">' . esc_html__('Settings') . '</a>'], (array) $links);
    }

    public static function settings(): void
    {
        register_setting(self::SLUG, Settings::OPTION, ['type' => 'array', 'sanitize_callback' => [self::class, 'cleanSettings']]);
        register_setting(self::SLUG, Settings::KEY_OPTION, ['type' => 'string', 'sanitize_callback' => [self::class, 'cleanKey']]);
    }

    public static function privacy(): void
    {
        if (function_exists('wp_add_privacy_policy_content')) {
            wp_add_privacy_policy_content(Texts::get('privacy_title'), wp_kses_post('<p>' . Texts::get('privacy', get_locale()) . '</p>'));
        }
    }

    /**
     * @param mixed $input
     * @return array<string, string>
     */
    public static function cleanSettings($input): array
    {
        $given = is_array($input) ? $input : [];
        $text = static function (string $name) use ($given): string {
            $value = $given[$name] ?? Settings::text($name);
            return is_string($value) ? trim($value) : '';
        };
        $address = $text('address') === '' ? '' : Settings::cleanAddress($text('address'));
        if ($address === null) {
            add_settings_error(Settings::OPTION, 'bad_address', Texts::get('bad_address'));
            $address = Settings::isFixed('address') ? '' : Settings::address();
        }
        $param = Settings::cleanParam($text('param'));
        if ($param === null && !Settings::isFixed('param')) {
            add_settings_error(Settings::OPTION, 'bad_param', Texts::get('bad_param'));
        }
        return [
            'address' => $address,
            'param' => $param ?? Settings::param(),
            'report' => $text('report') === 'nightly' ? 'nightly' : 'at-once',
            'carry' => in_array($text('carry'), Settings::CARRIERS, true) ? $text('carry') : 'script',
            'forms' => implode(', ', Settings::cleanForms($text('forms'))),
        ];
    }

    /** @param mixed $input empty to keep the key; a list with `delete` to delete it */
    public static function cleanKey($input): string
    {
        $kept = get_option(Settings::KEY_OPTION, '');
        $kept = is_string($kept) ? $kept : '';
        if (is_array($input)) {
            if (!empty($input['delete'])) {
                return '';
            }
            $input = $input['value'] ?? '';
        }
        $text = is_string($input) ? trim($input) : '';
        if ($text === '') {
            return $kept;
        }
        if (Settings::cleanKey($text) === '') {
            add_settings_error(Settings::OPTION, 'bad_key', Texts::get('bad_key'));
            return $kept;
        }
        return $text;
    }

    public static function test(): void
    {
        self::allow('test');
        self::back(Sender::send('', 1, bin2hex(random_bytes(16)), true));
    }

    public static function send(): void
    {
        self::allow('send');
        $last = Delivery::deliver();
        self::back($last === '' ? 'nothing' : ($last === Sender::COUNTED ? 'sent' : $last));
    }

    public static function forget(): void
    {
        self::allow('forget');
        Waiting::forgetSetAside();
        self::back('forgotten');
    }

    public static function page(): void
    {
        if (!current_user_can(self::MAY)) {
            return;
        }
        // On a site of a network nobody activated the plugin: the key must not be loaded with every page there either.
        add_option(Settings::KEY_OPTION, '', '', false);
        echo '<div class="wrap"><h1>Fivebar</h1>';
        self::said();
        echo '<p style="max-width:48em">' . esc_html(Texts::get('intro')) . '</p>';
        echo '<form method="post" action="options.php" autocomplete="off">';
        settings_fields(self::SLUG);
        echo '<table class="form-table" role="presentation">';
        self::row('address', self::textField('address', 'url'));
        self::row('key', self::keyField());
        self::row('param', self::textField('param', 'text'));
        self::row('report', self::choice('report', ['at-once', 'nightly'], Settings::isNightly() ? 'nightly' : 'at-once'));
        self::row('carry', self::choice('carry', Settings::CARRIERS, Settings::carry()));
        self::row('forms', self::textField('forms', 'text'));
        echo '</table>';
        submit_button();
        echo '</form>';
        self::state();
        echo '<h2>' . esc_html(Texts::get('which')) . '</h2>';
        foreach (['which_text', 'which_taken', 'which_cannot', 'referrer'] as $name) {
            echo '<p style="max-width:48em">' . esc_html(Texts::get($name)) . '</p>';
        }
        if (Settings::hasScript()) {
            echo '<p style="max-width:48em">' . esc_html(Texts::get('csp')) . ' <code>script-src \'' . esc_html(Carrier::hash()) . '\'</code></p>';
        }
        echo '</div>';
    }

    private static function state(): void
    {
        $state = Waiting::read();
        echo '<h2>' . esc_html(Texts::get('state')) . '</h2><p>' . esc_html(sprintf(Texts::get('waiting'), Waiting::total())) . '</p>';
        if ($state['problem'] !== '') {
            echo '<p><strong>' . esc_html(self::words($state['problem'])) . '</strong></p>';
        }
        if (defined('DISABLE_WP_CRON') && DISABLE_WP_CRON) {
            echo '<p>' . esc_html(Texts::get('cron_off')) . '</p>';
        }
        self::button('test');
        self::button('send');
        foreach (['doubtful', 'refused'] as $name) {
            if ($state[$name] !== []) {
                echo '<p>' . esc_html(sprintf(Texts::get($name), array_sum($state[$name]))) . '</p>';
            }
        }
        if ($state['doubtful'] !== [] || $state['refused'] !== []) {
            self::button('forget');
        }
    }

    private static function said(): void
    {
        $said = isset($_GET['fivebar']) && is_string($_GET['fivebar']) ? sanitize_key($_GET['fivebar']) : '';
        $good = [Sender::COUNTED, 'sent', 'nothing', 'forgotten'];
        if (in_array($said, array_merge($good, Sender::FAILURES), true)) {
            $kind = in_array($said, $good, true) ? 'success' : 'error';
            echo '<div class="notice notice-' . esc_attr($kind) . '"><p>' . esc_html(self::words($said)) . '</p></div>';
        }
    }

    private static function words(string $said): string
    {
        return Texts::get($said === Sender::REFUSED ? 'refused-word' : $said);
    }

    private static function allow(string $action): void
    {
        check_admin_referer('fivebar_' . $action);
        if (!current_user_can(self::MAY)) {
            wp_die('', '', ['response' => 403]);
        }
    }

    private static function back(string $said): void
    {
        wp_safe_redirect(add_query_arg('fivebar', $said, self::url()));
        exit;
    }

    private static function url(): string
    {
        return admin_url('options-general.php?page=' . self::SLUG);
    }

    private static function button(string $action): void
    {
        echo '<form method="post" style="display:inline-block;margin-inline-end:1em" action="' . esc_url(admin_url('admin-post.php')) . '">';
        echo '<input type="hidden" name="action" value="' . esc_attr('fivebar_' . $action) . '">';
        wp_nonce_field('fivebar_' . $action);
        submit_button(Texts::get($action), 'secondary', 'submit', false, ['id' => 'fivebar-' . $action]);
        echo '</form>';
    }

    /** @param string $field HTML */
    private static function row(string $name, string $field): void
    {
        $fixed = Settings::isFixed($name) ? '<p class="description">' . esc_html(sprintf(Texts::get('fixed'), Settings::constantOf($name))) . '</p>' : '';
        if ($name === 'param' && Settings::cleanParam(Settings::text('param')) === null) {
            $fixed .= '<p class="description"><strong>' . esc_html(Texts::get('bad_param')) . '</strong></p>';
        }
        $hint = in_array($name, ['report', 'carry'], true) ? '' : '<p class="description" style="max-width:48em">' . esc_html(Texts::get($name . '_hint')) . '</p>';
        $title = in_array($name, ['report', 'carry'], true)
            ? esc_html(Texts::get($name))
            : '<label for="fivebar-' . esc_attr($name) . '">' . esc_html(Texts::get($name)) . '</label>';
        echo '<tr><th scope="row">' . $title . '</th><td>' . $field . $fixed . $hint . '</td></tr>'; // phpcs:ignore WordPress.Security.EscapeOutput
    }

    private static function textField(string $name, string $type): string
    {
        return '<input class="regular-text" type="' . esc_attr($type) . '" id="fivebar-' . esc_attr($name) . '" name="'
            . esc_attr(Settings::OPTION . '[' . $name . ']') . '" value="' . esc_attr(Settings::text($name)) . '"'
            . disabled(Settings::isFixed($name), true, false) . '>';
    }

    /** The key that is set is never part of the page. */
    private static function keyField(): string
    {
        $isFixed = Settings::isFixed('key');
        $name = Settings::KEY_OPTION;
        $field = '<input class="regular-text" type="password" id="fivebar-key" name="' . esc_attr($name . '[value]') . '" value="" autocomplete="new-password"'
            . disabled($isFixed, true, false) . '>';
        $isSet = Settings::key() !== '';
        $field .= '<p class="description">' . esc_html(Texts::get($isSet ? 'key_is_set' : 'key_is_not_set')) . '</p>';
        return $isFixed || !$isSet ? $field : $field . '<p><label><input type="checkbox" name="' . esc_attr($name . '[delete]') . '" value="1"> '
            . esc_html(Texts::get('key_delete')) . '</label></p>';
    }

    /** @param array<string> $values */
    private static function choice(string $name, array $values, string $chosen): string
    {
        $options = '';
        foreach ($values as $value) {
            $options .= '<p style="max-width:48em"><label><input type="radio" name="' . esc_attr(Settings::OPTION . '[' . $name . ']') . '" value="' . esc_attr($value) . '"'
                . checked($value, $chosen, false) . disabled(Settings::isFixed($name), true, false) . '> ' . esc_html(Texts::get($name . '_' . $value)) . '</label></p>';
        }
        return '<fieldset>' . $options . '</fieldset>';
    }
}
