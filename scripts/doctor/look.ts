/** What a deployment answers, seen from outside as a visitor's browser sees it. */
import { type About, readAbout } from "./about.ts";
import { type Answer, ask } from "./ask.ts";

/** Stands for a click in every click id: it must not turn up in an answer. */
export const CANARY = "fivebar-doctor-canary";
/** Parameters that are sent besides those that may pass: one that nobody has reason to pass on, and some that somebody might. */
const STRAYS = ["fivebar-doctor-stray", "utm_source", "utm_campaign", "utm_content", "lang", "ref", "id"];

export interface Observed {
  readonly url: URL;
  /** The link, as a click on an ad would ask for it, with every click id there is. The one visit that the doctor makes. */
  readonly click: Answer;
  readonly head: Answer;
  readonly prefetch: Answer;
  /** The link with what `/about.json` says is passed on, and with others: a prefetch, so that it is no second visit. */
  readonly passing: Answer;
  /** The query of `passing`. */
  readonly passed: string;
  readonly about: Answer;
  readonly aboutJson: Answer;
  /** What `aboutJson` says; null when it is no JSON. */
  readonly told: About | null;
  /** A page for a link that does not exist. */
  readonly unknown: Answer;
}

/** Asks for everything that the checks look at. Rejects when the deployment cannot be reached. */
export async function look(url: URL, clickIds: Iterable<string>): Promise<Observed> {
  const clicked = new URL(url);
  for (const name of clickIds) clicked.searchParams.set(name, `${CANARY}-${name}`);
  const ahead = { headers: { "sec-purpose": "prefetch" } };
  const [click, head, prefetch, about, aboutJson, unknown] = await Promise.all([
    ask(clicked),
    ask(url, { method: "HEAD" }),
    ask(url, ahead),
    ask(new URL("/about", url)),
    ask(new URL("/about.json", url)),
    ask(new URL("/no-such-link-for-the-doctor", url)),
  ]);
  const told = readAbout(aboutJson.body);
  const passing = new URL(url);
  for (const name of [...(told?.passParams ?? []), ...STRAYS]) passing.searchParams.set(name, `doctor ${name.length}`);
  const passed = passing.search.slice(1);
  return { url, click, head, prefetch, passing: await ask(passing, ahead), passed, about, aboutJson, told, unknown };
}
