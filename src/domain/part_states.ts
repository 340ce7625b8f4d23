/** The parts of a tracker that a monitor looks at, each well or not, and never a count. Pure. */

/**
 * `counts`: those in memory reach the shards. `clock`: it has not leapt ahead. `closes`: days of signups close when they can. `lost`: no event
 * was given up. `schema`: no data are of a newer version. `disk`: it has room (one machine only).
 */
export const PARTS = ["registry", "shards", "counts", "clock", "closes", "lost", "schema", "disk"] as const;
type Part = (typeof PARTS)[number];
/** Parts that nobody can tell of are missing. */
export type PartStates = Partial<Readonly<Record<Part, boolean>>>;

/** Without these nothing can be counted here: a load balancer takes the instance out. The others are for people to look at. */
const NEEDED: readonly Part[] = ["registry", "shards", "counts"];

export function canCount(states: PartStates): boolean {
  return NEEDED.every((part) => states[part] !== false);
}

export const PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Prometheus asks for text/plain among others (`Accept`); people and scripts get JSON unless they say `format=prometheus`. */
export function wantsPrometheus(format: string | null, accept: string | null): boolean {
  return format === "prometheus" || (format === null && /\btext\/plain\b/.test(accept ?? "") && !/\bjson\b/.test(accept ?? ""));
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function prometheusText(states: PartStates, more: readonly string[] = []): string {
  const known = PARTS.filter((part) => states[part] !== undefined);
  const lines = known.map((part) => `fivebar_part_ok{part="${part}"} ${states[part] === true ? 1 : 0}`);
  return ["# HELP fivebar_part_ok Whether a part of the tracker is well.", "# TYPE fivebar_part_ok gauge", ...lines, ...more, ""].join(
    "\n",
  );
}
