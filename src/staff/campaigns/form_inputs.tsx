/** The input of a campaign's field, by the field's kind: its label and hint are in the messages under the field's path. */
import { FIELDS_BY_PATH, type FieldPath } from "../../domain/campaign/fields.ts";
import { MAX_SLUG_CHARS } from "../../domain/campaign/slug.ts";
import { MAX_NAME_CHARS, MAX_PARAM_CHARS, MAX_URL_CHARS } from "../../domain/limits.ts";
import { describedBy, errorsOf, Field, FieldErrors, fieldId } from "../ui/components.tsx";
import type { ShownError } from "../ui/messages/fields.ts";
import type { PageContext } from "../ui/page_context.ts";
import type { CampaignForm } from "./form_values.ts";

const CODE = { autocapitalize: "off", autocomplete: "off", spellcheck: "false" };
/** Not `type="url"`: browsers would refuse an address without https://, in words of their own. */
const ADDRESS = { maxlength: MAX_URL_CHARS, inputmode: "url", ...CODE };

export interface InputProps {
  /** The groups that there are, to choose from: one that is typed anew with a slip would be another group. */
  readonly groups?: readonly string[];
  readonly context: PageContext;
  readonly form: CampaignForm;
  readonly errors: readonly ShownError[];
}

interface FieldInputProps extends InputProps {
  readonly path: FieldPath;
  /** For a form of several campaigns: nothing is required, and what differs is empty and says so. */
  readonly differs?: boolean;
}

export function FieldInput({ context, form, errors, path, differs, groups = [] }: FieldInputProps) {
  const { messages } = context;
  const field = FIELDS_BY_PATH.get(path);
  const { label, hint: ownHint } = messages.fields[path];
  const hint = differs ? messages.groups.differs : ownHint;
  const required = differs === undefined && field !== undefined && "isRequired" in field;
  // In the plan everything is optional, and the form says so above it.
  const own = {
    errors,
    path,
    hint,
    required,
    label: required || differs !== undefined || path.startsWith("spec.") ? label : `${label} (${messages.common.optional})`,
  };
  const value = form.typed[path] ?? "";
  switch (field?.kind) {
    case undefined:
    case "channel":
      return null;
    case "flag":
      return <Check path={path} label={label} hint={hint} isOn={value === "on"} />;
    case "line":
    case "text":
      if (path === "group" && groups.length > 0) return <GroupField {...own} value={value} max={field.maxChars} groups={groups} />;
      return field.kind === "text" || field.maxChars > MAX_NAME_CHARS ? (
        <TextArea {...own} value={value} max={field.maxChars} />
      ) : (
        <Field {...own} value={value} more={{ maxlength: field.maxChars, autocomplete: "off" }} />
      );
    case "slug":
      return <Field {...own} value={value} more={{ maxlength: MAX_SLUG_CHARS, ...CODE }} />;
    case "param":
      return <Field {...own} value={value} more={{ maxlength: MAX_PARAM_CHARS, ...CODE }} />;
    case "address":
      return <Field {...own} value={value} more={required ? { ...ADDRESS, placeholder: "https://" } : ADDRESS} />;
    case "day":
      return <Field {...own} type="date" value={value} />;
    case "age":
      return <Field {...own} value={value} more={{ inputmode: "numeric" }} />;
    case "amount":
      return <Field {...own} value={value} more={{ inputmode: "decimal" }} />;
    case "words":
      return <Field {...own} hint={differs ? hint : messages.form.listHint} value={value} />;
  }
}

interface CheckProps {
  readonly path: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly isOn: boolean;
}

export function Check({ path, label, hint, isOn }: CheckProps) {
  const id = fieldId(path);
  return (
    <div class="field">
      <label class="check" for={id}>
        <input id={id} type="checkbox" name={path} checked={isOn} aria-describedby={hint === undefined ? undefined : `${id}-hint`} />
        {label}
      </label>
      {hint === undefined ? null : <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

/** A group's name, to choose or to type. */
function GroupField({ groups, max, ...own }: TextAreaProps & { readonly groups: readonly string[] }) {
  return (
    <>
      <Field {...own} more={{ maxlength: max, autocomplete: "off", list: "groups" }} />
      <datalist id="groups">
        {groups.map((group) => (
          <option value={group} />
        ))}
      </datalist>
    </>
  );
}

interface TextAreaProps {
  readonly errors: readonly ShownError[];
  readonly path: string;
  readonly label: string;
  readonly hint?: string | undefined;
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
        aria-describedby={describedBy(id, hint, own)}
        aria-invalid={own.length === 0 ? undefined : "true"}
      >
        {value}
      </textarea>
      <FieldErrors id={id} messages={own} />
    </div>
  );
}
