/** The fields of a campaign's form, the same for making and for changing one. */
import type { Channel } from "../../domain/campaign/campaign.ts";
import { MAX_NAME_CHARS } from "../../domain/limits.ts";
import type { FieldError } from "../../domain/problems.ts";
import { pagePath } from "../routes.ts";
import { errorsOf, Field, FieldErrors, fieldId } from "../ui/components.tsx";
import { type ShownError, translateMessages } from "../ui/messages/fields.ts";
import type { PageContext } from "../ui/page_context.ts";
import type { CampaignForm } from "./form_values.ts";
import { ADDRESS, Check, DetailFields, PlanFields } from "./more_fields.tsx";

interface FieldsProps {
  readonly context: PageContext;
  readonly channels: readonly Channel[];
  readonly form: CampaignForm;
  readonly errors: readonly ShownError[];
  readonly isNew: boolean;
}

type CampaignFieldsProps = Omit<FieldsProps, "errors"> & { readonly errors: readonly FieldError[] };

export function CampaignFields({ context, channels, form, errors: raw, isNew }: CampaignFieldsProps) {
  const { messages } = context;
  const errors = translateMessages(context, raw);
  const field = { errors };
  const typedAs = (path: string): string => form.typed[path] ?? "";
  const isOpen = raw.some(({ path }) => !["name", "slug", "channel", "channels", "newChannel", "destination"].includes(path));
  return (
    <>
      <Field
        {...field}
        path="name"
        label={messages.form.name}
        hint={messages.form.nameHint}
        value={typedAs("name")}
        required
        more={{ maxlength: MAX_NAME_CHARS, autocomplete: "off" }}
      />
      <ChannelChoice context={context} channels={channels} form={form} errors={errors} isNew={isNew} />
      <Field
        {...field}
        path="destination"
        label={messages.form.destination}
        hint={messages.form.destinationHint}
        value={typedAs("destination")}
        required
        more={{ ...ADDRESS, placeholder: "https://" }}
      />
      <Asked context={context} form={form} errors={raw} name="samePageForAll" code="looks-personal" />
      {isNew ? (
        <>
          <Asked context={context} form={form} errors={raw} name="manyLinks" code="many-links" />
          <Field
            {...field}
            path="slug"
            label={`${messages.form.slug} (${messages.common.optional})`}
            hint={messages.form.slugHint}
            value={typedAs("slug")}
            more={{ maxlength: 40, autocapitalize: "off", autocomplete: "off", spellcheck: "false" }}
          />
          <p class="preview" data-preview={pagePath.linkPreview()} hidden>
            {messages.form.preview} <output for={`${fieldId("name")} ${fieldId("slug")}`} />
          </p>
        </>
      ) : null}
      <DetailFields context={context} typedAs={typedAs} errors={errors} isOpen={isOpen || !isNew} />
      <PlanFields context={context} typedAs={typedAs} errors={errors} isOpen={isOpen || typedAs("spec.published") === "on"} />
    </>
  );
}

interface AskedProps extends Pick<CampaignFieldsProps, "context" | "form" | "errors"> {
  readonly name: "samePageForAll" | "manyLinks";
  /** Of the errors by which it is asked. */
  readonly code: FieldError["code"];
}

/** A question that came up when the form was sent, as a box to tick; nothing before that. */
function Asked({ context, form, errors, name, code }: AskedProps) {
  const isOn = form.typed[name] === "on";
  const { form: messages } = context.messages;
  return isOn || errors.some((error) => error.code === code) ? (
    <Check path={name} label={messages[name]} hint={messages[`${name}Hint`]} isOn={isOn} />
  ) : null;
}

function ChannelChoice({ context, channels, form, errors, isNew }: FieldsProps) {
  const { messages } = context;
  const chosen = errors.some(({ path }) => path === "channels") ? "channels" : "channel";
  const id = fieldId(chosen);
  const own = errorsOf(errors, chosen);
  return (
    <>
      <fieldset id={id} tabindex={-1} aria-describedby={own.length > 0 ? `${id}-error` : undefined}>
        <legend>{isNew ? messages.form.channels : messages.campaigns.channel}</legend>
        {isNew ? <small>{messages.form.channelsHint}</small> : null}
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
          <summary>{messages.form.newChannel}</summary>
          <Field
            errors={errors}
            path="newChannel"
            label={messages.form.newChannel}
            hint={messages.form.newChannelHint}
            value={form.typed.newChannel ?? ""}
            more={{ maxlength: 60 }}
          />
          <button type="submit" class="quiet" formnovalidate>
            {messages.common.add}
          </button>
        </details>
      ) : null}
    </>
  );
}
