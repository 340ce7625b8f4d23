<?php
/**
 * Signups that Fivebar has not acknowledged yet: sums per code, and batches under way with their random keys, in one option that is not loaded with
 * pages. No list, no order, and no time but the hour of a batch's first try.
 *
 * Requests that come at the same time change it one after the other: each change is written only over the very text that it was made from.
 */

namespace Fivebar\WordPress;

final class Waiting
{
    public const OPTION = 'fivebar_waiting';
    public const MAX_PER_REPORT = 1000;
    /** Whoever sends a form chooses its code; more codes than this wait as none. */
    private const MAX_CODES = 500;
    private const TRIES = 200;
    private const EMPTY_STATE = [
        'version' => 0,
        'waiting' => [],
        'sending' => [],
        'doubtful' => [],
        'refused' => [],
        'failures' => 0,
        'problem' => '',
    ];

    /** Adds signups of a code, or of none (`''`). False when the database did not take them. */
    public static function add(string $code, int $count = 1): bool
    {
        return self::change(static function (array $state) use ($code, $count): array {
            $isNew = !isset($state['waiting'][$code]);
            $counted = $isNew && count($state['waiting']) >= self::MAX_CODES ? '' : $code;
            $state['waiting'][$counted] = ($state['waiting'][$counted] ?? 0) + $count;
            return $state;
        }) !== null;
    }

    /** @return array<string, mixed> */
    public static function read(): array
    {
        return self::decoded(self::stored() ?? '');
    }

    /** How many signups wait, with those of batches under way. */
    public static function total(): int
    {
        $state = self::read();
        return array_sum($state['waiting']) + array_sum(array_column($state['sending'], 'count'));
    }

    /** Whether this process may deliver: one at a time, until it ends. Nothing is stored for it; a database without such locks lets everybody. */
    public static function begin(): bool
    {
        global $wpdb;
        $before = $wpdb->suppress_errors();
        $got = $wpdb->get_var($wpdb->prepare('SELECT GET_LOCK(%s, 0)', self::lock()));
        $wpdb->suppress_errors($before);
        return $got !== '0';
    }

    public static function finish(): void
    {
        global $wpdb;
        $before = $wpdb->suppress_errors();
        $wpdb->query($wpdb->prepare('SELECT RELEASE_LOCK(%s)', self::lock()));
        $wpdb->suppress_errors($before);
    }

    /** For the server of databases, so with the database and the site in it; at most 64 characters. */
    private static function lock(): string
    {
        global $wpdb;
        return 'fivebar_' . md5(DB_NAME . ' ' . $wpdb->options);
    }

    /** Makes batches of what waits, unless there are some; each has its key before it is sent. */
    public static function batches(): array
    {
        $state = self::read();
        if ($state['sending'] !== [] || $state['waiting'] === []) {
            return $state['sending'];
        }
        $changed = self::change(static function (array $state): array {
            if ($state['sending'] !== []) {
                return $state;
            }
            foreach ($state['waiting'] as $code => $signups) {
                for ($left = $signups; $left > 0; $left -= self::MAX_PER_REPORT) {
                    $batch = ['key' => bin2hex(random_bytes(16)), 'code' => (string) $code, 'count' => min($left, self::MAX_PER_REPORT), 'tried' => null];
                    $state['sending'][] = $batch;
                }
            }
            $state['waiting'] = [];
            return $state;
        });
        return $changed['sending'] ?? [];
    }

    /** Notes the hour of a batch's first try, or that no try may have been counted (null). */
    public static function tried(string $key, ?int $hour): bool
    {
        return self::change(static function (array $state) use ($key, $hour): array {
            foreach ($state['sending'] as $index => $batch) {
                if ($batch['key'] === $key) {
                    $state['sending'][$index]['tried'] = $hour;
                }
            }
            return $state;
        }) !== null;
    }

    /** Ends a batch. @param string $into `''` when it was counted, else `doubtful` or `refused` */
    public static function end(string $key, string $into = ''): void
    {
        self::change(static function (array $state) use ($key, $into): array {
            foreach ($state['sending'] as $index => $batch) {
                if ($batch['key'] !== $key) {
                    continue;
                }
                if ($into !== '') {
                    $state[$into][$batch['code']] = ($state[$into][$batch['code']] ?? 0) + $batch['count'];
                }
                unset($state['sending'][$index]);
            }
            $state['sending'] = array_values($state['sending']);
            if ($into === '') {
                $state['failures'] = 0;
                $state['problem'] = '';
            }
            return $state;
        });
    }

    /** Notes why nothing can be sent. Gives how often in a row that was so. */
    public static function failed(string $problem): int
    {
        $changed = self::change(static function (array $state) use ($problem): array {
            $state['failures'] = min($state['failures'] + 1, 30);
            $state['problem'] = $problem;
            return $state;
        });
        return $changed['failures'] ?? 1;
    }

    /** Forgets what was set aside. */
    public static function forgetSetAside(): void
    {
        self::change(static function (array $state): array {
            return ['doubtful' => [], 'refused' => []] + $state;
        });
    }

    /** @return array<string, mixed>|null the state that was written; null when none could be */
    private static function change(callable $next): ?array
    {
        global $wpdb;
        for ($try = 0; $try < self::TRIES; $try += 1) {
            $stored = self::stored();
            if ($stored === null) {
                // "no" was the word before WordPress 6.6, and is understood since.
                $insert = "INSERT IGNORE INTO {$wpdb->options} (option_name, option_value, autoload) VALUES (%s, %s, 'no')";
                if ($wpdb->query($wpdb->prepare($insert, self::OPTION, '{"version":0}')) === false) {
                    return null;
                }
                continue;
            }
            $state = $next(self::decoded($stored));
            // With every change, so that no two texts are equal to a collation that is less exact than bytes.
            $state['version'] += 1;
            $update = "UPDATE {$wpdb->options} SET option_value = %s WHERE option_name = %s AND option_value = %s";
            $written = $wpdb->query($wpdb->prepare($update, wp_json_encode($state, JSON_FORCE_OBJECT), self::OPTION, $stored));
            if ($written === 1) {
                wp_cache_delete(self::OPTION, 'options');
                return $state;
            }
            if ($written === false) {
                return null;
            }
            usleep(random_int(500, 5000));
        }
        return null;
    }

    /** Past all caches: only what the database has can be compared with. */
    private static function stored(): ?string
    {
        global $wpdb;
        return $wpdb->get_var($wpdb->prepare("SELECT option_value FROM {$wpdb->options} WHERE option_name = %s", self::OPTION));
    }

    /**
     * What another program changed in the option, and cannot be read, is left out: a form must not fail for it.
     *
     * @return array<string, mixed>
     */
    private static function decoded(string $text): array
    {
        $state = json_decode($text, true);
        $known = array_intersect_key(is_array($state) ? $state : [], self::EMPTY_STATE);
        foreach ($known as $name => $value) {
            if (gettype($value) !== gettype(self::EMPTY_STATE[$name])) {
                unset($known[$name]);
            }
        }
        foreach (['waiting', 'doubtful', 'refused'] as $name) {
            $known[$name] = array_filter($known[$name] ?? [], 'is_int');
        }
        $known['sending'] = array_filter($known['sending'] ?? [], static function ($batch): bool {
            return is_array($batch) && is_string($batch['key'] ?? null) && is_string($batch['code'] ?? null) && is_int($batch['count'] ?? null)
                && array_key_exists('tried', $batch) && ($batch['tried'] === null || is_int($batch['tried']));
        });
        return array_merge(self::EMPTY_STATE, $known);
    }
}
