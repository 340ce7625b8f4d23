/**
 * Campaigns that are alike but for a number or one word, made at about the same time: what links look like that are made for one
 * person each, by hand or by mail-merge. Nobody is stopped by it; the maker is told. Pure.
 *
 * Counted within one channel, and without the channels' names: the same ad in five channels is five links, as it should be.
 */
import type { Campaign, Channel } from "./campaign.ts";
import { ALIKE_WINDOW_MINUTES, MIN_ALIKE_CAMPAIGNS } from "./limits.ts";

export type Likened = Pick<Campaign, "name" | "slug" | "channel" | "createdAt">;

/**
 * How many campaigns, at least one of `made` among them, differ in nothing but a number or one word of their name or of their slug.
 *
 * @param made the campaigns that were made just now
 * @param current all whose link works, with or without `made`
 * @returns the largest such number; 0 where it is below `MIN_ALIKE_CAMPAIGNS`
 */
export function countAlike(made: readonly Likened[], current: readonly Likened[], channels: readonly Channel[]): number {
  const neutral = new Set(channels.flatMap(({ id, name }) => [...wordsOf(id), ...wordsOf(name)]));
  const ownSlugs = new Set(made.map(({ slug }) => slug));
  const sinceMs = Math.min(...made.map(({ createdAt }) => Date.parse(createdAt))) - ALIKE_WINDOW_MINUTES * 60_000;
  const others = current.filter(({ slug, createdAt }) => !ownSlugs.has(slug) && Date.parse(createdAt) >= sinceMs);
  const patterns = new Map<string, Set<string>>();
  for (const campaign of made) {
    for (const [pattern, filling] of patternsOf(campaign, neutral))
      patterns.set(pattern, (patterns.get(pattern) ?? new Set()).add(filling));
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
  return `${alike} campaigns made for one channel within ${ALIKE_WINDOW_MINUTES} minutes differ only in a number or one word: one link per ad is enough, because everybody who sees the ad shares it, and a link made for one person would tell who came.`;
}

/** Each way to leave a number or a word open in a campaign's texts, as the pattern that remains and what fills it. */
function* patternsOf(
  { name, slug, channel }: Likened,
  neutral: ReadonlySet<string>,
): Generator<readonly [pattern: string, filling: string]> {
  for (const [kind, text] of [
    ["name", name],
    ["slug", slug],
  ] as const) {
    const words = wordsOf(text).filter((word) => !neutral.has(word));
    if (words.length === 0) continue;
    const lettersOnly = words.map((word) => word.replace(/\p{Nd}+/gu, "")).filter((word) => word !== "");
    yield [
      JSON.stringify([channel, kind, "number", ...lettersOnly]),
      words
        .join(" ")
        .replace(/[^\p{Nd}]+/gu, " ")
        .trim(),
    ];
    for (const [index, word] of words.entries()) {
      yield [JSON.stringify([channel, kind, "word", index, ...words.with(index, "")]), word];
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
