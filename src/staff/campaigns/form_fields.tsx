/** The fields of a campaign's form, the same for making and for changing one. */
import type { Channel } from "../../domain/campaign/campaign.ts";
import { MAX_NAME_CHARS, MAX_NOTES_CHARS, MAX_URL_CHARS } from "../../domain/limits.ts";
import type { FieldError } from "../../domain/problems.ts";
import { pagePath } from "../routes.ts";
import { errorsOf, Field, FieldErrors, fieldId } from "../ui/components.tsx";
import { type ShownError, translateMessages } from "../ui/messages/fields.ts";
import type { View } from "../ui/page_context.ts";
import type { CampaignForm } from "./form_values.ts";

/** Not `type="url"`: browsers would refuse an address without https://, in words of their own. */
const ADDRESS = { maxlength: MAX_URL_CHARS, inputmode: "url", autocapitalize: "off", autocomplete: "off", spellcheck: "false" };

interface FieldsProps {
  readonly view: View;
  readonly channels: readonly Channel[];
  readonly form: CampaignForm;
  readonly errors: readonly ShownError[];
  readonly isNew: boolean;
}

type CampaignFieldsProps = Omit<FieldsProps, "errors"> & { readonly errors: readonly FieldError[] };

export function CampaignFields({ view, channels, form, errors: raw, isNew }: CampaignFieldsProps) {
  const { t } = view;
  const errors = translateMessages(view, raw);
  const field = { errors };
  const typedAs = (path: string): string => form.typed[path] ?? "";
  const isOpen = raw.some(({ path }) => !["name", "slug", "channel", "channels", "newChannel", "destination"].includes(path));
  return (
    <>
      <Field
        {...field}
        path="name"
        label={t.form.name}
        hint={t.form.nameHint}
        value={typedAs("name")}
        required
        more={{ maxlength: MAX_NAME_CHARS, autocomplete: "off" }}
      />
      <ChannelChoice view={view} channels={channels} form={form} errors={errors} isNew={isNew} />
      <Field
        {...field}
        path="destination"
        label={t.form.destination}
        hint={t.form.destinationHint}
        value={typedAs("destination")}
        required
        more={{ ...ADDRESS, placeholder: "https://" }}
      />
      <Asked view={view} form={form} errors={raw} name="samePageForAll" code="looks-personal" />
      {isNew ? (
        <>
          <Asked view={view} form={form} errors={raw} name="manyLinks" code="many-links" />
          <Field
            {...field}
            path="slug"
            label={`${t.form.slug} (${t.common.optional})`}
            hint={t.form.slugHint}
            value={typedAs("slug")}
            more={{ maxlength: 40, autocapitalize: "off", autocomplete: "off", spellcheck: "false" }}
          />
          <p class="preview" data-preview={pagePath.linkPreview()} hidden>
            {t.form.preview} <output for={`${fieldId("name")} ${fieldId("slug")}`} />
          </p>
        </>
      ) : null}
      <details class="sheet" open={isOpen || !isNew}>
        <summary>{t.form.details}</summary>
        <div class="row">
          <Field {...field} path="startsOn" type="date" label={`${t.form.startsOn} (${t.common.optional})`} value={typedAs("startsOn")} />
          <Field {...field} path="endsOn" type="date" label={`${t.form.endsOn} (${t.common.optional})`} value={typedAs("endsOn")} />
        </div>
        <Check
          view={view}
          path="countRepeats"
          label={t.form.countRepeats}
          hint={t.form.countRepeatsHint}
          isOn={typedAs("countRepeats") === "on"}
        />
        <Field
          {...field}
          path="thanksUrl"
          label={`${t.form.thanksUrl} (${t.common.optional})`}
          hint={t.form.thanksUrlHint}
          value={typedAs("thanksUrl")}
          more={ADDRESS}
        />
        <TextArea
          errors={errors}
          path="notes"
          label={`${t.form.notes} (${t.common.optional})`}
          hint={t.form.notesHint}
          value={typedAs("notes")}
          max={MAX_NOTES_CHARS}
        />
      </details>
      <details class="sheet" open={isOpen || typedAs("spec.published") === "on"}>
        <summary>{t.form.spec}</summary>
        <Check
          view={view}
          path="spec.published"
          label={t.form.published}
          hint={t.form.publishedHint}
          isOn={typedAs("spec.published") === "on"}
        />
        <TextArea errors={errors} path="spec.description" label={t.form.description} value={typedAs("spec.description")} max={500} />
        <div class="row">
          <Field {...field} path="spec.ageFrom" label={t.form.ageFrom} value={typedAs("spec.ageFrom")} more={{ inputmode: "numeric" }} />
          <Field {...field} path="spec.ageTo" label={t.form.ageTo} value={typedAs("spec.ageTo")} more={{ inputmode: "numeric" }} />
        </div>
        <Field {...field} path="spec.regions" label={t.form.regions} hint={t.form.listHint} value={typedAs("spec.regions")} />
        <Field {...field} path="spec.languages" label={t.form.languages} hint={t.form.listHint} value={typedAs("spec.languages")} />
        <Field {...field} path="spec.interests" label={t.form.interests} hint={t.form.listHint} value={typedAs("spec.interests")} />
        <div class="row">
          <Field
            {...field}
            path="spec.budgetEuros"
            label={t.form.budgetEuros}
            value={typedAs("spec.budgetEuros")}
            more={{ inputmode: "decimal" }}
          />
          <Field {...field} path="spec.paidBy" label={t.form.paidBy} value={typedAs("spec.paidBy")} />
        </div>
      </details>
    </>
  );
}

