<?php
/**
 * A campaign's code in what somebody sent, with what stuck to it on the way: a full stop, brackets, blanks, parameters that were glued on, another
 * hyphen, characters that nobody sees. Fivebar reads links and reports by the same rules. The class is that of integrations/php/src/Code.php.
 */

namespace Fivebar\WordPress;

final class CodeText
{
    /** More than that is no code with something around it. */
    private const MAX_BYTES = 2000;
    /** Characters that nobody sees: those that Unicode says may be ignored, controls and marks of format. */
    private const UNSEEN = '/[\p{Cc}\p{Cf}\x{AD}\x{34F}\x{115F}\x{1160}\x{17B4}\x{17B5}\x{180B}-\x{180F}\x{2060}-\x{206F}\x{3164}\x{FE00}-\x{FE0F}\x{FFA0}\x{FFF0}-\x{FFF8}\x{E0000}-\x{E0FFF}]/u';
    /** What Unicode calls dashes, the underscore, and signs that are drawn as a hyphen. */
    private const HYPHENS = '/[\p{Pd}_\x{2D7}\x{2043}\x{207B}\x{208B}\x{2212}\x{2796}\x{FF3F}]/u';
    private const WORD = '/[\p{L}\p{M}\p{N}-](?:.*[\p{L}\p{M}\p{N}-])?/su';

    /**
     * @param mixed $value such as `$_POST['c'] ?? null`
     * @return string|null in lower case; null for whatever is no code: it counts as unattributed
     */
    public static function from($value): ?string
    {
        if (!is_string($value) || strlen($value) > self::MAX_BYTES) {
            return null;
        }
        $text = self::decoded(self::decoded(self::readable($value)));
        // Bytes that are no text, and an escape that was cut off.
        $text = (string) preg_replace('/%(?:[0-9a-f]{2}|[0-9a-f]?$)/iD', "\u{FFFD}", $text);
        $text = (string) preg_replace(self::UNSEEN, '', $text);
        $text = (string) preg_replace('/^[^\p{L}\p{M}\p{N}-]+/u', '', $text);
        $words = [];
        foreach (explode('/', preg_split('/[?&;#]/', $text)[0] ?? '') as $segment) {
            if (preg_match(self::WORD, self::withoutHtml($segment), $found) === 1) {
                $words[] = $found[0];
            }
        }
        $code = count($words) === 1 ? strtolower((string) preg_replace(self::HYPHENS, '-', $words[0])) : '';
        return preg_match('/^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$/D', $code) === 1 ? $code : null;
    }

    /** Without what stands behind an address in HTML, as in `fix-tiktok"target=_blank`. */
    private static function withoutHtml(string $segment): string
    {
        return preg_match('/^[^\p{L}\p{M}\p{N}-]*+[^"<>]*+/u', $segment, $found) === 1 ? $found[0] : $segment;
    }

    /** With its escapes undone, those that can be; some programs escape twice. */
    private static function decoded(string $text): string
    {
        return (string) preg_replace_callback('/(?:%[0-9a-f]{2})+/i', static function (array $found): string {
            $decoded = rawurldecode($found[0]);
            if (preg_match('//u', $decoded) === 1) {
                return $decoded;
            }
            // Not UTF-8: the ASCII in it is readable all the same.
            return (string) preg_replace_callback('/%[0-7][0-9a-f]/i', static function (array $ascii): string {
                return rawurldecode($ascii[0]);
            }, $found[0]);
        }, $text);
    }

    private static function readable(string $text): string
    {
        return preg_match('//u', $text) === 1 ? $text : (string) preg_replace('/[\x80-\xff]+/', "\u{FFFD}", $text);
    }
}
