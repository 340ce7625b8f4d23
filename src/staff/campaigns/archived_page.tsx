/** The archived campaigns, and the way to delete one that brought nothing for good. */
import type { Campaign } from "../../domain/campaign/campaign.ts";
import { addDays, type Day } from "../../domain/day.ts";
import { type FieldError, problem } from "../../domain/problems.ts";
import { DAYS_AFTER } from "../../storage/registry/deletion.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { readFormData, textsOf } from "../http/input.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { ChannelName, ErrorSummary } from "../ui/components.tsx";
import { slugOf } from "../ui/current_path.ts";
import { page } from "../ui/layout.tsx";
import { translateErrors } from "../ui/messages/fields.ts";
import { noticeOf } from "../ui/notices.ts";
import { pageContextOf, withQuery } from "../ui/page_context.ts";
import { listPage, Pager } from "../ui/pager.tsx";
import { TableHead } from "../ui/table_head.tsx";

const deletableFrom = ({ archivedOn }: Campaign): Day | null => (archivedOn === null ? null : addDays(archivedOn, DAYS_AFTER));

export async function archivedPage(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages, format } = context;
  const [campaigns, channels] = await Promise.all([registry(c).archivedCampaigns(), registry(c).channels()]);
  const { shown, ...place } = listPage(c, campaigns);
  return page(
    c,
    context,
    { title: messages.tidy.archived, section: "campaigns", notice: noticeOf(c, context) },
    <>
      <h1>{messages.tidy.archived}</h1>
      <p class="lead">{messages.tidy.archivedLead}</p>
      <section>
        {campaigns.length === 0 ? (
          <p>{messages.tidy.noArchived}</p>
        ) : (
          <table class="stack">
            <TableHead
              columns={[messages.campaigns.name, messages.campaigns.channel, messages.tidy.archivedOn]}
              actions={[messages.tidy.restore, messages.tidy.deleteForGood]}
            />
            <tbody>
              {shown.map((campaign) => {
                const from = deletableFrom(campaign);
                return (
                  <tr>
                    <th scope="row">
                      <a href={pagePath.campaign(campaign.slug)}>{campaign.name}</a> <span class="soft">{`/${campaign.slug}`}</span>
                    </th>
                    <td data-label={messages.campaigns.channel}>
                      <ChannelName channels={channels} id={campaign.channel} />
                    </td>
                    <td class="day" data-label={messages.tidy.archivedOn}>
                      {campaign.archivedOn === null ? "" : format.day(campaign.archivedOn)}
                    </td>
                    <td>
                      <form method="post" action={pagePath.restoreCampaign(campaign.slug)}>
                        <button type="submit" class="small" aria-label={`${messages.tidy.restore}: ${campaign.name}`}>
                          {messages.tidy.restore}
                        </button>
                      </form>
                    </td>
                    <td class="num">
                      {from !== null && context.today < from ? (
                        <span class="soft">{messages.tidy.deleteFrom(format.day(from))}</span>
                      ) : (
                        <a href={pagePath.deleteCampaign(campaign.slug)} aria-label={`${messages.tidy.deleteForGood}: ${campaign.name}`}>
                          {messages.tidy.deleteForGood}
                        </a>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
        <Pager context={context} {...place} />
      </section>
      <p>
        <a class="btn quiet" href={pagePath.campaigns()}>
          {messages.common.back}
        </a>
      </p>
    </>,
  );
}

export async function deleteCampaignForm(c: StaffContext): Promise<Response> {
  return confirmation(c, [], 200);
}

async function confirmation(c: StaffContext, errors: readonly FieldError[], status: 200 | 409): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const slug = slugOf(c);
  const campaign = (await registry(c).archivedCampaigns()).find((one) => one.slug === slug);
  if (campaign === undefined) return refuse({ type: "not-found", detail: `There is no archived campaign "${slug}".` });
  const title = messages.tidy.deleteTitle(campaign.name);
  const from = deletableFrom(campaign);
  const { archivedOn } = campaign;
  const early = from !== null && archivedOn !== null && context.today < from ? problem("", "archived-lately", { archivedOn, from }) : null;
  return page(
    c,
    context,
    { title, section: "campaigns", status, at: pagePath.deleteCampaign(slug) },
    <div class="text">
      <h1>{title}</h1>
      <ErrorSummary context={context} errors={translateErrors(context, early === null ? errors : [early])} />
      <p>
        <code>{`/${slug}`}</code>
      </p>
      <p>{messages.tidy.campaignDeleteText}</p>
      <form method="post" action={pagePath.deleteCampaign(slug)} class="actions">
        <input type="hidden" name="version" value={campaign.version} />
        {early === null ? (
          <button type="submit" class="bad">
            {messages.tidy.campaignDeleteConfirm}
          </button>
        ) : null}
        <a class="btn quiet" href={pagePath.archived()}>
          {messages.common.cancel}
        </a>
      </form>
    </div>,
  );
}

export async function restoreCampaign(c: StaffContext): Promise<Response> {
  await readFormData(c, []);
  const { slug } = unwrap(await registry(c).restoreCampaign(slugOf(c), c.var.caller.name, c.var.caller.role));
  return c.redirect(withQuery(pagePath.campaign(slug), { notice: "restored" }), 303);
}

export async function deleteCampaign(c: StaffContext): Promise<Response> {
  const version = Number(textsOf(await readFormData(c, ["version"])).version ?? "");
  const deleted = await registry(c).deleteCampaign(slugOf(c), [version], c.var.caller.name);
  if (deleted.ok) return c.redirect(withQuery(pagePath.archived(), { notice: "campaign-deleted" }), 303);
  if (!("errors" in deleted.error)) return refuse(deleted.error);
  return confirmation(c, deleted.error.errors, 409);
}
