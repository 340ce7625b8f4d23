/**
 * Text that, by its shape, could identify one person. An e-mail address certainly does. A long number or a token is a guess: a slug that
 * looks like one is refused; for a destination the maker of the campaign is asked whether the page is the same for everybody.
 */

import type { Resembling } from "../problem_codes.ts";

/** Looked for from the beginning of each word only, so that its time grows with the text and not with the square of it. */
const EMAIL = /(?<![^\s/@?&=:])[^\s/@?&=:]+@[^\s/@?&=]+\.[a-z]{2,}/i;
/** As Mastodon and the like write the name of an account in the path of its public page: `/@user@example.org`. */
const HANDLE = /\/@[^\s/@?&=#]+@[^\s/@?&=#]+/g;
/** What could be text in base64, as mailers write recipients' addresses. */
const BASE64 = /[A-Za-z0-9+_-]{12,}/g;
/** The beginning of a JSON web token, and that of its second part. */
const JSON_WEB_TOKEN = /eyJ[\w-]{10,}\.eyJ/;
const UUID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/i;
const LONG_NUMBER = /\d{7}/;
/** Nine digits or more with hyphens, dots, spaces or brackets between them, as telephone numbers are written. */
const GROUPED_NUMBER = /\d(?:[-. +()]{0,2}\d){8}/;
/** Sizes and dates: numbers in names of ads that name nobody. */
const SIZE_OR_DATE = /(?<!\d)(?:\d{2,4}x\d{2,4}|(?:19|20)\d\d[-/](?:0[1-9]|1[0-2])(?:[-/](?:0[1-9]|[12]\d|3[01]))?)(?!\d)/gi;
/** A day written as one number, as newspapers do in the addresses of their articles. */
const COMPACT_DATE = /(?<!\d)20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/g;
const HEX_TOKEN = /(?<![0-9a-z])(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{16,}(?![0-9a-z])/i;

/** Says what `text` looks like, or null when it could be anybody's. */
export function resemblesIdentifier(text: string): Resembling | null {
  return hasEmail(text) ? "email" : guessIn(text);
}

/** Whether an e-mail address is in `text`: that is a person's for sure. */
export function hasEmail(text: string): boolean {
  const plain = text.normalize("NFKC").replace(HANDLE, "/");
  return EMAIL.test(plain) || (plain.match(BASE64) ?? []).some((word) => EMAIL.test(fromBase64(word)));
}

/** What `word` says if it is base64 of ASCII; "" when it is not. */
function fromBase64(word: string): string {
  if (word.length % 4 === 1) return "";
  const text = atob(word.replaceAll("-", "+").replaceAll("_", "/"));
  return /^[\x21-\x7e]+$/.test(text) ? text : "";
}

/** The kind of personal number or code that `text` could hold, by its shape alone; null when it holds none. */
function guessIn(text: string): Resembling | null {
  if (UUID.test(text)) return "uuid";
  if (HEX_TOKEN.test(text) || JSON_WEB_TOKEN.test(text) || text.split(/[^0-9a-z]+/i).some(isToken)) return "token";
  if (LONG_NUMBER.test(text)) return "long-number";
  return GROUPED_NUMBER.test(text.replace(SIZE_OR_DATE, "x")) ? "grouped-number" : null;
}

/** As `guessIn`, for an address: a date in the path of an article is not a personal number. */
export function guessInAddress(text: string): Resembling | null {
  return guessIn(text.replace(COMPACT_DATE, "x"));
}

/** Letters and digits that alternate as no word does: at least 12 characters and four changes between the two. */
function isToken(word: string): boolean {
  if (word.length < 12) return false;
  const changes = word.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0;
  return changes >= 4;
}
