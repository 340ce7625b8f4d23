/** The list of campaigns: search, filters, and what each brought in the last 30 days. */
import Papa from "papaparse";
import { type Campaign, type Channel, type Status, statusOn } from "../../core/campaign.ts";
import { addDays } from "../../core/day.ts";
import type { ReportRow } from "../../counters/report.ts";
import { csvFromCampaigns, FORMULA } from "../api/campaigns_csv.ts";
import { type Call, registry } from "../call.ts";
import { unwrap } from "../problem.ts";
import { page } from "./layout.tsx";
import { noticeOf } from "./notices.ts";
import { ChannelName, Copyable, StatusTag, WhyGroups } from "./parts.tsx";
import { type View, viewOf } from "./view.ts";

const STATUSES = ["live", "scheduled", "paused", "ended"] as const satisfies readonly Status[];
const LIST_DAYS = 30;

interface Filter {
  readonly search: string;
  readonly channel: string;
  readonly status: string;
}

export async function campaignList(c: Call): Promise<Response> {
  const view = viewOf(c);
  const { t } = view;
  const [campaigns, channels, report] = await Promise.all([
    registry(c).campaigns(),
    registry(c).channels(),
    registry(c).report({ from: addDays(view.today, 1 - LIST_DAYS), to: view.today, by: "campaign", interval: "total" }),
  ]);
  const filter = {
    search: c.req.query("search")?.trim() ?? "",
    channel: c.req.query("channel") ?? "",
    status: c.req.query("status") ?? "",
  };
  const shown = campaigns.filter((campaign) => fits(campaign, filter, view)).reverse();
  const rows = new Map(unwrap(report).rows.map((row) => [row.campaign, row]));
  return page(
    c,
    view,
    { title: t.campaigns.title, section: "campaigns", notice: noticeOf(c, view) },
    <>
      <div class="top">
        <h1>{t.campaigns.title}</h1>
        <div class="actions">
          <a class="btn quiet" href="/staff/campaigns.csv">
            {t.campaigns.export}
          </a>
          {view.isMaker ? (
            <>
              <a class="btn quiet" href="/staff/import">
                {t.campaigns.import}
              </a>
              <a class="btn" href="/staff/new-campaign">
                {t.overview.newCampaign}
              </a>
            </>
          ) : null}
        </div>
      </div>
      <FilterForm view={view} channels={channels} filter={filter} />
      <section>
        <p class="soft">{t.campaigns.count(shown.length, campaigns.length)}</p>
        {shown.length === 0 ? (
          <Nothing view={view} hasAny={campaigns.length > 0} />
        ) : (
          <CampaignTable view={view} campaigns={shown} channels={channels} rows={rows} />
        )}
        <WhyGroups view={view} config={c.var.config} />
      </section>
    </>,
  );
}

function Nothing({ view, hasAny }: { view: View; hasAny: boolean }) {
  const { t } = view;
  if (hasAny) {
    return (
      <p>
        {t.campaigns.nothing} <a href="/staff/campaigns">{t.campaigns.clear}</a>
      </p>
    );
  }
  if (!view.isMaker) return <p>{t.start.readerNote}</p>;
  return (
    <p>
      <a class="btn" href="/staff/new-campaign">
        {t.start.action}
      </a>
    </p>
  );
}

function fits(campaign: Campaign, { search, channel, status }: Filter, { today }: View): boolean {
  const words = search.toLowerCase().split(/\s+/);
  const text = `${campaign.name} ${campaign.slug}`.toLowerCase();
  return (
    words.every((word) => text.includes(word)) &&
    (channel === "" || campaign.channel === channel) &&
    (status === "" || statusOn(campaign, today) === status)
  );
}

function FilterForm({ view, channels, filter }: { view: View; channels: readonly Channel[]; filter: Filter }) {
  const { t } = view;
  return (
    <search aria-label={t.campaigns.filter}>
      <form class="dates" action="/staff/campaigns">
        <label>
          {t.common.search}
          <input type="search" name="search" value={filter.search} placeholder={t.campaigns.searchHint} />
        </label>
        <label>
          {t.campaigns.channel}
          <br />
          <select name="channel">
            <option value="">{t.common.all}</option>
            {channels.map(({ id, name }) => (
              <option value={id} selected={id === filter.channel}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.campaigns.status}
          <br />
          <select name="status">
            <option value="">{t.common.all}</option>
            {STATUSES.map((status) => (
              <option value={status} selected={status === filter.status}>
                {t.statuses[status]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="quiet">
          {t.common.search}
        </button>
      </form>
    </search>
  );
}

interface TableProps {
  readonly view: View;
  readonly campaigns: readonly Campaign[];
  readonly channels: readonly Channel[];
  readonly rows: ReadonlyMap<string | undefined, ReportRow>;
}

function CampaignTable({ view, campaigns, channels, rows }: TableProps) {
  const { t, f } = view;
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">{t.campaigns.name}</th>
          <th scope="col">{t.campaigns.link}</th>
          <th scope="col">{t.campaigns.channel}</th>
          <th scope="col">{t.campaigns.status}</th>
          <th scope="col" class="num">
            {t.campaigns.last30}
          </th>
          <th scope="col" class="num">
            {t.campaigns.signups30}
          </th>
        </tr>
      </thead>
      <tbody>
        {campaigns.map((campaign) => (
          <tr>
            <th scope="row">
              <a href={`/staff/campaigns/${campaign.slug}`}>{campaign.name}</a>
            </th>
            <td data-label={t.campaigns.link}>
              <Copyable view={view} text={`${view.origin}/${campaign.slug}`} label={campaign.name} shown={`/${campaign.slug}`} />
            </td>
            <td data-label={t.campaigns.channel}>
              <ChannelName channels={channels} id={campaign.channel} />
            </td>
            <td data-label={t.campaigns.status}>
              <StatusTag view={view} status={statusOn(campaign, view.today)} />
            </td>
            <td class="num" data-label={t.campaigns.last30}>
              {f.number(rows.get(campaign.slug)?.visits ?? 0)}
            </td>
            <td class="num strong" data-label={t.campaigns.signups30}>
              {f.number(rows.get(campaign.slug)?.signups ?? 0)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The campaigns as a file that can be imported again. */
export async function exportCampaigns(c: Call): Promise<Response> {
  const csv = csvFromCampaigns(await registry(c).campaigns());
  return c.body(`${Papa.unparse(csv, { escapeFormulae: FORMULA })}\r\n`, 200, {
    "Content-Type": "text/csv; charset=utf-8; header=present",
    "Content-Disposition": 'attachment; filename="fivebar-campaigns.csv"',
  });
}
