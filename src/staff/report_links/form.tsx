/** The form that makes a report link. */
import type { Channel } from "../../domain/campaign/campaign.ts";
import { MAX_GROUP_CHARS } from "../../domain/limits.ts";
import type { FieldError } from "../../domain/problems.ts";
import { pagePath } from "../routes.ts";
import { errorsOf, Field, FieldErrors, fieldId } from "../ui/components.tsx";
import { translateMessages } from "../ui/messages/fields.ts";
import type { PageContext } from "../ui/page_context.ts";
import { NAMED_PERIODS } from "./schema.ts";

/** What was typed into the form, and what is wrong with it. */
export interface LinkFormState {
  readonly errors: readonly FieldError[];
  readonly typed: Readonly<Record<string, string>>;
  readonly channels: readonly string[];
  readonly status: 200 | 400 | 409;
}

interface LinkFormProps {
  readonly context: PageContext;
  readonly channels: readonly Channel[];
  readonly state: LinkFormState;
  readonly isOpen: boolean;
}

export function LinkForm({ context, channels, state, isOpen }: LinkFormProps) {
  const { messages } = context;
  const { reportLinks: words } = messages;
  const errors = translateMessages(context, state.errors);
  const { typed } = state;
  return (
    <details class="sheet" open={isOpen}>
      <summary>{words.create}</summary>
      <form method="post" action={pagePath.reportLinks()} class="sheet" data-unsent={state.status !== 200 || undefined}>
        <Field
          errors={errors}
          path="name"
          label={words.name}
          hint={words.nameHint}
          value={typed.name ?? ""}
          required
          more={{ maxlength: 100, autocomplete: "off" }}
        />
        <PeriodChoice context={context} state={state} />
        <fieldset>
          <legend>{words.channels}</legend>
          <small>{words.channelsHint}</small>
          {channels.map(({ id, name }) => (
            <label class="check">
              <input type="checkbox" name="channels" value={id} checked={state.channels.includes(id)} />
              {name}
            </label>
          ))}
        </fieldset>
        <Field
          errors={errors}
          path="campaigns"
          label={words.campaigns}
          hint={words.campaignsHint}
          value={typed.campaigns ?? ""}
          more={{ autocomplete: "off", autocapitalize: "off", spellcheck: "false" }}
        />
        <Field
          errors={errors}
          path="group"
          label={words.group}
          hint={words.groupHint}
          value={typed.group ?? ""}
          more={{ maxlength: MAX_GROUP_CHARS, autocomplete: "off" }}
        />
        <div class="field">
          <label class="check" for={fieldId("signups")}>
            <input id={fieldId("signups")} type="checkbox" name="signups" checked={typed.signups === "on"} />
            {words.signups}
          </label>
        </div>
        <Field
          errors={errors}
          path="expiresOn"
          type="date"
          label={words.expiresOn}
          hint={words.expiresOnHint}
          value={typed.expiresOn ?? ""}
          more={{ min: context.today }}
        />
        <button type="submit">{messages.common.create}</button>
      </form>
    </details>
  );
}

function PeriodChoice({ context, state }: { context: PageContext; state: LinkFormState }) {
  const { reportLinks: words } = context.messages;
  const { typed } = state;
  const id = fieldId("period");
  const own = errorsOf(translateMessages(context, state.errors), "period");
  return (
    <fieldset id={id} tabindex={-1} aria-describedby={own.length > 0 ? `${id}-error` : undefined}>
      <legend>{words.period}</legend>
      {[...NAMED_PERIODS, "days" as const].map((period) => (
        <label class="check">
          <input type="radio" name="period" value={period} checked={typed.period === period} required />
          {words.periods[period]}
        </label>
      ))}
      <div class="dates">
        <label>
          {words.from} <input type="date" name="from" value={typed.from ?? ""} min="2000-01-01" />
        </label>
        <label>
          {words.to} <input type="date" name="to" value={typed.to ?? ""} min="2000-01-01" />
        </label>
      </div>
      <FieldErrors id={id} messages={own} />
    </fieldset>
  );
}
