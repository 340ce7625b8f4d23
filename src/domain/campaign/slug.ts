/** Slugs: the campaigns' codes in their links. Lower case, matched without regard to case. Pure. */
import { type Fault, fault } from "../fault.ts";
import { resemblesIdentifier } from "./identifier.ts";

declare const slugBrand: unique symbol;
/** A well-formed slug in lower case, made by `parseSlug` and `suggestSlug` only. It may still be reserved or taken. */
export type Slug = string & { readonly [slugBrand]: true };

const SLUG_PATTERN = "[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])";
/** Ignores the case of ASCII letters only: a letter outside ASCII whose lower case is one of them (the Kelvin sign) does not match. */
const SLUG = new RegExp(`^${SLUG_PATTERN}$`, "i");

/** Paths that have another meaning on this domain, now or perhaps later, and the words that websites send when they have no code. */
// biome-ignore format: one block reads better than twenty lines
const RESERVED: ReadonlySet<string> = new Set([
  "about", "admin", "api", "assets", "auth", "cdn-cgi", "favicon", "health", "healthz", "login", "logout", "no-code",
  "none", "null", "openapi", "privacy", "report", "robots", "security", "signups", "sitemap", "staff", "static", "thanks", "undefined", "well-known", "www",
]);

/** Reads a slug in any case; null when it is not well-formed. */
export function parseSlug(text: string): Slug | null {
  return SLUG.test(text) ? (text.toLowerCase() as Slug) : null;
}

export function isReserved(slug: Slug): boolean {
  return RESERVED.has(slug);
}

/** Why a new campaign may not have `slug`, null when it may. */
export function slugRefusal(slug: Slug): Fault | null {
  if (isReserved(slug)) return fault("slug-reserved", { slug });
  const resembles = resemblesIdentifier(slug);
  return resembles === null ? null : fault("slug-personal", { resembles });
}

export const MAX_SLUG_CHARS = 40;
/** The length of `-999`. */
const NUMBER_CHARS = 4;

/** A slug made from a campaign's name, with `-2`, `-3`, … where the plain one is taken; null when the name yields none. */
export function suggestSlug(name: string, isTaken: (slug: Slug) => boolean): Slug | null {
  return suggestSlugs(name, [], isTaken)?.[0] ?? null;
}

/** The longest beginning that slugs with one of these suffixes behind a hyphen can have. */
export function baseChars(suffixes: readonly string[]): number {
  return MAX_SLUG_CHARS - Math.max(0, ...suffixes.map((suffix) => suffix.length + 1));
}

/** Latin letters that are not a base letter with an accent, and how people write them in ASCII. */
// biome-ignore format: one block reads better than thirty lines
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss", ẞ: "ss", æ: "ae", ǽ: "ae", œ: "oe", ø: "o", ǿ: "o", å: "a", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ĸ: "k", ŀ: "l", ŋ: "n", ŧ: "t",
  ŉ: "n", ƒ: "f", ƀ: "b", ɓ: "b", ƈ: "c", ȼ: "c", ɗ: "d", ɖ: "d", ǝ: "e", ə: "e", ɛ: "e", ɠ: "g", ǥ: "g", ɨ: "i", ƙ: "k", ƚ: "l", ɲ: "n", ɔ: "o",
  ɵ: "o", ƥ: "p", ɍ: "r", ȿ: "s", ƭ: "t", ʉ: "u", ʋ: "v", ƴ: "y", ƶ: "z", ȥ: "z", ĳ: "ij",
};

/** What `text` has that a slug can have, words joined by hyphens; empty where it has nothing. It may be too long or too short for a slug. */
export function slugCharsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/\P{ASCII}/gu, (letter) => LETTERS[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** As `suggestSlug`, one slug for each of `suffixes`, ending with it; without suffixes, one slug. If any is taken, all get a number. */
export function suggestSlugs(name: string, suffixes: readonly string[], isTaken: (slug: Slug) => boolean): Slug[] | null {
  const plain = slugCharsOf(name)
    .slice(0, baseChars(suffixes) - NUMBER_CHARS)
    .replace(/-+$/, "");
  if (plain === "") return null;
  const endings = suffixes.length === 0 ? [""] : suffixes.map((suffix) => `-${suffix}`);
  for (let n = 1; n < 1_000; n += 1) {
    const slugs = endings.map((ending) => parseSlug(`${n === 1 ? plain : `${plain}-${n}`}${ending}`)).filter((slug) => slug !== null);
    if (slugs.length < endings.length) return null;
    if (slugs.every((slug) => slugRefusal(slug) === null && !isTaken(slug))) return slugs;
    if (n === 1 && slugs.some((slug) => resemblesIdentifier(slug) !== null)) return null;
  }
  return null;
}
