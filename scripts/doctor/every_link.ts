/**
 * Every link of a key: where it leads, and whether the destination answers, keeps the campaign's code, and sets no cookie at once. Links are
 * asked by HEAD, which counts nothing; each destination is asked as a browser would, once.
 */
import { isLoopback } from "../../src/domain/campaign/destination.ts";
import { leadsTo as leadsToOf } from "../../src/domain/campaign/leads_to.ts";
import { isGoogleAds } from "../../src/domain/campaign/link_host.ts";
import { type About, readAbout } from "./about_json.ts";
import { domainsApart } from "./google_ads.ts";
import { locationOf, statusOf } from "./redirect.ts";
import { type Answer, request } from "./request.ts";

/** A campaign, as the API tells it; src/staff/openapi/response_schemas.ts has the whole of it. */
interface Campaign {
  readonly slug: string;
  readonly link: string;
  readonly destination: string;
  readonly channel: string;
  readonly status: "scheduled" | "live" | "paused" | "ended";
  /** Absent where a Fivebar of before them answers. */
  readonly endedUrl?: string | null;
  readonly codeParam?: string | null;
}

export interface LinkVerdict {
  readonly link: string;
  readonly status: Campaign["status"];
  /** Where the link leads, and where a visitor arrives after the destination's own redirects; empty where that is nowhere. */
  readonly leadsTo: string;
  readonly arrivesAt: string;
  readonly found: readonly string[];
}

export const NOT_LOOKED_AT: readonly string[] = [
  "What scripts of a destination do: cookies that they set, a code that they drop, redirects that they make.",
  "Whether a destination's form sends the code on with the signup: try that once by hand, with the campaign's test report.",
  "Everything that the doctor checks of a single link: give it one.",
];

/** The most redirects that browsers follow. */
const MAX_HOPS = 20;
const AT_ONCE = 4;

/** Rejects, in a sentence, when the links cannot be had. */
export async function examineEveryLink(origin: URL, key: string, patienceMs: number): Promise<LinkVerdict[]> {
  const listed = await request(new URL("/api/v1/campaigns", origin), patienceMs, {
    headers: { authorization: `Bearer ${key}` },
    isSecret: true,
  });
  if (listed.failure !== null) throw new Error(`${origin.origin} gives ${listed.failure}`);
  if (listed.status === 401 || listed.status === 403)
    throw new Error(`${origin.origin} does not take the key (${listed.status}): make one with the role reader`);
  const campaigns = listed.status === 200 ? readCampaigns(listed.body) : null;
  if (campaigns === null) throw new Error(`${origin.origin} ${statusOf(listed)} where the list of campaigns should be`);
  const about = readAbout((await request(new URL("/about.json", origin), patienceMs)).body);
  const usual = { codeParam: about?.codeParam ?? "c", codeIn: about?.codeIn ?? "query" } as const;
  const verdicts: LinkVerdict[] = [];
  const waiting = campaigns.map((campaign, index) => ({ campaign, index }));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      verdicts[next.index] = await examineLink(next.campaign, usual, patienceMs);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return verdicts;
}

function readCampaigns(body: string): readonly Campaign[] | null {
  try {
    const { campaigns } = JSON.parse(body) as { campaigns?: unknown };
    return Array.isArray(campaigns) ? (campaigns as Campaign[]) : null;
  } catch {
    return null;
  }
}

async function examineLink(
  campaign: Campaign,
  usual: Pick<About, "codeIn"> & { readonly codeParam: string },
  patienceMs: number,
): Promise<LinkVerdict> {
  const { slug, link, destination, status, endedUrl = null } = campaign;
  const codeParam = campaign.codeParam ?? usual.codeParam;
  const answer = await request(new URL(link), patienceMs, { method: "HEAD" });
  const leadsTo = locationOf(answer);
  if (answer.status !== 302 || !URL.canParse(leadsTo))
    return { link, status, leadsTo, arrivesAt: "", found: [`the link ${statusOf(answer)} instead of leading on`] };
  const isLive = status === "live";
  const expected = leadsToOf({ slug, destination, endedUrl, codeParam }, status, usual);
  const apart = isGoogleAds(campaign.channel) ? domainsApart(new URL(link), leadsTo) : "";
  const { arrivesAt, found } = await arrive(new URL(leadsTo), patienceMs);
  return {
    link,
    status,
    leadsTo,
    arrivesAt: arrivesAt.href,
    found: [
      isLive && sameAddress(leadsTo, expected) === false ? `the link leads elsewhere than its campaign says (${expected})` : "",
      ...found,
      isLive && !hasCode(arrivesAt, codeParam, slug) ? `the destination loses ${codeParam}=${slug} on the way to ${arrivesAt.href}` : "",
      apart === "" ? "" : `Google Ads refuses such a link: ${apart}`,
    ].filter((one) => one !== ""),
  };
}

/** Follows the destination's own redirects as a browser does, which keeps the fragment of the address before. */
async function arrive(from: URL, patienceMs: number): Promise<{ readonly arrivesAt: URL; readonly found: readonly string[] }> {
  const found: string[] = [];
  let at = from;
  for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
    const answer = await request(at, patienceMs, { isHeadOnly: true });
    found.push(...faultsAt(at, answer));
    const next = answer.status >= 300 && answer.status < 400 ? locationOf(answer) : "";
    if (next === "") return { arrivesAt: at, found: [...found, ...endFault(at, answer)] };
    if (!URL.canParse(next, at)) return { arrivesAt: at, found: [...found, `${at.host} leads to no address: ${next}`] };
    const target = new URL(next, at);
    if (!next.includes("#")) target.hash = at.hash;
    if (!/^https?:$/.test(target.protocol)) return { arrivesAt: target, found: [...found, `${at.host} leads to ${target.protocol}`] };
    at = target;
  }
  return { arrivesAt: at, found: [...found, `more than ${MAX_HOPS} redirects`] };
}

function faultsAt({ host, protocol, hostname }: URL, { cookies, badCertificate }: Answer): string[] {
  const names = [...new Set(cookies.map((cookie) => cookie.split("=")[0]))];
  return [
    names.length === 0 ? "" : `${host} sets cookies at once: ${names.join(", ")}`,
    badCertificate === null ? "" : `the certificate of ${host} is refused by browsers: ${badCertificate}`,
    protocol === "http:" && !isLoopback(hostname) ? `${host} is reached over http, without encryption` : "",
  ].filter((one) => one !== "");
}

function endFault({ host }: URL, answer: Answer): string[] {
  return answer.failure === null && answer.status >= 200 && answer.status < 300 ? [] : [`the destination ${host} ${statusOf(answer)}`];
}

/** Whether the code is in the query or in the fragment, where pages that route by themselves have theirs. */
function hasCode({ search, hash }: URL, name: string, slug: string): boolean {
  const parts = [search.slice(1), hash.slice(1), hash.split("?")[1] ?? ""];
  return parts.some((part) => new URLSearchParams(part).getAll(name).includes(slug));
}

function sameAddress(one: string, other: string): boolean {
  return one.replace(/#$/, "") === other.replace(/#$/, "");
}
