/** The registry's commands about targets, and about notes on days. */
import { type Day, FIRST_DAY, LAST_DAY } from "../../domain/day.ts";
import { onlyOne, type Result, success } from "../../domain/problems.ts";
import { isOnTrack, mostHidden } from "../../domain/release/pace.ts";
import type { Report } from "../../domain/release/report.ts";
import { type Annotation, addAnnotation, listAnnotations, type NewAnnotation, removeAnnotation } from "./annotations.ts";
import { everyCampaign, isWithin, type Scope } from "./campaigns.ts";
import type { Actor } from "./history.ts";
import { ReportLinkRegistry } from "./report_link_commands.ts";
import { addTarget, listTargets, type NewTarget, removeTarget, type Target } from "./targets.ts";

/** A target as it is asked for: without a first day it begins today. */
export type AskedTarget = Omit<NewTarget, "from"> & { readonly from: Day | null };

/** A target with what reports say of it: nothing that a reader could not add up. */
export interface TargetState extends Target {
  readonly released: number;
  /** The last day whose signups are released. */
  readonly through: Day | null;
  readonly onTrack: boolean | null;
}

export abstract class TargetRegistry extends ReportLinkRegistry {
  annotations(from: Day | null, to: Day | null): Annotation[] {
    return listAnnotations(this.sql, from ?? FIRST_DAY, to ?? LAST_DAY);
  }

  addAnnotation(note: NewAnnotation, who: Actor): Result<Annotation> {
    const id = crypto.randomUUID();
    return this.recorded(who, "create", `annotation:${id}`, { ...note }, (sql) => addAnnotation(sql, id, note));
  }

  removeAnnotation(id: string, who: Actor): Result<Annotation> {
    return this.recorded(who, "delete", `annotation:${id}`, {}, (sql) => removeAnnotation(sql, id));
  }

  async targets(): Promise<Result<TargetState[]>> {
    const states = new Map<string, TargetState>();
    const targets = listTargets(this.sql);
    for (const [group, some] of Map.groupBy(targets, (target) => target.group)) {
      const known = await this.statesOf(group, some);
      if (!known.ok) return known;
      for (const state of known.value) states.set(state.id, state);
    }
    return success(targets.flatMap(({ id }) => states.get(id) ?? []));
  }

  async addTarget(asked: AskedTarget, who: Actor): Promise<Result<TargetState>> {
    const id = crypto.randomUUID();
    const target = { ...asked, from: asked.from ?? this.today() };
    const made = this.recorded(who, "create", `target:${id}`, { ...target }, (sql) => addTarget(sql, id, target));
    return made.ok ? onlyOne(await this.statesOf(target.group, [made.value])) : made;
  }

  removeTarget(id: string, who: Actor): Result<Target> {
    return this.recorded(who, "delete", `target:${id}`, {}, (sql) => removeTarget(sql, id));
  }

  /** Of the targets of one group, or of those of all campaigns: the counts are read once. */
  private async statesOf(group: string | null, targets: readonly Target[]): Promise<Result<TargetState[]>> {
    const scope: Scope = group === null ? null : { group };
    const today = this.today();
    const campaigns = everyCampaign(this.sql).filter((campaign) => isWithin(campaign, scope));
    // Of days to come nothing is known, and a report may have no more days than it can hold.
    const asked = targets.map(({ from, by }) => ({ from, to: by < today || by < from ? by : from > today ? from : today }));
    const reports = await this.reports(
      asked.map((days) => ({ ...days, by: "channel", interval: "total" })),
      scope,
    );
    if (!reports.ok) return reports;
    return success(
      targets.map((target, index) => {
        const counting = campaigns.filter(({ archivedOn }) => archivedOn === null || archivedOn >= target.from).length;
        return stateOf(target, reports.value[index], counting + (group === null ? 1 : 0), today);
      }),
    );
  }
}

/** @param sources the campaigns that signups could count for in these days, and one more for signups without a code */
function stateOf(target: Target, report: Report | undefined, sources: number, today: Day): TargetState {
  if (report === undefined) throw new Error("there is a report for each target");
  const { totals, unattributed, groupSize, releasedThrough } = report;
  const released = totals.signups + (target.group === null ? unattributed.signups : 0);
  const through = releasedThrough.signups;
  const progress = { released, mostHidden: mostHidden(sources, groupSize), through, today };
  return { ...target, released, through, onTrack: isOnTrack(target, progress) };
}
