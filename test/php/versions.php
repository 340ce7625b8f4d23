<?php
// What of the WordPress plugin and of integrations/php needs no WordPress: loading, reading codes, taking them out of a request, sums that wait,
// and the sender. Run by the PHP of this machine in `npm test`, and by others in `npm run test:php`. WordPress' functions are stubs.
error_reporting(E_ALL);
set_error_handler(function ($level, $message, $file, $line) { throw new ErrorException($message, 0, $level, $file, $line); });
$failed = 0;
function check(string $what, $expected, $actual)
{
    global $failed;
    if ($expected !== $actual) {
        $failed += 1;
        echo "FAILED $what: ", var_export($actual, true), ' and not ', var_export($expected, true), "\n";
    }
}

// The part of WordPress that the plugin calls.
define('ABSPATH', '/');
define('DB_NAME', 'wp');
define('FIVEBAR_ADDRESS', 'https://go.example.org/');
define('FIVEBAR_KEY', 'fivebar_site_key');
$hooks = $options = $scheduled = $sent = $answers = [];
function add_action($name, $do, $priority = 10, $arguments = 1) { global $hooks; $hooks[$name] = $do; }
function add_filter($name, $do, $priority = 10, $arguments = 1) { add_action($name, $do); }
function apply_filters($name, $value) { return $value; }
function register_activation_hook($file, $do) {}
function register_deactivation_hook($file, $do) {}
function is_admin() { return false; }
function home_url() { return 'https://www.example.org'; }
function wp_parse_url($url, $part = -1) { return parse_url($url, $part); }
function get_option($name, $default = false) { global $options; return $options[$name] ?? $default; }
function wp_next_scheduled($name) { global $scheduled; return $scheduled[$name] ?? false; }
function wp_schedule_event($when, $often, $name) { global $scheduled; $scheduled[$name] = $when; }
function wp_schedule_single_event($when, $name) { wp_schedule_event($when, '', $name); }
function wp_timezone_string() { return 'Europe/Amsterdam'; }
function wp_json_encode($value, $flags = 0) { return json_encode($value, $flags); }
function wp_cache_delete($name, $group) {}
function is_wp_error($answer) { return $answer instanceof WP_Error; }
function wp_remote_retrieve_response_code($answer) { return $answer['status']; }
function wp_remote_retrieve_body($answer) { return $answer['body']; }
function wp_remote_post($url, $request)
{
    global $sent, $answers;
    $sent[] = [$url, $request['headers']['Idempotency-Key'], json_decode($request['body'], true)];
    return array_shift($answers) ?? ['status' => 200, 'body' => '{"counted":1,"attributed":true}'];
}
class WP_Error
{
    public function get_error_code() { return 'http_request_failed'; }
    public function get_error_message() { return 'cURL error 28: timed out'; }
}
class WP { public $public_query_vars = ['p', 's', 'name']; }
// One row of one table, as the plugin's queries ask for it.
class Rows
{
    public $options = 'wp_options';
    public $row = null;
    public function prepare($query, ...$values) { return [$query, $values]; }
    public function suppress_errors($on = true) { return false; }
    public function get_var($query) { return strpos($query[0], 'GET_LOCK') !== false ? '1' : $this->row; }
    public function query($query)
    {
        [$text, $values] = $query;
        if (strpos($text, 'INSERT') === 0) {
            $this->row = $this->row ?? $values[1];
        } elseif (strpos($text, 'UPDATE') === 0) {
            if ($this->row !== $values[2]) {
                return 0;
            }
            $this->row = $values[0];
        }
        return 1;
    }
}
$wpdb = new Rows();

// A form that is sent. PHP's command line is no visitor, so what the plugin does with a request is called here.
require __DIR__ . '/../../integrations/wordpress/fivebar/fivebar.php';
use Fivebar\WordPress\Code;
use Fivebar\WordPress\CodeText;
use Fivebar\WordPress\Delivery;
use Fivebar\WordPress\Links;
use Fivebar\WordPress\Settings;
use Fivebar\WordPress\Waiting;

