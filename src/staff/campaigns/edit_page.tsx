/** Changing a campaign, never over what somebody else changed meanwhile. */

import * as v from "valibot";
import type { Campaign, CampaignChange, Channel } from "../../domain/campaign/campaign.ts";
import { ADDRESS_FIELDS } from "../../domain/campaign/fields.ts";
import type { FieldError } from "../../domain/problems.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { fieldError, readFormData } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { ErrorSummary } from "../ui/components.tsx";
import { slugOf } from "../ui/current_path.ts";
import { page } from "../ui/layout.tsx";
import { translateErrors } from "../ui/messages/fields.ts";
import { noticeOf } from "../ui/notices.ts";
import { pageContextOf, withQuery } from "../ui/page_context.ts";
import { campaignChange } from "./campaign_schema.ts";
import { asOpened, ontoCurrent } from "./concurrent_edit.ts";
import { CampaignFields } from "./form_fields.tsx";
import { amountErrors, type CampaignForm, completedErrors, FORM_FIELDS, formOf, inputOf, isTyped, readForm } from "./form_values.ts";
import { groupsOf } from "./groups_of.ts";
import { loopsIn } from "./own_links.ts";
import { changeLines } from "./record_section.tsx";

export async function editForm(c: StaffContext): Promise<Response> {
  const campaign = unwrap(await registry(c).campaign(slugOf(c)));
  return editPage(c, campaign, formOf(campaign), [], 200);
}

export async function saveCampaign(c: StaffContext): Promise<Response> {
  const slug = slugOf(c);
  const form = readForm(await readFormData(c, [...FORM_FIELDS, "version", "opened"]));
  const campaign = unwrap(await registry(c).campaign(slug));
  const read = readChange(c, campaign, form);
  if ("errors" in read) return editPage(c, campaign, form, read.errors, 400);
  const version = Number(form.typed.version);
  if (version !== campaign.version) return editPage(c, campaign, form, [], 412);
  const { samePageForAll, ...wanted } = read.change;
  const change = differences(campaign, wanted);
  if (Object.keys(change).length > 0) {
    const changed = await registry(c).changeCampaign(
      slug,
      change,
      [version],
      c.var.caller.name,
      c.var.caller.role,
      samePageForAll === true ? { samePageForAll } : {},
    );
    if (!changed.ok) {
      if (changed.error.type === "stale") return editPage(c, unwrap(await registry(c).campaign(slug)), form, [], 412);
      if (changed.error.type !== "invalid" && changed.error.type !== "conflict") return refuse(changed.error);
      return editPage(c, campaign, form, changed.error.errors, 400);
    }
  }
  return c.redirect(withQuery(pagePath.campaign(slug), { notice: "saved" }), 303);
}

type ReadChange = CampaignChange & { readonly samePageForAll?: boolean };

function readChange(c: StaffContext, campaign: Campaign, form: CampaignForm): { change: ReadChange } | { errors: FieldError[] } {
  const { typed, channels } = form;
  const input: Record<string, unknown> = { ...inputOf(typed), channel: channels[0] ?? "" };
  // An unchanged address was accepted before: nothing is asked about it again.
  for (const name of ADDRESS_FIELDS) if (input[name] === campaign[name]) delete input[name];
  const parsed = v.safeParse(campaignChange(c.var.config.allowedHosts), input);
  const errors = [
    ...completedErrors(form),
    ...(parsed.issues ?? []).map(fieldError),
    ...loopsIn(c, { ...typed, slug: campaign.slug }),
    ...amountErrors(typed),
  ];
  return parsed.success && errors.length === 0 ? { change: parsed.output as ReadChange } : { errors };
}

/** The fields of `wanted` that differ from the campaign's, so that the history names only what changed. */
function differences(campaign: Campaign, wanted: CampaignChange): CampaignChange {
  const entries = Object.entries(wanted).filter(([name, value]) => canonical(value) !== canonical(campaign[name as keyof Campaign]));
  return Object.fromEntries(entries) as CampaignChange;
}

/** The same text for equal values, in any order of fields. In a plan, a false `published` or `delivered` equals a missing one. */
function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  return JSON.stringify(
    Object.entries(value)
      .filter(([name, field]) => !(["published", "delivered"].includes(name) && field === false))
      .sort(),
  );
}

async function editPage(
  c: StaffContext,
  campaign: Campaign,
  sent: CampaignForm,
  errors: readonly FieldError[],
  status: 200 | 400 | 412,
): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const [channels, campaigns]: readonly [readonly Channel[], readonly Campaign[]] = await Promise.all([
    registry(c).channels(),
    registry(c).campaigns(),
  ]);
  const isStale = status === 412;
  const { form, others } = isStale ? ontoCurrent(campaign, sent) : { form: sent, others: {} };
  const opened = isStale ? undefined : form.typed.opened;
  const pageForm = { id: "campaign", action: pagePath.editCampaign(campaign.slug) };
  return page(
    c,
    context,
    { title: messages.form.editTitle(campaign.name), section: "campaigns", status, notice: noticeOf(c, context), at: pageForm.action },
    <>
      <h1>{messages.form.editTitle(campaign.name)}</h1>
      <section>
        <ErrorSummary
          context={context}
          title={isStale ? messages.form.changed : undefined}
          errors={
            isStale
              ? [{ path: "", message: messages.form.stale }, ...changeLines(context, others, channels)]
              : translateErrors(context, errors)
          }
        />
        <form method="post" {...pageForm} class="sheet" data-unsent={isTyped(form, formOf(campaign)) || undefined}>
          <input type="hidden" name="version" value={isStale ? campaign.version : (form.typed.version ?? campaign.version)} />
          <input type="hidden" name="opened" value={opened ?? asOpened(formOf(campaign))} />
          <CampaignFields context={context} channels={channels} groups={groupsOf(campaigns)} form={form} errors={errors} isNew={false} />
          <div class="actions">
            <button type="submit">{messages.common.save}</button>
            <a class="btn quiet" href={pagePath.campaign(campaign.slug)}>
              {messages.common.cancel}
            </a>
          </div>
        </form>
      </section>
    </>,
  );
}
