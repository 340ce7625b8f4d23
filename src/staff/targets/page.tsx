/** The page of targets and of notes on days: both are set, and deleted, here. */
import * as v from "valibot";
import type { FieldError, Result } from "../../domain/problems.ts";
import type { TargetState } from "../../storage/registry/target_commands.ts";
import { newAnnotation } from "../annotations/schema.ts";
import { type About, AnnotationForm, AnnotationTable, aboutsOf, readAbout } from "../annotations/section.tsx";
import { registry, type StaffContext } from "../http/context.ts";
import { fieldError, readFormData, textsOf } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { describedBy, ErrorSummary, errorsOf, Field, FieldErrors } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { translateErrors, translateMessages } from "../ui/messages/fields.ts";
import { noticeOf } from "../ui/notices.ts";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { newTarget } from "./schema.ts";
import { TargetTable } from "./table.tsx";

type Texts = Readonly<Record<string, string>>;

/** What was sent, and what is wrong with it: only the form that it came from shows it. */
interface Sent {
  readonly form: "target" | "note" | null;
  readonly texts: Texts;
  readonly errors: readonly FieldError[];
  readonly status: 200 | 400 | 409;
}

export async function targetsPage(c: StaffContext): Promise<Response> {
  // A page that leads here says what the note is about: `?about=campaign:fix-tiktok`.
  const about = c.req.query("about");
  return show(c, { form: about === undefined ? null : "note", texts: { about: about ?? "" }, errors: [], status: 200 });
}

export async function addTarget(c: StaffContext): Promise<Response> {
  const texts = textsOf(await readFormData(c, ["name", "signups", "from", "by", "group"]));
  const sent = (errors: readonly FieldError[], status: 400 | 409) => show(c, { form: "target", texts, errors, status });
  const input = { ...texts, signups: countIn(texts.signups ?? ""), from: texts.from || null, group: texts.group || null };
  const parsed = v.safeParse(newTarget, input);
  if (!parsed.success) return sent(parsed.issues.map(fieldError), 400);
  return done(c, await registry(c).addTarget(parsed.output, c.var.caller.name), "target-added", sent);
}

export async function addAnnotation(c: StaffContext): Promise<Response> {
  const texts = textsOf(await readFormData(c, ["day", "text", "about"]));
  const sent = (errors: readonly FieldError[], status: 400 | 409) => show(c, { form: "note", texts, errors, status });
  const { day = "", text = "" } = texts;
  const parsed = v.safeParse(newAnnotation, { day, text: text.trim(), ...readAbout(texts.about ?? "") });
  if (!parsed.success) return sent(parsed.issues.map(fieldError), 400);
  return done(c, await registry(c).addAnnotation(parsed.output, c.var.caller.name), "note-added", sent);
}

export async function removeTarget(c: StaffContext): Promise<Response> {
  await readFormData(c, []);
  return done(c, await registry(c).removeTarget(c.req.param("id") ?? "", c.var.caller.name), "target-removed");
}

export async function removeAnnotation(c: StaffContext): Promise<Response> {
  await readFormData(c, []);
  return done(c, await registry(c).removeAnnotation(c.req.param("id") ?? "", c.var.caller.name), "note-removed");
}

/** A whole number as people write it in Dutch or in English, such as 10.000 or 10,000; the text itself where it is none. */
function countIn(text: string): number | string {
  const plain = /^\d{1,3}([., ]?)\d{3}(?:\1\d{3})*$/.test(text) ? text.replaceAll(/[., ]/g, "") : text;
  return /^\d+$/.test(plain) ? Number(plain) : text;
}

type Notice = "target-added" | "note-added" | "target-removed" | "note-removed";

function done(
  c: StaffContext,
  result: Result<unknown>,
  notice: Notice,
  sent?: (errors: readonly FieldError[], status: 400 | 409) => Promise<Response>,
): Response | Promise<Response> {
  if (result.ok) return c.redirect(withQuery(pagePath.targets(), { notice }), 303);
  const { error } = result;
  if (sent === undefined || (error.type !== "invalid" && error.type !== "conflict")) return refuse(error);
  return sent(error.errors, error.type === "conflict" ? 409 : 400);
}

async function show(c: StaffContext, sent: Sent): Promise<Response> {
  const context = pageContextOf(c);
  const { messages, canEdit } = context;
  const [targets, notes, campaigns] = await Promise.all([
    registry(c).targets(),
    registry(c).annotations(null, null),
    registry(c).campaigns(),
  ]);
  const abouts = aboutsOf(campaigns);
  const formOf = (form: Sent["form"]) => (sent.form === form ? sent : { texts: {}, errors: [] });
  return page(
    c,
    context,
    { title: messages.targets.title, section: "overview", status: sent.status, notice: noticeOf(c, context), at: pagePath.targets() },
    <>
      <h1>{messages.targets.title}</h1>
      <ErrorSummary context={context} errors={translateErrors(context, sent.errors)} />
      <Targets context={context} targets={unwrap(targets)} />
      {canEdit ? <TargetForm context={context} groups={abouts.filter(({ kind }) => kind === "group")} {...formOf("target")} /> : null}
      <AnnotationTable context={context} notes={notes.toReversed()} />
      {canEdit ? <AnnotationForm context={context} abouts={abouts} {...formOf("note")} /> : null}
    </>,
  );
}

function Targets({ context, targets }: { context: PageContext; targets: readonly TargetState[] }) {
  const { messages } = context;
  return (
    <section>
      <h2>{messages.targets.targets}</h2>
      {targets.length === 0 ? (
        <p class="soft">{messages.targets.noTargets}</p>
      ) : (
        <TargetTable context={context} targets={targets} canRemove={context.canEdit} />
      )}
    </section>
  );
}

interface TargetFormProps {
  readonly context: PageContext;
  readonly groups: readonly About[];
  readonly texts: Texts;
  readonly errors: readonly FieldError[];
}

function TargetForm({ context, groups, texts, errors: raw }: TargetFormProps) {
  const { messages } = context;
  const errors = translateMessages(context, raw);
  const { name = "", signups = "", from = "", by = "", group = "" } = texts;
  const words = messages.targets;
  const wrongGroup = errorsOf(errors, "group");
  return (
    <section>
      <h2>{words.addTarget}</h2>
      <form method="post" action={pagePath.targets()} class="sheet">
        <Field
          errors={errors}
          path="name"
          label={words.name}
          hint={words.nameHint}
          value={name}
          required
          more={{ maxlength: 100, autocomplete: "off" }}
        />
        <Field
          errors={errors}
          path="signups"
          label={words.signups}
          value={signups}
          required
          more={{ inputmode: "numeric", autocomplete: "off" }}
        />
        <div class="row">
          <Field errors={errors} path="by" type="date" label={words.by} value={by} required />
          <Field
            errors={errors}
            path="from"
            type="date"
            label={`${words.from} (${messages.common.optional})`}
            hint={words.fromHint}
            value={from}
          />
        </div>
        {groups.length === 0 ? null : (
          <div class="field">
            <label for="f-group">{words.of}</label>
            <select
              id="f-group"
              name="group"
              aria-describedby={describedBy("f-group", undefined, wrongGroup)}
              aria-invalid={wrongGroup.length === 0 ? undefined : "true"}
            >
              <option value="">{words.everything}</option>
              {groups.map(({ label }) => (
                <option value={label} selected={label === group}>
                  {label}
                </option>
              ))}
            </select>
            <FieldErrors id="f-group" messages={wrongGroup} />
          </div>
        )}
        <div class="actions">
          <button type="submit">{words.addTarget}</button>
        </div>
      </form>
    </section>
  );
}
