/** The list of campaigns: search, filters, and what each brought in the last 30 days. */

import type { Campaign } from "../../domain/campaign/campaign.ts";
import { addDays } from "../../domain/day.ts";
import type { ReportRow } from "../../domain/release/report.ts";
import { costRows } from "../costs/cost_rows.ts";
import { linkOriginOf, registry, type StaffContext } from "../http/context.ts";
import { CSV_TYPE, fileHeaders } from "../http/download.ts";
import { unwrap } from "../http/problem.ts";
import { localCsv } from "../reports/sheet.ts";
import { pagePath } from "../routes.ts";
import { WhyGroups } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { noticeOf } from "../ui/notices.ts";
import { type PageContext, pageContextOf } from "../ui/page_context.ts";
import { listPage, Pager } from "../ui/pager.tsx";
import { SortMenu } from "../ui/sorting.tsx";
import { csvFromCampaigns } from "./campaigns_csv.ts";
import { groupsOf } from "./groups_of.ts";
import { FilterForm, filterOf, fits } from "./list_filter.tsx";
import { inOtherChannelsAmong } from "./other_channels.tsx";
import { SeveralBar } from "./several_bar.tsx";
import { CampaignTable, type Sort } from "./table.tsx";

const LIST_DAYS = 30;

export async function campaignList(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const days = { from: addDays(context.today, 1 - LIST_DAYS), to: context.today };
  const isArchive = c.req.query("status") === "archived";
  const [current, channels, report, costs] = await Promise.all([
    registry(c).campaigns(),
    registry(c).channels(),
    registry(c).report({ ...days, by: "campaign", interval: "total" }),
    costRows(c, days, "campaign"),
  ]);
  // The archive is a list of its own: its links no longer count, and it may be much longer.
  const campaigns = isArchive ? (await registry(c).archivedCampaigns()).reverse() : current;
  const filter = filterOf(c.req.query());
  const rows = new Map(unwrap(report).rows.map((row) => [row.campaign, row]));
  const found = ordered(campaigns.filter((campaign) => fits(campaign, filter, context)).reverse(), filter.sort, rows);
  const { shown, ...place } = listPage(c, found);
  const choices = [
    ["newest", messages.campaigns.newest],
    ["visits", messages.figures.visits],
    ["signups", messages.figures.signups],
  ] as const;
  return page(
    c,
    context,
    { title: messages.nav.campaigns, section: "campaigns", notice: noticeOf(c, context), days },
    <>
      <Head context={context} />
      <FilterForm context={context} channels={channels} filter={filter} />
      <Groups context={context} campaigns={current} />
      <section>
        <div class="top">
          <p class="soft">{`${messages.campaigns.count(found.length, campaigns.length)} · ${messages.campaigns.figuresOf(LIST_DAYS)}`}</p>
          {found.length < 2 ? null : <SortMenu context={context} choices={choices} chosen={filter.sort} always />}
        </div>
        {found.length === 0 ? (
          <Nothing context={context} hasAny={current.length + campaigns.length > 0} />
        ) : (
          <CampaignTable
            context={context}
            campaigns={shown}
            channels={channels}
            rows={rows}
            sort={filter.sort}
            inOtherChannelsOf={inOtherChannelsAmong(campaigns)}
            costs={costs === null ? null : Map.groupBy(costs, ({ campaign }) => campaign)}
            isTickable={!isArchive}
          />
        )}
        {found.length === 0 || isArchive ? null : <SeveralBar context={context} filter={filter} />}
        <Pager context={context} {...place} />
        <WhyGroups context={context} config={c.var.config} />
        {context.canEdit ? (
          <p class="actions">
            <a href={pagePath.channels()}>{messages.tidy.channels}</a>
            <a href={pagePath.archived()}>{messages.tidy.archived}</a>
          </p>
        ) : null}
      </section>
    </>,
  );
}

/** The way to each group. */
function Groups({ context, campaigns }: { context: PageContext; campaigns: readonly Campaign[] }) {
  const names = groupsOf(campaigns);
  if (names.length === 0) return null;
  return (
    <p class="groups">
      {`${context.messages.groups.title}: `}
      {names.map((name, index) => (
        <>
          {index === 0 ? "" : " · "}
          <a href={pagePath.group(name)}>{name}</a>
        </>
      ))}
    </p>
  );
}

function Nothing({ context, hasAny }: { context: PageContext; hasAny: boolean }) {
  const { messages } = context;
  if (hasAny) {
    return (
      <p>
        {messages.campaigns.nothing} <a href={pagePath.campaigns()}>{messages.campaigns.clear}</a>
      </p>
    );
  }
  if (!context.canEdit) return <p>{messages.start.readerNote}</p>;
  return (
    <p>
      <a class="btn" href={pagePath.newCampaign()}>
        {messages.start.action}
      </a>
    </p>
  );
}

function Head({ context }: { context: PageContext }) {
  const { messages } = context;
  return (
    <div class="top">
      <h1>{messages.nav.campaigns}</h1>
      <div class="actions">
        <a class="btn quiet" href={pagePath.ads()}>
          {messages.ads.title}
        </a>
        <a class="btn quiet" href={pagePath.campaignsCsv()}>
          {messages.campaigns.export}
        </a>
        {context.canEdit ? (
          <>
            <a class="btn quiet" href={pagePath.importLinks()}>
              {messages.campaigns.import}
            </a>
            <a class="btn" href={pagePath.newCampaign()}>
              {messages.overview.newCampaign}
            </a>
          </>
        ) : null}
      </div>
    </div>
  );
}

/** The newest first, or those that brought most; the newer one first where two brought the same. */
function ordered(campaigns: readonly Campaign[], sort: Sort, rows: ReadonlyMap<string | undefined, ReportRow>): readonly Campaign[] {
  if (sort === "newest") return campaigns;
  const brought = ({ slug }: Campaign): number => rows.get(slug)?.[sort] ?? 0;
  return [...campaigns].sort((one, other) => brought(other) - brought(one));
}

/** The campaigns as a file that can be imported again, in the form that spreadsheets in the reader's language open. */
export async function exportCampaigns(c: StaffContext): Promise<Response> {
  const { fields, data } = csvFromCampaigns(await registry(c).campaigns(), linkOriginOf(c));
  return c.body(localCsv({ fields, rows: data }, pageContextOf(c).language), 200, fileHeaders(CSV_TYPE, "fivebar-campaigns.csv"));
}
