/**
 * Measures servers that redirect, in alternating rounds, so that other load on the machine affects all alike. Figures are medians of the
 * rounds. A server fails if its answers are no redirects or its connections fail: then it gets no figure that could win.
 */
import { exec } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { exactly, judge, type Load, load, type Outcome } from "./load.ts";
import { median } from "./median.ts";

export interface Contender {
  readonly name: string;
  readonly url: string;
  /** Of all its processes; null for a server that is not ours. */
  readonly pids: readonly number[] | null;
  /** How many it has counted so far; null where it cannot be asked. */
  readonly counted: (() => Promise<number>) | null;
}

/** Processor time of the server, in seconds per 1,000 redirects; null for a server that is not ours. */
type Round = Load & { readonly cpuSeconds: number | null };

/** A contender fails above this many failures per 1,000 redirects. A loaded machine drops a connection now and then. */
const MOST_FAILURES_OF_1000 = 1;

/** Jiffies are hundredths of a second on every Linux that Node runs on. */
export async function cpuSecondsOf(pids: readonly number[]): Promise<number> {
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")));
  const fields = stats.map((stat) => stat.slice(stat.lastIndexOf(")") + 2).split(" "));
  return fields.reduce((sum, one) => sum + (Number(one[11] ?? 0) + Number(one[12] ?? 0)) / 100, 0);
}

export interface Rounds {
  readonly rounds: number;
  /** The length of each. */
  readonly seconds: number;
  /** How many visitors there are at once; without it as many as `load` has. */
  readonly connections?: number | undefined;
}

async function runRound({ url, pids }: Contender, { seconds, connections }: Rounds): Promise<Round> {
  const before = await cpuSecondsOf(pids ?? []);
  const result = await load(url, seconds, connections);
  const used = (await cpuSecondsOf(pids ?? [])) - before;
  return { ...result, cpuSeconds: pids === null ? null : (used / result.redirects) * 1_000 };
}

/**
 * A server of the flag `--other`: `name=address`, and then `count=command` where a command prints how many visits it has counted so far, as
 * the one number in its output.
 */
export function parseOther(flag: string): Contender {
  const [, name, url, command] = /^([^=]+)=(https?:\/\/\S+)(?:\s+count=(.+))?$/s.exec(flag.trim()) ?? [];
  if (name === undefined || url === undefined)
    throw new Error(`--other "${flag}": it is name=http://address, and then count=command if you like`);
  return { name, url, pids: null, counted: command === undefined ? null : () => numberPrintedBy(command) };
}

/** The command is the user's own, and goes through the system's shell as he typed it. */
async function numberPrintedBy(command: string): Promise<number> {
  const { stdout } = await promisify(exec)(command);
  const numbers = stdout.match(/\d+/g) ?? [];
  if (numbers.length !== 1) throw new Error(`"${command}" must print one number, and printed: ${stdout.trim()}`);
  return Number(numbers[0]);
}

/** What each contender did, by its name. The first is what the others' shares are of. */
export async function compare(contenders: readonly Contender[], options: Rounds) {
  const done = new Map<Contender, Round[]>(contenders.map((contender) => [contender, []]));
  const judged = new Map<Contender, Outcome[]>(contenders.map((contender) => [contender, []]));
  const judgeAll = async () => {
    for (const contender of contenders) judged.get(contender)?.push(await judge(contender.url, options.seconds, options.connections));
  };
  // Before the rounds, which warms all of them up, and after them.
  await judgeAll();
  for (let round = 0; round < options.rounds; round += 1) {
    // Each round begins with another, so that none always follows the same one.
    const first = round % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)])
      done.get(contender)?.push(await runRound(contender, options));
  }
  await judgeAll();
  const [base] = done.values();
  return Object.fromEntries(
    contenders.map((contender) => {
      const own = done.get(contender) ?? [];
      return [contender.name, summary(own, [...own, ...(judged.get(contender) ?? [])], base ?? [])];
    }),
  );
}

/** What one server did over all rounds, with its rate as a share of the bare runtime's in the same round. */
function summary(rounds: readonly Round[], all: readonly Outcome[], bare: readonly Round[]) {
  const { otherAnswers, socketErrors } = added(all);
  if (hasFailed(all)) return { failed: true, perSecond: "failed", ofBare: "failed", otherAnswers, socketErrors };
  const medianOf = (figure: (round: Round) => number) => median(rounds.map(figure));
  const cpu = rounds[0]?.cpuSeconds === null ? null : medianOf(({ cpuSeconds }) => cpuSeconds ?? Number.NaN);
  return {
    failed: false,
    perSecond: Math.round(medianOf(({ perSecond }) => perSecond)),
    ofBare: Number(median(rounds.map(({ perSecond }, index) => perSecond / (bare[index]?.perSecond ?? Number.NaN))).toFixed(3)),
    p50Ms: medianOf(({ p50Ms }) => p50Ms),
    p99Ms: medianOf(({ p99Ms }) => p99Ms),
    // Of the medians: under full load a round's longest waits are the runtime's own and differ threefold from one to the next.
    p99OfBare: Number((medianOf(({ p99Ms }) => p99Ms) / median(bare.map(({ p99Ms }) => p99Ms))).toFixed(2)),
    cpuOfBare: cpu === null ? null : Number(cpuShare(rounds, bare).toFixed(3)),
    cpuSecondsPer1000: cpu === null ? null : Number(cpu.toFixed(4)),
    otherAnswers,
    socketErrors,
  };
}

function added(outcomes: readonly Outcome[]): Outcome {
  const sum = (figure: (outcome: Outcome) => number) => outcomes.reduce((all, outcome) => all + figure(outcome), 0);
  return {
    redirects: sum(({ redirects }) => redirects),
    otherAnswers: sum(({ otherAnswers }) => otherAnswers),
    socketErrors: sum(({ socketErrors }) => socketErrors),
  };
}

function hasFailed(outcomes: readonly Outcome[]): boolean {
  const { redirects, otherAnswers, socketErrors } = added(outcomes);
  return redirects === 0 || (otherAnswers + socketErrors) * 1_000 > MOST_FAILURES_OF_1000 * redirects;
}

/**
 * The bare runtime's processor time per request, as a share of this server's. If the processor is the limit, this is the share of the rate.
 */
function cpuShare(rounds: readonly Round[], bare: readonly Round[]): number {
  return median(rounds.map(({ cpuSeconds }, index) => (bare[index]?.cpuSeconds ?? Number.NaN) / (cpuSeconds ?? Number.NaN)));
}

const SETTLE_TRIES = 200;
const SETTLE_MS = 100;

/** Sends exactly `visits` to a contender that can be asked, and compares what it then counted. */
export async function countExactly({ url, counted }: Contender, visits: number) {
  if (counted === null) return null;
  const before = await counted();
  const { redirects, otherAnswers, socketErrors } = await exactly(url, visits);
  // Until it has counted all of them, or has stopped counting.
  let [now, still] = [await counted(), 0];
  for (let tries = 0; tries < SETTLE_TRIES && still < 10 && now - before < redirects; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const next = await counted();
    still = next === now ? still + 1 : 0;
    now = next;
  }
  return { sent: visits, redirects, otherAnswers, socketErrors, counted: now - before };
}
