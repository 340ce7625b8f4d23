/** The table of campaigns: their links, and what each brought of late. */
import { type Campaign, type Channel, statusOn } from "../../domain/campaign/campaign.ts";
import type { ReportRow } from "../../domain/release/report.ts";
import { pagePath } from "../routes.ts";
import { ChannelName, Copyable, StatusTag } from "../ui/components.tsx";
import type { View } from "../ui/page_context.ts";
import { AlsoOn, type FindSiblings } from "./other_channels.tsx";

export type Sort = "newest" | "visits" | "signups";

interface TableProps {
  readonly view: View;
  readonly campaigns: readonly Campaign[];
  readonly channels: readonly Channel[];
  readonly rows: ReadonlyMap<string | undefined, ReportRow>;
  readonly sort: Sort;
  readonly siblingsOf: FindSiblings;
}

export function CampaignTable({ view, campaigns, channels, rows, sort, siblingsOf }: TableProps) {
  const { t } = view;
  return (
    <table class="stack links">
      <thead>
        <tr>
          <th scope="col">{t.campaigns.name}</th>
          <th scope="col">{t.campaigns.link}</th>
          <th scope="col">{t.campaigns.channel}</th>
          <th scope="col">{t.campaigns.status}</th>
          <th scope="col" class="num" aria-sort={sort === "visits" ? "descending" : undefined}>
            {t.overview.visits}
          </th>
          <th scope="col" class="num" aria-sort={sort === "signups" ? "descending" : undefined}>
            {t.overview.signupsShort}
          </th>
        </tr>
      </thead>
      <tbody>
        {campaigns.map((campaign) => (
          <CampaignRow
            view={view}
            campaign={campaign}
            channels={channels}
            figures={rows.get(campaign.slug)}
            siblings={siblingsOf(campaign)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly view: View;
  readonly campaign: Campaign;
  readonly channels: readonly Channel[];
  readonly figures: ReportRow | undefined;
  readonly siblings: readonly Campaign[];
}

function CampaignRow({ view, campaign, channels, figures, siblings }: RowProps) {
  const { t, f } = view;
  return (
    <tr>
      <th scope="row">
        <a href={pagePath.campaign(campaign.slug)}>{campaign.name}</a>
        <AlsoOn view={view} siblings={siblings} channels={channels} />
      </th>
      <td class="link">
        <Copyable view={view} text={`${view.origin}/${campaign.slug}`} label={campaign.name} shown={`/${campaign.slug}`} />
      </td>
      <td class="channel-cell">
        <ChannelName channels={channels} id={campaign.channel} />
      </td>
      <td class="status">
        <StatusTag view={view} status={statusOn(campaign, view.today)} />
      </td>
      <td class="num visits" data-label={t.overview.visits}>
        {f.number(figures?.visits ?? 0)}
      </td>
      <td class="num strong signups" data-label={t.overview.signupsShort}>
        {f.number(figures?.signups ?? 0)}
      </td>
    </tr>
  );
}
