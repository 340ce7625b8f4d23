/** Days that are over, for a test: the tracker's own clock is moved, and what comes then is counted by the real code. */
import { FAULTY_CONFIG } from "./build.ts";
import { startDashboard } from "./dashboard.ts";
import { NOON_ZONE } from "./noon.ts";
import type { Tracker } from "./tracker.ts";

const MS_PER_DAY = 86_400_000;
/** Visits on their way at one moment. */
const AT_ONCE = 20;

/** What came on a day, by campaign; signups of no campaign under an empty name. */
interface Came {
  readonly visits?: Readonly<Record<string, number>>;
  readonly signups?: Readonly<Record<string, number>>;
}

/** A dashboard whose clock `onDay` moves, where no day ends while a test runs. */
export function startWithPast(env: Readonly<Record<string, string>> = {}): Promise<Tracker> {
  return startDashboard({ TIME_ZONE: NOON_ZONE, ...env }, FAULTY_CONFIG);
}

/** Moves the clock to so many days ago and does something there. It stays there: days come in their order, today last. */
export async function onDay(tracker: Tracker, daysAgo: number, act: () => Promise<unknown>): Promise<void> {
  await fetch(`${tracker.origin}/__clock?ms=${-daysAgo * MS_PER_DAY}`);
  await act();
}

/** Counts what came, with the clock where it is, and waits until it is counted. */
export async function come(tracker: Tracker, { visits = {}, signups = {} }: Came): Promise<void> {
  const counted = async (): Promise<number> => (await tracker.report()).totals.visits;
  const before = await counted();
  let sum = 0;
  for (const [slug, count] of Object.entries(visits)) {
    for (let left = count; left > 0; left -= AT_ONCE)
      await Promise.all(Array.from({ length: Math.min(left, AT_ONCE) }, () => tracker.visit(`/${slug}`)));
    sum += count;
  }
  for (const [slug, count] of Object.entries(signups)) await tracker.api("POST", "/signups", { campaign: slug || null, count });
  const { totals } = await tracker.reportWhen((report) => report.totals.visits === before + sum);
  if (totals.visits !== before + sum) throw new Error(`${totals.visits} visits, not ${before + sum}`);
}

/** The day so many days ago, as the tracker has it. */
export function dayAgo(daysAgo: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: NOON_ZONE }).format(Date.now() - daysAgo * MS_PER_DAY);
}
