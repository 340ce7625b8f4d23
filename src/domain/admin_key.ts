/** Whether an admin key that somebody thought of can be guessed: everybody may try keys, as often as they like. Pure. */

/** The least number of characters that do not follow from the two before them. A random key of 24 digits has some 20. */
const LEAST_UNFORESEEN = 14;
/** The alphabet, the digits, and a keyboard's rows and columns, as people type them. */
const UP = `abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl; zxcvbnm 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p
  qazwsxedcrfvtgbyhnujmikolp zaq12wsxcde34rfvbgt56yhnmju78ik,lo90p`;
const RUNS = UP + [...UP].reverse().join("");
/** What many know by heart, where at least six characters of it stand in a row. */
const BY_HEART = `1q2w3e4r5t6y7u8i9o0p 10293847561029384756 a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6 0102030405060708091011121314151617181920
  1357924680135792468 0246813579024681357 314159265358979323846264338327950 271828182845904523536028747135266`;
const BY_HEART_CHARS = 6;
/** The signs on a keyboard's digits, with shift. */
const SHIFTED = ")!@#$%^&*(";
/** What keys that somebody thought of are made of. None is shorter than four letters: a random key may have those by chance. */
const WORDS = new RegExp(
  `change this your here goes very long secret admin fivebar password passwd passwort wachtwoord welcome welkom login letmein iloveyou token
   sleutel geheim https http localhost 127\\.0\\.0\\.1 staff example voorbeeld stichting campaign campagne tracker test openssl rand
   monday tuesday wednesday thursday friday saturday sunday maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
   january february march april june july august september october november december januari februari maart juni juli augustus oktober
   zero three four five seven eight nine vier vijf zeven acht negen quick brown jumps over lazy correct\\W?horse\\W?battery\\W?staple`
    .trim()
    .split(/\s+/)
    .join("|"),
  "g",
);
const DATE = /\d{4}[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}/g;
const YEAR = "(?:19|20)\\d\\d";
const DAY_AND_MONTH = "(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])";
const DATES_ALONE = new RegExp(`^(?:${YEAR}(?:${DAY_AND_MONTH})|(?:${DAY_AND_MONTH})${YEAR})+\\d{0,7}$`);

/** Whether a key of 24 characters or more is not mainly repeats, common words, dates, or runs such as aaa, 123, cba, qwerty and 1qaz. */
export function isHardToGuess(key: string): boolean {
  const text = withoutHabits(key);
  const threes = Array.from({ length: Math.max(0, text.length - 2) }, (_, at) => text.slice(at, at + 3));
  const isForeseen = (three: string, at: number) =>
    /^(.)\1\1$/.test(three) || RUNS.includes(three) || areEvenlySpaced(three) || threes.indexOf(three) < at || isByHeart(text, at);
  const foreseen = threes.filter(isForeseen);
  return !DATES_ALONE.test(text) && text.length - foreseen.length >= LEAST_UNFORESEEN;
}

function isByHeart(text: string, at: number): boolean {
  return at + BY_HEART_CHARS <= text.length && BY_HEART.includes(text.slice(at, at + BY_HEART_CHARS));
}

/** The key in lower case, without common words and dates; signs become digits, and a run of doubled characters (aabbccdd) single ones. */
function withoutHabits(key: string): string {
  return (
    key
      .toLowerCase()
      // The prefix is the same in all keys that Fivebar makes.
      .replace(/^fivebar_[a-z]+_/, "")
      .replace(DATE, "")
      .replace(WORDS, "")
      .replace(/[)!@#$%^&*(]/g, (sign) => String(SHIFTED.indexOf(sign)))
      .replace(/(?:(.)\1){4,}/g, (doubled) => doubled.replace(/(.)\1/g, "$1"))
  );
}

/** Three letters at equal distances in the alphabet: adg, zxv. Digits are left out: a random key has many such by chance. */
function areEvenlySpaced(three: string): boolean {
  const [one = 0, two = 0, last = 0] = [...three].map((letter) => letter.charCodeAt(0));
  return /^[a-z]{3}$/.test(three) && two - one === last - two && Math.abs(two - one) <= 5;
}
