/** A group's page: what its campaigns bring together, and one form for all of them. */
import type { Campaign, Channel } from "../../domain/campaign/campaign.ts";
import { MAX_GROUP_CHARS } from "../../domain/limits.ts";
import type { FieldError } from "../../domain/problems.ts";
import { notesOn } from "../annotations/notes.ts";
import { campaignChange } from "../campaigns/campaign_schema.ts";
import { type CampaignForm, readForm } from "../campaigns/form_values.ts";
import { groupsOf } from "../campaigns/groups_of.ts";
import { inOtherChannelsAmong } from "../campaigns/other_channels.tsx";
import { loopsIn } from "../campaigns/own_links.ts";
import { CampaignTable } from "../campaigns/table.tsx";
import { costRows } from "../costs/cost_rows.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { readFormData } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { askedPeriod } from "../reports/asked_period.ts";
import { ChartFiles, Headlines, PeriodForm, PeriodMenu } from "../reports/components.tsx";
import { groupFigures, withinFigures } from "../reports/figures.ts";
import { emptyText } from "../reports/plus_minus.tsx";
import { pagePath } from "../routes.ts";
import { TargetSection, targetsBeside } from "../targets/table.tsx";
import { TimeChart } from "../ui/charts/over_time.tsx";
import { ErrorSummary, LiveArea, WhyGroups } from "../ui/components.tsx";
import { slugOf } from "../ui/current_path.ts";
import { page } from "../ui/layout.tsx";
import { translateErrors } from "../ui/messages/fields.ts";
import { noticeOf } from "../ui/notices.ts";
import { pageContextOf, withQuery } from "../ui/page_context.ts";
import { GroupForm } from "./bulk_form.tsx";
import { changesIn, commonForm, GROUP_FORM, versionsOf } from "./bulk_values.ts";

const nameOf = (c: StaffContext): string => c.req.param("group") ?? "";

const noGroup = (c: StaffContext): never => refuse({ type: "not-found", detail: `There is no group "${nameOf(c)}".` });

/** The campaigns of a group that can be changed, and all others whose links work. */
async function membersOf(c: StaffContext): Promise<{ readonly members: readonly Campaign[]; readonly all: readonly Campaign[] }> {
  const all = await registry(c).campaigns();
  return { members: all.filter(({ group }) => group === nameOf(c)), all };
}

export async function groupPage(c: StaffContext): Promise<Response> {
  const { members, all } = await membersOf(c);
  return show(c, members, all, commonForm(members).form, [], 200);
}

/** Changes all campaigns of the group, or none of them. */
export async function saveGroup(c: StaffContext): Promise<Response> {
  const form = readForm(await readFormData(c, GROUP_FORM));
  const { members, all } = await membersOf(c);
  if (members.length === 0) return noGroup(c);
  if (form.typed.versions !== versionsOf(members)) return show(c, members, all, commonForm(members).form, [], 412);
  const read = changesIn(members, form, campaignChange(c.var.config.allowedHosts));
  const loops = members.flatMap(({ slug }) => loopsIn(c, { ...form.typed, slug }));
  const errors = [...("errors" in read ? read.errors : []), ...loops.slice(0, 1)];
  if ("errors" in read || errors.length > 0) return show(c, members, all, form, errors, 400);
  const { name, role } = c.var.caller;
  const answers = form.typed.samePageForAll === "on" ? { samePageForAll: true as const } : {};
  const changed = await registry(c).changeCampaigns(read.changes, name, role, answers);
  if (!changed.ok) {
    const { error } = changed;
    if (error.type !== "invalid" && error.type !== "conflict") return refuse(error);
    return show(c, members, all, form, error.errors, 400);
  }
  const group = changed.value[0]?.group ?? (form.typed.group || null);
  const notice = { notice: "group-changed", count: changed.value.length };
  return c.redirect(withQuery(group === null ? pagePath.campaigns() : pagePath.group(group), notice), 303);
}

