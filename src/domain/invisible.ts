/** Characters that show nothing, or turn the direction of the text around them. Pure. */

/**
 * What Unicode says shall not be shown (zero-width spaces, joiners, marks of direction, fillers, tags), what is no character by its rules and makes
 * workbooks and feeds unreadable (U+FFFE, XML 1.0, 2.2), and blanks that pass for letters.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cf}\p{Zl}\p{Zp}\u2800\ufffc\u{1d159}]/u;

/** Where such a character belongs to what is seen: inside an emoji, and between the letters of scripts that join them. */
const PART_OF_WHAT_IS_SEEN: readonly RegExp[] = [
  /\u{1f3f4}[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]{2,6}\u{e007f}/gu,
  /[0-9#*]\ufe0f\u20e3/gu,
  /\p{Extended_Pictographic}[\ufe0e\ufe0f\u{1f3fb}-\u{1f3ff}]{0,2}(?:\u200d\p{Extended_Pictographic}[\ufe0e\ufe0f\u{1f3fb}-\u{1f3ff}]{0,2})*/gu,
  /(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}])[\u200c\u200d](?=[\p{L}\p{M}])/gu,
];

/** The first character of `text` that shows nothing or changes its direction, as `U+200B`; null when there is none. */
export function invisibleIn(text: string): string | null {
  if (!INVISIBLE.test(text)) return null;
  const rest = PART_OF_WHAT_IS_SEEN.reduce((left, pattern) => left.replace(pattern, ""), text);
  const found = INVISIBLE.exec(rest)?.[0].codePointAt(0);
  return found === undefined ? null : `U+${found.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Whether `text` has anything to see at all: a letter, a digit, a sign. */
export function showsSomething(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}
