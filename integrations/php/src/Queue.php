<?php
/**
 * Signups that Fivebar has not acknowledged yet, in one file: sums per code, and batches under way with their random keys. No list, no order, and no
 * time but the hour of a batch's first try. Processes that use it at the same time take turns by a lock on the file.
 */

declare(strict_types=1);

namespace Fivebar;

final class Queue
{
    private const MAX_PER_REPORT = 1000;
    /** Whoever sends a form chooses its code; more codes than this wait as none. */
    private const MAX_CODES = 500;
    /** Fivebar knows a batch's key for 24 hours. */
    private const DOUBT_AFTER_HOURS = 23;
    private const EMPTY_STATE = ['waiting' => [], 'sending' => [], 'doubtful' => [], 'refused' => []];

    /** @var Sender */
    private $sender;
    /** @var string */
    private $path;

    /** @param string $path of a file for this alone, that the web server does not serve and may write */
    public function __construct(Sender $sender, string $path)
    {
        $this->sender = $sender;
        $this->path = $path;
    }

    /** Keeps a signup. @param string|null $code null for none; @throws \RuntimeException when the file cannot be written */
    public function add(?string $code, int $count = 1): void
    {
        $given = Code::from($code) ?? '';
        $this->change(static function (array $state) use ($given, $count): array {
            $isNew = !isset($state['waiting'][$given]);
            $counted = $isNew && count($state['waiting']) >= self::MAX_CODES ? '' : $given;
            $state['waiting'][$counted] = ($state['waiting'][$counted] ?? 0) + $count;
            return $state;
        });
    }

    /** How many signups wait, with those of batches under way. */
    public function waiting(): int
    {
        $state = $this->change(null);
        return (int) array_sum($state['waiting']) + (int) array_sum(array_column($state['sending'], 'count'));
    }

    /** Sums that will not be sent again, by code: `doubtful` may have been counted, `refused` were not. */
    public function setAside(): array
    {
        $state = $this->change(null);
        return ['doubtful' => $state['doubtful'], 'refused' => $state['refused']];
    }

    /**
     * Sends what waits: call it after the answer (`fastcgi_finish_request()`), or from cron. Stops at the first report that cannot be sent; what is left goes
     * with the next call, each batch once.
     *
     * @return string the word of `Sender` for the last report; empty when nothing waited
     */
    public function deliver(): string
    {
        $last = '';
        while (($batch = $this->nextBatch()) !== null) {
            $hour = intdiv(time(), 3600);
            if ($batch['tried'] !== null && $hour - $batch['tried'] >= self::DOUBT_AFTER_HOURS) {
                // It may have been counted, and Fivebar no longer knows its key: better too few than twice.
                $this->end($batch['key'], 'doubtful');
                continue;
            }
            $this->tried($batch['key'], $batch['tried'] ?? $hour);
            $last = $this->sender->send($batch['code'] === '' ? null : $batch['code'], $batch['count'], $batch['key']);
            if ($last === Sender::COUNTED || $last === Sender::REFUSED) {
                $this->end($batch['key'], $last === Sender::REFUSED ? 'refused' : '');
                continue;
            }
            $this->tried($batch['key'], $last === Sender::NO_ANSWER ? $batch['tried'] ?? $hour : $batch['tried']);
            break;
        }
        return $last;
    }

    /** The first batch; made of what waits when there is none, with its key before it is sent. */
    private function nextBatch(): ?array
    {
        $state = $this->change(static function (array $state): array {
            if ($state['sending'] !== []) {
                return $state;
            }
            foreach ($state['waiting'] as $code => $signups) {
                for ($left = $signups; $left > 0; $left -= self::MAX_PER_REPORT) {
                    $state['sending'][] = ['key' => bin2hex(random_bytes(16)), 'code' => (string) $code, 'count' => min($left, self::MAX_PER_REPORT), 'tried' => null];
                }
            }
            $state['waiting'] = [];
            return $state;
        });
        return $state['sending'][0] ?? null;
    }

    private function tried(string $key, ?int $hour): void
    {
        $this->change(static function (array $state) use ($key, $hour): array {
            foreach ($state['sending'] as $index => $batch) {
                if ($batch['key'] === $key) {
                    $state['sending'][$index]['tried'] = $hour;
                }
            }
            return $state;
        });
    }

    private function end(string $key, string $into): void
    {
        $this->change(static function (array $state) use ($key, $into): array {
            foreach ($state['sending'] as $index => $batch) {
                if ($batch['key'] === $key) {
                    unset($state['sending'][$index]);
                    if ($into !== '') {
                        $state[$into][$batch['code']] = ($state[$into][$batch['code']] ?? 0) + $batch['count'];
                    }
                }
            }
            $state['sending'] = array_values($state['sending']);
            return $state;
        });
    }

    /** Reads the file and writes what `$next` makes of it, with no other process in between. A process that is killed leaves the old file or the new one. */
    private function change(?callable $next): array
    {
        $lock = @fopen($this->path . '.lock', 'c');
        if ($lock === false || !flock($lock, LOCK_EX)) {
            throw new \RuntimeException('Fivebar: the file with what waits cannot be written');
        }
        try {
            $text = is_file($this->path) ? (string) file_get_contents($this->path) : '';
            $read = $text === '' ? [] : json_decode($text, true);
            if (!is_array($read)) {
                throw new \RuntimeException('Fivebar: the file with what waits holds something else');
            }
            $state = $read + self::EMPTY_STATE;
            if ($next === null) {
                return $state;
            }
            $state = $next($state);
            $new = $this->path . '.new';
            if (@file_put_contents($new, (string) json_encode($state, JSON_FORCE_OBJECT)) === false || !@rename($new, $this->path)) {
                throw new \RuntimeException('Fivebar: the file with what waits cannot be written');
            }
            return $state;
        } finally {
            fclose($lock);
        }
    }
}
