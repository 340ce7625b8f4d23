/** What this domain counts, for visitors: in general, and each campaign whose specification its marketer published. */

import { hostOf } from "../../domain/campaign/destination.ts";
import type { OpenCampaign } from "../../domain/campaign/open_part.ts";
import { statusOn } from "../../domain/campaign/status.ts";
import { type Day, dayOf } from "../../domain/day.ts";
import type { Epsilon } from "../../domain/formal/epsilon.ts";
import { numberFormat } from "../../domain/formatters.ts";
import { MAX_ABOUT_BYTES } from "../../domain/limits.ts";
import { VERSION } from "../../domain/version.ts";
import type { Routes } from "../../storage/registry/routes.ts";
import type { Language } from "../language.ts";
import type { AboutContext } from "./about_context.ts";
import { campaignCard, publishedIn } from "./campaign.ts";
import { messages } from "./messages.ts";
import { type Html, html, htmlResponse, pageText, plain } from "./page.ts";

/**
 * A cache of texts for each routing table, so a new table starts with an empty one. The key holds all other inputs. A stranger chooses the
 * origin, so the number of entries is limited.
 */
const made = new WeakMap<Routes, Map<string, string>>();
const MAX_MADE = 16;

function once({ config, routes, origin, nowMs, from }: AboutContext, form: string, make: () => string): string {
  const known = made.get(routes) ?? new Map<string, string>();
  made.set(routes, known);
  const key = JSON.stringify([form, dayOf(nowMs, config.timeZone), origin, isPublished(from, routes) ? from : null]);
  const text = known.get(key) ?? make();
  if (known.size >= MAX_MADE) known.clear();
  known.set(key, text);
  return text;
}

const isPublished = (slug: string | null, routes: Routes): boolean => publishedIn(routes).some((campaign) => campaign.slug === slug);

const encoder = new TextEncoder();

/** As many of the published campaigns as one page holds, each as `show` makes it, and the slug of the next one. */
function pageful<T>({ routes, from }: AboutContext, show: (campaign: OpenCampaign) => T, textOf: (shown: T) => string) {
  const published = publishedIn(routes);
  const shown: T[] = [];
  let bytes = 0;
  const first = published.findIndex(({ slug }) => slug === from);
  for (const campaign of published.slice(Math.max(0, first))) {
    const one = show(campaign);
    bytes += encoder.encode(textOf(one)).length;
    if (shown.length > 0 && bytes > MAX_ABOUT_BYTES) return { shown, next: campaign.slug };
    shown.push(one);
  }
  return { shown, next: null };
}

/** e^ε, rounded up: what a formal release promises. */
const FACTORS: Readonly<Record<Epsilon, number>> = { "1/4": 1.29, "1/2": 1.65, "1": 2.72, "2": 7.39 };

export function aboutJson(context: AboutContext): Response {
  const text = once(context, "json", () => `${JSON.stringify(aboutForPrograms(context))}\n`);
  return plain(text, "application/json; charset=utf-8");
}

function aboutForPrograms(context: AboutContext): unknown {
  const { config, groupSize, origin, nowMs } = context;
  const today = dayOf(nowMs, config.timeZone);
  const { shown, next } = pageful(context, (campaign) => programsCard(campaign, origin, config.codeParam, today), JSON.stringify);
  return {
    counts: ["visits", "signups", "skipped requests by reason"],
    stores: "counts only",
    version: VERSION,
    groupSize,
    release: config.release,
    ...(config.release === "formal" && {
      epsilonVisit: config.epsilonVisit,
      epsilonSignup: config.epsilonSignup,
      signupPeriod: config.signupPeriod,
    }),
    signupRelease: config.signupRelease,
    visitRelease: config.visitRelease,
    timeZone: config.timeZone,
    retentionMonths: config.retentionMonths,
    codeParam: config.codeParam,
    codeIn: config.codeIn,
    codeParams: codeParamsIn(context.routes.campaigns, config.codeParam),
    passParams: config.passParams,
    operator: config.operator,
    privacyUrl: config.privacyUrl,
    sourceUrl: config.sourceUrl,
    // Where all links lead, also those that are not published.
    hosts: hostsIn(context.routes.campaigns, config.fallbackUrl),
    campaigns: shown,
    ...(next === null ? {} : { next: `/about.json?from=${next}` }),
  };
}

