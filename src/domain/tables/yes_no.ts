/** Words for yes and no, as people, programs and spreadsheets in Dutch, English, German and French write them. Pure. */

const YES: ReadonlySet<string> = new Set(["true", "yes", "y", "t", "1", "on", "ja", "j", "waar", "aan", "wahr", "ein", "oui", "o", "vrai"]);
const NO: ReadonlySet<string> = new Set([
  "false",
  "no",
  "n",
  "f",
  "0",
  "off",
  "nee",
  "onwaar",
  "uit",
  "nein",
  "falsch",
  "aus",
  "non",
  "faux",
]);

/** Null for a word that says neither, and for none: what that means only the caller can know. */
export function yesOrNo(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
}
