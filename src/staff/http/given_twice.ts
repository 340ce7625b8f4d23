/**
 * Names that stand twice in one object of a JSON text. `JSON.parse` takes the last one without a word, and the sender may have meant the other
 * (RFC 8259, 4). Pure, and in a time that grows with the length of the text.
 */

/** Texts, and the signs that begin, end and divide objects and lists. Of a valid text nothing else matters here. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

/** An object or a list that has begun. */
interface Open {
  /** Of an object the names so far. */
  readonly names: Set<string> | null;
  /** The last name, or the index in the list. */
  place: string | number;
  /** Whether the next text is a name. */
  isBeforeName: boolean;
}

/** The path of the first name that is given twice, as `0.slug`; null when none is. @param text valid JSON */
export function givenTwice(text: string): string | null {
  const open: Open[] = [];
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "{") open.push({ names: new Set(), place: "", isBeforeName: true });
    else if (token === "[") open.push({ names: null, place: 0, isBeforeName: false });
    else if (token === "}" || token === "]") open.pop();
    else if (isTwice(token, open.at(-1))) return open.map(({ place }) => place).join(".");
  }
  return null;
}

/** Goes on in `inner` by a comma or a text. Whether that is a name that was there before. */
function isTwice(token: string, inner: Open | undefined): boolean {
  if (inner === undefined) return false;
  const { names, place } = inner;
  if (token === ",") {
    if (typeof place === "number") inner.place = place + 1;
    else inner.isBeforeName = true;
    return false;
  }
  if (names === null || !inner.isBeforeName) return false;
  inner.isBeforeName = false;
  const name = JSON.parse(token) as string;
  inner.place = name;
  const isThere = names.has(name);
  names.add(name);
  return isThere;
}
