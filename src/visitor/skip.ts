/** What is not a visit: the first reason that fits, in the design's order. Headers are looked at here and go nowhere. */
import type { SkipReason } from "../domain/kind.ts";
import { isProgram } from "./programs.ts";

const PREFETCH_HEADERS = ["sec-purpose", "purpose", "x-purpose", "x-moz"] as const;
const PREFETCH = /prefetch|prerender|preview/i;

/** Programs that fetch a link to show a preview of it, as they name themselves. People's browsers inside these apps do not match. */
// biome-ignore format: one block reads better than forty lines
const PREVIEW_FETCHERS = new RegExp(
  [
    "facebookexternalhit", "facebookcatalog", "facebot", "meta-externalfetcher", "^whatsapp/", "slackbot", "slack-imgproxy",
    "telegrambot", "twitterbot", "linkedinbot", "discordbot", "skypeuripreview", "microsoftpreview", "bingpreview", "redditbot",
    "pinterestbot", "snap url preview", "link ?preview", "^synapse", "chatwork", "rocket.chat", "discourse", "viber/?.*url preview", "vkshare", "mastodon/", "bluesky cardyb", "cardyb", "embedly", "iframely",
    "kakaotalk-scrap", "zalobot", "google-pagerenderer", "googlemessages", "^tumblr/", "nextcloud.*link", "mattermost-bot", "flipboardproxy",
    "signal.*preview", "line-poker", "notionembedder", "applebot-linkpreview", "outbrain", "trello", "xing-contenttabreceiver", "threadsbot",
  ].join("|"),
  "i",
);

/**
 * A cache of judged user agents, in this isolate's memory only. It has two generations: those met since it was last full, and those before.
 * So common ones stay when rare ones have filled it.
 */
let judged = new Map<string, Verdict>();
let judgedBefore = new Map<string, Verdict>();
const MAX_JUDGED = 2_000;
/** How much of a user agent is judged: some patterns take a time that grows with the square of its length. */
const MAX_JUDGED_CHARS = 500;

/**
 * Why a request is not a visit; null when it is one. `inactive` depends on the campaign and is the last reason. A request for a
 * part of a page (an image, a script, a frame, a script's fetch) is `embedded`; browsers without `Sec-Fetch-Dest` do not say.
 */
export function skipReason(method: string, headers: Headers, isActive: boolean): SkipReason | null {
  if (method === "HEAD") return "head";
  if (isAhead(headers)) return "prefetch";
  const verdict = judge((headers.get("user-agent") ?? "").slice(0, MAX_JUDGED_CHARS));
  if (verdict !== null) return verdict;
  const dest = headers.get("sec-fetch-dest");
  if (dest !== null && dest !== "document") return "embedded";
  return isActive ? null : "inactive";
}

/** Whether a browser loads the address ahead, as a prefetch or for a thumbnail; any of the headers may say so. */
export function isAhead(headers: Headers): boolean {
  for (const name of PREFETCH_HEADERS) {
    const value = headers.get(name);
    if (value !== null && PREFETCH.test(value)) return true;
  }
  return false;
}

type Verdict = "preview" | "bot" | null;

function judge(userAgent: string): Verdict {
  const known = judged.get(userAgent);
  if (known !== undefined) return known;
  const before = judgedBefore.get(userAgent);
  const verdict = before !== undefined ? before : judgeAnew(userAgent);
  if (judged.size >= MAX_JUDGED) {
    judgedBefore = judged;
    judged = new Map();
  }
  judged.set(userAgent, verdict);
  return verdict;
}

/** The part of `skipReason` that judges the user agent, without the cache. */
export function judgeAnew(userAgent: string): Verdict {
  if (PREVIEW_FETCHERS.test(userAgent)) return "preview";
  return userAgent.trim() === "" || isProgram(userAgent) ? "bot" : null;
}
