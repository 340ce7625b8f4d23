/** What this domain counts, for visitors: in general, and each campaign whose specification its marketer published. */
import { statusOn } from "../../core/campaign.ts";
import type { OpenConfig } from "../../core/config.ts";
import { dayOf } from "../../core/day.ts";
import { VERSION } from "../../core/version.ts";
import type { Routes } from "../../counters/registry/routes.ts";
import type { Language } from "../language.ts";
import { campaignCard, publishedIn } from "./campaign.ts";
import { messages } from "./messages.ts";
import { type Html, html, json, page } from "./page.ts";

export interface AboutContext {
  readonly config: OpenConfig;
  /** The size in force: once figures were released, another one in the configuration is refused. */
  readonly groupSize: number;
  readonly routes: Routes;
  /** Scheme and host under which the visitor came. */
  readonly origin: string;
  readonly nowMs: number;
}

export function aboutJson({ config, groupSize, routes, origin, nowMs }: AboutContext): Response {
  const today = dayOf(nowMs, config.timeZone);
  return json({
    counts: ["visits", "signups", "skipped requests by reason"],
    stores: "counts only",
    version: VERSION,
    groupSize,
    signupRelease: config.signupRelease,
    visitRelease: config.visitRelease,
    timeZone: config.timeZone,
    retentionMonths: config.retentionMonths,
    codeParam: config.codeParam,
    passParams: config.passParams,
    operator: config.operator,
    privacyUrl: config.privacyUrl,
    sourceUrl: config.sourceUrl,
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
        thanksLink: campaign.thanksUrl !== null,
        spec,
      };
    }),
  });
}

export function aboutPage(context: AboutContext, language: Language, isHttps: boolean): Response {
  const { config, groupSize, routes } = context;
  const m = messages[language];
  const items = (texts: readonly string[]): Html => html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
  const published = publishedIn(routes);
  const hasThanks = routes.campaigns.some(({ thanksUrl }) => thanksUrl !== null);
  const isCached = routes.campaigns.some(({ countRepeats }) => !countRepeats);
  const { operator, privacyUrl, sourceUrl } = config;
  const statement = privacyUrl === null ? m.websiteShouldSay : html`<a href="${privacyUrl}">${m.privacyStatement}</a> ${m.says}`;
  const body = html`<p class="lead">${m.intro}</p>
<p>${operator === null ? "" : `${m.runBy(operator)} `}${statement} ${operator === null ? m.whoRuns : m.whereToAsk}.</p>
<h2>${m.countedTitle}</h2>${items([...m.counted(groupSize), m.seen(config.visitRelease, config.signupRelease), ...(hasThanks ? [m.thanksLinks] : []), m.days(config.timeZone, config.retentionMonths)])}
<h2>${m.notStoredTitle}</h2>${items(m.notStored)}
${isCached ? html`<p>${m.someAreCached}</p>` : html``}
<p>${m.addressInTransit}</p>
<h2>${m.passedTitle}</h2>
<p>${m.passed(config.codeParam)}${config.passParams.length === 0 ? "" : ` ${m.passedMore(config.passParams.join(", "))}`}</p>
<h2>${m.campaignsTitle}</h2>
${published.length === 0 ? html`<p class="soft">${m.noCampaigns}</p>` : published.map((campaign) => campaignCard(campaign, context, language))}
<h2>${m.checkTitle}</h2>
<p>${m.check}</p>
${sourceUrl === null ? html`` : html`<p><a href="${sourceUrl}">${m.source}</a>. ${m.sourceDoubt}</p>`}
<p><a href="/about.json">${m.forPrograms}</a></p>`;
  return page(language, 200, m.title, body, isHttps, "/about");
}