/** Makes a group of a campaign and those of its name and destination in other channels. */
export async function groupSiblings(c: StaffContext): Promise<Response> {
  await readFormData(c, []);
  const campaign = unwrap(await registry(c).campaign(slugOf(c)));
  const together = [campaign, ...inOtherChannelsAmong(await registry(c).campaigns())(campaign)];
  const group = together.find((one) => one.group !== null)?.group ?? campaign.name.slice(0, MAX_GROUP_CHARS).trim();
  const changes = together.filter((one) => one.group !== group).map(({ slug, version }) => ({ slug, version, change: { group } }));
  const changed = unwrap(await registry(c).changeCampaigns(changes, c.var.caller.name, c.var.caller.role));
  return c.redirect(withQuery(pagePath.group(group), { notice: "group-changed", count: changed.length }), 303);
}

async function show(
  c: StaffContext,
  members: readonly Campaign[],
  all: readonly Campaign[],
  form: CampaignForm,
  errors: readonly FieldError[],
  status: 200 | 400 | 412,
): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const group = nameOf(c);
  const path = pagePath.group(group);
  const channels: readonly Channel[] = await registry(c).channels();
  const archived = (await registry(c).archivedCampaigns()).filter((campaign) => campaign.group === group);
  const everyone = [...members, ...archived];
  if (everyone.length === 0) return noGroup(c);
  const { isWrong, period: asked } = await askedPeriod(c, context.today, { group });
  const period = await withinFigures(c, asked, context.today);
  const [figures, bySlug, costs, targets, notes] = await Promise.all([
    groupFigures(c, period, channels, group),
    registry(c).report({ from: period.from, to: period.to, by: "campaign", interval: "total" }),
    costRows(c, { from: period.from, to: period.to }, "campaign"),
    targetsBeside(c, context, group),
    notesOn(c, period, { group, members: everyone }),
  ]);
  const rows = new Map(unwrap(bySlug).rows.map((row) => [row.campaign, row]));
  return page(
    c,
    context,
    { title: group, section: "campaigns", status: isWrong ? 400 : status, days: period, notice: noticeOf(c, context), at: path },
    <>
      <h1>{group}</h1>
      <p class="lead">{messages.groups.lead(everyone.length)}</p>
      <ErrorSummary context={context} errors={translateErrors(context, errors)} />
      {status === 412 ? (
        <ErrorSummary context={context} title={messages.form.changed} errors={[{ path: "", message: messages.groups.stale }]} />
      ) : null}
      {isWrong ? <ErrorSummary context={context} errors={[{ path: "", message: messages.periods.wrong }]} /> : null}
      <div class="top">
        <h2>{messages.groups.brings}</h2>
        <PeriodMenu context={context} path={path} period={period} />
      </div>
      <PeriodForm context={context} path={path} chosen={isWrong ? null : period} query={c.req.query()} />
      <LiveArea context={context}>
        <Headlines context={context} figures={figures} of={figures.report.totals} hasUnattributed={false} />
        <section>
          <h2>{messages.chart.visitsPer[figures.interval]}</h2>
          {figures.shown.length === 0 ? (
            <p class="soft">{emptyText(context, figures.noise, messages.overview.emptyPeriod)}</p>
          ) : (
            <TimeChart context={context} channels={channels} data={figures} notes={notes} />
          )}
        </section>
        <TargetSection context={context} targets={targets} />
        <section>
          <h2>{messages.groups.campaigns}</h2>
          <CampaignTable
            context={context}
            campaigns={everyone}
            channels={channels}
            rows={rows}
            sort="newest"
            costs={costs === null ? null : Map.groupBy(costs, ({ campaign }) => campaign)}
            inOtherChannelsOf={inOtherChannelsAmong(all)}
          />
          <WhyGroups context={context} config={c.var.config} />
        </section>
      </LiveArea>
      {figures.shown.length === 0 ? null : <ChartFiles context={context} period={period} group={group} />}
      {context.canEdit ? (
        <p class="soft screen">
          <a href={`${withQuery(pagePath.targets(), { about: `group:${group}` })}#note`}>{messages.targets.addNote}</a>
        </p>
      ) : null}
      {context.canEdit && members.length > 0 ? (
        <GroupForm context={context} group={group} members={members} form={form} raw={errors} groups={groupsOf(all)} />
      ) : null}
    </>,
  );
}
