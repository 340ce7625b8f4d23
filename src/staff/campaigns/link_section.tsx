/** Where a campaign's link leads, when, and its QR code. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { withoutParam } from "../../domain/campaign/destination.ts";
import { isGoogleAds, isWorkersDev, reachOf, shareDomain } from "../../domain/campaign/link_host.ts";
import { pagePath } from "../routes.ts";
import type { View } from "../ui/page_context.ts";

export function LinkCard({ view, campaign, codeParam }: { view: View; campaign: Campaign; codeParam: string }) {
  const { t, f, origin } = view;
  const link = `${origin}/${campaign.slug}`;
  const url = new URL(campaign.destination);
  const warnings = [
    withoutParam(campaign.destination, codeParam) === campaign.destination ? null : t.campaign.hasCode(codeParam),
    url.pathname === "/" && url.search === "" ? t.campaign.onlyHost : null,
    isRefusedByGoogle(new URL(origin), campaign.channel, url) ? t.campaign.otherDomain(new URL(origin).host, url.host) : null,
  ].filter((warning) => warning !== null);
  const { startsOn, endsOn } = campaign;
  const unprintable = unprintableOf(view);
  const described = unprintable === null ? {} : { "aria-describedby": "unprintable" };
  return (
    <section>
      <div class="beside">
        <div>
          <h2>{t.campaign.leadsTo}</h2>
          <a href={campaign.destination} rel="noreferrer">
            {campaign.destination}
          </a>
          <h3>{t.campaign.period}</h3>
          {startsOn === null && endsOn === null
            ? t.campaign.always
            : startsOn === null || endsOn === null
              ? startsOn === null
                ? t.common.through(f.day(endsOn ?? view.today))
                : t.common.onwards(f.day(startsOn))
              : t.common.range(f.day(startsOn), f.day(endsOn))}
        </div>
        <figure class="qrs">
          <img class="qr" src={pagePath.qrSvg(campaign.slug)} alt={t.campaign.qrAlt(link)} width="144" height="144" />
          <figcaption>
            <a
              href={pagePath.qrSvg(campaign.slug)}
              download={`${campaign.slug}.svg`}
              aria-label={`${t.campaign.qr}, ${t.campaign.qrSvg}`}
              {...described}
            >
              {t.campaign.qrSvg}
            </a>
            <a
              href={pagePath.qrPng(campaign.slug)}
              download={`${campaign.slug}.png`}
              aria-label={`${t.campaign.qr}, ${t.campaign.qrPng}`}
              {...described}
            >
              {t.campaign.qrPng}
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
          <strong>{t.campaign.warnings}:</strong> {warning}
        </p>
      ))}
      {campaign.notes === null ? null : (
        <>
          <h3>{t.campaign.notes}</h3>
          <p class="lines">{campaign.notes}</p>
        </>
      )}
    </section>
  );
}

/** Whether Google Ads would refuse the ad, as far as the hosts' names tell. */
function isRefusedByGoogle(link: URL, channel: string, destination: URL): boolean {
  return isGoogleAds(channel) && reachOf(link.hostname) === "everybody" && !shareDomain(link.hostname, destination.hostname);
}

/** Why the link is not for paper yet; null where it is. */
function unprintableOf({ t, origin, isOriginSet }: View): string | null {
  const { protocol, hostname } = new URL(origin);
  const reach = reachOf(hostname);
  if (reach === "computer") return t.campaign.ownMachine;
  if (reach === "network") return t.campaign.ownNetwork;
  if (protocol === "http:") return t.campaign.unencrypted;
  return isWorkersDev(hostname) && !isOriginSet ? t.campaign.workersDev : null;
}
