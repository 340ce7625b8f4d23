<?php
/** One report to Fivebar, once. What became of it is one word. */

declare(strict_types=1);

namespace Fivebar;

final class Sender
{
    public const COUNTED = 'counted';
    /** Nothing was counted, and this report never will be: 400, 422. */
    public const REFUSED = 'refused';
    /** Nothing was counted, and all reports fail so. */
    public const WRONG_KEY = 'wrong-key';
    public const WRONG_ADDRESS = 'wrong-address';
    /** Nothing was counted: too many came at once. */
    public const NOT_REACHED = 'not-reached';
    /** It may have been counted. */
    public const NO_ANSWER = 'no-answer';

    /** @var string */
    private $address;
    /** @var string */
    private $key;
    /** @var float */
    private $timeoutSeconds;

    /**
     * @param string $address where Fivebar runs: `https://go.example.org`
     * @param string $key an access key of the role site
     * @throws \InvalidArgumentException at once, when they cannot be used
     */
    public function __construct(string $address, string $key, float $timeoutSeconds = 8.0)
    {
        if (preg_match('~^(?:https://[^\s/?#@]+|http://(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?)(?:/[^\s?#]*)?$~i', $address) !== 1) {
            throw new \InvalidArgumentException('Set the address of Fivebar, such as https://go.example.org: it must begin with https://');
        }
        if (preg_match('/^[\x21-\x7e]{8,200}$/D', $key) !== 1) {
            throw new \InvalidArgumentException("Set the site's key: an admin of Fivebar makes it under Settings");
        }
        if (!filter_var(ini_get('allow_url_fopen'), FILTER_VALIDATE_BOOLEAN)) {
            throw new \InvalidArgumentException('Set allow_url_fopen to 1 in php.ini');
        }
        $this->address = rtrim($address, '/');
        $this->key = $key;
        $this->timeoutSeconds = $timeoutSeconds;
    }

    /** @param string|null $code null for none */
    public function send(?string $code, int $count, string $idempotencyKey, bool $isTest = false): string
    {
        $report = ['campaign' => $code, 'count' => $count] + ($isTest ? ['test' => true] : []);
        $headers = ['Authorization: Bearer ' . $this->key, 'Content-Type: application/json', 'Idempotency-Key: ' . $idempotencyKey];
        $context = stream_context_create(['http' => [
            'method' => 'POST',
            'header' => $headers,
            'content' => (string) json_encode($report),
            'timeout' => $this->timeoutSeconds,
            'ignore_errors' => true,
            // A redirect would take the key elsewhere.
            'follow_location' => 0,
            'user_agent' => 'fivebar-php',
        ]]);
        $stream = @fopen($this->address . '/api/v1/signups', 'r', false, $context);
        if ($stream === false) {
            return self::NO_ANSWER;
        }
        $status = (int) (explode(' ', (string) (stream_get_meta_data($stream)['wrapper_data'][0] ?? ''))[1] ?? 0);
        $body = json_decode((string) stream_get_contents($stream, 20000), true);
        fclose($stream);
        return self::word($status, is_array($body) && isset($body['counted']));
    }

    private static function word(int $status, bool $isAnswer): string
    {
        if ($status === 200) {
            return $isAnswer ? self::COUNTED : self::WRONG_ADDRESS;
        }
        $words = [400 => self::REFUSED, 422 => self::REFUSED, 401 => self::WRONG_KEY, 403 => self::WRONG_KEY, 429 => self::NOT_REACHED];
        return $words[$status] ?? ($status === 0 || $status >= 500 ? self::NO_ANSWER : self::WRONG_ADDRESS);
    }
}
