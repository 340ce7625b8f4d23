/** Which campaigns of the list are shown, and the form that chooses them. */
import type { Campaign, Channel, Status } from "../../domain/campaign/campaign.ts";
import { statusOn } from "../../domain/campaign/status.ts";
import { pagePath } from "../routes.ts";
import { type PageContext, withQuery } from "../ui/page_context.ts";
import type { Sort } from "./table.tsx";

/** More than any name or slug has. */
const MAX_SEARCH_CHARS = 200;
const STATUSES = ["live", "scheduled", "paused", "ended", "archived"] as const satisfies readonly Status[];

export interface Filter {
  readonly search: string;
  readonly channel: string;
  readonly status: string;
  readonly sort: Sort;
}

/** @param values of the address's query, or of a form that carries the filter on */
export function filterOf(values: Readonly<Record<string, string>>): Filter {
  return {
    search: values.search?.trim().slice(0, MAX_SEARCH_CHARS) ?? "",
    channel: values.channel ?? "",
    status: values.status ?? "",
    sort: (["visits", "signups"] as const).find((name) => name === values.sort) ?? "newest",
  };
}

/** The list with this filter. */
export function listPath({ search, channel, status, sort }: Filter, more: Readonly<Record<string, string | number>> = {}): string {
  return withQuery(pagePath.campaigns(), { search, channel, status, sort: sort === "newest" ? undefined : sort, ...more });
}

export function fits(campaign: Campaign, { search, channel, status }: Filter, { today }: PageContext): boolean {
  const words = search.toLowerCase().split(/\s+/);
  const text = `${campaign.name} ${campaign.slug}`.toLowerCase();
  return (
    words.every((word) => text.includes(word)) &&
    (channel === "" || campaign.channel === channel) &&
    (status === "" || statusOn(campaign, today) === status)
  );
}

export function FilterForm({ context, channels, filter }: { context: PageContext; channels: readonly Channel[]; filter: Filter }) {
  const { messages } = context;
  return (
    <search aria-label={messages.campaigns.filter}>
      <form class="dates" action={pagePath.campaigns()}>
        {filter.sort === "newest" ? null : <input type="hidden" name="sort" value={filter.sort} />}
        <label>
          {messages.common.search}
          <input type="search" name="search" value={filter.search} placeholder={messages.campaigns.searchHint} />
        </label>
        <label>
          {messages.campaigns.channel}
          <select name="channel">
            <option value="">{messages.common.all}</option>
            {channels.map(({ id, name }) => (
              <option value={id} selected={id === filter.channel}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {messages.campaigns.status}
          <select name="status">
            <option value="">{messages.common.all}</option>
            {STATUSES.map((status) => (
              <option value={status} selected={status === filter.status}>
                {messages.statuses[status]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="quiet">
          {messages.common.search}
        </button>
      </form>
    </search>
  );
}
