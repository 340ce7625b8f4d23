/** The frame of every page: the mark, the menu, the language, and what was just done. */
import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { Day } from "../../domain/day.ts";
import type { StaffContext } from "../http/context.ts";
import { MENU, PAGES, pagePath } from "../routes.ts";
import { Mark, Notice, nameFor } from "./components.tsx";
import { type PageContext, withQuery } from "./page_context.ts";

/** Where Cloudflare Access ends its session, on every host that it guards. */
export const ACCESS_SIGN_OUT = "/cdn-cgi/access/logout";

/** The entry of the menu that a page is under; null for none. */
export type Section = (typeof MENU)[number] | null;

interface PageOptions {
  readonly title: string;
  readonly section: Section;
  readonly status?: 200 | 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503;
  /** What was just done, after a form was sent. */
  readonly notice?: string | null;
  /** The days that its figures are about, for the head of a printed page. */
  readonly days?: { readonly from: Day; readonly to: Day };
  /** The page's address for the link to the other language: by default that of this request, and after a form none. */
  readonly at?: string;
}

export function page(
  c: StaffContext,
  context: PageContext,
  { title, section, status = 200, notice = null, days, at }: PageOptions,
  body: Child,
): Response | Promise<Response> {
  const back = at ?? (c.req.method === "GET" || context.caller === null ? context.here : null);
  return c.html(
    html`<!doctype html>${(
      <html lang={context.language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <meta name="robots" content="noindex" />
          <title>{title} · Fivebar</title>
          <link rel="icon" href={pagePath.icon()} type="image/svg+xml" />
          <link rel="stylesheet" href={pagePath.style()} />
          <script src={pagePath.script()} defer />
        </head>
        <body>
          <a class="skip" href="#main">
            {context.messages.skipToContent}
          </a>
          <PaperHead context={context} title={title} days={days} operator={c.var.config.operator} groupSize={c.var.config.groupSize} />
          <Header context={context} section={section} at={back} />
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

interface PaperHeadProps {
  readonly context: PageContext;
  readonly title: string;
  readonly days: PageOptions["days"];
  readonly operator: string | null;
  readonly groupSize: number;
}

/** What stands at the head of each printed page: whose it is, printed when, and on a page with figures of which days, in which groups. */
function PaperHead({ context, title, days, operator, groupSize }: PaperHeadProps) {
  const { messages, format, today } = context;
  const about = days === undefined ? null : messages.common.range(format.day(days.from), format.day(days.to));
  return (
    <div class="paper" aria-hidden="true">
      <div>
        <Mark size={18} />
        <span>
          {[operator ?? "Fivebar", title, about, messages.printed(format.day(today), days === undefined ? null : groupSize)]
            .filter((text) => text !== null)
            .join(" · ")}
        </span>
      </div>
    </div>
  );
}

interface HeaderProps {
  readonly context: PageContext;
  readonly section: Section;
  readonly at: string | null;
}

function Header({ context, section, at }: HeaderProps) {
  const { messages, caller } = context;
  const links = MENU.filter((name) => caller !== null && PAGES[name].page.includes(caller.role));
  return (
    <header>
      <a class="mark" href={pagePath.overview()}>
        <Mark />
        Fivebar
      </a>
      {caller === null ? null : (
        <nav aria-label={messages.nav.label}>
          {links.map((name) => (
            <a href={pagePath[name]()} aria-current={name === section ? "page" : undefined}>
              {messages.nav[name]}
            </a>
          ))}
        </nav>
      )}
      <div class="who">
        {caller === null ? null : (
          <span>
            {nameFor(context, caller.name)} · {messages.roles[caller.role]}
          </span>
        )}
        <OtherLanguage context={context} at={at} />
        <SignOut context={context} />
      </div>
    </header>
  );
}

/** Another language is another page: the browser asks before what is typed is left (assets/script.ts). */
function OtherLanguage({ context, at }: Omit<HeaderProps, "section">) {
  const other = context.language === "nl" ? "en" : "nl";
  return at === null ? null : (
    <a href={withQuery(at, { lang: other })} lang={other} hreflang={other}>
      {context.messages.otherLanguage}
    </a>
  );
}

/** Sign-out from Cloudflare Access is a link: it leads to the team's own domain, and the CSP allows forms to this origin only. */
function SignOut({ context }: { context: PageContext }) {
  if (context.caller === null) return null;
  if (context.isThroughAccess) return <a href={ACCESS_SIGN_OUT}>{context.messages.nav.signOut}</a>;
  return (
    <form method="post" action={pagePath.signOut()}>
      <button class="plain" type="submit">
        {context.messages.nav.signOut}
      </button>
    </form>
  );
}
