<?php
/**
 * The campaign's code of this request, in memory alone. It is taken out of the request before other plugins read it: a form plugin that stores the
 * page's address, its referrer or every field that was sent then stores no code.
 */

namespace Fivebar\WordPress;

final class Code
{
    /** What stands between the parameters of an address that was escaped, once or twice. */
    private const ESCAPED_JOINT = '%26(?:amp%3B)?|%2526';
    /** A parameter may stand several times in an address; more often than that nobody means it. */
    private const MOST_TIMES = 10;

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
        return CodeText::from($value) ?? '';
    }

    public static function take(string $param): void
    {
        if (self::isVisitors()) {
            self::$code = self::found($param);
            self::remove($param);
        }
    }

    public static function isSent(): bool
    {
        return ($_SERVER['REQUEST_METHOD'] ?? '') === 'POST';
    }

    /** Pages of wp-admin, and what they send, have parameters of their own; what visitors' forms send does not. */
    private static function isVisitors(): bool
    {
        $script = basename((string) ($_SERVER['SCRIPT_NAME'] ?? ''));
        $isBackground = (defined('DOING_CRON') && DOING_CRON) || (defined('WP_CLI') && WP_CLI) || PHP_SAPI === 'cli' || $script === 'wp-login.php';
        if ($isBackground || (is_admin() && !in_array($script, ['admin-ajax.php', 'admin-post.php'], true))) {
            return false;
        }
        $isOfAdmin = strpos(self::referrer()['path'] ?? '', '/wp-admin/') !== false;
        return !$isOfAdmin || !(is_admin() || self::isSent());
    }

    private static function found(string $param): string
    {
        foreach ([$_POST[$param] ?? null, $_GET[$param] ?? null] as $value) {
            if (self::read($value) !== '') {
                return self::read($value);
            }
        }
        if (!self::isSent()) {
            return '';
        }
        // Some forms are sent as one text (Fluent Forms: `data`), and some by scripts that know only their own fields: the browser says which
        // page of this site they are on.
        foreach ($_POST as $value) {
            if (is_string($value) && strpos($value, $param . '=') !== false && strpos($value, '://') === false) {
                parse_str($value, $fields);
                if (self::read($fields[$param] ?? null) !== '') {
                    return self::read($fields[$param]);
                }
            }
        }
        parse_str(self::referrer()['query'] ?? '', $query);
        return self::read($query[$param] ?? null);
    }

    /** The page of this site that the request came from, by its parts; empty for another site's. */
    private static function referrer(): array
    {
        $referrer = wp_parse_url(self::header('HTTP_REFERER'));
        $host = strtolower(is_array($referrer) ? ($referrer['host'] ?? '') : '');
        $own = [wp_parse_url(home_url(), PHP_URL_HOST), wp_parse_url('http://' . self::header('HTTP_HOST'), PHP_URL_HOST)];
        return $host !== '' && in_array($host, array_map('strtolower', array_filter($own, 'is_string')), true) ? $referrer : [];
    }

    private static function header(string $name): string
    {
        return is_string($_SERVER[$name] ?? null) ? $_SERVER[$name] : '';
    }

    /** Any code, not only the one that counts: the address may have another one than the form. */
    private static function remove(string $param): void
    {
        foreach ([&$_GET, &$_POST, &$_REQUEST] as &$values) {
            if (self::read($values[$param] ?? null) !== '') {
                unset($values[$param]);
            }
            $values = self::without($values, $param);
        }
        unset($values);
        $_SERVER = self::without($_SERVER, $param);
        $_COOKIE = self::without($_COOKIE, $param);
    }

    /**
     * A text or a list of texts without codes as a parameter of an address, escaped or not, or as a field of JSON.
     *
     * @param mixed $value
     * @return mixed
     */
    public static function without($value, string $param)
    {
        if (is_array($value)) {
            return array_map(static function ($one) use ($param) {
                return self::without($one, $param);
            }, $value);
        }
        if (!is_string($value) || stripos($value, $param) === false) {
            return $value;
        }
        $name = preg_quote($param, '~');
        $pair = '~(\?|%3F|%253F|^|&(?:amp;|#0?38;)?|' . self::ESCAPED_JOINT . ')' . $name . '(?:=|%3D|%253D)'
            . '([^&#\s"\'<>\\\\]{0,1500}+)(?=[&#\s"\'<>\\\\]|$)(&(?:amp;|#0?38;)?)?~i';
        for ($times = 0; $times < self::MOST_TIMES; $times += 1) {
            $text = preg_replace_callback($pair, [self::class, 'withoutPair'], $value);
            if ($text === null || $text === $value) {
                break;
            }
            $value = $text;
        }
        $field = '~("' . $name . '"\s*:\s*")((?:[^"\\\\]++|\\\\.)*+)"~';
        return preg_replace_callback($field, static function (array $found): string {
            return self::read($found[2]) === '' ? $found[0] : $found[1] . '"';
        }, $value) ?? $value;
    }

    /** What stays of a parameter with what stands before and behind it: `?a=1`, `&`, nothing. */
    private static function withoutPair(array $found): string
    {
        [$value, $rest] = preg_split('~(?=%26|%2526|%23|%2523)~i', $found[2], 2) + ['', ''];
        if (self::read($value) === '') {
            return $found[0];
        }
        $behind = $rest . ($found[3] ?? '');
        if (preg_match('~^(?:\?|%3F|%253F|)$~i', $found[1]) !== 1) {
            return $behind;
        }
        // The first parameter: the next one takes its place.
        $next = preg_replace('~^(?:&(?:amp;|#0?38;)?|' . self::ESCAPED_JOINT . ')~i', '', $behind);
        return $next === $behind ? $behind : $found[1] . $next;
    }
}
