/** Several campaigns changed at once: what ends, archives or groups them is asked about first. All of them are changed, or none. */

import * as v from "valibot";
import type { Campaign, Channel } from "../../domain/campaign/campaign.ts";
import { statusOn } from "../../domain/campaign/status.ts";
import { parseDay } from "../../domain/day.ts";
import { MAX_GROUP_CHARS } from "../../domain/limits.ts";
import { type FieldError, problem, type Result } from "../../domain/problems.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { fieldError, readFormData } from "../http/input.ts";
import { refuse } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { ChannelName, ErrorSummary, Field, StatusTag } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { type ShownError, translateErrors } from "../ui/messages/fields.ts";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { campaignChange } from "./campaign_schema.ts";
import { groupsOf } from "./groups_of.ts";
import { type Filter, filterOf, listPath } from "./list_filter.tsx";
import { tickedIn, tickedValue } from "./selection.ts";
import { FilterFields } from "./several_bar.tsx";
import { type Action, actionName, type Obstacle, planned } from "./several_changes.ts";

const NAMES = ["campaign", "do", "endsOn", "group", "search", "channel", "status", "sort"];

/** What was sent: which campaigns, what to do, and what was entered for it. */
interface Sent {
  readonly ticked: ReturnType<typeof tickedIn>;
  readonly name: ReturnType<typeof actionName>;
  readonly typed: Readonly<Record<string, string>>;
  readonly filter: Filter;
}

function sentIn(pairs: Iterable<readonly [string, unknown]>): Sent {
  const all = [...pairs];
  const typed = Object.fromEntries(all.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
  const ticked = tickedIn(all.filter(([name]) => name === "campaign").map(([, value]) => value));
  return { ticked, name: actionName(typed.do ?? ""), typed, filter: filterOf(typed) };
}

/** Asks, and changes nothing. */
export async function severalForm(c: StaffContext): Promise<Response> {
  const sent = sentIn(new URL(c.req.url).searchParams);
  const { found, errors } = await campaignsOf(c, { ...sent, ticked: sent.ticked.map(({ slug }) => ({ slug, version: null })) });
  return show(c, sent, found, errors, 200);
}

/** Changes all that were ticked, or none of them. */
export async function changeSeveral(c: StaffContext): Promise<Response> {
  const sent = sentIn(await readFormData(c, NAMES));
  const context = pageContextOf(c);
  const { found, errors } = await campaignsOf(c, sent);
  if (errors.length > 0) return show(c, sent, found, errors, sent.ticked.length === 0 ? 400 : 412);
  const read = actionIn(c, sent);
  if ("errors" in read) return show(c, sent, found, translateErrors(context, read.errors), 400);
  const plan = planned(read.action, found, context.today);
  if ("obstacles" in plan)
    return show(
      c,
      sent,
      found,
      plan.obstacles.map((one) => told(context, one)),
      400,
    );
  const done = await carryOut(c, read.action, plan.changes);
  if (!done.ok) {
    const { error } = done;
    if (error.type === "stale" || error.type === "not-found")
      return show(c, sent, found, [{ path: "", message: context.messages.several.stale }], 412);
    if (!("errors" in error)) return refuse(error);
    return show(c, sent, found, translateErrors(context, error.errors), 400);
  }
  return c.redirect(listPath(sent.filter, { notice: `several-${read.action.name}`, count: done.value.length }), 303);
}

type Changes = Extract<ReturnType<typeof planned>, { readonly changes: unknown }>["changes"];

async function carryOut(c: StaffContext, action: Action, changes: Changes): Promise<Result<Campaign[]>> {
  const { name, role } = c.var.caller;
  const wanted = changes.map(({ campaign: { slug, version }, change }) => ({ slug, version, change }));
  return action.name === "archive" ? registry(c).archiveCampaigns(wanted, name) : registry(c).changeCampaigns(wanted, name, role);
}

/** The ticked campaigns as they are, and which of them are gone or have changed since they were shown. */
async function campaignsOf(c: StaffContext, { ticked }: Sent): Promise<{ found: Campaign[]; errors: ShownError[] }> {
  const { several } = pageContextOf(c).messages;
  const current = new Map((await registry(c).campaigns()).map((campaign) => [campaign.slug, campaign]));
  const errors = ticked.flatMap(({ slug, version }): string[] => {
    const campaign = current.get(slug);
    if (campaign === undefined) return [several.gone(slug)];
    return version === null || version === campaign.version ? [] : [several.changed(campaign.name)];
  });
  return {
    found: ticked.flatMap(({ slug }) => current.get(slug) ?? []),
    errors: (ticked.length === 0 ? [several.none] : errors).map((message) => ({ path: "", message })),
  };
}

/** The action that was asked for, with what was entered for it checked. */
function actionIn(c: StaffContext, { name, typed }: Sent): { action: Action } | { errors: readonly FieldError[] } {
  switch (name) {
    case null:
      return { errors: [problem("do", "required")] };
    case "end": {
      const endsOn = parseDay(typed.endsOn ?? "");
      return endsOn === null ? { errors: [problem("endsOn", "not-a-day")] } : { action: { name, endsOn } };
    }
    case "group": {
      const parsed = v.safeParse(campaignChange(c.var.config.allowedHosts), { group: typed.group?.trim() || null });
      return parsed.success ? { action: { name, group: parsed.output.group ?? null } } : { errors: parsed.issues.map(fieldError) };
    }
    default:
      return { action: { name } };
  }
}

function told({ messages, format }: PageContext, { campaign, reason, day }: Obstacle): ShownError {
  const say = reason === "has-ended" ? messages.several.hasEnded : messages.several.startsLater;
  return { path: "", message: say(campaign.name, format.day(day)) };
}

async function show(
  c: StaffContext,
  sent: Sent,
  found: readonly Campaign[],
  errors: readonly ShownError[],
  status: 200 | 400 | 412,
): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const [channels, campaigns] = await Promise.all([registry(c).channels(), registry(c).campaigns()]);
  const title = sent.name === null || found.length === 0 ? messages.several.title : messages.several.titles[sent.name](found.length);
  const at = withQuery(pagePath.severalCampaigns(), { do: sent.name ?? undefined });
  const path = found.reduce((address, { slug }) => `${address}${address.includes("?") ? "&" : "?"}campaign=${slug}`, at);
  return page(
    c,
    context,
    { title, section: "campaigns", status, at: path },
    <div class="text">
      <h1>{title}</h1>
      <ErrorSummary context={context} errors={errors} title={errors.length === 0 ? undefined : messages.several.nothingDone} />
      <ul>
        {found.map((campaign) => (
          <CampaignLine context={context} channels={channels} campaign={campaign} />
        ))}
      </ul>
      {sent.name === null || found.length === 0 ? (
        <p>
          <Cancel context={context} sent={sent} />
        </p>
      ) : (
        <Question context={context} sent={sent} name={sent.name} found={found} errors={errors} groups={groupsOf(campaigns)} />
      )}
    </div>,
  );
}

