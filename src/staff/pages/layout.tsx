/** The frame of every page: the mark, the menu, the language, and what was just done. */
import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { Call } from "../call.ts";
import { SCRIPT_PATH } from "./assets/script.ts";
import { STYLE_PATH } from "./assets/style.ts";
import { Mark, Notice } from "./parts.tsx";
import { type View, withQuery } from "./view.ts";

export type Section = "overview" | "campaigns" | "connect" | "settings" | null;

interface PageOptions {
  readonly title: string;
  readonly section: Section;
  readonly status?: 200 | 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503;
  /** What was just done, for whoever comes from a form. */
  readonly notice?: string | null;
}

export function page(
  c: Call,
  view: View,
  { title, section, status = 200, notice = null }: PageOptions,
  body: Child,
): Response | Promise<Response> {
  return c.html(
    html`<!doctype html>${(
      <html lang={view.language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <meta name="robots" content="noindex" />
          <title>{title} · Fivebar</title>
          <link rel="icon" href="/staff/icon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href={STYLE_PATH} />
          <script src={SCRIPT_PATH} defer />
        </head>
        <body>
          <a class="skip" href="#main">
            {view.t.skipToContent}
          </a>
          <Header view={view} section={section} />
          <main id="main" tabindex={-1}>
            {notice === null ? null : <Notice>{notice}</Notice>}
            {body}
          </main>
        </body>
      </html>
    )}`,
    status,
  );
}

function Header({ view, section }: { view: View; section: Section }) {
  const { t, caller } = view;
  const links = [
    ["overview", "/staff", t.nav.overview],
    ["campaigns", "/staff/campaigns", t.nav.campaigns],
    ["connect", "/staff/connect", t.nav.connect],
    ...(view.isAdmin ? [["settings", "/staff/settings", t.nav.settings] as const] : []),
  ] as const;
  const other = view.language === "nl" ? "en" : "nl";
  return (
    <header>
      <a class="mark" href="/staff">
        <Mark />
        Fivebar
      </a>
      {caller === null ? null : (
        <nav aria-label={t.nav.label}>
          {links.map(([name, href, text]) => (
            <a href={href} aria-current={name === section ? "page" : undefined}>
              {text}
            </a>
          ))}
        </nav>
      )}
      <div class="who">
        {caller === null ? null : (
          <span>
            {caller.name} · {t.roles[caller.role]}
          </span>
        )}
        <a href={withQuery(view.here, { lang: other })} lang={other} hreflang={other}>
          {t.otherLanguage}
        </a>
        {caller === null ? null : (
          <form method="post" action="/staff/sign-out">
            <button class="plain" type="submit">
              {t.nav.signOut}
            </button>
          </form>
        )}
      </div>
    </header>
  );
}
