<?php
/** One report to Fivebar, once. What became of it is one word. */

namespace Fivebar\WordPress;

final class Sender
{
    public const COUNTED = 'counted';
    /** Nothing was counted, and this report never will be: 400, 422. */
    public const REFUSED = 'refused';
    /** Nothing was counted, and all reports fail so: key, address, settings. */
    public const WRONG_KEY = 'wrong-key';
    public const WRONG_ADDRESS = 'wrong-address';
    public const NO_SETTINGS = 'no-settings';
    /** Nothing was counted: there was no connection, or too many came at once. */
    public const NOT_REACHED = 'not-reached';
    public const BLOCKED = 'blocked';
    /** It may have been counted. */
    public const NO_ANSWER = 'no-answer';
    public const FAILURES = [
        self::REFUSED,
        self::WRONG_KEY,
        self::WRONG_ADDRESS,
        self::NO_SETTINGS,
        self::NOT_REACHED,
        self::BLOCKED,
        self::NO_ANSWER,
    ];

    private const TIMEOUT_SECONDS = 8;

    /** @param string $code empty for none */
    public static function send(string $code, int $count, string $key, bool $isTest = false): string
    {
        if (Settings::address() === '' || Settings::key() === '') {
            return self::NO_SETTINGS;
        }
        $report = ['campaign' => $code === '' ? null : $code, 'count' => $count] + ($isTest ? ['test' => true] : []);
        $answer = wp_remote_post(Settings::address() . '/api/v1/signups', [
            'timeout' => self::TIMEOUT_SECONDS,
            // A redirect would take the key elsewhere.
            'redirection' => 0,
            'limit_response_size' => 20000,
            'user-agent' => 'fivebar-wordpress',
            'headers' => [
                'Authorization' => 'Bearer ' . Settings::key(),
                'Content-Type' => 'application/json',
                'Idempotency-Key' => $key,
            ],
            'body' => wp_json_encode($report),
        ]);
        return is_wp_error($answer) ? self::withoutAnswer($answer) : self::withAnswer($answer);
    }

    private static function withAnswer(array $answer): string
    {
        $status = (int) wp_remote_retrieve_response_code($answer);
        $body = json_decode(wp_remote_retrieve_body($answer), true);
        if ($status === 200) {
            return isset($body['counted']) ? self::COUNTED : self::WRONG_ADDRESS;
        }
        if ($status === 401 || $status === 403) {
            return self::WRONG_KEY;
        }
        if ($status === 400 || $status === 422) {
            return self::REFUSED;
        }
        return $status === 429 ? self::NOT_REACHED : ($status >= 500 ? self::NO_ANSWER : self::WRONG_ADDRESS);
    }

    private static function withoutAnswer(\WP_Error $error): string
    {
        $code = $error->get_error_code();
        if ($code === 'http_request_not_executed') {
            return self::BLOCKED;
        }
        // 5, 6, 7: no proxy, no such name, no connection. 35, 60: no agreement on TLS.
        $never = '/cURL error (?:5|6|7|35|60):|connection refused|getaddrinfo/i';
        return preg_match($never, $error->get_error_message()) === 1 ? self::NOT_REACHED : self::NO_ANSWER;
    }
}
