<?php
/** A campaign's code in what somebody sent. */

declare(strict_types=1);

namespace Fivebar;

final class Code
{
    /**
     * @param mixed $value such as `$_POST['c'] ?? null`
     * @return string|null null for whatever is no code: it counts as unattributed
     */
    public static function from($value): ?string
    {
        $code = is_string($value) ? strtolower($value) : '';
        return preg_match('/^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$/D', $code) === 1 ? $code : null;
    }
}
