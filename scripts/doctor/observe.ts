/** What a deployment answers, seen from outside as a visitor's browser sees it. */
import { type About, readAbout } from "./about_json.ts";
import { BROWSERS } from "./browsers.ts";
import { type Answer, type Question, request } from "./request.ts";

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
  /** The link with what `/about.json` says is passed on, and with others: by HEAD, so that it is no second visit. */
  readonly passing: Answer;
  /** The query of `passing`. */
  readonly passed: string;
  readonly about: Answer;
  readonly aboutJson: Answer;
  /** What `aboutJson` says; null when it is no JSON. */
  readonly aboutFacts: About | null;
  /** The page of the link's campaign; null when it is not published. */
  readonly campaign: Answer | null;
  /** A page for a link that does not exist. */
  readonly unknown: Answer;
  /** The thanks link, by HEAD, which counts no signup. */
  readonly thanks: Answer;
  /** The link as other browsers ask for it, by HEAD; the first of them is the one of `head`, asking once more. */
  readonly others: readonly { readonly name: string; readonly answer: Answer }[];
  /** The other addresses that a visitor's browser may request from the domain, each as two browsers request it. */
  readonly routes: readonly { readonly path: string; readonly answers: readonly [Answer, Answer] }[];
  /** The link without encryption; null where there is no usual place to ask for it. */
  readonly plain: Answer | null;
}

/** What a browser asks a domain for by itself, or by the links on its pages. */
const ROUTES = [
  "/",
  "/about",
  "/about.json",
  "/style.css",
  "/robots.txt",
  "/favicon.ico",
  "/.well-known/traffic-advice",
  "/.well-known/security.txt",
];

export interface Patience {
  /** How long each request may take. */
  readonly patienceMs: number;
  /** Where the deployment may answer without encryption; null where that is not known. */
  readonly plainPort: number | null;
}

/** Asks for everything that the checks look at. Rejects when nothing is answered at all. */
export async function observe(url: URL, clickIds: Iterable<string>, { patienceMs, plainPort }: Patience): Promise<Observed> {
  const asked = (address: URL, question?: Question) => request(address, patienceMs, question);
  const clicked = new URL(url);
  for (const name of clickIds) clicked.searchParams.set(name, `${CANARY}-${name}`);
  // Where many campaigns are published, this page of the list has the link's.
  const slug = url.pathname.slice(1).toLowerCase();
  const uncounted = { method: "HEAD" } as const;
  const [click, head, prefetch, about, aboutJson, unknown] = await Promise.all([
    asked(clicked),
    asked(url, uncounted),
    asked(url, { headers: { "sec-purpose": "prefetch" } }),
    asked(new URL("/about", url)),
    asked(new URL(`/about.json?from=${encodeURIComponent(slug)}`, url)),
    asked(new URL("/no-such-link-for-the-doctor", url)),
  ]);
  if ([click, head, prefetch, about, aboutJson, unknown].every(({ failure }) => failure !== null)) throw new Error(click.failure ?? "");
  const aboutFacts = readAbout(aboutJson.body);
  const isPublished = aboutFacts?.campaigns.some((one) => one.slug === slug) === true;
  const unencrypted = new URL(url.href.replace(/^https:/, "http:"));
  unencrypted.port = String(plainPort ?? "");
  const passing = new URL(url);
  for (const name of [...(aboutFacts?.passParams ?? []), ...STRAYS]) passing.searchParams.set(name, `doctor ${name.length}`);
  const passed = passing.search.slice(1);
  const [passingAnswer, campaign, plain] = await Promise.all([
    asked(passing, uncounted),
    isPublished ? asked(new URL(`/about/${slug}`, url)) : null,
    url.protocol === "https:" && plainPort !== null ? asked(unencrypted, uncounted) : null,
  ]);
  const same = { name: "The same browser once more", headers: {} };
  const others = Promise.all(
    [same, ...BROWSERS].map(async ({ name, headers }) => ({ name, answer: await asked(url, { ...uncounted, headers }) })),
  );
  const [android] = BROWSERS;
  const routes = Promise.all(
    ROUTES.map(async (path) => {
      const address = new URL(path, url);
      const answers = await Promise.all([asked(address), asked(address, { headers: android?.headers ?? {} })]);
      return { path, answers };
    }),
  );
  const [thanks, ...more] = await Promise.all([asked(new URL(`/${slug}/thanks`, url), uncounted), others, routes]);
  const seen = { click, head, prefetch, passing: passingAnswer, passed, about, aboutJson, campaign, unknown, plain };
  return { url, aboutFacts, ...seen, thanks, others: more[0], routes: more[1] };
}
