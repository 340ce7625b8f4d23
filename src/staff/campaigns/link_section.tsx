/** Where a campaign's link leads, when, and its QR code. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { withoutParam } from "../../domain/campaign/destination.ts";
import { CAMPAIGN_FIELDS, FIELD_NAMES, type FieldName, type Names } from "../../domain/campaign/fields.ts";
import { isGoogleAds, isWorkersDev, reachOf, shareDomain } from "../../domain/campaign/link_host.ts";
import { pagePath } from "../routes.ts";
import type { PageContext } from "../ui/page_context.ts";

export function LinkCard({ context, campaign, codeParam }: { context: PageContext; campaign: Campaign; codeParam: string }) {
  const { messages, origin } = context;
  const link = `${origin}/${campaign.slug}`;
  const url = new URL(campaign.destination);
  const warnings = [
    withoutParam(campaign.destination, codeParam) === campaign.destination ? null : messages.campaign.hasCode(codeParam),
    url.pathname === "/" && url.search === "" ? messages.campaign.onlyHost : null,
    isRefusedByGoogle(new URL(origin), campaign.channel, url) ? messages.campaign.otherDomain(new URL(origin).host, url.host) : null,
  ].filter((warning) => warning !== null);
  const unprintable = unprintableOf(context);
  const described = unprintable === null ? {} : { "aria-describedby": "unprintable" };
  return (
    <section>
      <div class="beside">
        <div>
          <h2>{messages.campaign.leadsTo}</h2>
          <a href={campaign.destination} rel="noreferrer">
            {campaign.destination}
          </a>
          <h3>{messages.campaign.dates}</h3>
          {daysOf(context, campaign)}
        </div>
        <figure class="qrs">
          <img class="qr" src={pagePath.qrSvg(campaign.slug)} alt={messages.campaign.qrAlt(link)} width="144" height="144" />
          <figcaption>
            <a
              href={pagePath.qrSvg(campaign.slug)}
              download={`${campaign.slug}.svg`}
              aria-label={`${messages.campaign.qr}, ${messages.campaign.qrSvg}`}
              {...described}
            >
              {messages.campaign.qrSvg}
            </a>
            <a
              href={pagePath.qrPng(campaign.slug)}
              download={`${campaign.slug}.png`}
              aria-label={`${messages.campaign.qr}, ${messages.campaign.qrPng}`}
              {...described}
            >
              {messages.campaign.qrPng}
            </a>
          </figcaption>
        </figure>
      </div>
      {unprintable === null ? null : (
        <p class="wrong" id="unprintable">
          {unprintable}
        </p>
      )}
      {warnings.map((warning) => (
        <p class="soft">
          <strong>{messages.campaign.warnings}:</strong> {warning}
        </p>
      ))}
      {campaign.group === null ? null : (
        <>
          <h3>{messages.fields.group.label}</h3>
          <a href={pagePath.group(campaign.group)}>{campaign.group}</a>
        </>
      )}
      <ListedFields context={context} campaign={campaign} />
    </section>
  );
}

/** The days on which the link works, in words. */
function daysOf({ messages, format }: PageContext, { startsOn, endsOn }: Campaign): string {
  if (startsOn === null) return endsOn === null ? messages.campaign.always : messages.common.through(format.day(endsOn));
  return endsOn === null ? messages.common.onwards(format.day(startsOn)) : messages.common.range(format.day(startsOn), format.day(endsOn));
}

/** The fields that are set and have no place of their own on the page. */
function ListedFields({ context, campaign }: { context: PageContext; campaign: Campaign }) {
  return LISTED.filter((name) => campaign[name] !== null).map((name) => (
    <>
      <h3>{context.messages.fields[name].label}</h3>
      <p class="lines">{campaign[name]}</p>
    </>
  ));
}

const LISTED = FIELD_NAMES.filter(isListed);

function isListed(name: FieldName): name is Names<typeof CAMPAIGN_FIELDS, { readonly isListed: true }> {
  return "isListed" in CAMPAIGN_FIELDS[name];
}

/** Whether Google Ads would refuse the ad, as far as the hosts' names tell. */
function isRefusedByGoogle(link: URL, channel: string, destination: URL): boolean {
  return isGoogleAds(channel) && reachOf(link.hostname) === "everybody" && !shareDomain(link.hostname, destination.hostname);
}

/** Why the link is not for paper yet; null where it is. */
export function unprintableOf({ messages, origin, isOriginSet }: PageContext): string | null {
  const { protocol, hostname } = new URL(origin);
  const reach = reachOf(hostname);
  if (reach === "computer") return messages.campaign.ownMachine;
  if (reach === "network") return messages.campaign.ownNetwork;
  if (protocol === "http:") return messages.campaign.unencrypted;
  return isWorkersDev(hostname) && !isOriginSet ? messages.campaign.workersDev : null;
}
