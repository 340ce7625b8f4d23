/** The head of an archived campaign's page: since when it is archived, where its link leads, and the way back. */
import { pageOfArchived, pagesOfGroups } from "../../domain/campaign/archived_page.ts";
import type { Campaign, Channel } from "../../domain/campaign/campaign.ts";
import { pagePath } from "../routes.ts";
import { ChannelName, StatusTag } from "../ui/components.tsx";
import { type PageContext, withQuery } from "../ui/page_context.ts";

interface ArchivedHeadProps {
  readonly context: PageContext;
  readonly campaign: Campaign;
  readonly channels: readonly Channel[];
  /** The campaigns that are not archived. */
  readonly current: readonly Campaign[];
  readonly fallbackUrl: string | null;
}

export function ArchivedHead({ context, campaign, channels, current, fallbackUrl }: ArchivedHeadProps) {
  const { messages, format, canEdit } = context;
  const page = pageOfArchived(campaign, pagesOfGroups(current)) ?? fallbackUrl;
  return (
    <div class="top start">
      <div>
        <h1>{campaign.name}</h1>
        <p class="lead">
          <ChannelName channels={channels} id={campaign.channel} /> <StatusTag context={context} status="archived" />
        </p>
        <p class="lead">
          {messages.tidy.archivedNote(format.day(campaign.archivedOn ?? context.today))}{" "}
          {page === null ? (
            messages.tidy.leadsNowhere
          ) : (
            <>
              {messages.tidy.leadsOn}{" "}
              <a href={page} rel="noreferrer">
                {page}
              </a>
              .
            </>
          )}
        </p>
        <p>
          <code>{`/${campaign.slug}`}</code>
        </p>
      </div>
      {canEdit ? (
        <div class="actions">
          <form method="post" action={pagePath.restoreCampaign(campaign.slug)}>
            <button type="submit">{messages.tidy.restore}</button>
          </form>
          <a class="btn quiet" href={withQuery(pagePath.newCampaign(), { like: campaign.slug })}>
            {messages.campaign.duplicate}
          </a>
          <a class="btn quiet" href={pagePath.archived()}>
            {messages.tidy.archived}
          </a>
        </div>
      ) : null}
    </div>
  );
}
