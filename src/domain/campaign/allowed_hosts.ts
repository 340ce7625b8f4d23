/** Hosts that links may lead to: an admin allows them, one by one. Pure. */

import { MAX_HOST_CHARS } from "../limits.ts";
import { type Fault, fault } from "../problems.ts";

/** A host as somebody names it, `example.org` or `EXAMPLE.org.`, as addresses have it; null when it is none, or more than a host. */
export function parseHost(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed.length > MAX_HOST_CHARS || /[\s/?#@\\*%]/.test(trimmed)) return null;
  const address = `https://${trimmed}/`;
  if (!URL.canParse(address)) return null;
  const { hostname, port } = new URL(address);
  const host = hostname.replace(/\.$/, "");
  const isName = host === "localhost" || host.startsWith("[") || (host.includes(".") && !host.split(".").includes(""));
  // The parser drops the scheme's default port, so a port is looked for in the text too.
  return isName && port === "" && (trimmed.startsWith("[") || !trimmed.includes(":")) ? host : null;
}

/**
 * Hosts that pass visitors on to other addresses, or exist to recognise them: shorteners, ad servers, affiliate networks, links of apps and mailers.
 * A link through one of them tells a third party who came. Subdomains are included.
 */
const REDIRECTORS: ReadonlySet<string> = new Set(
  Object.values({
    shorteners: `bit.ly bitly.com bit.do j.mp tinyurl.com tiny.cc tiny.one t.ly t.co ow.ly buff.ly is.gd v.gd goo.gl rebrand.ly rb.gy
      cutt.ly shorturl.at short.io short.gy shorte.st adf.ly bc.vc ouo.io soo.gd s.id dub.co dub.sh d.to kutt.it kutt.to
      lnkd.in fb.me amzn.to a.co apple.co spoti.fi trib.al dlvr.it ift.tt wp.me tr.im x.co su.pr cli.gs po.st qr.ae qrco.de
      qr.io qr.net me-qr.com qrfy.com tny.im u.to v.ht y2u.be clck.ru vk.cc clicky.me hyperurl.co lnk.to snip.ly sniply.io
      pxl.to bl.ink smarturl.it ffm.to orcd.co band.link geni.us urlr.me polr.me t2m.io rip.lc gg.gg 1url.com shor.by
      shrtco.de aka.ms g.co redd.it n9.cl tr.ee wa.link href.li nullrefer.com anonym.to bitly.is bitly.ws bityl.co short.link shor.tn ln.run
      msha.ke tl.gd kortelink.nl korturl.nl dai.ly chilp.it lc.chat rotf.lol cutt.us urlz.fr acortar.link ln.is tcrn.ch nyti.ms wapo.st
      bbc.in econ.st bddy.me surl.li shrinke.me da.gd hubs.ly hubs.la eepurl.com urlgeni.us dwz.cn suo.im url.cn t.cn u.nu han.gl vo.la zpr.io`,
    adServers: `doubleclick.net googleadservices.com googlesyndication.com adservice.google.com l.facebook.com lm.facebook.com
      l.instagram.com l.messenger.com l.threads.com out.reddit.com click.redditmail.com away.vk.com ads-twitter.com
      bat.bing.com adnxs.com adform.net adition.com adsrvr.org adsafeprotected.com serving-sys.com flashtalking.com
      weborama.fr smartadserver.com criteo.net zemanta.com teads.tv revcontent.com mgid.com adroll.com bidswitch.net
      casalemedia.com openx.net pubmatic.com rubiconproject.com yieldmo.com amazon-adsystem.com atdmt.com mediaplex.com
      innovid.com moatads.com adtech.de tradelab.fr adskeeper.com propellerads.com popads.net exoclick.com trafficjunky.net
      clickadu.com everesttech.net demdex.net omtrdc.net 2o7.net xg4ken.com marinsm.com clickserve.dartsearch.net 2mdn.net turn.com mathtag.com rlcdn.com bluekai.com krxd.net agkn.com tapad.com crwdcntrl.net id5-sync.com
      liadm.com simpli.fi sharethrough.com 3lift.com stackadapt.com media.net adkernel.com doubleverify.com sizmek.com celtra.com bannerflow.net
      chtbl.com podtrac.com pdst.fm pdcn.co mgln.ai arttrk.com
      dartsearch.net trc.taboola.com paid.outbrain.com ads.linkedin.com analytics.tiktok.com`,
    affiliateNetworks: `awin1.com zenaps.com tradetracker.net daisycon.io ds1.nl lt45.net jf79.net bdt9.net glp8.net shareasale.com
      shareasale-analytics.com anrdoezrs.net dpbolvw.net jdoqocy.com kqzyfj.com tkqlhce.com emjcd.com linksynergy.com
      click.linksynergy.com pxf.io sjv.io evyy.net 7eer.net prf.hn impactradius.com skimresources.com redirectingat.com
      viglink.com sovrn.co effiliation.com ad.admitad.com clickbank.net hop.clickbank.net affilinet.com zanox-affiliate.de
      belboon.com adcell.com financeads.net partner-ads.com adtraction.com voluumtrk.com trackier.com hasoffers.com
      go2cloud.org everflow.io binom.org bemob.com redtrack.io replug.io clickmagick.com improvely.com switchy.io clk.tradedoubler.com
      track.webgains.com ad.zanox.com s.click.aliexpress.com at19.net`,
    apps: `app.link bnc.lt onelink.me adj.st go.link adjust.io page.link app.goo.gl smart.link sng.link sng.to tlnk.io airbridge.io
      abr.ge`,
    mailers: `list-manage.com sendgrid.net ct.sendgrid.net mailgun.org mandrillapp.com sendibt2.com sendibt3.com sparkpostmail.com
      exacttarget.com exct.net mktoweb.com hubspotlinks.com hubspotemail.net klclick.com klclick1.com klclick2.com
      klclick3.com trk.klclick.com createsend.com cmail19.com cmail20.com activehosted.com acemlnb.com emlnk.com mlsend.com
      maillist-manage.com convertkit-mail.com convertkit-mail2.com customeriomail.com urldefense.com urldefense.proofpoint.com
      safelinks.protection.outlook.com clicks.mlsend.com rs6.net r20.rs6.net email-provider.nl email-provider.eu enormail.eu tripolis.com mjt.lu awstrack.me pstmrk.it ccsend.com sendibm1.com sendibm2.com sendibm3.com sendibm4.com
      infusion-links.com mailtrack.io mimecast.com mimecastprotect.com linkprotect.cudasvc.com secure-web.cisco.com clicktime.symantec.com
      protection.sophos.com mailplus.nl m17.mailplus.nl e-mark.nl`,
  }).flatMap((hosts) => hosts.split(/\s+/)),
);

/** Whether `host`, or a host that it is a part of, is known to pass visitors on or to serve ads. */
export function isRedirector(host: string): boolean {
  const labels = host.split(".");
  return labels.some((_, from) => REDIRECTORS.has(labels.slice(from).join(".")));
}

/**
 * Why no address may lead to `host`, which no admin has allowed yet; null where it may. An admin's own campaign may lead
 * anywhere but through hosts that are known to pass visitors on: these take an admin's word of their own.
 */
export function hostRefusal(host: string, isAdmin: boolean): Fault | null {
  const isRedirecting = isRedirector(host);
  return isAdmin && !isRedirecting ? null : fault("host-not-allowed", { host, isRedirector: isRedirecting });
}
