/** The table of campaigns: their links, and what each brought of late. */
import type { Campaign, Channel } from "../../domain/campaign/campaign.ts";
import { statusOn } from "../../domain/campaign/status.ts";
import type { CostRow } from "../../domain/costs/costs.ts";
import type { ReportRow } from "../../domain/release/report.ts";
import { CostCells, CostHeads } from "../costs/components.tsx";
import { Counted } from "../reports/plus_minus.tsx";
import { pagePath } from "../routes.ts";
import { ChannelName, Copyable, StatusTag } from "../ui/components.tsx";
import type { PageContext } from "../ui/page_context.ts";
import { AlsoOn, type FindInOtherChannels } from "./other_channels.tsx";
import { SELECTION_FORM } from "./selection.ts";

export type Sort = "newest" | "visits" | "signups";

interface TableProps {
  readonly context: PageContext;
  readonly campaigns: readonly Campaign[];
  readonly channels: readonly Channel[];
  readonly rows: ReadonlyMap<string | undefined, ReportRow>;
  readonly sort: Sort;
  readonly inOtherChannelsOf: FindInOtherChannels;
  /** What they cost, by slug; null while there are no figures of any. */
  readonly costs: ReadonlyMap<string | undefined, readonly CostRow[]> | null;
  /** Whether campaigns can be ticked, for the form with the id `SELECTION_FORM`. */
  readonly isTickable?: boolean;
}

export function CampaignTable({ context, campaigns, channels, rows, sort, inOtherChannelsOf, costs, isTickable = false }: TableProps) {
  const { messages } = context;
  return (
    <table class="stack links">
      <thead>
        <tr>
          <th scope="col">{messages.campaigns.name}</th>
          <th scope="col">{messages.campaigns.link}</th>
          <th scope="col">{messages.campaigns.channel}</th>
          <th scope="col">{messages.campaigns.status}</th>
          <th scope="col" class="num" aria-sort={sort === "visits" ? "descending" : undefined}>
            {messages.figures.visits}
          </th>
          <th scope="col" class="num" aria-sort={sort === "signups" ? "descending" : undefined}>
            {messages.figures.signups}
          </th>
          {costs === null ? null : <CostHeads context={context} />}
        </tr>
      </thead>
      <tbody>
        {campaigns.map((campaign) => (
          <CampaignRow
            context={context}
            campaign={campaign}
            channels={channels}
            figures={rows.get(campaign.slug)}
            inOtherChannels={inOtherChannelsOf(campaign)}
            costs={costs === null ? null : (costs.get(campaign.slug) ?? [])}
            isTickable={isTickable}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly context: PageContext;
  readonly campaign: Campaign;
  readonly channels: readonly Channel[];
  readonly figures: ReportRow | undefined;
  readonly inOtherChannels: readonly Campaign[];
  readonly costs: readonly CostRow[] | null;
  readonly isTickable: boolean;
}

function CampaignRow({ context, campaign, channels, figures, inOtherChannels, costs, isTickable }: RowProps) {
  const { messages } = context;
  return (
    <tr>
      <th scope="row">
        {isTickable ? (
          <input
            type="checkbox"
            class="tick screen"
            form={SELECTION_FORM}
            name="campaign"
            value={campaign.slug}
            autocomplete="off"
            aria-label={messages.several.tick(campaign.name, campaign.slug)}
          />
        ) : null}
        <a href={pagePath.campaign(campaign.slug)}>{campaign.name}</a>
        <AlsoOn context={context} inOtherChannels={inOtherChannels} channels={channels} />
      </th>
      <td class="link">
        {campaign.archivedOn !== null ? (
          <code>{`/${campaign.slug}`}</code>
        ) : (
          <Copyable context={context} text={`${context.origin}/${campaign.slug}`} label={campaign.name} shown={`/${campaign.slug}`} />
        )}
      </td>
      <td class="channel-cell">
        <ChannelName channels={channels} id={campaign.channel} />
      </td>
      <td class="status">
        <StatusTag context={context} status={statusOn(campaign, context.today)} />
      </td>
      <td class="num visits" data-label={messages.figures.visits}>
        <Counted context={context} value={figures?.visits ?? 0} margin={figures?.margin?.visits} />
      </td>
      <td class="num strong signups" data-label={messages.figures.signups}>
        <Counted context={context} value={figures?.signups ?? 0} margin={figures?.margin?.signups} />
      </td>
      {costs === null ? null : <CostCells context={context} paid={costs} />}
    </tr>
  );
}
