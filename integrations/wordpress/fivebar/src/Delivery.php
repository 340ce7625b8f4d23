<?php
/**
 * When what waits is sent: at once, by this process after its answer where PHP can do that, else by another one; or once a night. What could not be
 * sent goes by WP-Cron. Each batch counts once.
 */

namespace Fivebar\WordPress;

final class Delivery
{
    public const EVENT = 'fivebar_deliver';
    /** A net under single events, and the nightly delivery. */
    public const REGULAR_EVENT = 'fivebar_deliver_regularly';

    /** Fivebar knows a batch's key for 24 hours. */
    private const DOUBT_AFTER_HOURS = 23;
    private const PATIENCE_SECONDS = 25;
    private const FIRST_PAUSE_SECONDS = 60;
    private const LONGEST_PAUSE_SECONDS = 3600;

    /** @var bool whether this request added something */
    private static $hasAdded = false;

    public static function register(): void
    {
        add_action(self::EVENT, [self::class, 'deliver']);
        add_action(self::REGULAR_EVENT, [self::class, 'deliver']);
        add_action('wp_ajax_' . self::EVENT, [self::class, 'answerSelf']);
        add_action('wp_ajax_nopriv_' . self::EVENT, [self::class, 'answerSelf']);
        add_action('admin_init', [self::class, 'schedule']);
        add_action('update_option_' . Settings::OPTION, [self::class, 'reschedule']);
        add_action('shutdown', [self::class, 'afterAnswer'], PHP_INT_MAX);
    }

    public static function activate(): void
    {
        add_option(Settings::KEY_OPTION, '', '', false);
        self::schedule();
    }

    /** @param mixed $isNetworkWide */
    public static function deactivate($isNetworkWide = false): void
    {
        self::deliver();
        $sites = $isNetworkWide === true ? get_sites(['fields' => 'ids', 'number' => 0]) : [get_current_blog_id()];
        foreach ($sites as $site) {
            if (is_multisite()) {
                switch_to_blog($site);
            }
            wp_clear_scheduled_hook(self::EVENT);
            wp_clear_scheduled_hook(self::REGULAR_EVENT);
            if (is_multisite()) {
                restore_current_blog();
            }
        }
    }

    public static function schedule(): void
    {
        if (wp_next_scheduled(self::REGULAR_EVENT) === false) {
            $night = strtotime('tomorrow 03:00 ' . wp_timezone_string());
            $isNightly = Settings::isNightly() && $night !== false;
            wp_schedule_event($isNightly ? $night + random_int(0, 1800) : time() + 3600, $isNightly ? 'daily' : 'hourly', self::REGULAR_EVENT);
        }
    }

    public static function reschedule(): void
    {
        wp_clear_scheduled_hook(self::REGULAR_EVENT);
        self::schedule();
    }

    /** Keeps a signup. @param string $code empty for none */
    public static function add(string $code): void
    {
        if (!Waiting::add($code)) {
            error_log('Fivebar: a signup could not be kept, because the database did not take it');
            return;
        }
        self::$hasAdded = true;
    }

    /** Nobody waits for Fivebar: not the visitor, and not the form. */
    public static function afterAnswer(): void
    {
        if (!self::$hasAdded) {
            return;
        }
        self::$hasAdded = false;
        // On a site of a network, or where another plugin lost the list of events, nothing is scheduled yet.
        self::schedule();
        if (Settings::isNightly()) {
            return;
        }
        if (Waiting::read()['failures'] > 0) {
            self::deliverIn(self::LONGEST_PAUSE_SECONDS);
            return;
        }
        foreach (['fastcgi_finish_request', 'litespeed_finish_request'] as $finish) {
            if (function_exists($finish)) {
                $finish();
                self::deliver();
                return;
            }
        }
        // Whatever becomes of the request below, WP-Cron comes later.
        self::deliverIn(self::FIRST_PAUSE_SECONDS);
        if (!(defined('DISABLE_WP_CRON') && DISABLE_WP_CRON)) {
            self::askSelf();
        }
    }

    /** As WP-Cron begins its own work: by a request to this site whose answer nobody waits for. */
    private static function askSelf(): void
    {
        wp_remote_post(admin_url('admin-ajax.php'), [
            'timeout' => 0.01,
            'blocking' => false,
            'sslverify' => apply_filters('https_local_ssl_verify', false),
            'body' => ['action' => self::EVENT],
        ]);
    }

    /** Anybody may ask: nothing is sent that would not be sent anyway, and nothing while Fivebar cannot be reached. */
    public static function answerSelf(): void
    {
        ignore_user_abort(true);
        if (!Settings::isNightly() && Waiting::read()['failures'] === 0) {
            self::deliver();
        }
        wp_die('', '', ['response' => 204]);
    }

    /**
     * Sends what waits, and says when to go on. Gives the word of `Sender` for the last report, or none when nothing waited, or when another process is
     * at it: while Fivebar hangs, one process waits for it and not one per form.
     */
    public static function deliver(): string
    {
        if (!Waiting::begin()) {
            self::deliverIn(self::FIRST_PAUSE_SECONDS);
            return '';
        }
        try {
            return self::sendAll();
        } finally {
            Waiting::finish();
        }
    }

    private static function sendAll(): string
    {
        $last = '';
        $end = time() + self::PATIENCE_SECONDS;
        while (($batches = Waiting::batches()) !== []) {
            foreach ($batches as $batch) {
                $last = self::sendBatch($batch);
                if (!in_array($last, [Sender::COUNTED, Sender::REFUSED, ''], true)) {
                    $pause = self::FIRST_PAUSE_SECONDS * 2 ** (min(Waiting::failed($last), 7) - 1);
                    self::deliverIn((int) min($pause, self::LONGEST_PAUSE_SECONDS));
                    return $last;
                }
                if (time() > $end) {
                    self::deliverIn(1);
                    return $last;
                }
            }
        }
        return $last;
    }

    private static function sendBatch(array $batch): string
    {
        $hour = intdiv(time(), 3600);
        $tried = $batch['tried'];
        if ($tried !== null && $hour - $tried >= self::DOUBT_AFTER_HOURS) {
            // It may have been counted, and Fivebar no longer knows its key: better too few than twice.
            Waiting::end($batch['key'], 'doubtful');
            return '';
        }
        if ($tried === null && !Waiting::tried($batch['key'], $hour)) {
            return Sender::NOT_REACHED;
        }
        $result = Sender::send($batch['code'], $batch['count'], $batch['key']);
        if ($result === Sender::COUNTED) {
            Waiting::end($batch['key']);
        } elseif ($result === Sender::REFUSED) {
            Waiting::end($batch['key'], 'refused');
        } elseif ($result === Sender::NO_ANSWER) {
            // Once more, in case another process that had no connection took it back.
            Waiting::tried($batch['key'], $tried ?? $hour);
        } elseif ($tried === null) {
            Waiting::tried($batch['key'], null);
        }
        return $result;
    }

    private static function deliverIn(int $seconds): void
    {
        if (wp_next_scheduled(self::EVENT) === false) {
            wp_schedule_single_event(time() + $seconds, self::EVENT);
        }
    }
}
