/**
 * What looks like it names one person, and may therefore stand neither in a slug nor in a destination. A guard against
 * links made for one person by habit or by mail-merge; `MAX_CAMPAIGNS` is the guard against doing it on purpose.
 */

/** Looked for from the beginning of each word only, so that its time grows with the text and not with the square of it. */
const EMAIL = /(?<![^\s/@?&=])[^\s/@?&=]+@[^\s/@?&=]+\.[a-z]{2,}/i;
const UUID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/i;
const LONG_NUMBER = /\d{7}/;
/** Nine digits or more with hyphens, dots, spaces or brackets between them, as telephone numbers are written. */
const GROUPED_NUMBER = /\d(?:[-. +()]{0,2}\d){8}/;
/** Sizes and dates: numbers in names of ads that name nobody. */
const SIZE_OR_DATE = /(?<!\d)(?:\d{2,4}x\d{2,4}|(?:19|20)\d\d[-/](?:0[1-9]|1[0-2])(?:[-/](?:0[1-9]|[12]\d|3[01]))?)(?!\d)/gi;
const HEX_TOKEN = /(?<![0-9a-z])(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{16,}(?![0-9a-z])/i;

/** Parameters by which advertising platforms and mailers recognise one click or one person. */
// biome-ignore format: one block reads better than sixty lines
export const CLICK_IDS: ReadonlySet<string> = new Set([
  "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "ttclid", "msclkid", "twclid", "li_fat_id", "igshid", "igsh",
  "scclid", "sccid", "epik", "rdt_cid", "yclid", "ysclid", "_openstat", "mc_eid", "mc_cid", "mkt_tok", "_hsenc", "_hsmi", "hsctatracking",
  "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "rb_clickid", "s_cid", "wickedid", "irclickid", "irgwc", "cjevent", "zanpid",
  "ranmid", "raneaid", "ransiteid", "awc", "sscid", "obclid", "obclickid", "tblci", "dicbo", "vmcid", "_kx", "klaviyo_id", "trk_contact",
  "ml_subscriber", "ml_subscriber_hash", "ef_id", "_branch_match_id", "srsltid", "spclid", "qclid", "nbt", "guce_referrer", "gad_source",
  "_ga", "_gl", "aem_kenshoo", "clickid", "click_id", "user_id", "userid", "email",
]);

/** Says what `text` looks like, or null when it could be anybody's. The words fit in "looks like …". */
export function resemblesIdentifier(text: string): string | null {
  if (EMAIL.test(text)) return "an email address";
  if (UUID.test(text)) return "a unique identifier (UUID)";
  if (HEX_TOKEN.test(text) || text.split(/[^0-9a-z]+/i).some(isToken)) return "a token";
  if (LONG_NUMBER.test(text)) return "a long number (7 digits or more), which could be a member, phone or order number";
  if (GROUPED_NUMBER.test(text.replace(SIZE_OR_DATE, "x")))
    return "a number with 9 digits or more, which could be a phone or member number";
  return null;
}

/** Letters and digits that alternate as no word does: at least 12 characters and four changes between the two. */
function isToken(word: string): boolean {
  if (word.length < 12) return false;
  const changes = word.match(/[a-z](?=\d)|\d(?=[a-z])/gi)?.length ?? 0;
  return changes >= 4;
}
