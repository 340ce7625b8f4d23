/** The sums that must agree between the registry and its shards, whatever was counted. Pure; a problem is a sentence for the operator. */
import type { RegistryFacts, ShardFacts } from "./read_objects.ts";

export const SIGNUPS = "signups";

const DAY_MS = 86_400_000;

/** What is wrong; empty where all agree. */
export function sumProblems(registry: RegistryFacts, shards: ReadonlyMap<string, ShardFacts>): string[] {
  const falling = [...shards].flatMap(([name, { falling: found }]) =>
    found === null ? [] : [`${name}: a running total falls (${found})`],
  );
  const signups = shards.get(SIGNUPS);
  const all = [...shards.values()];
  return [...falling, ...(signups === undefined ? [] : signupProblems(registry, signups)), ...finishedProblems(registry, all)];
}

/** @param signups the shard that counts them */
function signupProblems({ groupSize, deleted, closedDays }: RegistryFacts, signups: ShardFacts): string[] {
  const { allSources, addedUp } = signups.signups;
  // A campaign that is deleted for good had fewer than a bundle, and takes them out of its own total alone.
  const most = addedUp + deleted * ((groupSize ?? 5) - 1);
  const problems =
    allSources < addedUp || allSources > most ? ["the signups of all campaigns added up are not the shard's own sum of all signups"] : [];
  const { foldedBefore } = signups;
  const kept = closedDays.filter(({ day }, index) => {
    const isLastOfMonth = closedDays[index + 1]?.day.slice(0, 7) !== day.slice(0, 7);
    return foldedBefore === null || day >= foldedBefore || isLastOfMonth;
  });
  const wrong = kept.find(({ day, total }) => signups.allSignupsAt(day) !== total);
  if (wrong !== undefined) problems.push(`the day ${wrong.day} closed with another sum of signups than the shard has of it`);
  return problems;
}

/** The cache of finished days has sums over all shards: compared at the ends of months, which folding keeps, and at its last day. */
function finishedProblems({ finished, campaigns }: RegistryFacts, shards: readonly ShardFacts[]): string[] {
  // Made for another number of shards, it is made again before it is read.
  if (finished === null || finished.shards !== shards.length) return [];
  const first = shards
    .map(({ firstDay }) => firstDay)
    .reduce((one, other) => (one === null || (other !== null && other < one) ? other : one), null);
  const days = [...monthEnds(first ?? finished.through, finished.through), finished.through];
  const known = new Set([0, ...campaigns]);
  for (const { campaign, kind } of finished.series) {
    if (!known.has(campaign)) continue;
    for (const day of days) {
      const sum = shards.reduce((total, shard) => total + shard.totalAt(campaign, kind, day), 0);
      if (sum !== finished.totalAt(campaign, kind, day))
        return [`the registry's cache of finished days and the shards differ (campaign ${campaign}, ${kind}, up to ${day})`];
    }
  }
  return [];
}

/** The last days of months from `first` on that are before `through`. */
function monthEnds(first: string, through: string): string[] {
  const found: string[] = [];
  const [year = 0, month = 1] = first.split("-").map(Number);
  for (let next = 0; ; next += 1) {
    const end = new Date(Date.UTC(year, month + next, 1) - DAY_MS).toISOString().slice(0, 10);
    if (end >= through) return found;
    found.push(end);
  }
}
