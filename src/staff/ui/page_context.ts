/** What every page is made with: who looks at it, in which language, and what the address says about it. */

import { getCookie, setCookie } from "hono/cookie";
import { type Day, dayOf } from "../../domain/day.ts";
import { MAX_KEPT_QUERY_CHARS } from "../../domain/limits.ts";
import { signInPath } from "../auth/return_path.ts";
import { type Caller, linkOriginOf, type StaffContext } from "../http/context.ts";
import { chosenLanguage, preferredLanguage } from "./asked_language.ts";
import { type Format, format } from "./format.ts";
import { LANGUAGES, type Language, type Messages, messages } from "./messages/index.ts";

export interface PageContext {
  readonly language: Language;
  readonly messages: Messages;
  readonly format: Format;
  /** Null on the pages before signing in. */
  readonly caller: Caller | null;
  /** What links begin with. */
  readonly origin: string;
  /** Whether `origin` comes from the configuration, and not from the address of this request. */
  readonly isOriginSet: boolean;
  /** The page's own path with its query, without the parameters in `PASSING`. */
  readonly here: string;
  readonly today: Day;
  /** Whether the viewer may make and change links. */
  readonly canEdit: boolean;
  readonly isAdmin: boolean;
  /** Whether it is Cloudflare Access that the viewer is signed in with. */
  readonly isThroughAccess: boolean;
}

const LANGUAGE_COOKIE = "fivebar-language";
const YEAR_SECONDS = 365 * 86_400;
/** Query parameters for one view only, such as the notice after a change: links back to the page leave them out. */
const PASSING = ["lang", "notice", "count", "test"];

export function pageContextOf(c: StaffContext): PageContext {
  const language = languageOf(c);
  const caller = c.get("caller") ?? null;
  return {
    language,
    messages: messages[language],
    format: format(language),
    caller,
    origin: linkOriginOf(c),
    isOriginSet: c.var.config.linkOrigin !== null,
    here: caller === null ? signInPath(c.req.query("next") ?? "") : currentPath(c),
    today: dayOf(Date.now(), c.var.config.timeZone),
    canEdit: caller?.role === "marketer" || caller?.role === "admin",
    isAdmin: caller?.role === "admin",
    isThroughAccess: caller !== null && caller.id === c.get("accessEmail"),
  };
}

/** The request's path and query, without `PASSING`. A long query is left out: each page repeats it in a dozen links. */
export function currentPath(c: StaffContext): string {
  const url = new URL(c.req.url);
  if (url.search.length > MAX_KEPT_QUERY_CHARS) return url.pathname;
  for (const name of PASSING) url.searchParams.delete(name);
  return `${url.pathname}${url.search}`;
}

/** The language chosen on the page, then the one chosen before, then the browser's, then Dutch. */
function languageOf(c: StaffContext): Language {
  const chosen = chosenLanguage(c);
  if (chosen !== null) {
    setCookie(c, LANGUAGE_COOKIE, chosen, {
      prefix: "host",
      path: "/",
      secure: true,
      httpOnly: true,
      sameSite: "Strict",
      maxAge: YEAR_SECONDS,
    });
    return chosen;
  }
  const kept = LANGUAGES.find((language) => language === getCookie(c, LANGUAGE_COOKIE, "host"));
  return kept ?? preferredLanguage(c, "nl");
}

/** `path` with `values` set in its query; undefined takes one out. */
export function withQuery(path: string, values: Readonly<Record<string, string | number | undefined>>): string {
  const [base = "", query = ""] = path.split("?");
  const params = new URLSearchParams(query);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === "") params.delete(name);
    else params.set(name, String(value));
  }
  const text = params.toString();
  return text === "" ? base : `${base}?${text}`;
}
