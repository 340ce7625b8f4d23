/** Whether a target is on its way: released signups against an even pace from its first day to its last. Pure. */
import { addDays, type Day, daysBetween } from "../day.ts";

export interface SignupTarget {
  readonly signups: number;
  readonly from: Day;
  /** The last day, included. */
  readonly by: Day;
}

/** What is known of the signups of its days. */
interface Progress {
  /** Released from `from` to `by`. */
  readonly released: number;
  /** What may be hidden beside it. */
  readonly mostHidden: number;
  /** How much of it may be noise, in the formal mode. */
  readonly mostNoise: number;
  /** The last day whose signups are released, which may be today; null before the first one. */
  readonly through: Day | null;
  readonly today: Day;
}

/**
 * The most that bundles hide of the sum of `sources` counts, in about 97 of 100 cases: each hides 0 to `groupSize` − 1, one as likely as the other
 * (hidden.ts), so that many together hardly all hide the most.
 */
export function mostHidden(sources: number, groupSize: number): number {
  const likely = (sources * (groupSize - 1)) / 2 + 2 * Math.sqrt((sources * (groupSize * groupSize - 1)) / 12);
  return Math.min(sources * (groupSize - 1), Math.ceil(likely));
}

/** How many signups an even pace brings up to the end of `day`. */
export function dueOn({ from, by, signups }: SignupTarget, day: Day): number {
  if (day < from) return 0;
  return day >= by ? signups : (signups * (daysBetween(from, day) + 1)) / (daysBetween(from, by) + 1);
}

/**
 * True at the even pace or ahead of it, false behind it. Null where no day of it is known yet, and where it depends on what is hidden, on noise or on
 * the rest of today.
 */
export function isOnTrack(target: SignupTarget, { released, mostHidden, mostNoise, through, today }: Progress): boolean | null {
  const sure = released - mostNoise;
  if (sure >= target.signups) return true;
  if (through === null || through < target.from) return null;
  if (sure >= dueOn(target, through)) return true;
  const over = through < today ? through : addDays(today, -1);
  return released + mostHidden < dueOn(target, over) ? false : null;
}

/** Signups a day: so far, and from the first day that is not known on. Null where there are no such days. */
interface Paces {
  readonly soFar: number | null;
  /** 0 once the target is reached. */
  readonly needed: number | null;
}

/** @param through as in `Progress` */
export function pacesOf({ signups, from, by }: SignupTarget, released: number, through: Day | null, today: Day): Paces {
  const last = through === null || through > by ? (through === null ? null : by) : through;
  const known = last === null ? 0 : Math.max(0, daysBetween(from, last) + 1);
  const next = last === null || last < from ? (from > today ? from : today) : addDays(last, 1);
  const left = daysBetween(next, by) + 1;
  const missing = Math.max(0, signups - released);
  return { soFar: known === 0 ? null : released / known, needed: missing === 0 ? 0 : left <= 0 ? null : missing / left };
}
