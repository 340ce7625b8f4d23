/** What this domain counts, for visitors: in general, and each campaign whose specification its marketer published. */
import { type Campaign, statusOn } from "../../core/campaign.ts";
import type { Config } from "../../core/config.ts";
import { type Day, dayOf } from "../../core/day.ts";
import type { Routes } from "../../counters/registry.ts";
import type { Language } from "../language.ts";
import { messages } from "./messages.ts";
import { type Html, html, json, page } from "./page.ts";

export interface AboutContext {
  readonly config: Config;
  readonly routes: Routes;
  /** Scheme and host under which the visitor came. */
  readonly origin: string;
  readonly nowMs: number;
}

function publishedIn({ campaigns }: Routes): Campaign[] {
  return campaigns.filter(({ spec }) => spec?.published === true);
}

function channelName(routes: Routes, campaign: Campaign): string {
  return routes.channels.find(({ id }) => id === campaign.channel)?.name ?? campaign.channel;
}

export function aboutJson({ config, routes, origin, nowMs }: AboutContext): Response {
  const today = dayOf(nowMs, config.timeZone);
  return json({
    counts: ["visits", "signups", "skipped requests by reason"],
    stores: "counts only",
    groupSize: config.groupSize,
    signupRelease: config.signupRelease,
    timeZone: config.timeZone,
    codeParam: config.codeParam,
    passParams: config.passParams,
    campaigns: publishedIn(routes).map((campaign) => {
      const { published: _, ...spec } = campaign.spec ?? {};
      return {
        slug: campaign.slug,
        name: campaign.name,
        channel: campaign.channel,
        link: `${origin}/${campaign.slug}`,
        destination: campaign.destination,
        startsOn: campaign.startsOn,
        endsOn: campaign.endsOn,
        status: statusOn(campaign, today),
        countRepeats: campaign.countRepeats,
        spec,
      };
    }),
  });
}

export function aboutPage(context: AboutContext, language: Language, isHttps: boolean): Response {
  const { config, routes } = context;
  const m = messages[language];
  const items = (texts: readonly string[]): Html => html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
  const published = publishedIn(routes);
  const body = html`<p>${m.intro}</p>
<h2>${m.countedTitle}</h2>${items(m.counted(config.groupSize))}
${config.signupRelease === "daily" ? html`<p>${m.daily}</p>` : html``}
<h2>${m.notStoredTitle}</h2>${items(m.notStored)}
<p>${m.passed(config.codeParam)}${config.passParams.length === 0 ? "" : ` ${m.passedMore(config.passParams.join(", "))}`}</p>
<h2>${m.campaignsTitle}</h2>
${published.length === 0 ? html`<p class="soft">${m.noCampaigns}</p>` : published.map((campaign) => article(campaign, context, language))}
<p class="soft"><a href="/about.json">${m.forPrograms}</a></p>`;
  return page(language, 200, m.title, body, isHttps, "/about");
}

function article(campaign: Campaign, { routes, origin }: AboutContext, language: Language): Html {
  const m = messages[language];
  const spec = campaign.spec ?? {};
  const link = `${origin}/${campaign.slug}`;
  const list = new Intl.ListFormat(m.locale, { type: "conjunction" });
  const facts: readonly (readonly [string, string | undefined])[] = [
    [m.channel, channelName(routes, campaign)],
    [m.period, period(campaign.startsOn, campaign.endsOn, language)],
    [m.audience, ages(spec.ageFrom, spec.ageTo, language)],
    [m.regions, spec.regions?.length ? list.format(spec.regions) : undefined],
    [m.languages, spec.languages?.length ? list.format(spec.languages) : undefined],
    [m.interests, spec.interests?.length ? list.format(spec.interests) : undefined],
    [m.budget, spec.budgetEuros === undefined ? undefined : euros(spec.budgetEuros, m.locale)],
    [m.paidBy, spec.paidBy],
  ];
  const rows = facts.flatMap(([name, value]) => (value === undefined ? [] : [html`<dt>${name}</dt><dd>${value}</dd>`]));
  return html`<article><h3>${campaign.name}</h3>${spec.description === undefined ? html`` : html`<p>${spec.description}</p>`}
<dl>${rows}<dt>${m.link}</dt><dd>${link}</dd></dl></article>`;
}

function period(from: Day | null, to: Day | null, language: Language): string {
  const m = messages[language];
  const format = (day: Day): string =>
    new Intl.DateTimeFormat(m.locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  if (from !== null && to !== null) return m.between(format(from), format(to));
  if (from !== null) return m.from(format(from));
  return to !== null ? m.until(format(to)) : m.noPeriod;
}

function ages(from: number | undefined, to: number | undefined, language: Language): string | undefined {
  const m = messages[language];
  if (from !== undefined && to !== undefined) return m.ages(from, to);
  if (from !== undefined) return m.agesFrom(from);
  return to === undefined ? undefined : m.agesTo(to);
}

function euros(amount: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency: "EUR", maximumFractionDigits: 0 }).format(amount);
}
