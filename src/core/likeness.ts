/**
 * Campaigns that are alike but for a number, a word or a name, made or named at about the same time: what links look like that are made for
 * one person each, by hand or by mail-merge. Nobody is stopped by it; the maker is told. Pure.
 *
 * Counted within one channel, and without the channels' names: the same ad in five channels is five links, as it should be.
 */
import type { Campaign, Channel } from "./campaign.ts";
import { ALIKE_WINDOW_MINUTES, MIN_ALIKE_CAMPAIGNS } from "./limits.ts";

/** `createdAt` is when it was made, or got its name. */
export type Likened = Pick<Campaign, "name" | "slug" | "channel" | "createdAt">;

/** So many words may a name have that stands in the place of another: Noor van den Berg. */
const MOST_OPEN_WORDS = 4;

/** What stands in a pattern's open place: its first and its last word. */
interface Filling {
  readonly first: string;
  readonly last: string;
}

/** What was found in a pattern's open place. */
class Fillings {
  private readonly firsts = new Set<string>();
  private readonly lasts = new Set<string>();

  add({ first, last }: Filling): void {
    this.firsts.add(first);
    this.lasts.add(last);
  }

  /** Names of people differ in the first word and in the last; "video, short" and "video, long" do not, and are one ad's forms. */
  get size(): number {
    return Math.min(this.firsts.size, this.lasts.size);
  }
}

/**
 * How many campaigns, at least one of `made` among them, differ in nothing but numbers, a word or a name, in their name or in their slug.
 *
 * @param made the campaigns that were made or named just now
 * @param current all whose link works, with or without `made`
 * @returns the largest such number; 0 where it is below `MIN_ALIKE_CAMPAIGNS`
 */
export function countAlike(made: readonly Likened[], current: readonly Likened[], channels: readonly Channel[]): number {
  const neutral = new Set(channels.flatMap(({ id, name }) => [...wordsOf(id), ...wordsOf(name)]));
  const ownSlugs = new Set(made.map(({ slug }) => slug));
  const sinceMs = Math.min(...made.map(({ createdAt }) => Date.parse(createdAt))) - ALIKE_WINDOW_MINUTES * 60_000;
  const others = current.filter(({ slug, createdAt }) => !ownSlugs.has(slug) && Date.parse(createdAt) >= sinceMs);
  const patterns = new Map<string, Fillings>();
  for (const campaign of made) {
    for (const [pattern, filling] of patternsOf(campaign, neutral)) {
      const fillings = patterns.get(pattern) ?? new Fillings();
      fillings.add(filling);
      patterns.set(pattern, fillings);
    }
  }
  // Only what a campaign of `made` looks like matters: the others join in, and begin nothing.
  for (const campaign of others) {
    for (const [pattern, filling] of patternsOf(campaign, neutral)) patterns.get(pattern)?.add(filling);
  }
  const most = Math.max(0, ...[...patterns.values()].map((fillings) => fillings.size));
  return most >= MIN_ALIKE_CAMPAIGNS ? most : 0;
}

/** What their maker is told, in ASCII, as one sentence for a header; null when nothing was noticed. */
export function likenessWarning(made: readonly Likened[], current: readonly Likened[], channels: readonly Channel[]): string | null {
  const alike = countAlike(made, current, channels);
  if (alike === 0) return null;
  return `${alike} campaigns made or named for one channel within ${ALIKE_WINDOW_MINUTES} minutes differ only in a number, a word or a name: one link per ad is enough, because everybody who sees the ad shares it, and a link made for one person would tell who came.`;
}

/** Each way to leave a place open in a campaign's texts, as the pattern that remains and what fills it. */
function* patternsOf(
  { name, slug, channel }: Likened,
  neutral: ReadonlySet<string>,
): Generator<readonly [pattern: string, filling: Filling]> {
  for (const [kind, text] of [
    ["name", name],
    ["slug", slug],
  ] as const) {
    const words = wordsOf(text).filter((word) => !neutral.has(word));
    if (words.length === 0) continue;
    const lettersOnly = words.map((word) => word.replace(/\p{Nd}+/gu, "")).filter((word) => word !== "");
    const numbers = words
      .join(" ")
      .replace(/[^\p{Nd}]+/gu, " ")
      .trim();
    yield [JSON.stringify([channel, kind, "numbers", ...lettersOnly]), { first: numbers, last: numbers }];
    yield* withPlaceOpen([channel, kind, "words"], words);
    // Whatever the numbers are: "Mail 1 Jan" and "Mail 2 Piet".
    yield* withPlaceOpen([channel, kind, "letters"], lettersOnly);
  }
}

/** Leaves open each place in `words` that a name could fill. Of a text of several words some must stay. */
function* withPlaceOpen(about: readonly string[], words: readonly string[]): Generator<readonly [pattern: string, filling: Filling]> {
  for (let start = 0; start < words.length; start += 1) {
    for (let end = start + 1; end <= Math.min(words.length, start + MOST_OPEN_WORDS); end += 1) {
      const [first, last] = [words[start], words[end - 1]];
      if (first === undefined || last === undefined || (end - start === words.length && words.length > 1)) continue;
      yield [JSON.stringify([about, words.slice(0, start), words.slice(end)]), { first, last }];
    }
  }
}

/** The words and numbers of `text`, without regard to case, accents and what stands between them. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