check('hooks', true, isset($hooks['gform_after_submission'], $hooks['wpcf7_submit'], $hooks['fivebar_signup'], $hooks['shutdown']));
foreach (['fix-tiktok.' => 'fix-tiktok', ' (FIX-tiktok)&x=1' => 'fix-tiktok', "fix\u{2011}tik\u{200b}tok" => 'fix-tiktok', 'fix%252Dtiktok%2C' => 'fix-tiktok', 'a@b.example' => null, '٣٤' => null, "\xff" => null] as $text => $code) {
    check("code $text", $code, CodeText::from((string) $text));
}
check('without', 'https://www.example.org/?x=1', Code::without('https://www.example.org/?c=fix-tiktok.&x=1', 'c'));
check('without, in a list', ['a' => ['{"c":""}', 7]], Code::without(['a' => ['{"c":"fix-tiktok"}', 7]], 'c'));
check('links', '<a href="/a?c=ab">a</a><form><input type="hidden" name="c" value="ab"></form>', Links::carried('<a href="/a">a</a><form></form>', 'www.example.org', 'c', 'ab', true));
$carried = function (string $html, bool $hasLinks = true): string {
    return Links::carried($html, 'www.example.org', 'c', 'ab', $hasLinks);
};
$field = '<input type="hidden" name="c" value="ab">';
foreach ([
    '<form action="https://elsewhere.example/">', '<form><button formaction="//elsewhere.example/">', '<form action="mailto:a@b.example">', '<form><input name=c>',
    '<form id="f"></form><button type=submit form="f" formaction="https://elsewhere.example/">', '<button form=f formaction="//elsewhere.example"></button><form id=f></form>',
    '<!-- <a href="/a"> --><script>"<a href=/a>"</script>', '<a href="/a" download>', '<a href="mailto:a@b.example">', '<a href="#x">', '<a href="/a?c=own">', '<a href="/wp-admin/">', '<textarea><form></textarea>',
] as $html) {
    check("left alone: $html", $html, $carried($html));
}
check('a form of another', "<form id=\"g\">$field</form><button form=\"f\" formaction=\"https://elsewhere.example/\">", $carried('<form id="g"></form><button form="f" formaction="https://elsewhere.example/">'));
check('a form in a form', "<form>$field<form>$field</form></form>", $carried('<form><form></form></form>'));
check('behind a #, forms with POST alone', "<a href=\"/a\"></a><form></form><form method=post>$field</form>", $carried('<a href="/a"></a><form></form><form method=post></form>', false));
check('an address behind a #', ['/a#c=ab', '/a?b=1#form&c=ab', null], array_map(function ($address) { return Links::address($address, 'www.example.org', 'c', 'ab', true); }, ['/a', '/a?b=1#form', 'https://elsewhere.example/']));
check('address', 'https://go.example.org', Settings::address());
check('parameters', [null, null, 'source'], [Settings::cleanParam('p'), Settings::cleanParam("c\n"), Settings::cleanParam('source')]);

for ($n = 0; $n < 1001; $n += 1) {
    Waiting::add('ab');
}
Waiting::add('12');
Waiting::add('');
$answers = [['status' => 503, 'body' => ''], new WP_Error()];
check('an outage', 'no-answer', Delivery::deliver());
check('no answer', 'no-answer', Delivery::deliver());
check('delivered', 'counted', Delivery::deliver());
check('nothing waits', [0, 0, ''], [Waiting::total(), Waiting::read()['failures'], Delivery::deliver()]);
$batches = array_column($sent, 2, 1);
check('each batch once', [['ab', 1000], ['ab', 1], ['12', 1], [null, 1]], array_map(function ($one) { return [$one['campaign'], $one['count']]; }, array_values($batches)));
check('repeated under its key', 6, count($sent));
$wpdb->row = '{"version":"x","waiting":3,"sending":[1]}';
check('a spoilt option', [true, 1], [Waiting::add('ab'), Waiting::total()]);

// integrations/php, with answers in the place of the network.
class Network implements ArrayAccess
{
    public static $answers = [];
    public static $asked = [];
    public $context;
    private $status;
    private $body = '';
    public function stream_open($path, $mode, $options, &$opened)
    {
        self::$asked[] = [$path, json_decode(stream_context_get_options($this->context)['http']['content'], true)];
        $this->status = array_shift(self::$answers) ?? 200;
        $this->body = $this->status === 200 ? '{"counted":1}' : '';
        return $this->status !== 0;
    }
    public function stream_read($count) { $read = $this->body; $this->body = ''; return $read; }
    public function stream_eof() { return $this->body === ''; }
    public function stream_stat() { return []; }
    public function stream_set_option($option, $one, $two) { return false; }
    public function stream_close() {}
    #[\ReturnTypeWillChange]
    public function offsetExists($at) { return true; }
    #[\ReturnTypeWillChange]
    public function offsetGet($at) { return "HTTP/1.1 {$this->status} X"; }
    #[\ReturnTypeWillChange]
    public function offsetSet($at, $value) {}
    #[\ReturnTypeWillChange]
    public function offsetUnset($at) {}
}
stream_wrapper_unregister('http');
stream_wrapper_register('http', 'Network');
restore_error_handler();
foreach (['Code', 'Sender', 'Queue'] as $class) {
    require __DIR__ . "/../../integrations/php/src/$class.php";
}
$file = tempnam(sys_get_temp_dir(), 'fivebar');
unlink($file);
$queue = new Fivebar\Queue(new Fivebar\Sender('http://127.0.0.1:1', 'a-key-of-a-site'), $file);
foreach (['fix-tiktok.', 'fix-tiktok', null, 'x@y.example'] as $code) {
    $queue->add($code);
}
Network::$answers = [503, 429, 401, 0];
foreach (['no-answer', 'not-reached', 'wrong-key', 'no-answer', 'counted', ''] as $word) {
    check("the queue says $word", $word, $queue->deliver());
}
check('the queue is empty', 0, $queue->waiting());
check('reported', [['campaign' => 'fix-tiktok', 'count' => 2], ['campaign' => null, 'count' => 2]], array_slice(array_column(Network::$asked, 1), -2));
foreach (['go.example.org', "https://a b", ''] as $address) {
    try {
        new Fivebar\Sender($address, 'a-key-of-a-site');
        check("address $address", 'refused', 'taken');
    } catch (InvalidArgumentException $error) {
        check("address $address", true, strpos($error->getMessage(), 'address of Fivebar') !== false);
    }
}
array_map('unlink', glob("$file*"));
echo $failed === 0 ? 'all well with PHP ' . PHP_VERSION . "\n" : "$failed failed with PHP " . PHP_VERSION . "\n";
exit($failed === 0 ? 0 : 1);
