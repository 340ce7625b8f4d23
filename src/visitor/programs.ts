/**
 * Whether a user agent is a program's by its own name. The library's list knows more programs than any list of ours, but it looks for words
 * anywhere: `discovery`, `news` and `google` stand in names of phones, televisions, apps and carriers too. So a device that people hold is
 * judged with what it calls itself left out, and without the words that its apps may have. docs/USER_AGENTS.md has the measurement. Pure.
 */
import { createIsbotFromList, isbot, list } from "isbot";

/** Phones, tablets, televisions and consoles. Desktops are not among them: programs that run a whole browser mostly run one of those. */
const HELD =
  /Android|iPhone|iPad|iPod|SMART-?TV|GoogleTV|HbbTV|NETTV|CE-HTML|Opera TV|OMI\/|Web0S|webOS|VIDAA|Tizen|Bada|PlayStation|Nintendo|Xbox|ROBLOX/i;
const WHOLE_BROWSER = /^(?:Opera\/9\.80|Mozilla\/5\.0) .*(?:AppleWebKit|Gecko|Trident|Presto)[/ ]/;
/** What an app sends that has no browser in it, Facebook's and Instagram's. */
const APP = /(?:^|\) )\[FBAN\/[\w-]+;FBAV\/|^Instagram [\d.]+ (?:Android )?\(/;
/** The model of an Android device, between its version and the end of the bracket. */
const MODEL = /(Android [\d.]+;)[^()]*(?:\([^()]*\)[^()]*)*\)/;

/** Of the library's patterns those that a device's or an app's name may match by a part of it. */
const WEAK = [
  "news",
  "google",
  "/1\\.0;",
  "catch",
  "sogou",
  "\\.com",
  "@[a-z]",
  "\\|",
  "\\(\\)",
  ";\\s\\w+;$",
  "24x7",
  "proxy",
  "java",
  "url",
];
const WEAK_WORDS = ["discovery", "radar", "virtuoso", "capture"];
const isNamedStrictly = createIsbotFromList(
  list.filter((one) => !one.startsWith("^") && ![...WEAK, ...WEAK_WORDS].some((word) => one.includes(word))),
);
/** Names of programs that the patterns left out above would have found, anywhere in the text. */
const NAMED =
  /compatible;|\bcrawl|catchpoint|[a-z]\.com\/|-google|google-|googlebot|googleother|google ?web|google ?page|google favicon|google search|googleadsense/i;

/** Programs that the library does not know, by what only programs send: no whole word of a browser, or a domain's name with a version. */
const UNKNOWN_TO_LIBRARY = /like Gecko; compatible;|\(Unknown; Linux x86|<[?]|^[^\s/(]+$|\b\w+\.(?:ai|dev|io|org)\/\d/;

export function isProgram(userAgent: string): boolean {
  if (isbot(userAgent)) return !isPerson(userAgent);
  return UNKNOWN_TO_LIBRARY.test(userAgent);
}

function isPerson(userAgent: string): boolean {
  if (APP.test(userAgent)) return true;
  if (!WHOLE_BROWSER.test(userAgent) || !HELD.test(userAgent) || NAMED.test(userAgent)) return false;
  return !isNamedStrictly(userAgent.replace(MODEL, "$1)"));
}
