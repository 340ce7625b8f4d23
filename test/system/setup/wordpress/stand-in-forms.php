<?php
/*
Plugin Name: Forms that stand in for form plugins
Description: The form plugins themselves are not to be had here. This one stores all that such a plugin could store of a request, and then calls
the hooks of each plugin with data of the documented shape.
*/

add_shortcode('stand_in_form', function () {
    return '<form method="post" action="' . esc_url($_SERVER['REQUEST_URI']) . '">' . wp_nonce_field('stand_in', '_wpnonce', true, false)
        . '<input type="hidden" name="stand_in" value="gravity"><input name="email" type="email"><button>Sign</button></form>';
});

/** All that a form plugin sees of a request. */
function stand_in_store(array $entry)
{
    $seen = ['entry' => $entry, 'post' => $_POST, 'get' => $_GET, 'request' => $_REQUEST, 'server' => $_SERVER, 'cookie' => $_COOKIE];
    return wp_insert_post(['post_type' => 'entry', 'post_status' => 'private', 'post_title' => 'entry', 'post_content' => wp_slash(wp_json_encode($seen))]);
}

class Stand_In_Record
{
    public $fields = [];
    public function get($name) { return $name === 'fields' ? $this->fields : null; }
    public function get_form_settings($name) { return $name === 'id' ? 'a1b2c3' : null; }
    public function remove_field($id) { unset($this->fields[$id]); }
}

class Stand_In_Contact_Form
{
    public function id() { return 12; }
}

/** Each plugin's hooks in its order, with a field of the form named like the parameter where `own` was sent. */
function stand_in_submit(string $plugin, string $own, string $status)
{
    $email = (string) ($_POST['email'] ?? '');
    switch ($plugin) {
        case 'gravity':
            $form = ['id' => 3, 'fields' => [(object) ['id' => 1, 'label' => 'Email', 'inputName' => ''], (object) ['id' => 2, 'label' => 'c', 'inputName' => '']]];
            $_POST['input_2'] = $own;
            do_action('gform_pre_submission', $form);
            $entry = ['id' => 7, 'form_id' => 3, 'status' => $status, 'source_url' => home_url($_SERVER['REQUEST_URI']), '1' => $email, '2' => $_POST['input_2']];
            $entry['id'] = stand_in_store($entry);
            do_action('gform_after_submission', $entry, $form);
            break;
        case 'cf7':
            $data = apply_filters('wpcf7_posted_data', ['your-email' => $email, 'c' => $own]);
            stand_in_store($data);
            do_action('wpcf7_submit', new Stand_In_Contact_Form(), ['status' => $status === 'active' ? 'mail_sent' : $status, 'contact_form_id' => 12]);
            break;
        case 'wpforms':
            $form = ['id' => '7', 'settings' => []];
            $fields = [1 => ['name' => 'Email', 'value' => $email, 'id' => 1, 'type' => 'email'], 2 => ['name' => 'c', 'value' => $own, 'id' => 2, 'type' => 'hidden']];
            $fields = apply_filters('wpforms_process_filter', $fields, ['fields' => []], $form);
            do_action('wpforms_process_complete', $fields, ['fields' => []], $form, stand_in_store($fields));
            break;
        case 'elementor':
            $record = new Stand_In_Record();
            $record->fields = ['email' => ['id' => 'email', 'title' => 'Email', 'value' => $email], 'c' => ['id' => 'c', 'title' => '', 'value' => $own]];
            do_action('elementor_pro/forms/process', $record, null);
            stand_in_store($record->fields);
            do_action('elementor_pro/forms/new_record', $record, null);
            break;
        case 'ninja':
            $data = ['id' => '2', 'fields' => [5 => ['id' => 5, 'key' => 'email', 'value' => $email], 6 => ['id' => 6, 'key' => 'c', 'value' => $own]]];
            $data = apply_filters('ninja_forms_submit_data', $data);
            stand_in_store($data);
            do_action('ninja_forms_after_submission', ['form_id' => '2', 'fields' => $data['fields']]);
            break;
        case 'forminator':
            $fields = [['name' => 'email-1', 'value' => $email], ['name' => 'c', 'value' => $own]];
            $fields = apply_filters('forminator_custom_form_submit_field_data', $fields, 5);
            stand_in_store($fields);
            $response = ['success' => $status === 'active', 'message' => ''];
            // Older versions call the first hook, newer ones the second, and some call both.
            do_action('forminator_custom_form_after_save_entry', 5, $response);
            do_action('forminator_form_after_save_entry', 5, $response);
            break;
        case 'fluent':
            $data = apply_filters('fluentform/insert_response_data', ['email' => $email, 'c' => $own], 4, []);
            $id = stand_in_store($data);
            do_action('fluentform_submission_inserted', $id, $data, (object) ['id' => 4]);
            do_action('fluentform/submission_inserted', $id, $data, (object) ['id' => 4]);
            break;
        default:
            stand_in_store(['email' => $email]);
            do_action('fivebar_signup');
    }
}

// A form that comes back with what was wrong in it, on the page that it was sent to.
add_action('template_redirect', function () {
    if (isset($_POST['stand_in']) && $_POST['email'] !== 'wrong@example.org') {
        stand_in_submit($_POST['stand_in'], '', 'active');
        wp_redirect(home_url('/thank-you/'), 303);
        exit;
    }
}, 1);

// A plugin for statistics that keeps the page and the referrer of every page view.
add_action('template_redirect', function () {
    if (isset($_GET['statistics'])) {
        stand_in_store(['page' => home_url($_SERVER['REQUEST_URI']), 'from' => wp_get_referer()]);
    }
}, 2);

// Contact Form 7 sends its forms to the REST API.
add_action('rest_api_init', function () {
    register_rest_route('contact-form-7/v1', '/contact-forms/(?P<id>\d+)/feedback', [
        'methods' => 'POST',
        'permission_callback' => '__return_true',
        'callback' => function (WP_REST_Request $request) {
            stand_in_store(['all' => $request->get_params(), 'headers' => $request->get_headers()]);
            stand_in_submit('cf7', '', 'active');
            return ['status' => 'mail_sent'];
        },
    ]);
});

foreach (['wp_ajax_stand_in', 'wp_ajax_nopriv_stand_in'] as $hook) {
    add_action($hook, function () {
        stand_in_submit((string) ($_POST['plugin'] ?? ''), (string) ($_POST['own'] ?? ''), (string) ($_POST['status'] ?? 'active'));
        wp_send_json_success();
    });
}
