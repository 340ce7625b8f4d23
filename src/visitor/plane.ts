/**
 * The visitor plane: everything that a visitor's request can reach. It reads the address, the headers about loading ahead and into a page, the
 * user agent and the wanted language, answers, and adds one to a number. docs/AUDIT.md walks through it.
 */

import { withPassed } from "../domain/campaign/destination.ts";
import { meantBy, slugsIn } from "../domain/campaign/meant_slug.ts";
import { isReserved, parseSlug } from "../domain/campaign/slug.ts";
import type { OpenConfig } from "../domain/config.ts";
import { dayAndEnd } from "../domain/day.ts";
import { NO_CAMPAIGN } from "../domain/kind.ts";
import { MAX_PASSED_VALUE_CHARS } from "../domain/limits.ts";
import type { Counting } from "../storage/counting.ts";
import { hasPlainHost, isSecure, pathOf, routeOf } from "./address.ts";
import { HealthCheck } from "./health.ts";
import { languageOf, languageWanted } from "./language.ts";
import { isItself, isThanksLoop } from "./own_links.ts";
import { aboutJson, aboutPage } from "./pages/about.ts";
import type { AboutContext } from "./pages/about_context.ts";
import { campaignPage } from "./pages/campaign.ts";
import { messages } from "./pages/messages.ts";
import { methodNotAllowed, noticePage, plain } from "./pages/page.ts";
import { STYLE } from "./pages/style.ts";
import { PendingCounts } from "./pending_counts.ts";
import { notAhead, redirect, redirectHeaders } from "./redirect.ts";
import { type Link, Routing } from "./routing.ts";
import { isAhead, skipReason } from "./skip.ts";
import { ThanksLimit } from "./thanks_limit.ts";

const RETRY_AFTER_SECONDS = 5;
/** Links are not for search engines. Programs that show a preview of a link in a message may fetch it: that counts as a preview. */
const ROBOTS =
  "User-agent: *\nDisallow: /\nAllow: /about\n\nUser-agent: facebookexternalhit\nUser-agent: LinkedInBot\nUser-agent: Twitterbot\nAllow: /\n";
/** The day on which summer time ends. */
const LONGEST_DAY_MS = 25 * 3_600_000;
/** Asks the servers that load pages ahead for others to leave this domain alone (buettner.github.io/private-prefetch-proxy/traffic-advice.html). */
const TRAFFIC_ADVICE = '[{"user_agent":"prefetch-proxy","disallow":true}]\n';
const ONE_HOUR = "public, max-age=3600";
/** How long the answer to a signup waits until the signup is on disk. After that it is written in the background. */
const THANKS_PATIENCE_MS = 1_000;

export class VisitorPlane {
  private readonly config: OpenConfig;
  /** Public, because a change of a campaign expires it. */
  readonly routing: Routing;
  private readonly visits: PendingCounts;
  private readonly signups: PendingCounts;
  private readonly thanksLimit: ThanksLimit;
  private readonly health: HealthCheck;
  /** The end of today, until which repeats are not counted; computed again when it is over. */
  private dayEndMs = 0;

  constructor(counting: Counting, config: OpenConfig) {
    this.config = config;
    this.routing = new Routing(counting, config);
    const shard = Math.floor(Math.random() * config.shards);
    this.visits = new PendingCounts((...batch) => counting.add(shard, ...batch, this.routing.installation));
    this.signups = new PendingCounts((...batch) => counting.add("signups", ...batch, this.routing.installation));
    this.health = new HealthCheck(counting, [this.visits, this.signups]);
    this.thanksLimit = new ThanksLimit(config.release === "bundles");
  }

  /** Answers a request for a link in the table, here and now; null for all else. Needs nothing of the address but its path. */
  visitKnown(request: Request, ctx: ExecutionContext): Response | null {
    const nowMs = Date.now();
    // The runtime makes a property of a request anew at each read, so each is read once.
    const { method, url } = request;
    if ((method !== "GET" && method !== "HEAD") || !this.routing.isUsable(ctx, nowMs)) return null;
    const path = pathOf(url);
    // A path in capitals follows the rule for slugs (`parseSlug`): toLowerCase would turn some letters outside ASCII into ASCII.
    const link = this.routing.current?.links.get(path) ?? this.routing.current?.links.get(parseSlug(path) ?? "");
    if (link === undefined) return null;
    const { headers } = request;
    return hasPlainHost(headers) ? this.visit(method, url, headers, ctx, link, nowMs) : null;
  }

