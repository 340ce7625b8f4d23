/**
 * What somebody meant by an address or a code that is not one as it stands: links are copied with the full stop behind them, set in brackets,
 * broken by word processors, and given parameters without a question mark. Pure, and in a time that grows with the length alone.
 *
 * What no slug can contain is ignored at either end of a word, and characters that nobody sees anywhere. Look-alikes of the hyphen are the hyphen.
 * A word ends where parameters begin. Letters and digits, of any script, are never ignored: other words stay other words.
 */
import { decoded } from "./destination.ts";
import { parseSlug, type Slug } from "./slug.ts";

/** But for the soft hyphen, which is either not seen or is a hyphen. */
const UNSEEN = /(?!\u00ad)[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu;
/** What Unicode calls dashes, the underscore, and signs that are drawn as a hyphen. */
const HYPHENS = /[\p{Pd}_\u02d7\u2043\u207b\u208b\u2212\u2796\uff3f]/gu;
const NOISE_BEFORE = /^[^\p{L}\p{M}\p{N}-]+/u;
const WORD = /[\p{L}\p{M}\p{N}-](?:.*[\p{L}\p{M}\p{N}-])?/su;
const PARAMETERS = /[?&;#]/;
/** Bytes that are no text, and an escape that was cut off. */
const UNREADABLE = /%(?:[0-9a-f]{2}|[0-9a-f]?$)/gi;

interface Meant {
  /** The segments of the path without the noise around them; segments of noise alone are left out. */
  readonly words: readonly string[];
  /** Whether it is a file's name, such as `favicon.ico` or `.env`, or several segments: then nobody meant a link. */
  readonly isElsewhere: boolean;
}

/** @param path with or without slashes before it, as it was sent, escapes included; some programs escape it twice */
export function meantBy(path: string): Meant {
  const text = decoded(decoded(path)).replace(UNREADABLE, "\ufffd").replace(UNSEEN, "");
  const [noise = ""] = NOISE_BEFORE.exec(text) ?? [];
  const [bare = ""] = text.slice(noise.length).split(PARAMETERS, 1);
  const words = bare.split("/").flatMap((segment) => WORD.exec(withoutHtml(segment))?.[0] ?? []);
  return { words, isElsewhere: words.length > 1 || noise.endsWith(".") || words[0]?.includes(".") === true };
}

/** Without what stands behind an address in HTML, as in `fix-tiktok"target=_blank`. */
function withoutHtml(segment: string): string {
  const start = segment.search(/[\p{L}\p{M}\p{N}-]/u);
  const end = start === -1 ? -1 : segment.slice(start).search(/["<>]/);
  return end === -1 ? segment : segment.slice(0, start + end);
}

/** The slugs that `word`, one of `meantBy`, can be read as, the likeliest first; none when it is no slug. */
export function slugsIn(word: string): Slug[] {
  const readings = [word.replaceAll("\u00ad", ""), word.replaceAll("\u00ad", "-")].map((text) => parseSlug(text.replace(HYPHENS, "-")));
  return [...new Set(readings)].filter((slug) => slug !== null);
}

/** The slugs that a text of one word can be read as: a code that a website reports, say. */
export function meantSlugs(text: string): Slug[] {
  const { words } = meantBy(text);
  return words.length === 1 ? slugsIn(words[0] ?? "") : [];
}
