<?php
/** The settings: a constant in wp-config.php goes before what was entered on the page. */

namespace Fivebar\WordPress;

final class Settings
{
    public const OPTION = 'fivebar_settings';
    /** Apart, and not loaded with every page. */
    public const KEY_OPTION = 'fivebar_key';

    private const CONSTANTS = [
        'address' => 'FIVEBAR_ADDRESS',
        'key' => 'FIVEBAR_KEY',
        'param' => 'FIVEBAR_PARAM',
        'report' => 'FIVEBAR_REPORT',
        'carry' => 'FIVEBAR_CARRY',
        'forms' => 'FIVEBAR_FORMS',
    ];
    public const CARRIERS = ['script', 'fragment', 'links', 'none'];
    private const DEFAULTS = ['address' => '', 'param' => 'c', 'report' => 'at-once', 'carry' => 'script', 'forms' => ''];

    public static function isFixed(string $name): bool
    {
        return defined(self::CONSTANTS[$name]);
    }

    public static function constantOf(string $name): string
    {
        return self::CONSTANTS[$name];
    }

    /** Where Fivebar runs, without a slash at its end; empty when there is no usable address. */
    public static function address(): string
    {
        return self::cleanAddress(self::text('address')) ?? '';
    }

    /** The access key of the role site. It goes into the header of a report, and nowhere else. */
    public static function key(): string
    {
        $key = self::isFixed('key') ? constant(self::CONSTANTS['key']) : get_option(self::KEY_OPTION, '');
        return self::cleanKey(is_string($key) ? $key : '');
    }

    public static function param(): string
    {
        return self::cleanParam(self::text('param')) ?? self::DEFAULTS['param'];
    }

    public static function isNightly(): bool
    {
        return self::text('report') === 'nightly';
    }

    /** `script`, `fragment`, `links` or `none`. */
    public static function carry(): string
    {
        $carry = self::text('carry');
        return in_array($carry, self::CARRIERS, true) ? $carry : self::DEFAULTS['carry'];
    }

    /** Whether a script carries the code. */
    public static function hasScript(): bool
    {
        return in_array(self::carry(), ['script', 'fragment'], true);
    }

    /** Forms that count, such as `gravity:3`; empty for every form. */
    public static function forms(): array
    {
        return self::cleanForms(self::text('forms'));
    }

    public static function text(string $name): string
    {
        if (self::isFixed($name)) {
            $fixed = constant(self::CONSTANTS[$name]);
            return is_scalar($fixed) ? (string) $fixed : self::DEFAULTS[$name] ?? '';
        }
        $settings = get_option(self::OPTION, []);
        $value = is_array($settings) ? ($settings[$name] ?? null) : null;
        return is_string($value) ? $value : self::DEFAULTS[$name];
    }

    /** Null when it is no address that a key may be sent to: https, or http to this machine. */
    public static function cleanAddress(string $address): ?string
    {
        $parts = wp_parse_url(trim($address));
        $host = strtolower($parts['host'] ?? '');
        $isLocal = $host === 'localhost' || $host === '[::1]' || preg_match('/^127(\.\d{1,3}){3}$/D', $host) === 1;
        $scheme = strtolower($parts['scheme'] ?? '');
        $isWhole = !isset($parts['user']) && !isset($parts['query']) && !isset($parts['fragment']);
        if (!$isWhole || preg_match('/^[a-z0-9.-]+$|^\[[0-9a-f:]+\]$/D', $host) !== 1 || ($scheme !== 'https' && !($scheme === 'http' && $isLocal))) {
            return null;
        }
        $port = isset($parts['port']) ? ':' . $parts['port'] : '';
        return $scheme . '://' . $host . $port . rtrim($parts['path'] ?? '', '/');
    }

    public static function cleanKey(string $key): string
    {
        $key = trim($key);
        return preg_match('/^[\x21-\x7e]{8,200}$/D', $key) === 1 ? $key : '';
    }

    /** Null when it is no name of a parameter, or one that WordPress itself uses: its value is taken out of every request. */
    public static function cleanParam(string $param): ?string
    {
        $isName = preg_match('/^[A-Za-z0-9_-]{1,32}$/D', $param) === 1;
        return $isName && !in_array(strtolower($param), self::ofWordPress(), true) ? $param : null;
    }

    /** The parameters of WordPress' addresses and requests. */
    private static function ofWordPress(): array
    {
        return array_merge(
            (new \WP())->public_query_vars,
            ['action', 'doing_wp_cron', 'id', 'nonce', 'preview_id', 'preview_nonce', 'rest_route', 'submit', 'ver', '_wpnonce', '_wp_http_referer']
        );
    }

    public static function cleanForms(string $forms): array
    {
        preg_match_all('/\b(gravity|cf7|wpforms|elementor|ninja|forminator|fluent):([A-Za-z0-9_-]{1,40})/', $forms, $found);
        return array_slice(array_values(array_unique($found[0])), 0, 100);
    }
}
