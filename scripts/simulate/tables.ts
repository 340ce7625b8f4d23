/** The tables of docs/FORMAL.md: what the formal mode costs in use beside the bundles, and what an insider guesses right in both. */
import { type Epsilon, QUARTERS } from "../../src/domain/formal/epsilon.ts";
import { noiseOf, noiseTable } from "../../src/domain/formal/noise.ts";
import { released } from "../../src/domain/release/rule.ts";
import { type Mode, type Month, months, randomBits } from "./campaign.ts";
import { randomFrom } from "./random.ts";

const SEED = 20_270_401;
const RUNS = 1_000;
const GROUP_SIZE = 5;
const RATE = 0.05;
const VISITS = [100, 300, 1_000, 3_000] as const;
const EPSILONS = (Object.keys(QUARTERS) as Epsilon[]).sort((one, other) => QUARTERS[one] - QUARTERS[other]);
const MODES: readonly (readonly [name: string, mode: Mode])[] = [
  ["bundles", "bundles"],
  ["formal, ε 1 and 1/2", { visit: "1", signup: "1/2" }],
  ["formal, ε 2 and 1", { visit: "2", signup: "1" }],
];

/** The value below which `share` of all lie. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function errors(all: readonly Month[], figure: "visits" | "day" | "signups"): string {
  const off = all.map((month) => Math.abs(month[figure].shown - month[figure].counted));
  return `${quantile(off, 0.5)}, ${quantile(off, 0.95)}`;
}

function rates(all: readonly Month[]): { readonly error: string; readonly held: string; readonly tooFew: string } {
  const known = all.flatMap(({ rate }) => (rate.rate === null ? [] : [rate]));
  const percent = (share: number): string => `${Math.round(share * 100)}%`;
  const off = known.map(({ rate }) => Math.abs(rate - RATE) / RATE);
  const held = known.filter(({ rateLow, rateHigh }) => rateLow <= RATE && RATE <= rateHigh).length;
  return {
    error: known.length < all.length / 2 ? "–" : percent(quantile(off, 0.5)),
    held: known.length === 0 ? "–" : percent(held / known.length),
    tooFew: percent(1 - known.length / all.length),
  };
}

/**
 * How often an insider is right who wants to know whether one person clicked. He fills a campaign that nobody else clicks with visits of his own so
 * that one more would fill the next group, waits until figures are out, and says "yes" where it is.
 */
function rightGuesses(epsilon: Epsilon | null, runs: number, random: () => number): number {
  let right = 0;
  for (let run = 0; run < runs; run += 1) {
    const hasClicked = random() < 0.5;
    const own = 20 * GROUP_SIZE - 1;
    const count = own + (hasClicked ? 1 : 0) + (epsilon === null ? 0 : noiseOf(noiseTable(epsilon), randomBits(random)));
    if (released(Math.max(0, count), GROUP_SIZE) > own === hasClicked) right += 1;
  }
  return right / runs;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Of a campaign with these visits a month and 5 signups per 100: the error of its figures in half of all months, and in 95 of 100. */
export function errorTable(): string {
  const rows = MODES.flatMap(([name, mode]) =>
    VISITS.map((visits) => {
      const all = Array.from({ length: RUNS }, months(visits, RATE, mode, randomFrom(SEED)));
      const { error, held, tooFew } = rates(all);
      return [name, visits.toLocaleString("en"), errors(all, "visits"), errors(all, "day"), errors(all, "signups"), error, held, tooFew];
    }),
  );
  return table(["release", "visits a month", "visits of the month", "of a day", "signups", "rate", "interval holds", "too few"], rows);
}

/** How often an insider is right who wants to know whether one person clicked. */
export function guessTable(): string {
  const rows = [null, ...EPSILONS].map((epsilon): string[] => [
    epsilon === null ? "bundles" : `formal, ε ${epsilon}`,
    `${Math.round(rightGuesses(epsilon, 20 * RUNS, randomFrom(SEED)) * 100)} of 100`,
  ]);
  return table(["release", "right guesses"], rows);
}
