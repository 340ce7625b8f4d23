<?php
// The theme "plain": a menu, and the page.
?><!doctype html><html lang="en"><head><meta charset="utf-8"><title><?php wp_title(''); ?></title><?php wp_head(); ?></head><body>
<nav><a id="about" href="<?php echo esc_url(home_url('/about-us/')); ?>">About us</a> <a id="sign" href="/sign-up">Sign up</a>
<a id="elsewhere" href="https://elsewhere.example/?a=1">Elsewhere</a> <a id="admin" href="/wp-admin/">Admin</a></nav>
<?php while (have_posts()) { the_post(); the_content(); } ?>
<?php wp_footer(); ?></body></html>
