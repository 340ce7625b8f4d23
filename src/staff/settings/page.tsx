/** Who may do what: access keys, members, the hosts that links may lead to, and the configuration as it is. Admins only. */
import * as v from "valibot";
import { isRedirector } from "../../domain/campaign/allowed_hosts.ts";
import { problem } from "../../domain/problems.ts";
import { INVITATION_DAYS } from "../../storage/registry/invitations.ts";
import { forgetKnownKeys, newKey } from "../auth/access_keys.ts";
import { NextForSite, newestLiveCode } from "../connect/page.tsx";
import { HistoryFiles } from "../history/settings_section.tsx";
import { newHost } from "../hosts/schema.ts";
import { aboutHost, Hosts } from "../hosts/settings_section.tsx";
import { registry, type StaffContext } from "../http/context.ts";
import { fieldError, readFormData, textsOf } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { newKeyBody, newMember } from "../openapi/request_schemas.ts";
import { pagePath } from "../routes.ts";
import { Copyable, ErrorSummary } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { translateErrors } from "../ui/messages/fields.ts";
import { noticeOf } from "../ui/notices.ts";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { type Question, questionPage } from "../ui/question_page.tsx";
import { Members } from "./members_section.tsx";
import { Configuration, Keys } from "./sections.tsx";
import type { State, Typed } from "./state.ts";

export async function settingsPage(c: StaffContext): Promise<Response> {
  return render(c, { errors: [], typed: {}, form: null, status: 200 });
}

export async function typedIn(c: StaffContext, names: readonly string[]): Promise<Typed> {
  return textsOf(await readFormData(c, names));
}

export async function createKey(c: StaffContext): Promise<Response> {
  const typed = await typedIn(c, ["name", "role"]);
  const parsed = v.safeParse(newKeyBody, { name: typed.name ?? "", role: typed.role ?? "" });
  if (!parsed.success) return render(c, { errors: parsed.issues.map(fieldError), typed, form: "keys", status: 400 });
  const { name, role } = parsed.output;
  const { key, hash } = await newKey(role);
  const made = await registry(c).createKey({ id: crypto.randomUUID(), name, role }, hash, c.var.caller.name);
  if (!made.ok) {
    if (!("errors" in made.error)) return refuse(made.error);
    return render(c, { errors: made.error.errors, typed, form: "keys", status: 409 });
  }
  forgetKnownKeys();
  const context = pageContextOf(c);
  const { messages } = context;
  return page(
    c,
    context,
    { title: messages.settings.madeTitle, section: "settings" },
    <div class="text">
      <h1>{messages.settings.madeTitle}</h1>
      <section>
        <h2>
          {name} · {messages.roles[role]}
        </h2>
        <Copyable context={context} text={key} label={name} />
        <p>{messages.settings.madeText}</p>
        <p>{role === "site" ? messages.settings.madeForSite : messages.settings.madeForPerson}</p>
      </section>
      {role === "site" ? <NextForSite context={context} code={await newestLiveCode(c, context)} /> : null}
      <a class="btn quiet" href={pagePath.settings()}>
        {messages.common.back}
      </a>
    </div>,
  );
}

export async function addMember(c: StaffContext): Promise<Response> {
  const typed = await typedIn(c, ["email", "role"]);
  const parsed = v.safeParse(newMember, { email: typed.email ?? "", role: typed.role ?? "" });
  if (!parsed.success) return render(c, { errors: parsed.issues.map(fieldError), typed, form: "members", status: 400 });
  const { email, role } = parsed.output;
  // So that there is always somebody left who may.
  if (email === c.var.caller.name) return render(c, { errors: [problem("email", "form-own-member")], typed, form: "members", status: 400 });
  const before = (await registry(c).members()).find((member) => member.email === email);
  const set = await registry(c).setMember(email, role, c.var.caller.name);
  if (!set.ok) {
    if (!("errors" in set.error)) return refuse(set.error);
    return render(c, { errors: set.error.errors, typed, form: "members", status: 409 });
  }
  const notice = before === undefined || before.role === role ? "member-saved" : "member-changed";
  return c.redirect(withQuery(pagePath.settings(), { notice }), 303);
}

export async function removeKeyForm(c: StaffContext): Promise<Response> {
  const id = c.req.param("id") ?? "";
  return ask(c, await aboutKey(c, pageContextOf(c), id), pagePath.removeKey(id));
}

export async function removeMemberForm(c: StaffContext): Promise<Response> {
  const email = c.req.param("email") ?? "";
  return ask(c, await aboutMember(c, pageContextOf(c), email), pagePath.removeMember(email));
}

export async function removeHostForm(c: StaffContext): Promise<Response> {
  const host = c.req.param("host") ?? "";
  return ask(c, await aboutHost(c, pageContextOf(c), host), pagePath.removeHost(host));
}

/** Asks; a question about something that is not there is no page. */
function ask(c: StaffContext, question: Question | null, action: string): Response | Promise<Response> {
  if (question === null) return refuse({ type: "not-found", detail: "There is no such thing." });
  return questionPage(c, question, { section: "settings", action, back: pagePath.settings() });
}

