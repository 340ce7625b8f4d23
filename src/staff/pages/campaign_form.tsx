/** Making a campaign, for one channel or several at once, and changing one. */
import * as v from "valibot";
import type { Campaign, CampaignChange, CampaignDraft, Channel } from "../../core/campaign.ts";
import type { FieldError } from "../../core/errors.ts";
import { likenessWarning } from "../../core/likeness.ts";
import { type Slug, slugRefusal, suggestSlug } from "../../core/slug.ts";
import { type Call, originOf, registry } from "../call.ts";
import { fieldError } from "../input.ts";
import { refuse, unwrap } from "../problem.ts";
import { campaignChange, newCampaign, newChannel } from "../schemas.ts";
import { type CampaignForm, EMPTY_FORM, formOf, inputOf, readForm } from "./campaign_fields.ts";
import { CampaignFields } from "./campaign_form_fields.tsx";
import { page } from "./layout.tsx";
import { translateErrors } from "./messages/fields.ts";
import { ErrorSummary } from "./parts.tsx";
import { slugOf } from "./path.ts";
import { viewOf, withQuery } from "./view.ts";

export async function newCampaignForm(c: Call): Promise<Response> {
  return createPage(c, EMPTY_FORM, [], 200);
}

export async function createCampaign(c: Call): Promise<Response> {
  return create(c, readForm(await c.req.formData()));
}

async function create(c: Call, form: CampaignForm): Promise<Response> {
  const drafts = readDrafts(c, form);
  if ("errors" in drafts) return createPage(c, form, drafts.errors, 400);
  const made = await registry(c).createCampaigns(drafts.drafts, c.var.caller.name);
  if (!made.ok) {
    if (made.error.kind !== "invalid" && made.error.kind !== "conflict") return refuse(made.error);
    // Errors of a list name the campaign first; the form is about all of them.
    const errors = made.error.errors.map(({ path, message }) => ({ path: path.replace(/^\d+\./, ""), message }));
    return createPage(c, form, errors, made.error.kind === "conflict" ? 409 : 400);
  }
  const [first] = made.value;
  const warning = await alikeWarning(c, made.value);
  if (made.value.length === 1 && first !== undefined)
    return c.redirect(withQuery(`/staff/campaigns/${first.slug}`, { notice: "created", alike: warning ? 1 : undefined }), 303);
  return c.redirect(
    withQuery("/staff/campaigns", { notice: "created-many", count: made.value.length, alike: warning ? 1 : undefined }),
    303,
  );
}

/** Whether what was made looks like links for one person each; what was made stays, whatever becomes of the question. */
async function alikeWarning(c: Call, made: readonly Campaign[]): Promise<boolean> {
  try {
    return likenessWarning(made, await registry(c).campaigns(), await registry(c).channels()) !== null;
  } catch {
    return false;
  }
}

/** A draft for each channel that is ticked; with more than one, the channel's id ends each slug. */
function readDrafts(c: Call, { typed, channels }: CampaignForm): { drafts: CampaignDraft[] } | { errors: FieldError[] } {
  const schema = newCampaign(c.var.config.allowedHosts);
  const base = typed.slug || (channels.length > 1 ? (suggestSlug(typed.name ?? "", () => false) ?? "") : "");
  const errors: FieldError[] = channels.length === 0 ? [{ path: "channels", message: "choose one channel at least" }] : [];
  const drafts: CampaignDraft[] = [];
  for (const channel of channels.length === 0 ? ["none"] : channels) {
    const slug = base === "" ? undefined : channels.length > 1 ? `${base}-${channel}` : base;
    const parsed = v.safeParse(schema, { ...inputOf(typed), slug, channel });
    if (parsed.success) drafts.push(parsed.output);
    else errors.push(...parsed.issues.map(fieldError));
  }
  if (leadsHere(c, drafts[0]?.destination)) errors.push({ path: "destination", message: LOOPS });
  const unique = errors.filter(
    ({ path, message }, index) => errors.findIndex((one) => one.path === path && one.message === message) === index,
  );
  return unique.length > 0 ? { errors: unique } : { drafts };
}

const LOOPS = "leads to this very Fivebar; choose a page of your website";

/** A link that leads to a link would count twice or go round in circles. */
function leadsHere(c: Call, destination: string | undefined): boolean {
  return destination !== undefined && new URL(destination).origin === originOf(c);
}

/**
 * Makes a channel while a campaign is being made, and goes on with what was typed. Browsers send the form this way too when somebody
 * presses Enter in it, because its button is the form's first: without a new channel's name, the campaign is meant.
 */
