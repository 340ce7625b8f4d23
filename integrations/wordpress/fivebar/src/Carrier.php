<?php
/**
 * Carries the code from page to page: by carry.js, by carry-fragment.js where Fivebar puts the code behind a #, or in the HTML of links and forms; in
 * all ways through redirects within the site, and through a page that shows a form again.
 */

namespace Fivebar\WordPress;

final class Carrier
{
    public static function register(): void
    {
        add_action('wp_head', [self::class, 'script'], 1);
        add_action('template_redirect', [self::class, 'buffer'], 0);
        add_filter('wp_redirect', [self::class, 'redirect'], PHP_INT_MAX);
    }

    /** What stands between `<script>` and `</script>`, for the parameter that is set. */
    public static function source(): string
    {
        $file = Settings::carry() === 'fragment' ? '/carry-fragment.js' : '/carry.js';
        $script = (string) file_get_contents(dirname(__DIR__) . $file);
        $at = strrpos($script, '("c")');
        return $at === false ? '' : substr_replace($script, '("' . Settings::param() . '")', $at, 5);
    }

    /** What a Content-Security-Policy allows it by. */
    public static function hash(): string
    {
        return 'sha256-' . base64_encode(hash('sha256', self::source(), true));
    }

    public static function script(): void
    {
        if (Settings::hasScript()) {
            // A file of this plugin; the parameter's name is letters, digits, - and _.
            echo '<script>' . self::source() . "</script>\n"; // phpcs:ignore WordPress.Security.EscapeOutput
        }
    }

    public static function buffer(): void
    {
        // A form that is shown again, with what was wrong in it, has an address of its own without the code: no script finds it there.
        $isWanted = Settings::carry() === 'links' || (Settings::hasScript() && Code::isSent() && !Forms::hasReported());
        if ($isWanted && Code::current() !== '' && !is_feed() && !is_robots() && !is_trackback()) {
            ob_start([self::class, 'rewritten']);
        }
    }

    public static function rewritten(string $html): string
    {
        foreach (headers_list() as $header) {
            if (stripos($header, 'content-type:') === 0 && stripos($header, 'html') === false) {
                return $html;
            }
        }
        return Links::carried($html, self::host(), Settings::param(), Code::current(), Settings::carry() !== 'fragment');
    }

    /**
     * WordPress leads from `/petition?c=…` to `/petition/`, and knows nothing of the code. After a form that reported there is nothing to carry.
     *
     * @param mixed $location
     * @return mixed
     */
    public static function redirect($location)
    {
        if (!is_string($location) || Code::current() === '' || Settings::carry() === 'none' || Forms::hasReported()) {
            return $location;
        }
        $isInFragment = Settings::carry() === 'fragment';
        return Links::address($location, self::host(), Settings::param(), Code::current(), $isInFragment) ?? $location;
    }

    private static function host(): string
    {
        $parts = wp_parse_url(home_url());
        return ($parts['host'] ?? '') . (isset($parts['port']) ? ':' . $parts['port'] : '');
    }
}
