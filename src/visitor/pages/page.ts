/** Public pages: plain HTML without script, escaped by construction, under a policy that allows nothing but the stylesheet. */
import type { Language } from "../language.ts";
import { HSTS } from "../redirect.ts";
import { messages } from "./messages.ts";

/** Markup that is safe to send: made by `html` only. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | readonly Html[];

/** Markup with values in it, each escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((text, string, index) => text + escapeValue(values[index - 1] ?? "") + string));
}

function escapeValue(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return String(value).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const SECURITY = {
  "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
} as const;

const MARK = html`<svg width="26" height="22" viewBox="0 0 26 22" fill="none" stroke-width="2.4" stroke-linecap="round" aria-hidden="true"><path d="M4 3v16M10 3v16M16 3v16M22 3v16M1 17 25 5"/></svg>`;

const LANGUAGES = [
  ["nl", "Nederlands"],
  ["en", "English"],
] as const;

/**
 * Search engines may show what this domain says of itself (robots.txt lets them read it), and no page that says something is missing.
 *
 * @param more of the address, behind the language
 * @param path where the page is found in either language; "" for the address that was asked for, which is never repeated in an answer
 */
export function pageText(language: Language, status: number, title: string, body: Html, path: string, more = ""): string {
  const switcher = html`<nav aria-label="Taal / Language">${LANGUAGES.map(
    ([code, name]) =>
      html`<a href="${path}?lang=${code}${more}" lang="${code}" hreflang="${code}"${code === language ? html` aria-current="true"` : html``}>${name}</a>`,
  )}</nav>`;
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${status === 200 ? html`` : html`<meta name="robots" content="noindex">`}<title>${title} · Fivebar</title><link rel="stylesheet" href="/style.css"></head>
<body><header><span class="mark">${MARK}<span>Fivebar</span></span>${switcher}</header>
<main><h1>${title}</h1>
${body}
</main></body></html>
`.text;
}

export function page(language: Language, status: number, title: string, body: Html, isHttps: boolean, path: string): Response {
  return htmlResponse(pageText(language, status, title, body, path), status, isHttps);
}

export function htmlResponse(text: string, status: number, isHttps: boolean): Response {
  return new Response(text, {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8", ...SECURITY, ...(isHttps ? { "Strict-Transport-Security": HSTS } : {}) },
  });
}

/** A page that says one thing, with the way to what this domain does. */
export function noticePage(language: Language, status: number, title: string, text: string, isHttps: boolean): Response {
  return page(
    language,
    status,
    title,
    html`<p>${text}</p><p><a href="/about?lang=${language}">${messages[language].whatIsThis}</a></p>`,
    isHttps,
    "",
  );
}

export function json(value: unknown, status = 200): Response {
  const { headers, body } = plain(`${JSON.stringify(value)}\n`, "application/json; charset=utf-8");
  return new Response(body, { status, headers });
}

export function plain(text: string, type = "text/plain; charset=utf-8", cacheControl = "no-store"): Response {
  return new Response(text, { headers: { ...SECURITY, "Content-Type": type, "Cache-Control": cacheControl } });
}

export function methodNotAllowed(): Response {
  return new Response("Only GET and HEAD are possible here.\n", {
    status: 405,
    headers: { ...SECURITY, Allow: "GET, HEAD", "Content-Type": "text/plain; charset=utf-8" },
  });
}
