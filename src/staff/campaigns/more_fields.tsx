/** The fields of a campaign's form that most campaigns leave empty: its dates and notes, and the plan that may be published. */
import { MAX_NOTES_CHARS, MAX_URL_CHARS } from "../../domain/limits.ts";
import { errorsOf, Field, FieldErrors, fieldId } from "../ui/components.tsx";
import type { ShownError } from "../ui/messages/fields.ts";
import type { PageContext } from "../ui/page_context.ts";

/** Not `type="url"`: browsers would refuse an address without https://, in words of their own. */
export const ADDRESS = { maxlength: MAX_URL_CHARS, inputmode: "url", autocapitalize: "off", autocomplete: "off", spellcheck: "false" };

interface MoreFieldsProps {
  readonly context: PageContext;
  readonly typedAs: (path: string) => string;
  readonly errors: readonly ShownError[];
  readonly isOpen: boolean;
}

export function DetailFields({ context, typedAs, errors, isOpen }: MoreFieldsProps) {
  const { messages } = context;
  const field = { errors };
  return (
    <details class="sheet" open={isOpen}>
      <summary>{messages.form.details}</summary>
      <div class="row">
        <Field
          {...field}
          path="startsOn"
          type="date"
          label={`${messages.form.startsOn} (${messages.common.optional})`}
          value={typedAs("startsOn")}
        />
        <Field
          {...field}
          path="endsOn"
          type="date"
          label={`${messages.form.endsOn} (${messages.common.optional})`}
          value={typedAs("endsOn")}
        />
      </div>
      <Check
        path="countRepeats"
        label={messages.form.countRepeats}
        hint={messages.form.countRepeatsHint}
        isOn={typedAs("countRepeats") === "on"}
      />
      <Field
        {...field}
        path="thanksUrl"
        label={`${messages.form.thanksUrl} (${messages.common.optional})`}
        hint={messages.form.thanksUrlHint}
        value={typedAs("thanksUrl")}
        more={ADDRESS}
      />
      <TextArea
        errors={errors}
        path="notes"
        label={`${messages.form.notes} (${messages.common.optional})`}
        hint={messages.form.notesHint}
        value={typedAs("notes")}
        max={MAX_NOTES_CHARS}
      />
    </details>
  );
}

export function PlanFields({ context, typedAs, errors, isOpen }: MoreFieldsProps) {
  const { messages } = context;
  const field = { errors };
  return (
    <details class="sheet" open={isOpen}>
      <summary>{messages.form.spec}</summary>
      <Check
        path="spec.published"
        label={messages.form.published}
        hint={messages.form.publishedHint}
        isOn={typedAs("spec.published") === "on"}
      />
      <TextArea errors={errors} path="spec.description" label={messages.form.description} value={typedAs("spec.description")} max={500} />
      <div class="row">
        <Field
          {...field}
          path="spec.ageFrom"
          label={messages.form.ageFrom}
          value={typedAs("spec.ageFrom")}
          more={{ inputmode: "numeric" }}
        />
        <Field {...field} path="spec.ageTo" label={messages.form.ageTo} value={typedAs("spec.ageTo")} more={{ inputmode: "numeric" }} />
      </div>
      <Field {...field} path="spec.regions" label={messages.form.regions} hint={messages.form.listHint} value={typedAs("spec.regions")} />
      <Field
        {...field}
        path="spec.languages"
        label={messages.form.languages}
        hint={messages.form.listHint}
        value={typedAs("spec.languages")}
      />
      <Field
        {...field}
        path="spec.interests"
        label={messages.form.interests}
        hint={messages.form.listHint}
        value={typedAs("spec.interests")}
      />
      <div class="row">
        <Field
          {...field}
          path="spec.budgetEuros"
          label={messages.form.budgetEuros}
          value={typedAs("spec.budgetEuros")}
          more={{ inputmode: "decimal" }}
        />
        <Field {...field} path="spec.paidBy" label={messages.form.paidBy} value={typedAs("spec.paidBy")} />
      </div>
    </details>
  );
}

export function Check({ path, label, hint, isOn }: { path: string; label: string; hint: string; isOn: boolean }) {
  const id = fieldId(path);
  return (
    <div class="field">
      <label class="check" for={id}>
        <input id={id} type="checkbox" name={path} checked={isOn} aria-describedby={`${id}-hint`} />
        {label}
      </label>
      <small id={`${id}-hint`}>{hint}</small>
    </div>
  );
}

interface TextAreaProps {
  readonly errors: readonly ShownError[];
  readonly path: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly max: number;
}

function TextArea({ errors, path, label, hint, value, max }: TextAreaProps) {
  const id = fieldId(path);
  const own = errorsOf(errors, path);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint === undefined ? null : <small id={`${id}-hint`}>{hint}</small>}
      <textarea
        id={id}
        name={path}
        maxlength={max}
        aria-describedby={own.length > 0 ? `${id}-error` : hint === undefined ? undefined : `${id}-hint`}
      >
        {value}
      </textarea>
      <FieldErrors id={id} messages={own} />
    </div>
  );
}
