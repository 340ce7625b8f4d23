/** Making a campaign, for one channel or several at once. */

import * as v from "valibot";
import type { Channel, NewCampaign } from "../../domain/campaign/campaign.ts";
import { parseSlug } from "../../domain/campaign/slug.ts";
import { at, eachOnce, type FieldError, problem } from "../../domain/problems.ts";
import { channelNamed } from "../channels/channel_named.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { fieldError, readFormData } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { newChannel } from "../openapi/request_schemas.ts";
import { pagePath } from "../routes.ts";
import { ErrorSummary } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { translateErrors } from "../ui/messages/fields.ts";
import { noticeOf } from "../ui/notices.ts";
import { pageContextOf, withQuery } from "../ui/page_context.ts";
import { newCampaign } from "./campaign_schema.ts";
import { CampaignFields } from "./form_fields.tsx";
import {
  amountErrors,
  type CampaignForm,
  completedErrors,
  EMPTY_FORM,
  FORM_FIELDS,
  formLike,
  inputOf,
  isTyped,
  readForm,
  type Typed,
} from "./form_values.ts";
import { groupsOf } from "./groups_of.ts";
import { fitting, lengthRefusal, slugsFromName } from "./link_preview.tsx";
import { loopsIn } from "./own_links.ts";
import { suggestedChannels } from "./suggested_channels.ts";

/** The empty form; with `?like=slug` filled in from a campaign, archived or not. */
export async function newCampaignForm(c: StaffContext): Promise<Response> {
  const like = c.req.query("like");
  if (like === undefined) return createPage(c, EMPTY_FORM, [], 200);
  const slug = parseSlug(like) ?? refuse({ type: "not-found", detail: "There is no such campaign." });
  const campaign = unwrap(await registry(c).anyCampaign(slug));
  const { messages, today } = pageContextOf(c);
  const form = formLike(campaign, today);
  return createPage(c, form, [], 200, messages.form.likeLead(campaign.name), form);
}

/** Makes the campaign, unless a channel is to be made before it. */
export async function createCampaign(c: StaffContext): Promise<Response> {
  const form = readForm(await readFormData(c, [...FORM_FIELDS, "slug", "newChannel", "manyLinks", "sameName"]));
  const newChannel = form.typed.newChannel ?? "";
  if (newChannel !== "") return addChannel(c, form, newChannel);
  const drafts = await readDrafts(c, form);
  if ("errors" in drafts) return createPage(c, form, drafts.errors, 400);
  const channels = await registry(c).channels();
  const alike = await sameNames(c, form, channels);
  if (alike.length > 0) return createPage(c, form, alike, 409);
  const fresh = suggestedChannels(pageContextOf(c), channels).filter(({ id }) => form.channels.includes(id));
  const made = await registry(c).createCampaigns(drafts.drafts, c.var.caller.name, c.var.caller.role, fresh);
  if (!made.ok) {
    if (made.error.type !== "invalid" && made.error.type !== "conflict") return refuse(made.error);
    // Errors of a list begin with the campaign's index; the form is about all campaigns.
    const errors = eachOnce(made.error.errors.map((error) => at(error.path.replace(/^\d+\./, "").replace(/^id$/, "channels"), error)));
    return createPage(c, form, errors, made.error.type === "conflict" ? 409 : 400);
  }
  const [first] = made.value;
  if (made.value.length === 1 && first !== undefined)
    return c.redirect(withQuery(pagePath.campaign(first.slug), { notice: "created" }), 303);
  return c.redirect(withQuery(pagePath.campaigns(), { notice: "created-many", count: made.value.length }), 303);
}

/** Asks about each channel that has a campaign of this name already, unless that was answered: it is easily made twice by mistake. */
async function sameNames(c: StaffContext, { typed, channels }: CampaignForm, known: readonly Channel[]): Promise<FieldError[]> {
  if (typed.sameName === "on") return [];
  const plain = (name: string): string => name.toLowerCase().replace(/\s+/g, " ").trim();
  const alike = (await registry(c).campaigns()).filter(
    ({ name, channel }) => channels.includes(channel) && plain(name) === plain(typed.name ?? ""),
  );
  const first = new Map(alike.map(({ channel, slug }) => [channel, slug]));
  return [...first].map(([id, slug]) => {
    const channel = known.find((one) => one.id === id)?.name ?? id;
    return problem("sameName", "form-same-name", { slug, channel });
  });
}

