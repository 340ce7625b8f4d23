/** The fields of a campaign's form, the same for making and for changing one, in the parts that the table of fields names. */
import type { Child } from "hono/jsx";
import type { Channel } from "../../domain/campaign/campaign.ts";
import {
  CAMPAIGN_FIELDS,
  FIELD_NAMES,
  FIELDS_BY_PATH,
  type FieldPath,
  type Names,
  SPEC_FIELD_NAMES,
} from "../../domain/campaign/fields.ts";
import type { FieldError } from "../../domain/problems.ts";
import { pagePath } from "../routes.ts";
import { errorsOf, Field, FieldErrors, fieldId } from "../ui/components.tsx";
import { translateMessages } from "../ui/messages/fields.ts";
import { Check, FieldInput, type InputProps } from "./form_inputs.tsx";

interface CampaignFieldsProps extends Omit<InputProps, "errors"> {
  readonly errors: readonly FieldError[];
  readonly channels: readonly Channel[];
  readonly isNew: boolean;
}

interface PartProps extends InputProps {
  readonly raw: readonly FieldError[];
  readonly channels: readonly Channel[];
  readonly isNew: boolean;
}

/** What every campaign needs comes first, each field with what belongs to it, in this order. */
const TOP: { readonly [F in Names<typeof CAMPAIGN_FIELDS, { readonly form: "top" }>]: (props: PartProps) => Child } = {
  name: (props) => (
    <>
      <FieldInput {...props} path="name" />
      <Asked {...props} name="sameName" code="form-same-name" />
    </>
  ),
  channel: ChannelChoice,
  destination: (props) => (
    <>
      <FieldInput {...props} path="destination" />
      <Asked {...props} name="samePageForAll" code="looks-personal" />
    </>
  ),
  slug: (props) =>
    props.isNew ? (
      <>
        <Asked {...props} name="manyLinks" code="many-links" />
        <FieldInput {...props} path="slug" />
        <p class="preview" data-preview={pagePath.linkPreview()} hidden>
          {props.context.messages.form.preview} <output for={`${fieldId("name")} ${fieldId("slug")}`} />
        </p>
      </>
    ) : null,
};
const TOP_PATHS: readonly string[] = [...Object.keys(TOP), "channels", "newChannel"];

const DETAILS = FIELD_NAMES.filter((name): name is DetailField => CAMPAIGN_FIELDS[name].form === "details");
type DetailField = Names<typeof CAMPAIGN_FIELDS, { readonly form: "details" }>;
const PLAN = SPEC_FIELD_NAMES.map((name) => `spec.${name}` as const);

export function CampaignFields({ errors: raw, ...given }: CampaignFieldsProps) {
  const { context, form, isNew } = given;
  const { messages } = context;
  const props: PartProps = { ...given, raw, errors: translateMessages(context, raw) };
  const isExpanded = raw.some(({ path }) => !TOP_PATHS.includes(path));
  return (
    <>
      {Object.values(TOP).map((part) => part(props))}
      <details class="sheet" open={isExpanded || !isNew}>
        <summary>{messages.form.details}</summary>
        <Rows {...props} paths={DETAILS} />
      </details>
      <details class="sheet" open={isExpanded || form.typed["spec.published"] === "on"}>
        <summary>{messages.fields.spec.label}</summary>
        <Rows {...props} paths={PLAN} />
      </details>
    </>
  );
}

/** Fields below each other; those that belong to one row beside each other. */
function Rows({ paths, ...props }: InputProps & { readonly paths: readonly FieldPath[] }) {
  const rows: FieldPath[][] = [];
  for (const path of paths) {
    const last = rows.at(-1);
    const row = rowOf(path);
    if (last !== undefined && row !== undefined && rowOf(last[0]) === row) last.push(path);
    else rows.push([path]);
  }
  return (
    <>
      {rows.map((row) => {
        const inputs = row.map((path) => <FieldInput {...props} path={path} />);
        return row.length === 1 ? inputs : <div class="row">{inputs}</div>;
      })}
    </>
  );
}

function rowOf(path: FieldPath | undefined): string | undefined {
  const field = path === undefined ? undefined : FIELDS_BY_PATH.get(path);
  return field !== undefined && "row" in field ? field.row : undefined;
}

interface AskedProps extends Pick<InputProps, "context" | "form"> {
  readonly raw: readonly FieldError[];
  readonly name: "samePageForAll" | "manyLinks" | "sameName";
  /** Of the errors by which it is asked. */
  readonly code: FieldError["code"];
}

/** A question that came up when the form was sent, as a box to tick; nothing before that. */
export function Asked({ context, form, raw, name, code }: AskedProps) {
  const isOn = form.typed[name] === "on";
  const words = context.messages.form;
  return isOn || raw.some((error) => error.code === code) ? (
    <Check path={name} label={words[name]} hint={words[`${name}Hint`]} isOn={isOn} />
  ) : null;
}

function ChannelChoice({ context, channels, form, errors, isNew }: PartProps) {
  const { messages } = context;
  const chosen = errors.some(({ path }) => path === "channels") ? "channels" : "channel";
  const id = fieldId(chosen);
  const own = errorsOf(errors, chosen);
  return (
    <>
      <fieldset id={id} tabindex={-1} aria-describedby={own.length > 0 ? `${id}-error` : undefined}>
        <legend>{isNew ? messages.form.channels : messages.fields.channel.label}</legend>
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
