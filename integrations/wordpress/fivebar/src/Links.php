<?php
/** Gives the links and forms of a page that stay within the site the code, in its HTML. Pure. */

namespace Fivebar\WordPress;

final class Links
{
    /** Tags with their attributes; what only looks like a tag, in a comment or a script, is passed over. */
    private const TAGS = '~<!--.*?-->|<(script|style|textarea|template|xmp)\b.*?</\1\s*>|<(a|area|form)(?=[\s/>])((?:[^>"\']++|"[^"]*+"|\'[^\']*+\')*+)>~is';

    /**
     * @param string $host of the site, with its port if that is not the usual one
     * @param bool $hasLinks whether links get the code too, and not only forms
     */
    public static function carried(string $html, string $host, string $param, string $code, bool $hasLinks): string
    {
        $rewritten = preg_replace_callback(
            self::TAGS,
            static function (array $found) use ($html, $host, $param, $code, $hasLinks): string {
                $tag = $found[0][0];
                $name = strtolower($found[2][0] ?? '');
                if ($name === '' || $found[2][1] === -1) {
                    return $tag;
                }
                if ($name === 'form') {
                    $end = stripos($html, '</form', $found[0][1]);
                    $body = substr($html, $found[0][1], ($end === false ? strlen($html) : $end) - $found[0][1]) . self::farFrom($html, $tag);
                    // A form with GET puts its fields into an address.
                    $isSent = preg_match('/\smethod\s*=\s*["\']?post\b/i', $tag) === 1;
                    return $hasLinks || $isSent ? $tag . self::field($tag, $body, $host, $param, $code) : $tag;
                }
                return $hasLinks ? self::link($tag, $host, $param, $code) : $tag;
            },
            $html,
            -1,
            $count,
            PREG_OFFSET_CAPTURE
        );
        return $rewritten === null ? $html : $rewritten;
    }

    /** An address with the code; null when it leads elsewhere, is no page, or has the parameter. */
    public static function address(string $address, string $host, string $param, string $code, bool $isInFragment = false): ?string
    {
        if (preg_match('~^(?:(https?):)?//([^/?#]*)(.*)$~is', $address, $parts) === 1) {
            if (strtolower($parts[2]) !== strtolower($host)) {
                return null;
            }
            $path = $parts[3];
        } elseif ($address === '' || $address[0] === '#' || preg_match('/^[a-z][a-z0-9+.-]*:/i', $address) === 1) {
            return null;
        } else {
            $path = $address;
        }
        if (preg_match('~(?:^|/)wp-(?:admin|content|includes|json|login\.php)(?:[/?#]|$)~i', $path) === 1) {
            return null;
        }
        $fragmentAt = strpos($address, '#');
        $fragment = $fragmentAt === false ? '' : substr($address, $fragmentAt);
        $page = $fragmentAt === false ? $address : substr($address, 0, $fragmentAt);
        $has = '/(?:^|[&?#])' . preg_quote($param, '/') . '(?:=|&|$)/';
        if ($isInFragment) {
            return preg_match($has, $fragment) === 1 ? null : $page . ($fragment === '' ? '#' : $fragment . '&') . $param . '=' . $code;
        }
        $queryAt = strpos($page, '?');
        $query = $queryAt === false ? '' : substr($page, $queryAt + 1);
        if (preg_match($has, $query) === 1) {
            return null;
        }
        $joint = $queryAt === false ? '?' : ($query === '' || substr($query, -1) === '&' ? '' : '&');
        return $page . $joint . $param . '=' . $code . $fragment;
    }

    private static function link(string $tag, string $host, string $param, string $code): string
    {
        if (preg_match('/\sdownload(?:[\s=\/>])/i', $tag) === 1) {
            return $tag;
        }
        $pattern = '/(\shref\s*=\s*)(?:"([^"]*)"|\'([^\']*)\'|([^\s"\'>]+))/i';
        $rewritten = preg_replace_callback(
            $pattern,
            static function (array $found) use ($host, $param, $code): string {
                $written = html_entity_decode(trim(end($found)), ENT_QUOTES | ENT_HTML5, 'UTF-8');
                $address = self::address($written, $host, $param, $code);
                return $address === null ? $found[0] : $found[1] . '"' . htmlspecialchars($address, ENT_QUOTES, 'UTF-8') . '"';
            },
            $tag,
            1
        );
        return $rewritten === null ? $tag : $rewritten;
    }

    /** A hidden field for a form of this site; none where a button of it sends it elsewhere. */
    private static function field(string $tag, string $body, string $host, string $param, string $code): string
    {
        preg_match_all('/\s(?:form)?action\s*=\s*(?:"([^"]*)"|\'([^\']*)\'|([^\s"\'>]+))/i', $body, $found, PREG_SET_ORDER);
        foreach ($found as $one) {
            $address = html_entity_decode(trim(end($one)), ENT_QUOTES | ENT_HTML5, 'UTF-8');
            $isHere = $address === '' || $address[0] === '#' || self::isHere($address, $host);
            if (!$isHere) {
                return '';
            }
        }
        $has = preg_match('/\sname\s*=\s*["\']?' . preg_quote($param, '/') . '["\'\s>\/]/i', $body) === 1;
        return $has ? '' : '<input type="hidden" name="' . htmlspecialchars($param, ENT_QUOTES) . '" value="' . htmlspecialchars($code, ENT_QUOTES) . '">';
    }

    /** Buttons and fields that belong to a form by its id, wherever on the page they are. */
    private static function farFrom(string $html, string $tag): string
    {
        if (preg_match('/\sid\s*=\s*(?:"([^"]*)"|\'([^\']*)\'|([^\s"\'>]+))/i', $tag, $id) !== 1) {
            return '';
        }
        $pattern = '~<(?:button|input)\b[^>]*\sform\s*=\s*["\']?' . preg_quote(end($id), '~') . '(?=["\'\s>/])[^>]*>~i';
        preg_match_all($pattern, $html, $found);
        return ' ' . implode(' ', $found[0]);
    }

    private static function isHere(string $address, string $host): bool
    {
        if (preg_match('~^(?:https?:)?//([^/?#]*)~i', $address, $parts) === 1) {
            return strtolower($parts[1]) === strtolower($host);
        }
        return preg_match('/^[a-z][a-z0-9+.-]*:/i', $address) !== 1;
    }
}
