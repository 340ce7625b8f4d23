/** Targets with how far they are: what is released, the pace so far and the pace that is needed. */
import { addDays } from "../../domain/day.ts";
import { dueOn, pacesOf } from "../../domain/release/pace.ts";
import type { TargetState } from "../../storage/registry/target_commands.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { unwrap } from "../http/problem.ts";
import { countText } from "../reports/plus_minus.tsx";
import { pagePath } from "../routes.ts";
import type { PageContext } from "../ui/page_context.ts";
import { TableHead } from "../ui/table_head.tsx";

interface TargetTableProps {
  readonly context: PageContext;
  readonly targets: readonly TargetState[];
  /** Whether targets can be deleted here. */
  readonly canRemove: boolean;
}

export function TargetTable({ context, targets, canRemove }: TargetTableProps) {
  const { messages } = context;
  const heads = [messages.targets.target, messages.targets.signups, messages.targets.pace, messages.campaigns.status];
  return (
    <table class="stack targets">
      <TableHead columns={heads} actions={canRemove ? [messages.common.remove] : []} />
      <tbody>
        {targets.map((target) => (
          <TargetRow context={context} target={target} canRemove={canRemove} />
        ))}
      </tbody>
    </table>
  );
}

function TargetRow({ context, target, canRemove }: { context: PageContext; target: TargetState; canRemove: boolean }) {
  const { messages, format, today } = context;
  const { id, name, group, signups, from, by, released, margin, through } = target;
  const { soFar, needed } = pacesOf(target, released, through, today);
  const isReached = released >= signups;
  const pace = [
    soFar === null ? null : messages.targets.soFar(format.number(Math.round(soFar * 10) / 10)),
    isReached ? null : needed === null ? messages.targets.over : messages.targets.needed(format.number(Math.ceil(needed * 10) / 10)),
  ].filter((text) => text !== null);
  return (
    <tr>
      <th scope="row">
        {name}
        <small>
          {group === null ? messages.targets.everything : <a href={pagePath.group(group)}>{group}</a>}
          {", "}
          {messages.common.range(format.day(from), format.day(by))}
        </small>
      </th>
      <td data-label={messages.targets.signups}>
        {messages.targets.progress(countText(context, released, margin), format.number(signups), format.day(by))}
        <Progress context={context} target={target} />
      </td>
      <td data-label={messages.targets.pace}>{pace.join("; ")}</td>
      <td data-label={messages.campaigns.status}>{statusOf(context, target, needed)}</td>
      {canRemove ? (
        <td class="num">
          <form method="post" action={pagePath.removeTarget(id)}>
            <button type="submit" class="small" aria-label={`${messages.common.remove}: ${name}`}>
              {messages.common.remove}
            </button>
          </form>
        </td>
      ) : null}
    </tr>
  );
}

function statusOf(
  { messages: { targets: words } }: PageContext,
  { released, signups, onTrack }: TargetState,
  needed: number | null,
): string {
  if (onTrack === null) return words.unclear;
  if (onTrack) return released >= signups ? words.reached : words.onTrack;
  return needed === null ? words.missed : words.behind;
}

/** What is released as a part of the target's line, and where an even pace would be by now. */
function Progress({ context: { messages, format, today }, target }: { context: PageContext; target: TargetState }) {
  const { signups, released, through } = target;
  const share = (count: number): string => `${Math.round(1000 * Math.min(1, count / signups)) / 10}%`;
  const due = dueOn(target, through ?? today);
  const isDue = through !== null && due > 0;
  return (
    <svg class="progress" role="img" aria-label={isDue ? messages.targets.due(format.number(Math.ceil(due))) : messages.targets.signups}>
      <rect class="track" width="100%" height="6" y="4" rx="3" />
      <rect class="done" width={share(released)} height="6" y="4" rx="3" />
      {isDue ? <line class="whisk" x1={share(due)} x2={share(due)} y1="0" y2="14" /> : null}
    </svg>
  );
}

/** How long a target stands beside figures after its last day, and how many do. Their page has all. */
const DAYS_AFTER = 30;
const MOST_BESIDE = 5;

/** The targets that stand beside figures: of a group, or where it is null of all. */
export async function targetsBeside(c: StaffContext, { today }: PageContext, group: string | null): Promise<readonly TargetState[]> {
  return unwrap(await registry(c).targetsBeside({ since: addDays(today, -DAYS_AFTER), group, most: MOST_BESIDE }));
}

/** The targets that a page of figures is about, with the way to all; nothing where there are none. */
export function TargetSection({ context, targets }: { context: PageContext; targets: readonly TargetState[] }) {
  if (targets.length === 0) return null;
  const { messages } = context;
  return (
    <section>
      <h2>{messages.targets.targets}</h2>
      <TargetTable context={context} targets={targets} canRemove={false} />
      <p class="screen">
        <a href={pagePath.targets()}>{messages.targets.title}</a>
      </p>
    </section>
  );
}
