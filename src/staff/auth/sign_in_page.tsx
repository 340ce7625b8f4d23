/** Signing in with an access key, and out again. */
import { isLoopback } from "../../domain/campaign/destination.ts";
import { type Call, registry } from "../http/context.ts";
import { readFormData, textsOf } from "../http/input.ts";
import { pagePath } from "../routes.ts";
import { ErrorSummary, Field, Mark } from "../ui/components.tsx";
import { ACCESS_SIGN_OUT, page } from "../ui/layout.tsx";
import { noticeOf } from "../ui/notices.ts";
import { type View, viewOf, whereabouts, withQuery } from "../ui/page_context.ts";
import { identify, slowDown } from "./access_keys.ts";
import type { Identified } from "./known_keys.ts";
import { isPagePath, pageWithForm, signInPath } from "./return_path.ts";
import { endSession, hasSessionCookie, startSession } from "./session.ts";

export async function signInForm(c: Call): Promise<Response> {
  const next = nextOf(c.req.query("next"));
  // A member whom Access let in has nothing to sign in with.
  if (c.get("caller") !== undefined) return c.redirect(next || pagePath.overview(), 303);
  return signInPage(c, { error: null, status: 200, next });
}

export async function signIn(c: Call): Promise<Response> {
  const { t } = viewOf(c);
  const form = await readFormData(c, ["key", "next"]);
  const typed = textsOf(form);
  const key = (typed.key ?? "").trim();
  const next = nextOf(typed.next);
  const again = (error: string, status: 401 | 403 | 429) => signInPage(c, { error, status, next });
  const identified: Identified = key === "" ? { owner: null, waitSeconds: 0 } : await identify(c, key);
  if (identified.owner === null) {
    const waitSeconds = Math.max(identified.waitSeconds, key === "" ? 0 : slowDown());
    if (waitSeconds === 0) return again(t.signIn.wrong, 401);
    c.header("Retry-After", String(waitSeconds));
    return again(t.signIn.tooMany(waitSeconds), 429);
  }
  const { owner } = identified;
  if (owner.role === "site") return again(t.signIn.site, 403);
  await startSession(c, owner);
  return c.redirect(next || pagePath.overview(), 303);
}

/** The page to go on to, where it is one of this dashboard's; else nothing. */
function nextOf(asked: string | undefined): string {
  return asked !== undefined && isPagePath(asked) ? asked : "";
}

export async function signOut(c: Call): Promise<Response> {
  const { isThroughAccess } = viewOf(c);
  await endSession(c);
  return c.redirect(isThroughAccess ? ACCESS_SIGN_OUT : withQuery(pagePath.signIn(), { notice: "signed-out" }), 303);
}

/** For somebody whose session is over or who never had one: the way to sign in, and back to the page. What they sent is not read. */
export async function sessionOver(c: Call): Promise<Response> {
  const { method } = c.req;
  if (method !== "GET" && method !== "HEAD") {
    const back = withQuery(pageWithForm(c.req.path), { notice: "undone" });
    return c.redirect(withQuery(signInPath(back), { notice: "ended" }), 303);
  }
  const way = signInPath(whereabouts(c));
  return c.redirect(hasSessionCookie(c) ? withQuery(way, { notice: "ended" }) : way, 303);
}

/** Browsers keep the session's cookie over https, and on this very machine. */
function isSafe(c: Call): boolean {
  const { protocol, hostname } = new URL(c.req.url);
  return protocol === "https:" || isLoopback(hostname);
}

const FORM = { id: "sign-in", action: pagePath.signIn() } as const;

interface SignInPage {
  readonly error: string | null;
  readonly status: 200 | 401 | 403 | 429;
  readonly next: string;
}

async function signInPage(c: Call, { error, status, next }: SignInPage): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const { platform, adminKey } = c.var.config;
  const notice = noticeOf(c, view);
  const message = error ?? (isSafe(c) ? null : t.signIn.insecure[platform]);
  return page(
    c,
    view,
    { title: t.signIn.title, section: null, status, notice, at: signInPath(next) },
    <div class="narrow">
      <Mark size={52} />
      <h1>{t.signIn.title}</h1>
      <p class="lead">{t.signIn.lead}</p>
      <section>
        <ErrorSummary view={view} errors={message === null ? [] : [{ path: "key", message }]} />
        <KeyForm view={view} next={next} isWrong={error !== null} />
        <details>
          <summary>{t.signIn.where}</summary>
          <p class="soft">{adminKey === null && platform === "cloudflare" ? t.signIn.noAdminKey : t.signIn.hint[platform]}</p>
        </details>
      </section>
      <p class="soft">{t.signIn.cookie}</p>
    </div>,
  );
}

interface KeyFormProps {
  readonly view: View;
  readonly next: string;
  readonly isWrong: boolean;
}

function KeyForm({ view, next, isWrong }: KeyFormProps) {
  const { t } = view;
  return (
    <form method="post" {...FORM}>
      <Field
        errors={[]}
        path="key"
        type="password"
        label={t.signIn.key}
        required
        more={{
          autocomplete: "current-password",
          autocapitalize: "off",
          spellcheck: "false",
          ...(isWrong ? { "aria-invalid": "true" } : {}),
        }}
      />
      <input type="hidden" name="next" value={next} />
      <button type="submit">{t.signIn.submit}</button>
    </form>
  );
}

/** For somebody whom Access knows and nobody here does. */
export async function noAccessPage(c: Call): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const admins = (await registry(c).members()).filter(({ role }) => role === "admin");
  return page(
    c,
    view,
    { title: t.access.title, section: null, status: 403 },
    <div class="narrow">
      <h1>{t.access.title}</h1>
      <p>{t.access.unknown(c.get("accessEmail") ?? "")}</p>
      {admins.length === 0 ? (
        <p>{t.access.nobody}</p>
      ) : (
        <>
          <p>{t.access.ask}</p>
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
        <h2>{t.signIn.withKey}</h2>
        <KeyForm view={view} next="" isWrong={false} />
      </section>
    </div>,
  );
}