  /** Answers every other request. Each handler reads the query parameters that it needs, by name: there may be thousands of them. */
  async fetch(request: Request, ctx: ExecutionContext): Promise<Response> {
    if (request.method !== "GET" && request.method !== "HEAD") return methodNotAllowed();
    const route = routeOf(request.url);
    if (route === "" || route === "about") return this.about(request, ctx);
    if (route === "about.json") return this.aboutForPrograms(request, ctx);
    if (route === "healthz") return this.health.respond(request, Date.now());
    if (route === "robots.txt") return plain(ROBOTS);
    if (route === "style.css") return plain(STYLE, "text/css; charset=utf-8", ONE_HOUR);
    if (route === ".well-known/traffic-advice") return plain(TRAFFIC_ADVICE, "application/trafficadvice+json", ONE_HOUR);
    return this.meant(request, ctx);
  }

  /** Sends what an outage has left in memory: called by every request that is no visit, and on one machine all the time. */
  sendPending(ctx: ExecutionContext): void {
    const nowMs = Date.now();
    this.visits.sendPending(ctx, nowMs);
    this.signups.sendPending(ctx, nowMs);
  }

  /** How many of the counts here no shard has acknowledged. */
  get unwritten(): number {
    return this.visits.unwritten + this.signups.unwritten;
  }

  private visit(method: string, url: string, headers: Headers, ctx: ExecutionContext, link: Link, nowMs: number): Response {
    const hasEnded = nowMs >= link.activeUntilMs;
    if (link.mayLoop && this.routing.isLoop(link.slug, url, hasEnded)) return this.loop(url, headers);
    const isActive = !hasEnded && nowMs >= link.activeFromMs;
    const reason = skipReason(method, headers, isActive);
    this.visits.add(ctx, link.campaign, reason ?? "visit", nowMs);
    if (link.thanksUrl !== null && (reason ?? "inactive") === "inactive") this.thanksLimit.noteClick(link.campaign, nowMs);
    this.signups.sendPending(ctx, nowMs);
    const isHttps = isSecure(url, headers);
    if (reason === "prefetch") return notAhead(isHttps);
    const target = isActive ? link.active : hasEnded ? link.ended : link.inactive;
    // The answer to a skipped request must not be cached: it would answer the visit that follows.
    const isCached = !link.countRepeats && reason === null;
    if (!isCached && (link.passParams.length === 0 || !url.includes("?"))) return isHttps ? target.https : target.http;
    const cacheControl = isCached ? `private, max-age=${this.secondsLeftToday(nowMs)}` : "no-store";
    return redirect(redirectHeaders(passing(target.location, url, link.passParams), isHttps, cacheControl));
  }

  /** Leads nowhere and counts nothing: the first turn of the loop has counted already. */
  private loop(url: string, headers: Headers): Response {
    const language = languageOf(headers.get("accept-language"));
    const { loopTitle, loopText } = messages[language];
    return noticePage(language, 508, loopTitle, loopText, isSecure(url, headers));
  }

  private secondsLeftToday(nowMs: number): number {
    // Also after a clock that went back: no day is longer than this.
    if (nowMs >= this.dayEndMs || this.dayEndMs - nowMs > LONGEST_DAY_MS) this.dayEndMs = dayAndEnd(nowMs, this.config.timeZone).endMs;
    return Math.max(0, Math.floor((this.dayEndMs - nowMs) / 1_000));
  }

  /** A path that no link in the table has as it stands: a link made a moment ago, what somebody meant by it (src/domain/campaign/meant_slug.ts), or none. */
  private async meant(request: Request, ctx: ExecutionContext): Promise<Response> {
    const nowMs = Date.now();
    const path = pathOf(request.url);
    const { words, isElsewhere } = meantBy(path);
    const [first = "", second = ""] = words;
    const isOfAbout = /^about$/i.test(first) && path.split("/").filter((segment) => segment !== "").length === 2;
    if (words.length === 2 && /^thanks$/i.test(second)) return this.thanks(slugsIn(first), request, ctx);
    if (words.length === 1 && !isElsewhere && /^about$/i.test(first) && !isOfAbout) return this.about(request, ctx);
    if (isOfAbout) return this.aboutCampaign(words.length === 2 ? slugsIn(second) : [], request, ctx);
    const slugs = words.length === 1 ? slugsIn(first) : [];
    const link = await this.find(slugs, ctx, nowMs);
    if (link !== undefined) return this.visit(request.method, request.url, request.headers, ctx, link, nowMs);
    if (slugs.length > 0 && this.routing.current === null) return this.unavailable(request);
    // An archived campaign's code is no misprint: it leads on, and counts nowhere.
    const archived = this.routing.archivedAmong(slugs);
    if (archived !== null) return this.unknown(request, archived.page ?? this.config.fallbackUrl);
    // A misprint is counted, as a number alone: one word, asked for by a person, that is neither a file's name nor a reserved word.
    const isMisprint = words.length === 1 && !isElsewhere && !slugs.some(isReserved);
    if (isMisprint && skipReason(request.method, request.headers, true) === null) this.visits.add(ctx, NO_CAMPAIGN, "unknown", nowMs);
    return this.unknown(request, isElsewhere ? null : this.config.fallbackUrl);
  }