function CampaignLine({ context, channels, campaign }: { context: PageContext; channels: readonly Channel[]; campaign: Campaign }) {
  return (
    <li>
      <a href={pagePath.campaign(campaign.slug)}>{campaign.name}</a> · <ChannelName channels={channels} id={campaign.channel} />{" "}
      <StatusTag context={context} status={statusOn(campaign, context.today)} />
    </li>
  );
}

function Cancel({ context, sent }: { context: PageContext; sent: Sent }) {
  return (
    <a class="btn quiet" href={listPath(sent.filter)}>
      {context.messages.common.cancel}
    </a>
  );
}

interface QuestionProps {
  readonly context: PageContext;
  readonly sent: Sent;
  readonly name: NonNullable<Sent["name"]>;
  readonly found: readonly Campaign[];
  readonly errors: readonly ShownError[];
  readonly groups: readonly string[];
}

/** What the action does, what must be entered for it, and its button. The versions are those that are shown now. */
function Question({ context, sent, name, found, errors, groups }: QuestionProps) {
  const { messages, today } = context;
  return (
    <form method="post" action={pagePath.severalCampaigns()} class="sheet">
      <p>{messages.several.texts[name]}</p>
      <FilterFields filter={sent.filter} />
      {found.map((campaign) => (
        <input type="hidden" name="campaign" value={tickedValue(campaign)} />
      ))}
      {name !== "end" ? null : (
        <Field
          errors={errors}
          path="endsOn"
          type="date"
          label={messages.fields.endsOn.label}
          hint={messages.several.endsOnHint}
          value={sent.typed.endsOn ?? today}
          required
        />
      )}
      {name !== "group" ? null : (
        <>
          <Field
            errors={errors}
            path="group"
            label={messages.fields.group.label}
            hint={messages.several.groupHint}
            value={sent.typed.group ?? ""}
            more={{ maxlength: MAX_GROUP_CHARS, list: "groups", autocomplete: "off" }}
          />
          <datalist id="groups">
            {groups.map((group) => (
              <option value={group} />
            ))}
          </datalist>
        </>
      )}
      <div class="actions">
        <button type="submit" name="do" value={name} class={name === "end" || name === "archive" ? "bad" : undefined}>
          {messages.several.confirm[name](found.length)}
        </button>
        <Cancel context={context} sent={sent} />
      </div>
    </form>
  );
}
