/** Signing in with an access key, and out again. */
import { identify, isMadeKey } from "../auth.ts";
import { type Call, registry } from "../call.ts";
import { endSession, startSession } from "../session.ts";
import { page } from "./layout.tsx";
import { noticeOf } from "./notices.ts";
import { ErrorSummary, Field, Mark } from "./parts.tsx";
import { isPagePath, type View, viewOf } from "./view.ts";

export async function signInForm(c: Call): Promise<Response> {
  const view = viewOf(c);
  return signInPage(c, view, null, 200);
}

export async function signIn(c: Call): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const form = await c.req.parseBody();
  const key = typeof form.key === "string" ? form.key.trim() : "";
  // Only what somebody thought of can be guessed; it takes from a store of guesses that all share.
  const isGuessable = !isMadeKey(key);
  const waitSeconds = isGuessable ? await registry(c).takeGuess() : 0;
  if (waitSeconds > 0) {
    c.header("Retry-After", String(waitSeconds));
    return signInPage(c, view, t.signIn.tooMany(waitSeconds), 429);
  }
  const owner = key === "" ? null : await identify(c, key);
  if (owner === null) return signInPage(c, view, t.signIn.wrong, 401);
  if (isGuessable) await registry(c).giveGuessBack();
  if (owner.role === "site") return signInPage(c, view, t.signIn.site, 403);
  if (c.var.config.sessionSecret === null) return signInPage(c, view, t.signIn.notConfigured, 503);
  await startSession(c, owner);
  const next = typeof form.next === "string" ? form.next : "";
  return c.redirect(isPagePath(next) ? next : "/staff", 303);
}

export async function signOut(c: Call): Promise<Response> {
  endSession(c);
  return c.redirect("/staff/sign-in?notice=signed-out", 303);
}

/** Browsers keep the session's cookie over https, and on this very machine. */
function isSafe(c: Call): boolean {
  const { protocol, hostname } = new URL(c.req.url);
  return protocol === "https:" || hostname === "localhost" || hostname.endsWith(".localhost") || /^127\.|^\[::1\]$/.test(hostname);
}

async function signInPage(c: Call, view: View, error: string | null, status: 200 | 401 | 403 | 429 | 503): Promise<Response> {
  const { t } = view;
  const asked = c.req.query("next") ?? "";
  const next = isPagePath(asked) ? asked : "";
  const message = error ?? (c.var.config.sessionSecret === null ? t.signIn.notConfigured : isSafe(c) ? null : t.signIn.insecure);
  return page(
    c,
    view,
    { title: t.signIn.title, section: null, status, notice: noticeOf(c, view) },
    <div class="narrow">
      <Mark size={52} />
      <h1>{t.signIn.title}</h1>
      <p class="lead">{t.signIn.lead}</p>
      <section>
        <ErrorSummary view={view} errors={message === null ? [] : [{ path: "key", message }]} />
        <KeyForm view={view} next={next} isWrong={error !== null} />
        <details>
          <summary>{t.signIn.where}</summary>
          <p class="soft">{t.signIn.hint}</p>
        </details>
      </section>
      <p class="soft">{t.signIn.cookie}</p>
    </div>,
  );
}

function KeyForm({ view, next, isWrong }: { view: View; next: string; isWrong: boolean }) {
  const { t } = view;
  return (
    <form method="post" action="/staff/sign-in">
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
