/**
 * Campaign codes as they arrive in an address or a form, with what stuck to them on the way: a full stop, brackets, blanks, parameters that were
 * glued on, another hyphen, characters that nobody sees. Fivebar reads links and reports by the same rules.
 */

/** 2 to 40 letters, digits and inner hyphens: Fivebar's rule for codes, and nothing that HTML or an address would read as more. */
const CODE = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$/i;
/** More than that is no code with something around it. */
const MAX_CHARS = 500;

const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu;
/** What Unicode calls dashes, the underscore, and signs that are drawn as a hyphen. */
const HYPHENS = /[\p{Pd}_\u02d7\u2043\u207b\u208b\u2212\u2796\uff3f]/gu;
const NOISE_BEFORE = /^[^\p{L}\p{M}\p{N}-]+/u;
const WORD = /[\p{L}\p{M}\p{N}-](?:.*[\p{L}\p{M}\p{N}-])?/su;
const PARAMETERS = /[?&;#]/;
/** Bytes that are no text, and an escape that was cut off. */
const UNREADABLE = /%(?:[0-9a-f]{2}|[0-9a-f]?$)/gi;

/** A value from an address or a form as a code in lower case; null when there is none, or when it cannot be a campaign's. */
export function codeFrom(value: unknown): string | null {
  if (typeof value !== "string" || value.length > MAX_CHARS) return null;
  const text = decoded(decoded(value)).replace(UNREADABLE, "\ufffd").replace(UNSEEN, "").replace(NOISE_BEFORE, "");
  const [bare = ""] = text.split(PARAMETERS, 1);
  const words = bare.split("/").flatMap((segment) => WORD.exec(withoutHtml(segment))?.[0] ?? []);
  const code = words.length === 1 ? (words[0] ?? "").replace(HYPHENS, "-") : "";
  return CODE.test(code) ? code.toLowerCase() : null;
}

/** Without what stands behind an address in HTML, as in `fix-tiktok"target=_blank`. */
function withoutHtml(segment: string): string {
  const start = segment.search(/[\p{L}\p{M}\p{N}-]/u);
  const end = start === -1 ? -1 : segment.slice(start).search(/["<>]/);
  return end === -1 ? segment : segment.slice(0, start + end);
}

/** With its escapes undone, those that can be; some programs escape twice. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      // Not UTF-8: the ASCII in it is readable all the same.
      return escapes.replace(/%[0-7][0-9a-f]/gi, decodeURIComponent);
    }
  });
}
