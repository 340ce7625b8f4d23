/** The registry's commands about targets, and about notes on days. */
import type { Campaign, CampaignId } from "../../domain/campaign/campaign.ts";
import { addDays, type Day, dayNumber, FIRST_DAY, LAST_DAY } from "../../domain/day.ts";
import type { NoiseVariance } from "../../domain/formal/variance.ts";
import { NO_CAMPAIGN } from "../../domain/kind.ts";
import { invalid, onlyOne, type Result, success } from "../../domain/problems.ts";
import { marginOfSum } from "../../domain/release/margin.ts";
import { isOnTrack, mostHidden } from "../../domain/release/pace.ts";
import type { Report } from "../../domain/release/report.ts";
import { type Beside, besideSum, type NoisySignups } from "../../domain/release/sum_noise.ts";
import { type Annotation, addAnnotation, listAnnotations, type NewAnnotation, removeAnnotation } from "./annotations.ts";
import { listClosedDays } from "./closed_days.ts";
import type { Actor } from "./history.ts";
import { ReportLinkRegistry } from "./report_link_commands.ts";
import { addTarget, listTargets, type NewTarget, removeTarget, type Target } from "./targets.ts";

/** A target as it is asked for: without a first day it begins today. */
export type AskedTarget = Omit<NewTarget, "from"> & { readonly from: Day | null };

/** A target with what reports say of it: nothing that a reader could not add up. */
export interface TargetState extends Target {
  /** In the formal mode: how far `released` may be off. */
  readonly margin?: number;
  readonly released: number;
  /** The last day whose signups are released. */
  readonly through: Day | null;
  readonly onTrack: boolean | null;
}

interface DayRange {
  readonly from: Day;
  readonly to: Day;
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
    const formal = this.formal.source(this.catalogue.all())?.formal;
    if (formal !== undefined) return this.noisyStates(targets, asked, formal.noise);
    const campaigns = this.catalogue.all();
    return success(
      targets.map((target, index) => {
        const counting = campaigns.filter((campaign) => couldCount(campaign, target)).length;
        const sources = counting + (target.group === null ? 1 : 0);
        const report = given(reports.value[index]);
        const beside = { hidden: mostHidden(sources, report.groupSize), tooMany: 0 };
        return stateOf(target, report, beside, report.releasedThrough.signups, today);
      }),
    );
  }

  /** As `statesOf` in the formal mode: how much noise there is in a campaign's signups depends on how many there are. */
  private async noisyStates(targets: readonly Target[], days: readonly DayRange[], noise: NoiseVariance): Promise<Result<TargetState[]>> {
    const queries = (["campaign", "group"] as const).flatMap((by) => days.map((own) => ({ ...own, by, interval: "total" as const })));
    const reports = await this.reports(queries, null);
    if (!reports.ok) return reports;
    const campaigns = this.catalogue.all();
    const closed = listClosedDays(this.sql);
    return success(
      targets.map((target, index) => {
        const [each, report] = [given(reports.value[index]), given(reports.value[targets.length + index])];
        const released = new Map(each.rows.map((row) => [row.campaign, row.signups]));
        const { from, to } = given(days[index]);
        const [first, last] = [dayNumber(from) - 1, dayNumber(to)];
        const noisy = (id: CampaignId, count: number): NoisySignups => ({
          released: count,
          noise: noise.between(id, "signup", first, last),
          noiseBefore: noise.between(id, "signup", Number.NEGATIVE_INFINITY, first),
          noiseOfCell: noise.ofCell.signupCell,
        });
        const counting = campaigns.filter(({ group }) => target.group === null || group === target.group);
        const all = counting.map(({ id, slug }) => noisy(id, released.get(slug) ?? 0));
        if (target.group === null) all.push(noisy(NO_CAMPAIGN, report.unattributed.signups));
        // What came after the last period that ended in its days is in none of its figures, also once they are over.
        const through = closed.findLast(({ day }) => day <= target.by)?.day ?? null;
        const drawn = all.filter((one) => one.noise > 0);
        const margin = marginOfSum(
          drawn.reduce((sum, one) => sum + one.noise, 0),
          drawn.length,
          report.groupSize,
        );
        return { ...stateOf(target, report, besideSum(all, report.groupSize), through, this.today()), margin };
      }),
    );
  }
}

/** Whether signups on a target's days could count for a campaign. The day on which it was made is UTC's, so one day more is allowed for. */
function couldCount({ group, archivedOn, createdAt }: Campaign, target: Target): boolean {
  const isOfGroup = target.group === null || group === target.group;
  return isOfGroup && createdAt.slice(0, 10) <= addDays(target.by, 1) && (archivedOn === null || archivedOn >= target.from);
}

/** @param known the last day of which its signups are known */
function stateOf(target: Target, report: Report, { hidden, tooMany }: Beside, known: Day | null, today: Day): TargetState {
  const { rows, totals, unattributed, releasedThrough } = report;
  const ofGroup = rows.find(({ group }) => group === target.group)?.signups ?? 0;
  const released = target.group === null ? totals.signups + unattributed.signups : ofGroup;
  const progress = { released, mostHidden: hidden, mostNoise: tooMany, through: known, today };
  return { ...target, released, through: releasedThrough.signups, onTrack: isOnTrack(target, progress) };
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("there is a report for each target");
  return value;
}