/** What happens when the key goes: a website loses its reports, a person the way in. */
async function aboutKey(c: StaffContext, { messages }: PageContext, id: string): Promise<Question | null> {
  const key = (await registry(c).keys()).find((one) => one.id === id);
  if (key === undefined) return null;
  const text =
    key.role === "site"
      ? messages.settings.removeSiteText
      : key.name === c.var.caller.name
        ? messages.settings.removeOwnText
        : messages.settings.removeText;
  return { title: messages.settings.removeTitle(key.name), texts: [text], confirm: messages.settings.removeConfirm };
}

async function aboutMember(c: StaffContext, { messages }: PageContext, id: string): Promise<Question | null> {
  const member = (await registry(c).members()).find(({ email }) => email === id);
  if (member === undefined) return null;
  return {
    title: messages.settings.memberRemoveTitle(member.email),
    texts: [messages.settings.memberRemoveText],
    confirm: messages.settings.memberRemoveConfirm,
  };
}

export async function removeKey(c: StaffContext): Promise<Response> {
  unwrap(await registry(c).deleteKey(c.req.param("id") ?? "", c.var.caller.name));
  return c.redirect(withQuery(pagePath.settings(), { notice: "key-removed" }), 303);
}

export async function removeMember(c: StaffContext): Promise<Response> {
  const email = c.req.param("email") ?? "";
  if (email === c.var.caller.name) return render(c, { errors: [problem("", "form-own-member")], typed: {}, form: "members", status: 400 });
  unwrap(await registry(c).removeMember(email, c.var.caller.name));
  return c.redirect(withQuery(pagePath.settings(), { notice: "member-removed" }), 303);
}

/** Allows a host; one that is known to pass visitors on only when the box says that it is meant. */
export async function addHost(c: StaffContext): Promise<Response> {
  const typed = await typedIn(c, ["host", "redirects"]);
  const parsed = v.safeParse(newHost(c.var.config.allowedHosts), { host: typed.host ?? "" });
  if (!parsed.success) return render(c, { errors: parsed.issues.map(fieldError), typed, form: "hosts", status: 400 });
  const { host } = parsed.output;
  if (isRedirector(host) && typed.redirects !== "on")
    return render(c, { errors: [problem("host", "form-redirector")], typed, form: "hosts", status: 400 });
  const added = await registry(c).addHost(host, c.var.caller.name);
  if (added.ok) return c.redirect(withQuery(pagePath.settings(), { notice: "host-added" }), 303);
  if (!("errors" in added.error)) return refuse(added.error);
  return render(c, { errors: added.error.errors, typed, form: "hosts", status: 409 });
}

export async function removeHost(c: StaffContext): Promise<Response> {
  unwrap(await registry(c).removeHost(c.req.param("host") ?? "", c.var.caller.name));
  return c.redirect(withQuery(pagePath.settings(), { notice: "host-removed" }), 303);
}

async function render(c: StaffContext, state: State): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const [keys, members, hosts] = await Promise.all([registry(c).keys(), registry(c).members(), registry(c).hosts()]);
  const { access, oidc } = c.var.config;
  const hasSignIn = access !== null || oidc !== null;
  // Members of Cloudflare Access have the roles that admins gave them.
  const claim = access === null ? (oidc?.roleClaim ?? null) : null;
  const memberSection = (
    <Members context={context} members={members} state={state.form === "members" ? state : null} isOn={hasSignIn} claim={claim} />
  );
  return page(
    c,
    context,
    { title: messages.nav.settings, section: "settings", status: state.status, notice: noticeOf(c, context), at: pagePath.settings() },
    <>
      <h1>{messages.nav.settings}</h1>
      <ErrorSummary context={context} errors={translateErrors(context, state.errors)} />
      {hasSignIn ? memberSection : null}
      <Keys
        context={context}
        keys={keys}
        state={state.form === "keys" ? state : null}
        isSignIn={!hasSignIn}
        isByMonth={c.var.config.release === "formal"}
      />
      <section>
        <h2>{messages.invitations.title}</h2>
        <p class="soft">{messages.invitations.lead(INVITATION_DAYS)}</p>
        <p>
          <a class="btn quiet" href={pagePath.invitations()}>
            {messages.invitations.invite}
          </a>
        </p>
      </section>
      {hasSignIn ? null : memberSection}
      <Hosts context={context} hosts={hosts} state={state.form === "hosts" ? state : null} />
      <section>
        <h2>{messages.reportLinks.title}</h2>
        <p class="soft">{messages.reportLinks.lead}</p>
        <p>
          <a class="btn quiet" href={pagePath.reportLinks()}>
            {messages.reportLinks.share}
          </a>
        </p>
      </section>
      <HistoryFiles context={context} months={c.var.config.staffNamesMonths} />
      <section>
        <h2>{messages.status.link}</h2>
        <p class="soft">{messages.status.lead}</p>
        <p>
          <a class="btn quiet" href={pagePath.status()}>
            {messages.status.open}
          </a>
        </p>
      </section>
      <Configuration context={context} config={c.var.config} />
    </>,
  );
}
