/** The notes on days as a table, and the form for a new one. */

import type { Campaign } from "../../domain/campaign/campaign.ts";
import { MAX_ANNOTATION_CHARS } from "../../domain/limits.ts";
import type { FieldError } from "../../domain/problems.ts";
import type { Annotation } from "../../storage/registry/annotations.ts";
import { groupsOf } from "../campaigns/groups_of.ts";
import { pagePath } from "../routes.ts";
import { Field } from "../ui/components.tsx";
import { translateMessages } from "../ui/messages/fields.ts";
import type { PageContext } from "../ui/page_context.ts";
import { TableHead } from "../ui/table_head.tsx";

/** What a note can be about: one choice of its form. */
export interface About {
  readonly kind: "group" | "campaign";
  readonly value: string;
  readonly label: string;
}

/** The groups, and then the campaigns, by their names. */
export function aboutsOf(campaigns: readonly Campaign[]): readonly About[] {
  const groups = groupsOf(campaigns);
  const links = campaigns.map(({ slug, name }) => ({ kind: "campaign" as const, value: `campaign:${slug}`, label: `${name} (/${slug})` }));
  return [
    ...groups.map((group) => ({ kind: "group" as const, value: `group:${group}`, label: group })),
    ...links.sort((one, other) => (one.label < other.label ? -1 : 1)),
  ];
}

/** The campaign or the group of a choice; neither for everything. */
export function readAbout(value: string): { readonly campaign: string | null; readonly group: string | null } {
  const [, kind, name = ""] = /^(campaign|group):(.*)$/s.exec(value) ?? [];
  return { campaign: kind === "campaign" ? name : null, group: kind === "group" ? name : null };
}

export function AnnotationTable({ context, notes }: { context: PageContext; notes: readonly Annotation[] }) {
  const { messages, format, canEdit } = context;
  const words = messages.targets;
  return (
    <section id="notes">
      <h2>{words.notes}</h2>
      <p class="soft">{words.notesLead}</p>
      {notes.length === 0 ? (
        <p class="soft">{words.noNotes}</p>
      ) : (
        <table class="stack">
          <TableHead columns={[words.day, words.note, words.about]} actions={canEdit ? [messages.common.remove] : []} />
          <tbody>
            {notes.map(({ id, day, text, group, campaign }) => (
              <tr>
                <th scope="row" class="day">
                  {format.day(day)}
                </th>
                <td data-label={words.note}>{text}</td>
                <td data-label={words.about}>
                  {campaign !== null ? (
                    <a href={pagePath.campaign(campaign)}>{`/${campaign}`}</a>
                  ) : group !== null ? (
                    <a href={pagePath.group(group)}>{group}</a>
                  ) : (
                    words.everything
                  )}
                </td>
                {canEdit ? (
                  <td class="num">
                    <form method="post" action={pagePath.removeAnnotation(id)}>
                      <button type="submit" class="small" aria-label={`${messages.common.remove}: ${text}`}>
                        {messages.common.remove}
                      </button>
                    </form>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface AnnotationFormProps {
  readonly context: PageContext;
  readonly abouts: readonly About[];
  readonly texts: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

export function AnnotationForm({ context, abouts, texts, errors: raw }: AnnotationFormProps) {
  const { messages } = context;
  const words = messages.targets;
  const errors = translateMessages(context, raw);
  const { day = context.today, text = "", about = "" } = texts;
  return (
    <section id="note">
      <h2>{words.addNote}</h2>
      <form method="post" action={pagePath.addAnnotation()} class="sheet">
        <Field errors={errors} path="day" type="date" label={words.day} value={day} required />
        <Field
          errors={errors}
          path="text"
          label={words.note}
          hint={words.noteHint}
          value={text}
          required
          more={{ maxlength: MAX_ANNOTATION_CHARS, autocomplete: "off" }}
        />
        {abouts.length === 0 ? null : (
          <div class="field">
            <label for="f-about">{words.about}</label>
            <select id="f-about" name="about">
              <option value="">{words.everything}</option>
              {abouts.map(({ value, label }) => (
                <option value={value} selected={value === about}>
                  {label}
                </option>
              ))}
            </select>
          </div>
        )}
        <div class="actions">
          <button type="submit">{words.addNote}</button>
        </div>
      </form>
    </section>
  );
}
