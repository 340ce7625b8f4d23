/** Inviting somebody to a key of their own, and taking that back. Admins only. */
import * as v from "valibot";
import type { FieldError } from "../../domain/problems.ts";
import { INVITATION_DAYS } from "../../storage/registry/invitations.ts";
import { newToken } from "../auth/token.ts";
import { originOf, registry, type StaffContext } from "../http/context.ts";
import { fieldError } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { newKeyBody } from "../openapi/request_schemas.ts";
import { pagePath } from "../routes.ts";
import { typedIn } from "../settings/page.tsx";
import { KEY_ROLES, RoleChoice } from "../settings/sections.tsx";
import type { Typed } from "../settings/state.ts";
import { Copyable, ErrorSummary, Field } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { translateErrors, translateMessages } from "../ui/messages/fields.ts";
import { noticeOf } from "../ui/notices.ts";
import { pageContextOf, withQuery } from "../ui/page_context.ts";
import { questionPage } from "../ui/question_page.tsx";
import { knownInvitations } from "./known_invitations.ts";
import { OpenInvitations } from "./list.tsx";

export function invitationsPage(c: StaffContext): Promise<Response> {
  return render(c, [], {}, 200);
}

export async function createInvitation(c: StaffContext): Promise<Response> {
  const typed = await typedIn(c, ["name", "role"]);
  const parsed = v.safeParse(newKeyBody, { name: typed.name ?? "", role: typed.role ?? "" });
  if (!parsed.success) return render(c, parsed.issues.map(fieldError), typed, 400);
  const { name, role } = parsed.output;
  const { token, hash } = await newToken();
  const made = await registry(c).createInvitation({ id: crypto.randomUUID(), name, role }, hash, c.var.caller.name);
  if (!made.ok) return "errors" in made.error ? render(c, made.error.errors, typed, 409) : refuse(made.error);
  knownInvitations.forget();
  const context = pageContextOf(c);
  const { messages, format } = context;
  return page(
    c,
    context,
    { title: messages.invitations.madeTitle, section: "settings" },
    <div class="text">
      <h1>{messages.invitations.madeTitle}</h1>
      <section>
        <h2>
          {name} · {messages.roles[role]}
        </h2>
        <Copyable context={context} text={`${originOf(c)}${pagePath.invitation(token)}`} label={name} />
        <p>{messages.invitations.madeText(format.day(made.value.expiresOn))}</p>
      </section>
      <a class="btn quiet" href={pagePath.invitations()}>
        {messages.common.back}
      </a>
    </div>,
  );
}

export async function removeInvitationForm(c: StaffContext): Promise<Response> {
  const { messages } = pageContextOf(c);
  const found = (await registry(c).invitations()).find(({ id }) => id === c.req.param("id"));
  if (found === undefined) return refuse({ type: "not-found", detail: "There is no such invitation." });
  const question = {
    title: messages.invitations.withdrawTitle(found.name),
    texts: [messages.invitations.withdrawText],
    confirm: messages.invitations.withdrawConfirm,
  };
  const ways = { section: "settings", action: pagePath.removeInvitation(found.id), back: pagePath.invitations() } as const;
  return questionPage(c, question, ways);
}

export async function removeInvitation(c: StaffContext): Promise<Response> {
  unwrap(await registry(c).deleteInvitation(c.req.param("id") ?? "", c.var.caller.name));
  return c.redirect(withQuery(pagePath.invitations(), { notice: "invitation-removed" }), 303);
}

async function render(c: StaffContext, errors: readonly FieldError[], typed: Typed, status: 200 | 400 | 409): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const invitations = await registry(c).invitations();
  return page(
    c,
    context,
    { title: messages.invitations.title, section: "settings", status, notice: noticeOf(c, context), at: pagePath.invitations() },
    <>
      <h1>{messages.invitations.title}</h1>
      <ErrorSummary context={context} errors={translateErrors(context, errors)} />
      <section>
        <p class="soft">{messages.invitations.lead(INVITATION_DAYS)}</p>
        <form method="post" action={pagePath.invitations()} class="sheet" data-unsent={errors.length > 0 || undefined}>
          <Field
            errors={translateMessages(context, errors)}
            path="name"
            label={messages.settings.name}
            hint={messages.invitations.nameHint}
            value={typed.name ?? ""}
            required
            more={{ maxlength: 100, autocomplete: "off" }}
          />
          <RoleChoice context={context} roles={KEY_ROLES} chosen={typed.role ?? null} errors={translateMessages(context, errors)} />
          <button type="submit">{messages.invitations.makeLink}</button>
        </form>
      </section>
      {invitations.length === 0 ? null : <OpenInvitations context={context} invitations={invitations} />}
    </>,
  );
}
