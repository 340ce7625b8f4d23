/** The registry's commands about targets, and about notes on days. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { addDays, type Day, FIRST_DAY, LAST_DAY } from "../../domain/day.ts";
import { invalid, onlyOne, type Result, success } from "../../domain/problems.ts";
import { isOnTrack, mostHidden } from "../../domain/release/pace.ts";
import type { Report } from "../../domain/release/report.ts";
import { type Annotation, addAnnotation, listAnnotations, type NewAnnotation, removeAnnotation } from "./annotations.ts";
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

interface BesideQuery {
  readonly since: Day;
  readonly group: string | null;
  readonly most: number;
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

  targets(): Promise<Result<TargetState[]>> {
    return this.statesOf(listTargets(this.sql));
  }

  /**
   * The targets that stand beside figures: those that end next, and then those that ended last.
   *
   * @param since none that ended before this day
   * @param group null: of every group, and of all signups
   */
  targetsBeside({ since, group, most }: BesideQuery): Promise<Result<TargetState[]>> {
    const today = this.today();
    const found = listTargets(this.sql).filter((target) => target.by >= since && (group === null || target.group === group));
    const [ended, running] = [found.filter(({ by }) => by < today), found.filter(({ by }) => by >= today)];
    return this.statesOf([...running, ...ended.reverse()].slice(0, most));
  }

  async addTarget(asked: AskedTarget, who: Actor): Promise<Result<TargetState>> {
    const id = crypto.randomUUID();
    const target = { ...asked, from: asked.from ?? this.today() };
    if (target.by < target.from) return invalid("by", "already-over");
    const made = this.recorded(who, "create", `target:${id}`, { ...target }, (sql) => addTarget(sql, id, target));
    return made.ok ? onlyOne(await this.statesOf([made.value])) : made;
  }

  removeTarget(id: string, who: Actor): Result<Target> {
    return this.recorded(who, "delete", `target:${id}`, {}, (sql) => removeTarget(sql, id));
  }

  /** All of them from one report by groups, for which the counts are read once. */
  private async statesOf(targets: readonly Target[]): Promise<Result<TargetState[]>> {
    if (targets.length === 0) return success([]);
    const today = this.today();
    // Of days to come nothing is known, and a report may have no more days than it can hold.
    const asked = targets.map(({ from, by }) => ({ from, to: by < today ? by : from > today ? from : today }));
    const reports = await this.reports(
      asked.map((days) => ({ ...days, by: "group", interval: "total" })),
      null,
    );
    if (!reports.ok) return reports;
    const campaigns = this.catalogue.all();
    return success(
      targets.map((target, index) => {
        const counting = campaigns.filter((campaign) => couldCount(campaign, target)).length;
        return stateOf(target, reports.value[index], counting + (target.group === null ? 1 : 0), today);
      }),
    );
  }
}

/** Whether signups on a target's days could count for a campaign. The day on which it was made is UTC's, so one day more is allowed for. */
function couldCount({ group, archivedOn, createdAt }: Campaign, target: Target): boolean {
  const isOfGroup = target.group === null || group === target.group;
  return isOfGroup && createdAt.slice(0, 10) <= addDays(target.by, 1) && (archivedOn === null || archivedOn >= target.from);
}

/** @param sources the campaigns that signups could count for in these days, and one more for signups without a code */
function stateOf(target: Target, report: Report | undefined, sources: number, today: Day): TargetState {
  if (report === undefined) throw new Error("there is a report for each target");
  const { rows, totals, unattributed, groupSize, releasedThrough } = report;
  const ofGroup = rows.find(({ group }) => group === target.group)?.signups ?? 0;
  const released = target.group === null ? totals.signups + unattributed.signups : ofGroup;
  const through = releasedThrough.signups;
  const progress = { released, mostHidden: mostHidden(sources, groupSize), through, today };
  return { ...target, released, through, onTrack: isOnTrack(target, progress) };
}