function programsCard(campaign: OpenCampaign, origin: string, codeParam: string, today: Day): unknown {
  const { published: _, delivered: __, ...spec } = campaign.spec ?? {};
  return {
    slug: campaign.slug,
    name: campaign.name,
    channel: campaign.channel,
    link: `${origin}/${campaign.slug}`,
    destination: campaign.destination,
    startsOn: campaign.startsOn,
    endsOn: campaign.endsOn,
    endedUrl: campaign.endedUrl,
    codeParam: campaign.codeParam ?? codeParam,
    status: statusOn(campaign, today),
    countRepeats: campaign.countRepeats,
    thanksLink: campaign.thanksUrl !== null,
    spec,
  };
}

/** The hosts that visitors may be sent to from here, each once, in the order of the alphabet. */
function hostsIn(campaigns: Routes["campaigns"], fallbackUrl: string | null): string[] {
  const addresses = [...campaigns.flatMap(({ destination, endedUrl, thanksUrl }) => [destination, endedUrl, thanksUrl]), fallbackUrl];
  return [...new Set(addresses.flatMap((address) => (address === null ? [] : [hostOf(address)])))].sort();
}

/** The parameters that carry codes from here, each once. */
function codeParamsIn(campaigns: Routes["campaigns"], codeParam: string): string[] {
  return [...new Set([codeParam, ...campaigns.flatMap((campaign) => campaign.codeParam ?? [])])];
}

export function aboutPage(context: AboutContext, language: Language, isHttps: boolean): Response {
  const text = once(context, language, () => aboutText(context, language));
  return htmlResponse(text, 200, isHttps);
}

function aboutText(context: AboutContext, language: Language): string {
  const { config, groupSize, routes, from } = context;
  const m = messages[language];
  const items = (texts: readonly string[]): Html => html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
  const card = (campaign: OpenCampaign): Html => campaignCard(campaign, context, language);
  const { shown, next } = pageful(context, card, ({ text }) => text);
  const hasThanks = routes.campaigns.some(({ thanksUrl }) => thanksUrl !== null);
  const isCached = routes.campaigns.some(({ countRepeats }) => !countRepeats);
  const { operator, privacyUrl, sourceUrl } = config;
  const isFormal = config.release === "formal";
  const factor = (epsilon: Epsilon): string => numberFormat(m.locale).format(FACTORS[epsilon]);
  const noise = isFormal ? [m.formal(factor(config.epsilonVisit), factor(config.epsilonSignup))] : [];
  const seen = m.seen(config.visitRelease, isFormal && config.signupPeriod === "week" ? "weekly" : config.signupRelease);
  const statement = privacyUrl === null ? m.websiteShouldSay : html`<a href="${privacyUrl}">${m.privacyStatement}</a> ${m.says}`;
  const body = html`<p class="lead">${m.intro}</p>
<p>${operator === null ? "" : `${m.runBy(operator)} `}${statement} ${operator === null ? m.whoRuns : m.whereToAsk}.</p>
<h2>${m.countedTitle}</h2>${items([...m.counted(groupSize), ...noise, seen, ...(hasThanks ? [m.thanksLinks] : []), m.days(config.timeZone, config.retentionMonths)])}
<h2>${m.notStoredTitle}</h2>${items(m.notStored)}
${isCached ? html`<p>${m.someAreCached}</p>` : html``}
<p>${m.addressInTransit}${config.platform === "cloudflare" ? ` ${m.accountAtHost}` : ""}</p>
<h2>${m.passedTitle}</h2>
<p>${m.passed(codeParamsIn(routes.campaigns, config.codeParam))}${config.passParams.length === 0 ? "" : ` ${m.passedMore(config.passParams.join(", "))}`}</p>
<h2>${m.campaignsTitle}</h2>
${shown.length === 0 ? html`<p class="soft">${m.noCampaigns}</p>` : shown}
${next === null ? html`` : html`<p><a href="/about?lang=${language}&amp;from=${next}">${m.moreCampaigns}</a></p>`}
<h2>${m.checkTitle}</h2>
<p>${m.check}</p>
${sourceUrl === null ? html`` : html`<p><a href="${sourceUrl}">${m.source}</a>. ${m.sourceDoubt}</p>`}
<p><a href="/about.json">${m.forPrograms}</a></p>`;
  return pageText(language, 200, m.title, body, "/about", isPublished(from, routes) ? `&from=${from}` : "");
}
