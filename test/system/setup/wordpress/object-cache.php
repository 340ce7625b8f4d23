<?php
// An object cache that outlives a request, in files: what Redis or Memcached are on a real site. WordPress loads it as a drop-in.
class WP_Object_Cache
{
    private $local = [];

    private function file($key, $group)
    {
        return 'CACHE_FOLDER/' . md5(get_current_blog_id() . " $group $key");
    }
    public function get($key, $group = 'default', $force = false, &$found = null)
    {
        $file = $this->file($key, $group);
        if (!isset($this->local[$file]) && is_file($file)) {
            $this->local[$file] = (string) file_get_contents($file);
        }
        $found = ($this->local[$file] ?? '') !== '';
        return $found ? unserialize($this->local[$file]) : false;
    }
    public function set($key, $value, $group = 'default', $expire = 0)
    {
        $file = $this->file($key, $group);
        $this->local[$file] = serialize(is_object($value) ? clone $value : $value);
        file_put_contents($file, $this->local[$file], LOCK_EX);
        return true;
    }
    public function delete($key, $group = 'default')
    {
        $file = $this->file($key, $group);
        $this->local[$file] = '';
        return @unlink($file);
    }
    public function __get($name) { return null; }
}
function wp_cache_init() { $GLOBALS['wp_object_cache'] = new WP_Object_Cache(); }
function wp_cache_get($key, $group = '', $force = false, &$found = null) { global $wp_object_cache; return $wp_object_cache->get($key, $group ?: 'default', $force, $found); }
function wp_cache_set($key, $value, $group = '', $expire = 0) { global $wp_object_cache; return $wp_object_cache->set($key, $value, $group ?: 'default', $expire); }
function wp_cache_add($key, $value, $group = '', $expire = 0)
{
    wp_cache_get($key, $group, false, $found);
    return !$found && !wp_suspend_cache_addition() && wp_cache_set($key, $value, $group, $expire);
}
function wp_cache_replace($key, $value, $group = '', $expire = 0)
{
    wp_cache_get($key, $group, false, $found);
    return $found && wp_cache_set($key, $value, $group, $expire);
}
function wp_cache_delete($key, $group = '') { global $wp_object_cache; return $wp_object_cache->delete($key, $group ?: 'default'); }
function wp_cache_get_multiple($keys, $group = '', $force = false)
{
    $values = [];
    foreach ($keys as $key) {
        $values[$key] = wp_cache_get($key, $group, $force);
    }
    return $values;
}
function wp_cache_incr($key, $offset = 1, $group = '') { $value = (int) wp_cache_get($key, $group) + $offset; wp_cache_set($key, $value, $group); return $value; }
function wp_cache_decr($key, $offset = 1, $group = '') { return wp_cache_incr($key, -$offset, $group); }
function wp_cache_flush() { array_map('unlink', glob('CACHE_FOLDER/*')); return true; }
function wp_cache_close() { return true; }
function wp_cache_add_global_groups($groups) {}
function wp_cache_add_non_persistent_groups($groups) {}
function wp_cache_switch_to_blog($blog) {}
