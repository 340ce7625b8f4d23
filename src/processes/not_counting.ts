/** The answer to a request of the staff while the counting process takes none. */
import { isSecure } from "../visitor/address.ts";
import { languageWanted } from "../visitor/language.ts";
import { noticePage } from "../visitor/pages/page.ts";

const RETRY_AFTER_SECONDS = "5";
/** As src/staff/http/problem.ts tells that the counters do not answer. */
const PROBLEM = {
  type: "about:blank",
  title: "Not available",
  status: 503,
  detail: "The counters cannot be reached at the moment; nothing may have been changed. Try again.",
};

const PAGE = {
  nl: [
    "Even niet bereikbaar",
    "De tellers antwoorden niet. Laad de pagina over een paar seconden opnieuw; wat u wijzigde, is misschien niet opgeslagen.",
  ],
  en: [
    "Not available right now",
    "The counters do not answer. Reload the page in a few seconds; what you changed may not have been saved.",
  ],
} as const;

export function notCounting(request: Request): Response {
  const response = /^\/api(?:\/|$)/.test(new URL(request.url).pathname) ? problem() : page(request);
  response.headers.set("Retry-After", RETRY_AFTER_SECONDS);
  return response;
}

function problem(): Response {
  return new Response(`${JSON.stringify(PROBLEM)}\n`, {
    status: PROBLEM.status,
    headers: { "Content-Type": "application/problem+json; charset=utf-8", "Cache-Control": "no-store" },
  });
}

function page(request: Request): Response {
  const language = languageWanted(request);
  const [title, text] = PAGE[language];
  return noticePage(language, PROBLEM.status, title, text, isSecure(request.url, request.headers));
}
