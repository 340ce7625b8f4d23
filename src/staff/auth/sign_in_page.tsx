/** The page for signing in, signing in with an access key, and signing out. */
import { isLoopback } from "../../domain/campaign/destination.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { readFormData, textsOf } from "../http/input.ts";
import { pagePath } from "../routes.ts";
import { ErrorSummary, Field, Mark } from "../ui/components.tsx";
import { ACCESS_SIGN_OUT, page } from "../ui/layout.tsx";
import { noticeOf } from "../ui/notices.ts";
import { currentPath, type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { identify, slowDown } from "./access_keys.ts";
import type { Identified } from "./known_keys.ts";
import { isPagePath, pageWithForm, signInPath } from "./return_path.ts";
import { endSession, hasSessionCookie, startSession } from "./session.ts";

export async function signInForm(c: StaffContext): Promise<Response> {
  const next = nextOf(c.req.query("next"));
  // A member whom Access let in has nothing to sign in with.
  if (c.get("caller") !== undefined) return c.redirect(next || pagePath.overview(), 303);
  return signInPage(c, { error: null, isAboutKey: true, status: 200, next });
}

export async function signIn(c: StaffContext): Promise<Response> {
  const { messages } = pageContextOf(c);
  const form = await readFormData(c, ["key", "next"]);
  const typed = textsOf(form);
  const key = (typed.key ?? "").trim();
  const next = nextOf(typed.next);
  const again = (error: string, status: 401 | 403 | 429) => signInPage(c, { error, isAboutKey: true, status, next });
  const identified: Identified = key === "" ? { owner: null, waitSeconds: 0 } : await identify(c, key);
  if (identified.owner === null) {
    const waitSeconds = Math.max(identified.waitSeconds, key === "" ? 0 : slowDown());
    if (waitSeconds === 0) return again(messages.signIn.wrong, 401);
    c.header("Retry-After", String(waitSeconds));
    return again(messages.signIn.tooMany(waitSeconds), 429);
  }
  const { owner } = identified;
  if (owner.role === "site") return again(messages.signIn.site, 403);
  await startSession(c, owner);
  return c.redirect(next || pagePath.overview(), 303);
}

/** The page to go on to, where it is one of this dashboard's; else nothing. */
export function nextOf(asked: string | undefined): string {
  return asked !== undefined && isPagePath(asked) ? asked : "";
}

export async function signOut(c: StaffContext): Promise<Response> {
  const { isThroughAccess, caller } = pageContextOf(c);
  await endSession(c);
  // A key's id is no address.
  const isMember = caller?.id.includes("@") === true;
  return c.redirect(
    isThroughAccess ? ACCESS_SIGN_OUT : withQuery(pagePath.signIn(), { notice: isMember ? "signed-out-here" : "signed-out" }),
    303,
  );
}

/** For a request without a valid session: leads to sign-in, and from there back to the page. Its body is not read. */
export async function sessionOver(c: StaffContext): Promise<Response> {
  const { method } = c.req;
  if (method !== "GET" && method !== "HEAD") {
    const back = withQuery(pageWithForm(c.req.path), { notice: "undone" });
    return c.redirect(withQuery(signInPath(back), { notice: "ended" }), 303);
  }
  const way = signInPath(currentPath(c));
  return c.redirect(hasSessionCookie(c) ? withQuery(way, { notice: "ended" }) : way, 303);
}

/** Browsers keep the session's cookie over https, and on this very machine. */
export function isSafe(c: StaffContext): boolean {
  const { protocol, hostname } = new URL(c.req.url);
  return protocol === "https:" || isLoopback(hostname);
}

const FORM = { id: "sign-in", action: pagePath.signIn() } as const;

interface SignInPage {
  readonly error: string | null;
  /** Whether the error is about a key, and not about the identity provider. */
  readonly isAboutKey: boolean;
  readonly status: 200 | 400 | 401 | 403 | 429 | 503;
  readonly next: string;
}

export async function signInPage(c: StaffContext, { error, isAboutKey, status, next }: SignInPage): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const { platform, adminKey, oidc } = c.var.config;
  const notice = noticeOf(c, context);
  const message = error ?? (isSafe(c) ? null : messages.signIn.insecure[platform]);
  return page(
    c,
    context,
    { title: messages.signIn.title, section: null, status, notice, at: signInPath(next) },
    <div class="narrow">
      <Mark size={52} />
      <h1>{messages.signIn.title}</h1>
      <p class="lead">{messages.signIn.lead}</p>
      <section>
        <ErrorSummary context={context} errors={message === null ? [] : [{ path: isAboutKey ? "key" : "", message }]} />
        {oidc === null ? null : <ProviderButton context={context} issuer={oidc.issuer} next={next} notice={c.req.query("notice")} />}
        <KeyForm context={context} next={next} isWrong={error !== null && isAboutKey} />
        <details>
          <summary>{messages.signIn.where}</summary>
          <p class="soft">{adminKey === null && platform === "cloudflare" ? messages.signIn.noAdminKey : messages.signIn.hint[platform]}</p>
        </details>
      </section>
      <p class="soft">{oidc === null ? messages.signIn.cookie : `${messages.signIn.cookie} ${messages.openId.cookie}`}</p>
    </div>,
  );
}

interface ProviderButtonProps {
  readonly context: PageContext;
  readonly issuer: string;
  readonly next: string;
  readonly notice: string | undefined;
}

/** A link and no form: it leads to another site, and the CSP allows forms to this origin only. */
function ProviderButton({ context, issuer, next, notice }: ProviderButtonProps) {
  const { messages } = context;
  const { host } = new URL(issuer);
  return (
    <>
      <p>
        <a class="btn" href={withQuery(pagePath.startOidc(), { next })}>
          {messages.openId.button}
        </a>
      </p>
      <p class="soft">{messages.openId.at(host)}</p>
      {notice === "signed-out-here" ? (
        <p>
          <a href={pagePath.signOutOidc()}>{messages.openId.signOutThere(host)}</a>
        </p>
      ) : null}
      <h2>{messages.openId.orKey}</h2>
    </>
  );
}

interface KeyFormProps {
  readonly context: PageContext;
  readonly next: string;
  readonly isWrong: boolean;
}

function KeyForm({ context, next, isWrong }: KeyFormProps) {
  const { messages } = context;
  return (
    <form method="post" {...FORM}>
      <Field
        errors={[]}
        path="key"
        type="password"
        label={messages.signIn.key}
        required
        more={{
          autocomplete: "current-password",
          autocapitalize: "off",
          spellcheck: "false",
          ...(isWrong ? { "aria-invalid": "true", "aria-describedby": "errors" } : {}),
        }}
      />
      <input type="hidden" name="next" value={next} />
      <button type="submit">{messages.signIn.submit}</button>
    </form>
  );
}

/** For somebody who came through Access and is not a member. */
export async function noAccessPage(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const admins = (await registry(c).members()).filter(({ role }) => role === "admin");
  return page(
    c,
    context,
    { title: messages.access.title, section: null, status: 403 },
    <div class="narrow">
      <h1>{messages.access.title}</h1>
      <p>{messages.access.unknown(c.get("accessEmail") ?? "")}</p>
      {admins.length === 0 ? (
        <p>{messages.access.nobody}</p>
      ) : (
        <>
          <p>{messages.access.ask}</p>
          <ul>
            {admins.map(({ email }) => (
              <li>
                <a href={`mailto:${email}`}>{email}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      <section>
        <h2>{messages.signIn.withKey}</h2>
        <KeyForm context={context} next="" isWrong={false} />
      </section>
    </div>,
  );
}
