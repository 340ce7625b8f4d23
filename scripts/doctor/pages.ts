/** What a page of the domain would load, run or send. */
import { everyAnswer, present } from "./answers.ts";
import type { Observed } from "./observe.ts";
import { statusOf } from "./redirect.ts";
import type { Answer } from "./request.ts";

const ACTIVE = /<script|<img|<iframe|<object|<embed|<form|\son\w+\s*=|beacon|\/cdn-cgi\//i;

/** The pages among the answers: an unknown link leads elsewhere where `FALLBACK_URL` is set. */
const pages = ({ about, campaign, unknown }: Observed): readonly Answer[] => [
  ...[about, ...(campaign === null ? [] : [campaign])],
  ...(unknown.status === 302 ? [] : [unknown]),
];

/** Sources that a policy lets in beside the domain itself. */
function foreignSources(policy: string): string[] {
  const directives = policy.split(";").map((directive) => directive.trim().split(/\s+/));
  const sources = directives.filter(([name = ""]) => !/^report-/.test(name)).flatMap(([, ...rest]) => rest);
  return sources.filter((source) => source !== "'none'" && source !== "'self'");
}

export function pagesFault(observed: Observed): string {
  const { about, campaign, unknown } = observed;
  if (about.status !== 200) return `/about ${statusOf(about)}`;
  if (campaign !== null && campaign.status !== 200) return `the campaign's page ${statusOf(campaign)}`;
  if (unknown.status !== 302 && unknown.status !== 404) return `an unknown link ${statusOf(unknown)}`;
  const loaded = present(everyAnswer(observed), ["speculation-rules", "link", "refresh"]);
  if (loaded !== "") return loaded;
  const policies = pages(observed).map(({ headers }) => headers.get("content-security-policy") ?? "");
  if (!policies.every((policy) => policy.startsWith("default-src 'none'"))) return "no Content-Security-Policy with default-src 'none'";
  const foreign = policies.flatMap(foreignSources);
  if (foreign.length > 0) return `a Content-Security-Policy that lets in ${[...new Set(foreign)].join(", ")}`;
  return pages(observed).flatMap(({ body }) => ACTIVE.exec(body)?.[0] ?? [])[0] ?? "";
}
