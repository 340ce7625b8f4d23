<?php
/**
 * Which forms report. The code of this request is in no form plugin's data any more (Code.php). A form may also have a hidden field of its own with the
 * parameter's name, filled in by a script: where a plugin has a hook before it stores an entry, the code is taken over from there, and the field
 * is emptied.
 */

namespace Fivebar\WordPress;

final class Forms
{
    /** @var string a code that stood in a field of the form itself */
    private static $ownField = '';
    /** @var array<string, true> forms that this request has reported already: some plugins have two hooks for one entry */
    private static $reported = [];

    public static function register(): void
    {
        add_action('fivebar_signup', [self::class, 'signup']);

        add_action('gform_pre_submission', [self::class, 'beforeGravity']);
        add_action('gform_after_submission', [self::class, 'gravity'], 10, 2);

        add_filter('wpcf7_posted_data', [self::class, 'beforeContactForm7']);
        add_action('wpcf7_submit', [self::class, 'contactForm7'], 10, 2);

        add_filter('wpforms_process_filter', [self::class, 'beforeWpForms']);
        add_action('wpforms_process_complete', [self::class, 'wpForms'], 10, 3);

        add_action('elementor_pro/forms/process', [self::class, 'beforeElementor'], 1);
        add_action('elementor_pro/forms/new_record', [self::class, 'elementor']);

        add_filter('ninja_forms_submit_data', [self::class, 'beforeNinja']);
        add_action('ninja_forms_after_submission', [self::class, 'ninja']);

        add_filter('forminator_custom_form_submit_field_data', [self::class, 'beforeForminator']);
        add_action('forminator_custom_form_after_save_entry', [self::class, 'forminator'], 10, 2);
        add_action('forminator_form_after_save_entry', [self::class, 'forminator'], 10, 2);

        add_filter('fluentform/insert_response_data', [self::class, 'beforeFluent']);
        add_action('fluentform/submission_inserted', [self::class, 'fluent'], 10, 3);
        add_action('fluentform_submission_inserted', [self::class, 'fluent'], 10, 3);
    }

    /**
     * `do_action('fivebar_signup')` in a theme or plugin: one signup with this request's code; with a code, for that one.
     *
     * @param mixed $code
     */
    public static function signup($code = ''): void
    {
        $given = Code::read($code);
        self::$reported['theme'] = true;
        Delivery::add($given !== '' ? $given : self::code());
    }

    /** Whether this request has reported a signup through a form. */
    public static function hasReported(): bool
    {
        return self::$reported !== [];
    }

    /** @param mixed $form */
    public static function beforeGravity($form): void
    {
        foreach (self::listIn($form, 'fields') as $field) {
            $names = [self::textIn($field, 'inputName'), self::textIn($field, 'label'), self::textIn($field, 'adminLabel')];
            $input = 'input_' . self::textIn($field, 'id');
            if (self::isOurs(...$names) && self::takeOver($_POST[$input] ?? null)) {
                $_POST[$input] = '';
            }
        }
    }

    /**
     * @param mixed $entry
     * @param mixed $form
     */
    public static function gravity($entry, $form): void
    {
        if (!in_array(self::textIn($entry, 'status'), ['spam', 'trash'], true)) {
            self::report('gravity', self::textIn($form, 'id'));
        }
    }

    /**
     * @param mixed $data
     * @return mixed
     */
    public static function beforeContactForm7($data)
    {
        foreach (is_array($data) ? $data : [] as $name => $value) {
            if (self::isOurs((string) $name) && self::takeOver($value)) {
                $data[$name] = '';
            }
        }
        return $data;
    }

    /**
     * @param mixed $form
     * @param mixed $result
     */
    public static function contactForm7($form, $result): void
    {
        if (self::textIn($result, 'status') === 'mail_sent') {
            self::report('cf7', is_object($form) && method_exists($form, 'id') ? (string) $form->id() : '');
        }
    }

    /**
     * @param mixed $fields
     * @return mixed
     */
    public static function beforeWpForms($fields)
    {
        return self::emptiedValues($fields, 'name');
    }

