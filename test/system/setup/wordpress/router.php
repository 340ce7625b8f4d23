<?php
// For `php -S`: files as they are, everything else to WordPress, as a web server does for pretty addresses.
$path = (string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
// In a network another site has its name before the files' paths.
$path = preg_replace('~^/[\w-]+(?=/wp-(?:admin|content|includes|login))~', '', $path);
$file = realpath($_SERVER['DOCUMENT_ROOT'] . $path);
if ($file !== false && is_dir($file) && is_file($file . '/index.php') && $path !== '/') {
    $file .= '/index.php';
}
if ($file !== false && is_file($file) && strpos($file, realpath($_SERVER['DOCUMENT_ROOT'])) === 0) {
    if (substr($file, -4) !== '.php') {
        return false;
    }
    $script = substr($file, strlen(realpath($_SERVER['DOCUMENT_ROOT'])));
} else {
    $file = $_SERVER['DOCUMENT_ROOT'] . '/index.php';
    $script = '/index.php';
}
$_SERVER['SCRIPT_FILENAME'] = $file;
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $script;
chdir(dirname($file));
require $file;