/** A draft for each channel that is ticked. */
async function readDrafts(c: StaffContext, form: CampaignForm): Promise<{ drafts: NewCampaign[] } | { errors: FieldError[] }> {
  const { typed, channels } = form;
  const schema = newCampaign(c.var.config.allowedHosts);
  const { slugs, errors: slugErrors } = await slugsFor(c, typed, channels);
  const errors: FieldError[] = [...completedErrors(form), ...amountErrors(typed), ...slugErrors];
  if (channels.length === 0) errors.unshift(problem("channels", "form-no-channel"));
  const drafts: NewCampaign[] = [];
  for (const [index, channel] of (channels.length === 0 ? ["none"] : channels).entries()) {
    const parsed = v.safeParse(schema, { ...inputOf(typed), slug: slugs[index], channel, manyLinks: typed.manyLinks === "on" });
    if (parsed.success) drafts.push(withAnswer(parsed.output, typed));
    else errors.push(...parsed.issues.map(fieldError));
  }
  errors.push(...loopsIn(c, typed));
  return errors.length > 0 ? { errors: eachOnce(errors) } : { drafts };
}

/** Beside the answers that programs can give, the one that only this form asks for. */
function withAnswer(draft: NewCampaign, { sameName }: Typed): NewCampaign {
  return sameName === "on" ? { ...draft, answers: { ...draft.answers, sameName: true } } : draft;
}

interface Slugs {
  /** By channel; empty when the registry is to make the slug. */
  readonly slugs: readonly string[];
  readonly errors: readonly FieldError[];
}

/** The slugs as typed or from the name; with more channels than one, the channel's id ends each. */
async function slugsFor(c: StaffContext, { name = "", slug: typed = "" }: Typed, channels: readonly string[]): Promise<Slugs> {
  const slug = fitting(typed);
  if (channels.length < 2) return { slugs: slug === "" ? [] : [slug], errors: [] };
  if (slug === "") {
    const made = name === "" ? [] : await slugsFromName(c, name, channels);
    return { slugs: made ?? [], errors: made === null ? [problem("slug", "no-slug")] : [] };
  }
  const tooLong = lengthRefusal(slug, channels);
  if (tooLong !== null) return { slugs: [], errors: [at("slug", tooLong)] };
  return { slugs: channels.map((channel) => `${slug}-${channel}`), errors: [] };
}

/** Makes a channel while a campaign is being made, and goes on with what was typed. */
async function addChannel(c: StaffContext, form: CampaignForm, name: string): Promise<Response> {
  const parsed = v.safeParse(newChannel, channelNamed(name));
  // The first error is enough: the id is made from the name, so its errors are the name's.
  if (!parsed.success) return createPage(c, form, [at("newChannel", fieldError(parsed.issues[0]))], 400);
  const made = await registry(c).createChannel(parsed.output, c.var.caller.name);
  if (made.ok) {
    const { messages } = pageContextOf(c);
    return createPage(
      c,
      { typed: { ...form.typed, newChannel: "" }, channels: [...form.channels, made.value.id] },
      [],
      200,
      messages.form.channelAdded(name),
    );
  }
  if (made.error.type !== "conflict" && made.error.type !== "invalid") return refuse(made.error);
  return createPage(
    c,
    form,
    made.error.errors.map((error) => at("newChannel", error)),
    409,
  );
}

const FORM = { id: "campaign", action: pagePath.newCampaign() } as const;

async function createPage(
  c: StaffContext,
  form: CampaignForm,
  errors: readonly FieldError[],
  status: 200 | 400 | 409,
  notice: string | null = null,
  opened: CampaignForm = EMPTY_FORM,
): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const [known, campaigns] = await Promise.all([registry(c).channels(), registry(c).campaigns()]);
  const channels = [...known, ...suggestedChannels(context, known)];
  const translated = translateErrors(context, errors);
  return page(
    c,
    context,
    { title: messages.form.createTitle, section: "campaigns", status, notice: notice ?? noticeOf(c, context), at: FORM.action },
    <>
      <h1>{messages.form.createTitle}</h1>
      <p class="lead">{messages.form.createLead}</p>
      <section>
        <ErrorSummary context={context} errors={translated} />
        <form method="post" {...FORM} class="sheet" data-unsent={isTyped(form, opened) || undefined}>
          <CampaignFields context={context} channels={channels} groups={groupsOf(campaigns)} form={form} errors={errors} isNew />
          <div class="actions">
            <button type="submit">{messages.common.create}</button>
            <a class="btn quiet" href={pagePath.campaigns()}>
              {messages.common.cancel}
            </a>
          </div>
        </form>
      </section>
    </>,
  );
}
