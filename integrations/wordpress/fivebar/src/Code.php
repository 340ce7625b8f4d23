<?php
/**
 * The campaign's code of this request, in memory alone. It is taken out of the request before other plugins read it: a form plugin that stores the
 * page's address, its referrer or every field that was sent then stores no code.
 */

namespace Fivebar\WordPress;

final class Code
{
    private const FORM = '/^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$/D';

    /** @var string empty for none */
    private static $code = '';

    /** The code that came with this request; empty for none. */
    public static function current(): string
    {
        return self::$code;
    }

    /** @param mixed $value what somebody sent; what is no code is none */
    public static function read($value): string
    {
        $code = is_string($value) ? strtolower($value) : '';
        return preg_match(self::FORM, $code) === 1 ? $code : '';
    }

    public static function take(string $param): void
    {
        if (!self::isVisitors()) {
            return;
        }
        self::$code = self::found($param);
        if (self::$code !== '') {
            self::remove($param, self::$code);
        }
    }

    /** Pages of wp-admin have parameters of their own; what visitors' forms send to it does not. */
    private static function isVisitors(): bool
    {
        $script = basename((string) ($_SERVER['SCRIPT_NAME'] ?? ''));
        $isBackground = (defined('DOING_CRON') && DOING_CRON) || (defined('WP_CLI') && WP_CLI) || PHP_SAPI === 'cli' || $script === 'wp-login.php';
        return !$isBackground && (!is_admin() || in_array($script, ['admin-ajax.php', 'admin-post.php'], true));
    }

    private static function found(string $param): string
    {
        $isSent = ($_SERVER['REQUEST_METHOD'] ?? '') === 'POST';
        foreach ([$_POST[$param] ?? null, $_GET[$param] ?? null] as $value) {
            if (self::read($value) !== '') {
                return self::read($value);
            }
        }
        // Some forms are sent as one text (Fluent Forms: `data`), and some by scripts that know only their own fields: the browser says which
        // page of this site they are on.
        foreach ($isSent ? $_POST : [] as $value) {
            if (is_string($value) && strpos($value, $param . '=') !== false && strpos($value, '://') === false) {
                parse_str($value, $fields);
                if (self::read($fields[$param] ?? null) !== '') {
                    return self::read($fields[$param]);
                }
            }
        }
        $referrer = $isSent ? wp_parse_url((string) ($_SERVER['HTTP_REFERER'] ?? '')) : false;
        if (is_array($referrer) && strtolower($referrer['host'] ?? '') === strtolower((string) wp_parse_url(home_url(), PHP_URL_HOST))) {
            parse_str($referrer['query'] ?? '', $query);
            return self::read($query[$param] ?? null);
        }
        return '';
    }

    private static function remove(string $param, string $code): void
    {
        foreach ([&$_GET, &$_POST, &$_REQUEST] as &$values) {
            if (self::read($values[$param] ?? null) === $code) {
                unset($values[$param]);
            }
            $values = self::without($values, $param, $code);
        }
        unset($values);
        $_SERVER = self::without($_SERVER, $param, $code);
    }

    /**
     * A text or a list of texts without the code as a parameter of an address, escaped or not, or as a field of JSON.
     *
     * @param mixed $value
     * @return mixed
     */
    public static function without($value, string $param, string $code)
    {
        if (is_array($value)) {
            return array_map(static function ($one) use ($param, $code) {
                return self::without($one, $param, $code);
            }, $value);
        }
        if (!is_string($value) || stripos($value, $code) === false) {
            return $value;
        }
        $pair = preg_quote($param, '~') . '(?:=|%3D|%253D)' . preg_quote($code, '~');
        $first = '(\?|%3F|%253F|^)';
        $next = '(?:&(?:amp;|#0?38;)?|%26|%2526)';
        $end = '(?![a-z0-9-])';
        $json = '("' . preg_quote($param, '~') . '"\s*:\s*")' . preg_quote($code, '~') . '"';
        $text = preg_replace(
            ["~$first$pair$next~i", "~(?:$first|$next)$pair$end~i", "~$json~i"],
            ['$1', '', '$1"'],
            $value
        );
        return $text === null ? '' : $text;
    }
}
