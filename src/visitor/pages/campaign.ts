/** A campaign's published plan: as a card on the page of all of them, and on a page of its own. */

import { leadsTo } from "../../domain/campaign/leads_to.ts";
import type { OpenCampaign } from "../../domain/campaign/open_part.ts";
import { statusOn } from "../../domain/campaign/status.ts";
import { type Day, dayOf } from "../../domain/day.ts";
import { dateFormat, listFormat, numberFormat } from "../../domain/formatters.ts";
import type { Routes } from "../../storage/registry/routes.ts";
import type { Language } from "../language.ts";
import type { AboutContext } from "./about_context.ts";
import { messages } from "./messages.ts";
import { type Html, html, noticePage, page } from "./page.ts";

export function publishedIn({ campaigns }: Routes): OpenCampaign[] {
  return campaigns.filter(({ spec }) => spec?.published === true);
}

/** The page of the campaign with this slug. One that is not published is told of as one that does not exist. */
export function campaignPage(slug: string | null, context: AboutContext, language: Language, isHttps: boolean): Response {
  const m = messages[language];
  const campaign = publishedIn(context.routes).find((published) => published.slug === slug);
  if (campaign === undefined) return noticePage(language, 404, m.noPlanTitle, m.noPlanText, isHttps);
  const { config, groupSize } = context;
  const more = config.passParams.length === 0 ? "" : ` ${m.passedMore(config.passParams.join(", "))}`;
  const body = html`<p class="lead">${m.planIntro}</p>
<article>${plan(campaign, context, language)}</article>
<h2>${m.whatTheLinkDoes}</h2>
<ul><li>${m.linkCounts(groupSize)}</li><li>${m.linkPasses(campaign.codeParam ?? config.codeParam, campaign.slug)}${more}</li>
<li>${campaign.countRepeats ? m.linkStoresNothing : m.linkIsCached}</li>
${campaign.thanksUrl === null ? html`` : html`<li>${m.thanksLink}</li>`}</ul>
<p>${m.addressInTransit}</p>
<p><a href="/about?lang=${language}">${m.allCampaigns}</a></p>`;
  return page(language, 200, campaign.name, body, isHttps, `/about/${campaign.slug}`);
}

/** What a visitor may know of a campaign, under its name, with the way to its own page. */
export function campaignCard(campaign: OpenCampaign, context: AboutContext, language: Language): Html {
  return html`<article><h3><a href="/about/${campaign.slug}?lang=${language}" lang="">${campaign.name}</a></h3>${plan(campaign, context, language)}</article>`;
}

/** The marketer's own words are in a language that nobody has named: `lang=""`, and not that of the page (HTML, 3.2.6.2). */
function plan(campaign: OpenCampaign, { config, routes, origin, nowMs }: AboutContext, language: Language): Html {
  const m = messages[language];
  const spec = campaign.spec ?? {};
  const status = statusOn(campaign, dayOf(nowMs, config.timeZone));
  const list = listFormat(m.locale, { type: "conjunction" });
  const destination = leadsTo(campaign, status, config);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [m.channel, routes.channels.find(({ id }) => id === campaign.channel)?.name ?? campaign.channel],
    [m.runs, datesOf(campaign.startsOn, campaign.endsOn, language)],
    [m.status, m.statuses[status]],
    [m.audience, ages(spec.ageFrom, spec.ageTo, language)],
    [m.regions, spec.regions?.length ? list.format(spec.regions) : undefined],
    [m.languages, spec.languages?.length ? list.format(spec.languages) : undefined],
    [m.interests, spec.interests?.length ? list.format(spec.interests) : undefined],
    [m.budget, spec.budgetEuros === undefined ? undefined : euros(spec.budgetEuros, m.locale)],
    [m.paidBy, spec.paidBy],
    ...(routes.delivered.find((one) => one.campaign === campaign.id)?.facts[language] ?? []).map(({ term, text }) => [term, text] as const),
    [m.link, `${origin}/${campaign.slug}`],
    [m.leadsTo, destination],
  ];
  const rows = facts.flatMap(([name, value]) => (value === undefined ? [] : [html`<dt>${name}</dt><dd>${value}</dd>`]));
  return html`${spec.description === undefined ? html`` : html`<p lang="">${spec.description}</p>`}
<dl>${rows}</dl>`;
}

function datesOf(from: Day | null, to: Day | null, language: Language): string {
  const m = messages[language];
  const format = (day: Day): string => dateFormat(m.locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  if (from !== null && to !== null) return m.between(format(from), format(to));
  if (from !== null) return m.from(format(from));
  return to !== null ? m.until(format(to)) : m.noDates;
}

function ages(from: number | undefined, to: number | undefined, language: Language): string | undefined {
  const m = messages[language];
  if (from !== undefined && to !== undefined) return m.ages(from, to);
  if (from !== undefined) return m.agesFrom(from);
  return to === undefined ? undefined : m.agesTo(to);
}

/** An amount with cents only where there are some: what was entered is what is shown. */
function euros(amount: number, locale: string): string {
  return numberFormat(locale, { style: "currency", currency: "EUR", trailingZeroDisplay: "stripIfInteger" }).format(amount);
}
