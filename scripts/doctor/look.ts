/** What a deployment answers, seen from outside as a visitor's browser sees it. */

const BROWSER =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

/** Stands for a click in every click id: it must not turn up in an answer. */
export const CANARY = "fivebar-doctor-canary";
const PATIENCE_MS = 15_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly cookies: readonly string[];
  readonly body: string;
}

export interface Observed {
  readonly url: URL;
  /** The link, as a click on an ad would ask for it, with every click id there is. The one visit that the doctor makes. */
  readonly click: Answer;
  readonly head: Answer;
  readonly prefetch: Answer;
  readonly about: Answer;
  readonly aboutJson: Answer;
  /** A page for a link that does not exist. */
  readonly unknown: Answer;
}

async function ask(url: URL, init: RequestInit = {}): Promise<Answer> {
  const headers = { "user-agent": BROWSER, "accept-language": "nl,en;q=0.8", ...init.headers };
  const response = await fetch(url, { redirect: "manual", ...init, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  return { status: response.status, headers: response.headers, cookies: response.headers.getSetCookie(), body: await response.text() };
}

/** Asks for everything that the checks look at. Rejects when the deployment cannot be reached, its certificate included. */
export async function look(url: URL, clickIds: Iterable<string>): Promise<Observed> {
  const clicked = new URL(url);
  for (const name of clickIds) clicked.searchParams.set(name, `${CANARY}-${name}`);
  const [click, head, prefetch, about, aboutJson, unknown] = await Promise.all([
    ask(clicked),
    ask(url, { method: "HEAD" }),
    ask(url, { headers: { "sec-purpose": "prefetch" } }),
    ask(new URL("/about", url)),
    ask(new URL("/about.json", url)),
    ask(new URL("/no-such-link-for-the-doctor", url)),
  ]);
  return { url, click, head, prefetch, about, aboutJson, unknown };
}