    /**
     * @param mixed $fields
     * @param mixed $entry
     * @param mixed $form
     */
    public static function wpForms($fields, $entry, $form): void
    {
        self::report('wpforms', self::textIn($form, 'id'));
    }

    /** @param mixed $record */
    public static function beforeElementor($record): void
    {
        $fields = is_object($record) && method_exists($record, 'get') ? $record->get('fields') : [];
        foreach (is_array($fields) ? $fields : [] as $id => $field) {
            if (self::isOurs((string) $id, self::textIn($field, 'title')) && self::takeOver($field['value'] ?? null) && method_exists($record, 'remove_field')) {
                $record->remove_field($id);
            }
        }
    }

    /** @param mixed $record */
    public static function elementor($record): void
    {
        $id = is_object($record) && method_exists($record, 'get_form_settings') ? $record->get_form_settings('id') : '';
        self::report('elementor', is_scalar($id) ? (string) $id : '');
    }

    /**
     * @param mixed $data
     * @return mixed
     */
    public static function beforeNinja($data)
    {
        if (is_array($data) && isset($data['fields'])) {
            $data['fields'] = self::emptiedValues($data['fields'], 'key');
        }
        return $data;
    }

    /** @param mixed $data */
    public static function ninja($data): void
    {
        $id = self::textIn($data, 'form_id');
        self::report('ninja', $id !== '' ? $id : self::textIn($data, 'id'));
    }

    /**
     * @param mixed $fields
     * @return mixed
     */
    public static function beforeForminator($fields)
    {
        return self::emptiedValues($fields, 'name');
    }

    /**
     * @param mixed $formId
     * @param mixed $response
     */
    public static function forminator($formId, $response): void
    {
        if (is_array($response) && !empty($response['success'])) {
            self::report('forminator', is_scalar($formId) ? (string) $formId : '');
        }
    }

    /**
     * @param mixed $data
     * @return mixed
     */
    public static function beforeFluent($data)
    {
        return self::beforeContactForm7($data);
    }

    /**
     * @param mixed $entryId
     * @param mixed $data
     * @param mixed $form
     */
    public static function fluent($entryId, $data, $form): void
    {
        self::report('fluent', self::textIn($form, 'id'));
    }

    private static function report(string $plugin, string $formId): void
    {
        $name = $plugin . ':' . $formId;
        $chosen = Settings::forms();
        $counts = $chosen === [] || in_array($name, $chosen, true);
        /** Whether a form that was sent is a signup: `add_filter('fivebar_is_signup', fn ($counts, $plugin, $formId) => …, 10, 3)`. */
        if (isset(self::$reported[$name]) || !apply_filters('fivebar_is_signup', $counts, $plugin, $formId)) {
            return;
        }
        self::$reported[$name] = true;
        Delivery::add(self::code());
    }

    private static function code(): string
    {
        return self::$ownField !== '' ? self::$ownField : Code::current();
    }

    private static function isOurs(string ...$names): bool
    {
        return in_array(Settings::param(), $names, true);
    }

    /** @param mixed $value of a field of ours */
    private static function takeOver($value): bool
    {
        $code = Code::read($value);
        self::$ownField = $code !== '' ? $code : self::$ownField;
        return $code !== '';
    }

    /**
     * Fields that are lists with a `value`, the one of ours emptied.
     *
     * @param mixed $fields
     * @return mixed
     */
    private static function emptiedValues($fields, string $nameKey)
    {
        foreach (is_array($fields) ? $fields : [] as $index => $field) {
            if (is_array($field) && self::isOurs(self::textIn($field, $nameKey)) && self::takeOver($field['value'] ?? null)) {
                $fields[$index]['value'] = '';
            }
        }
        return $fields;
    }

    /**
     * @param mixed $from an array, an object, or something else
     */
    private static function textIn($from, string $name): string
    {
        $value = is_array($from) || $from instanceof \ArrayAccess ? ($from[$name] ?? '') : (is_object($from) ? ($from->$name ?? '') : '');
        return is_scalar($value) ? (string) $value : '';
    }

    /** @param mixed $from */
    private static function listIn($from, string $name): array
    {
        return is_array($from) && is_array($from[$name] ?? null) ? $from[$name] : [];
    }
}
