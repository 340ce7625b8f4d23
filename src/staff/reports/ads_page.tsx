/** Every campaign's figures in one table, in any order and for any period, and two campaigns side by side. */
import type { Channel } from "../../domain/campaign/campaign.ts";
import { NO_FIGURES } from "../../domain/release/figures.ts";
import { COST_COLUMNS, CostCells, CostHeads, costNames } from "../costs/components.tsx";
import { costRows } from "../costs/cost_rows.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { unwrap } from "../http/problem.ts";
import { pagePath } from "../routes.ts";
import { ChannelName, ErrorSummary, WhyGroups } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { type PageContext, pageContextOf } from "../ui/page_context.ts";
import { SortHead, SortMenu } from "../ui/sorting.tsx";
import { TableCopy } from "../ui/table_copy.tsx";
import type { Ad } from "./ad.ts";
import { askedPeriod } from "./asked_period.ts";
import { PeriodForm, PeriodMenu } from "./components.tsx";
import { Counted, intervalText } from "./plus_minus.tsx";
import { SideBySide } from "./side_by_side.tsx";

const SORTS = ["signups", "visits", "rate", "low", "name", "channel", ...COST_COLUMNS] as const;
type Sort = (typeof SORTS)[number];

export async function adsPage(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages } = context;
  const { isWrong, period } = await askedPeriod(c, context.today, null);
  const [channels, campaigns, archived, reports, costs] = await Promise.all([
    registry(c).channels(),
    registry(c).campaigns(),
    registry(c).archivedCampaigns(),
    registry(c).reports(
      (["campaign", "group"] as const).map((by) => ({ from: period.from, to: period.to, by, interval: "total" }) as const),
      null,
    ),
    costRows(c, period, "campaign"),
  ]);
  const [byCampaign, byGroup] = unwrap(reports);
  const rows = new Map(byCampaign?.rows.map((row) => [row.campaign, row]));
  const groups = (byGroup?.rows ?? []).flatMap((figures): Ad[] =>
    figures.group == null ? [] : [{ name: figures.group, slug: `group:${figures.group}`, channel: "", figures, costs: [] }],
  );
  const brought = archived.filter(({ slug }) => rows.has(slug));
  const ads = [...campaigns, ...brought].map(({ name, slug, channel }): Ad => {
    const own = costs?.filter((row) => row.campaign === slug) ?? [];
    return { name, slug, channel, figures: rows.get(slug) ?? NO_FIGURES, costs: own };
  });
  const asked = c.req.query("sort");
  const sort = SORTS.find((name) => name === asked) ?? "signups";
  return page(
    c,
    context,
    { title: messages.ads.title, section: "campaigns", status: isWrong ? 400 : 200, days: period },
    <>
      <div class="top">
        <h1>{messages.ads.title}</h1>
        <PeriodMenu context={context} path={pagePath.ads()} period={period} />
      </div>
      {isWrong ? <ErrorSummary context={context} errors={[{ path: "", message: messages.periods.wrong }]} /> : null}
      <PeriodForm context={context} path={pagePath.ads()} chosen={isWrong ? null : period} query={c.req.query()} />
      <section>
        {ads.length === 0 ? (
          <p>{messages.ads.nothing}</p>
        ) : (
          <AdTable context={context} channels={channels} ads={ordered(ads, sort)} sort={sort} hasCosts={costs !== null} />
        )}
        <WhyGroups context={context} config={c.var.config} />
      </section>
      {ads.length < 2 ? null : <SideBySide context={context} ads={ads} groups={groups} query={c.req.query()} />}
    </>,
  );
}

/** The largest first, names from A to Z, the cheapest first; what is not known comes last. */
function ordered(ads: readonly Ad[], sort: Sort): Ad[] {
  if (sort === "name" || sort === "channel") return [...ads].sort((one, other) => compareTexts(one[sort], other[sort]));
  const sortValue = ({ figures, costs }: Ad): number | null => {
    switch (sort) {
      case "rate":
        return figures.rate;
      case "low":
        return figures.rateLow;
      case "spend":
        return costs[0]?.spend ?? null;
      // The cheapest first.
      case "per-visit":
        return costs[0]?.costPerVisit == null ? null : -costs[0].costPerVisit;
      case "per-signup":
        return costs[0]?.costPerSignup == null ? null : -costs[0].costPerSignup;
      default:
        return figures[sort];
    }
  };
  return [...ads].sort((one, other) => compareValues(sortValue(one), sortValue(other)));
}

function compareValues(one: number | null, other: number | null): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  return other - one;
}

function compareTexts(one: string, other: string): number {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  return first < second ? -1 : first > second ? 1 : 0;
}

interface TableProps {
  readonly context: PageContext;
  readonly channels: readonly Channel[];
  readonly ads: readonly Ad[];
  readonly sort: Sort;
  readonly hasCosts: boolean;
}

function AdTable({ context, channels, ads, sort, hasCosts }: TableProps) {
  const { messages, format } = context;
  const names: Readonly<Record<Sort, string>> = {
    name: messages.campaigns.name,
    channel: messages.campaigns.channel,
    visits: messages.figures.visits,
    signups: messages.figures.signups,
    rate: messages.figures.rate,
    low: messages.ads.interval,
    ...costNames(context),
  };
  const columns = ["name", "channel", "visits", "signups", "rate", "low"] as const;
  const choices = [...columns, ...(hasCosts ? COST_COLUMNS : [])].map((name) => [name, names[name]] as const);
  return (
    <>
      <SortMenu context={context} choices={choices} chosen={sort} />
      <table class="stack">
        <thead>
          <tr>
            {columns.map((name) => (
              <SortHead
                context={context}
                by={name}
                isChosen={sort === name}
                text={names[name]}
                isText={name === "name" || name === "channel"}
              />
            ))}
            {hasCosts ? <CostHeads context={context} sort={sort} /> : null}
          </tr>
        </thead>
        <tbody>
          {ads.map(({ name, slug, channel, figures, costs }) => (
            <tr>
              <th scope="row">
                <a href={pagePath.campaign(slug)}>{name}</a>
              </th>
              <td class="channel-cell">
                <ChannelName channels={channels} id={channel as Channel["id"]} />
              </td>
              <td class="num" data-label={names.visits}>
                <Counted context={context} value={figures.visits} margin={figures.margin?.visits} />
              </td>
              <td class="num strong" data-label={names.signups}>
                <Counted context={context} value={figures.signups} margin={figures.margin?.signups} />
              </td>
              <td class="num" data-label={names.rate}>
                {figures.rate === null ? "–" : format.perHundred(figures.rate)}
              </td>
              <td class={figures.rate === null ? "num words" : "num"} data-label={names.low}>
                {intervalText(context, figures)}
              </td>
              {hasCosts ? <CostCells context={context} paid={costs} /> : null}
            </tr>
          ))}
        </tbody>
      </table>
      <TableCopy context={context} />
    </>
  );
}