interface AskedProps extends Pick<CampaignFieldsProps, "view" | "form" | "errors"> {
  readonly name: "samePageForAll" | "manyLinks";
  /** Of the errors by which it is asked. */
  readonly code: FieldError["code"];
}

/** A question that came up when the form was sent, as a box to tick; nothing before that. */
function Asked({ view, form, errors, name, code }: AskedProps) {
  const isOn = form.typed[name] === "on";
  const { form: t } = view.t;
  return isOn || errors.some((error) => error.code === code) ? (
    <Check view={view} path={name} label={t[name]} hint={t[`${name}Hint`]} isOn={isOn} />
  ) : null;
}

function ChannelChoice({ view, channels, form, errors, isNew }: FieldsProps) {
  const { t } = view;
  const chosen = errors.some(({ path }) => path === "channels") ? "channels" : "channel";
  const id = fieldId(chosen);
  const own = errorsOf(errors, chosen);
  return (
    <>
      <fieldset id={id} tabindex={-1} aria-describedby={own.length > 0 ? `${id}-error` : undefined}>
        <legend>{isNew ? t.form.channels : t.campaigns.channel}</legend>
        {isNew ? <small>{t.form.channelsHint}</small> : null}
        <div class="checks">
          {channels.map((channel) => (
            <label class="check">
              <input type={isNew ? "checkbox" : "radio"} name="channels" value={channel.id} checked={form.channels.includes(channel.id)} />
              {channel.name}
            </label>
          ))}
        </div>
        <FieldErrors id={id} messages={own} />
      </fieldset>
      {isNew ? (
        <details class="again" open={errorsOf(errors, "newChannel").length > 0}>
          <summary>{t.form.newChannel}</summary>
          <Field
            errors={errors}
            path="newChannel"
            label={t.form.newChannel}
            hint={t.form.newChannelHint}
            value={form.typed.newChannel ?? ""}
            more={{ maxlength: 60 }}
          />
          <button type="submit" class="quiet" formnovalidate>
            {t.common.add}
          </button>
        </details>
      ) : null}
    </>
  );
}

function Check({ path, label, hint, isOn }: { view: View; path: string; label: string; hint: string; isOn: boolean }) {
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
