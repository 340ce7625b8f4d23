/** The form that changes all campaigns of a group. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import type { FieldError } from "../../domain/problems.ts";
import { Asked } from "../campaigns/form_fields.tsx";
import { FieldInput } from "../campaigns/form_inputs.tsx";
import type { CampaignForm } from "../campaigns/form_values.ts";
import { pagePath } from "../routes.ts";
import { translateMessages } from "../ui/messages/fields.ts";
import type { PageContext } from "../ui/page_context.ts";
import { commonForm, GROUP_FIELDS, PLAN_FIELDS, versionsOf } from "./bulk_values.ts";

interface GroupFormProps {
  readonly context: PageContext;
  readonly group: string;
  readonly members: readonly Campaign[];
  readonly form: CampaignForm;
  readonly raw: readonly FieldError[];
  /** All groups that there are. */
  readonly groups: readonly string[];
}

export function GroupForm({ context, group, members, form, raw, groups }: GroupFormProps) {
  const { messages } = context;
  const { differing } = commonForm(members);
  const input = { context, form, groups, errors: translateMessages(context, raw) };
  const status = form.typed.status ?? "";
  const choices = [
    ["", messages.groups.keep],
    ["paused", messages.groups.pause],
    ["live", messages.groups.resume],
  ] as const;
  return (
    <section id="change" class="screen">
      <h2>{messages.groups.editTitle}</h2>
      <p class="soft">{messages.groups.editLead}</p>
      <form method="post" action={pagePath.group(group)} class="sheet">
        <input type="hidden" name="versions" value={versionsOf(members)} />
        {GROUP_FIELDS.map((path) => (
          <FieldInput {...input} path={path} differs={differing.has(path)} />
        ))}
        <Asked context={context} form={form} raw={raw} name="samePageForAll" code="looks-personal" />
        <fieldset>
          <legend>{messages.groups.status}</legend>
          <div class="checks">
            {choices.map(([value, text]) => (
              <label class="check">
                <input type="radio" name="status" value={value} checked={value === status} />
                {text}
              </label>
            ))}
          </div>
        </fieldset>
        <details class="sheet" open={raw.some(({ path }) => path.startsWith("spec"))}>
          <summary>{messages.fields.spec.label}</summary>
          {PLAN_FIELDS.map((path) => (
            <FieldInput {...input} path={path} differs={differing.has(path)} />
          ))}
        </details>
        <div class="actions">
          <button type="submit">{messages.groups.save}</button>
        </div>
      </form>
    </section>
  );
}
