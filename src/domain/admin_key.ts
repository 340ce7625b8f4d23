/** Whether an admin key that somebody thought of can be guessed: everybody may try keys, as often as they like. Pure. */

/** Of a key's characters, those that do not follow from the two before them. A random key of 24 digits has some 22. */
const LEAST_UNFORESEEN = 14;
const UP = "abcdefghijklmnopqrstuvwxyz qwertyuiop asdfghjkl zxcvbnm 01234567890 ";
const RUNS = UP + [...UP].reverse().join("");

/** Whether a key of 24 characters or more is no word over and over, and no aaa, 123, cba or qwerty. */
export function isHardToGuess(key: string): boolean {
  // What each key that Fivebar makes begins with adds nothing.
  const text = key.toLowerCase().replace(/^fivebar_[a-z]+_/, "");
  const threes = Array.from({ length: Math.max(0, text.length - 2) }, (_, at) => text.slice(at, at + 3));
  const foreseen = threes.filter((three, at) => /^(.)\1\1$/.test(three) || RUNS.includes(three) || threes.indexOf(three) < at);
  return text.length - foreseen.length >= LEAST_UNFORESEEN;
}