export async function addChannel(c: Call): Promise<Response> {
  const form = readForm(await c.req.formData());
  const name = form.typed.newChannel ?? "";
  if (name === "") return create(c, form);
  const id = (suggestSlug(name, (slug: Slug) => slugRefusal(slug) !== null) ?? "").slice(0, 32).replace(/-+$/, "");
  const parsed = v.safeParse(newChannel, { id, name });
  if (!parsed.success) {
    const messages = [...new Set(parsed.issues.map((issue) => fieldError(issue).message))];
    return createPage(
      c,
      form,
      messages.slice(0, 1).map((message) => ({ path: "newChannel", message })),
      400,
    );
  }
  const made = await registry(c).createChannel(parsed.output, c.var.caller.name);
  if (made.ok) return createPage(c, { typed: { ...form.typed, newChannel: "" }, channels: [...form.channels, id] }, [], 200);
  if (made.error.kind !== "conflict" && made.error.kind !== "invalid") return refuse(made.error);
  return createPage(
    c,
    form,
    made.error.errors.map(({ message }) => ({ path: "newChannel", message })),
    409,
  );
}

async function createPage(c: Call, form: CampaignForm, errors: readonly FieldError[], status: 200 | 400 | 409): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const channels = await registry(c).channels();
  const translated = translateErrors(view, errors);
  return page(
    c,
    view,
    { title: t.form.createTitle, section: "campaigns", status },
    <>
      <h1>{t.form.createTitle}</h1>
      <p class="lead">{t.form.createLead}</p>
      <section>
        <ErrorSummary view={view} errors={translated} />
        <form method="post" action="/staff/new-campaign" class="sheet">
          <CampaignFields view={view} channels={channels} form={form} errors={errors} isNew />
          <div class="actions">
            <button type="submit">{t.common.create}</button>
            <a class="btn quiet" href="/staff/campaigns">
              {t.common.cancel}
            </a>
          </div>
        </form>
      </section>
    </>,
  );
}

export async function editForm(c: Call): Promise<Response> {
  const campaign = unwrap(await registry(c).campaign(slugOf(c)));
  return editPage(c, campaign, formOf(campaign), [], 200);
}

export async function saveCampaign(c: Call): Promise<Response> {
  const slug = slugOf(c);
  const form = readForm(await c.req.formData());
  const campaign = unwrap(await registry(c).campaign(slug));
  const parsed = v.safeParse(campaignChange(c.var.config.allowedHosts), { ...inputOf(form.typed), channel: form.channels[0] ?? "" });
  if (!parsed.success) return editPage(c, campaign, form, parsed.issues.map(fieldError), 400);
  if (leadsHere(c, parsed.output.destination)) return editPage(c, campaign, form, [{ path: "destination", message: LOOPS }], 400);
  const version = Number(form.typed.version);
  if (version !== campaign.version) return editPage(c, campaign, form, [], 412);
  const change = differences(campaign, parsed.output as CampaignChange);
  if (Object.keys(change).length > 0) {
    const changed = await registry(c).changeCampaign(slug, change, version, c.var.caller.name);
    if (!changed.ok) {
      if (changed.error.kind === "stale") return editPage(c, unwrap(await registry(c).campaign(slug)), form, [], 412);
      if (changed.error.kind !== "invalid" && changed.error.kind !== "conflict") return refuse(changed.error);
      return editPage(c, campaign, form, changed.error.errors, 400);
    }
  }
  return c.redirect(`/staff/campaigns/${slug}?notice=saved`, 303);
}

/** The fields of `wanted` that are not so already, so that the history names what changed and nothing else. */
function differences(campaign: Campaign, wanted: CampaignChange): CampaignChange {
  const entries = Object.entries(wanted).filter(([name, value]) => canonical(value) !== canonical(campaign[name as keyof Campaign]));
  return Object.fromEntries(entries) as CampaignChange;
}

/** The same text for the same value, whatever the order of its fields; an unpublished specification need not say so. */
function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  return JSON.stringify(
    Object.entries(value)
      .filter(([name, field]) => !(name === "published" && field === false))
      .sort(),
  );
}

async function editPage(
  c: Call,
  campaign: Campaign,
  form: CampaignForm,
  errors: readonly FieldError[],
  status: 200 | 400 | 412,
): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const channels: readonly Channel[] = await registry(c).channels();
  const isStale = status === 412;
  return page(
    c,
    view,
    { title: t.form.editTitle(campaign.name), section: "campaigns", status },
    <>
      <h1>{t.form.editTitle(campaign.name)}</h1>
      <section>
        <ErrorSummary view={view} errors={isStale ? [{ path: "", message: t.form.stale }] : translateErrors(view, errors)} />
        <form method="post" action={`/staff/campaigns/${campaign.slug}/edit`} class="sheet">
          <input type="hidden" name="version" value={campaign.version} />
          <CampaignFields view={view} channels={channels} form={form} errors={errors} isNew={false} />
          <div class="actions">
            <button type="submit">{t.common.save}</button>
            <a class="btn quiet" href={`/staff/campaigns/${campaign.slug}`}>
              {t.common.cancel}
            </a>
          </div>
        </form>
      </section>
    </>,
  );
}
