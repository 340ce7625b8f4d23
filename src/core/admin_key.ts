/** Whether an admin key that somebody thought of can be guessed: everybody may try keys, as often as they like. Pure. */

export const ADMIN_KEY_CHARS = 24;
/** Of those that do not follow from the ones before them. A random key of 24 digits has some 20. */
const LEAST_UNFORESEEN = 14;
/** No longer key is looked at whole. */
const MOST_CHARS = 128;
const ROWS = "qwertyuiop asdfghjkl zxcvbnm 1234567890";

export function isHardToGuess(key: string): boolean {
  // What each key that Fivebar makes begins with adds nothing.
  const text = key
    .toLowerCase()
    .replace(/^fivebar_[a-z]+_/, "")
    .slice(0, MOST_CHARS);
  return key.length >= ADMIN_KEY_CHARS && unforeseen(text) >= LEAST_UNFORESEEN;
}

/** How many characters are left when each repetition and each run (aaa, 123, cba, qwerty) counts as one. */
function unforeseen(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count += 1) {
    const known = Math.max(runFrom(text, at), ...Array.from({ length: at }, (_, from) => repeatedFrom(text, from, at)));
    at += known >= 3 ? known : 1;
  }
  return count;
}

/** How far `text` at `at` is the same as it was at `from`. */
function repeatedFrom(text: string, from: number, at: number): number {
  let length = 0;
  while (at + length < text.length && text[from + length] === text[at + length]) length += 1;
  return length;
}

function runFrom(text: string, at: number): number {
  const kind = stepAt(text, at);
  let length = 1;
  while (kind !== null && stepAt(text, at + length - 1) === kind) length += 1;
  return length;
}

/** How a character follows from the one before it: in the alphabet or on a keyboard; null when it does not. */
function stepAt(text: string, at: number): string | null {
  const [one = "", next = ""] = text.slice(at, at + 2);
  const step = next.charCodeAt(0) - one.charCodeAt(0);
  if (Math.abs(step) <= 1) return `code ${step}`;
  const places = [ROWS.indexOf(one), ROWS.indexOf(next)] as const;
  const move = places[1] - places[0];
  return next !== "" && !places.includes(-1) && Math.abs(move) === 1 ? `key ${move}` : null;
}