  /** The first link of `slugs`; refreshes the table when it has none of them. */
  private async find(slugs: readonly string[], ctx: ExecutionContext, nowMs: number): Promise<Link | undefined> {
    if (slugs.length === 0) return undefined;
    const inTable = () => slugs.map((slug) => this.routing.current?.links.get(slug)).find((link) => link !== undefined);
    if (!this.routing.isUsable(ctx, nowMs)) await this.routing.refresh(ctx, nowMs);
    else if (inTable() === undefined) await this.routing.refreshForMissing(ctx, nowMs);
    return inTable();
  }

  /**
   * Counts a signup for a site without a server, then sends on to the campaign's thank-you page. A signup beyond the limit is
   * counted as a bot's.
   */
  private async thanks(slugs: readonly string[], request: Request, ctx: ExecutionContext): Promise<Response> {
    const nowMs = Date.now();
    const link = await this.find(slugs, ctx, nowMs);
    if (this.routing.current === null && slugs.length > 0) return this.unavailable(request);
    if (link === undefined || link.thanksUrl === null) return this.unknown(request, null);
    if (isThanksLoop(link.thanksUrl, request.url)) return this.loop(request.url, request.headers);
    const reason = skipReason(request.method, request.headers, true);
    if (reason === "prefetch") return notAhead(isSecure(request.url, request.headers));
    if (reason === null && !this.thanksLimit.take(link.campaign, nowMs)) this.visits.add(ctx, link.campaign, "bot", nowMs);
    else if (reason === null) {
      this.signups.add(ctx, link.campaign, "signup", nowMs);
      await this.signups.untilWritten(THANKS_PATIENCE_MS);
    }
    return redirect(redirectHeaders(link.thanksUrl, isSecure(request.url, request.headers)), 303);
  }

  private async about(request: Request, ctx: ExecutionContext): Promise<Response> {
    const context = await this.aboutContext(request, ctx);
    return context === null
      ? this.unavailable(request)
      : aboutPage(context, languageWanted(request), isSecure(request.url, request.headers));
  }

  private async aboutForPrograms(request: Request, ctx: ExecutionContext): Promise<Response> {
    const context = await this.aboutContext(request, ctx);
    return context === null ? this.unavailable(request) : aboutJson(context);
  }

  private async aboutCampaign(slugs: readonly string[], request: Request, ctx: ExecutionContext): Promise<Response> {
    // A campaign made a moment ago may be missing from the table.
    const slug = (await this.find(slugs, ctx, Date.now()))?.slug ?? null;
    const context = await this.aboutContext(request, ctx);
    return context === null
      ? this.unavailable(request)
      : campaignPage(slug, context, languageWanted(request), isSecure(request.url, request.headers));
  }

  /** What the pages about this domain are made from; null when the campaigns cannot be had. */
  private async aboutContext(request: Request, ctx: ExecutionContext): Promise<AboutContext | null> {
    const nowMs = Date.now();
    if (!this.routing.isUsable(ctx, nowMs)) await this.routing.refresh(ctx, nowMs);
    const routes = this.routing.current?.routes;
    if (routes === undefined) return null;
    const { config } = this;
    const { origin, searchParams } = new URL(request.url);
    const groupSize = routes.groupSize ?? config.groupSize;
    return { config, groupSize, routes, origin: config.linkOrigin ?? origin, nowMs, from: searchParams.get("from") };
  }

  /** @param page where it leads instead; null: nowhere */
  private unknown(request: Request, page: string | null): Response {
    const isHttps = isSecure(request.url, request.headers);
    if (page !== null && !isItself(page, request.url)) {
      if (request.method !== "HEAD" && isAhead(request.headers)) return notAhead(isHttps);
      return redirect(redirectHeaders(page, isHttps));
    }
    const language = languageWanted(request);
    const { unknownTitle, unknownText } = messages[language];
    return noticePage(language, 404, unknownTitle, unknownText, isHttps);
  }

  private unavailable(request: Request): Response {
    const language = languageWanted(request);
    const { unavailableTitle, unavailableText } = messages[language];
    const response = noticePage(language, 503, unavailableTitle, unavailableText, isSecure(request.url, request.headers));
    response.headers.set("Retry-After", String(RETRY_AFTER_SECONDS));
    return response;
  }
}

/** `location` with the parameters of `url` that may pass. */
function passing(location: string, url: string, passParams: readonly string[]): string {
  const mark = url.indexOf("?");
  return mark === -1 ? location : withPassed(location, url.slice(mark + 1), passParams, MAX_PASSED_VALUE_CHARS);
}
