/** What ad platforms say of a campaign, on its page: spend, clicks beside visits, who saw the ad, and where all of it comes from. */
import { AUDIENCE_DIMENSIONS, type AudienceDimension } from "../../domain/ad_figures/kept_audience.ts";
import type { Campaign } from "../../domain/campaign/campaign.ts";
import type { CostRow } from "../../domain/costs/costs.ts";
import { FIRST_DAY } from "../../domain/day.ts";
import { SKIP_REASONS } from "../../domain/kind.ts";
import type { AdFigures } from "../../storage/registry/ad_figure_commands.ts";
import type { Audience } from "../../storage/registry/ad_figures/audience.ts";
import type { UnitSummary } from "../../storage/registry/ad_figures/stored_figures.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { unwrap } from "../http/problem.ts";
import type { ChosenPeriod } from "../reports/chosen_period.ts";
import type { Figures } from "../reports/figures.ts";
import { countText } from "../reports/plus_minus.tsx";
import { pagePath } from "../routes.ts";
import { Bar } from "../ui/charts/marks.tsx";
import { nameFor } from "../ui/components.tsx";
import type { PageContext } from "../ui/page_context.ts";
import { knownDays, perSignup, perVisit, signupInterval, visitInterval } from "./components.tsx";

/** What is known of one campaign. */
interface CampaignCosts {
  /** Of the chosen days, by currency. */
  readonly rows: readonly CostRow[];
  /** Of all days. */
  readonly ever: readonly CostRow[];
  readonly known: AdFigures;
}

/** Null where no platform has said anything of the campaign. */
export async function campaignCosts(
  c: StaffContext,
  { slug }: Campaign,
  period: ChosenPeriod,
  today: ChosenPeriod["to"],
): Promise<CampaignCosts | null> {
  const known = await registry(c).adFigures(slug);
  if (known === null || (known.units.length === 0 && AUDIENCE_DIMENSIONS.every((dimension) => known.audience[dimension] === null)))
    return null;
  const asked = (from: ChosenPeriod["from"], to: ChosenPeriod["to"]) =>
    registry(c).costs({ from, to, by: "campaign", interval: "total" }, slug);
  const [costs, ever] = await Promise.all([asked(period.from, period.to), asked(FIRST_DAY, today)]);
  return { rows: unwrap(costs).rows, ever: unwrap(ever).rows, known };
}

interface SectionProps {
  readonly context: PageContext;
  readonly campaign: Campaign;
  readonly period: ChosenPeriod;
  readonly figures: Figures;
  readonly costs: CampaignCosts;
  readonly timeZone: string;
}

export function CostSection({ context, campaign, period, figures, costs, timeZone }: SectionProps) {
  const { messages, format } = context;
  const skipped = SKIP_REASONS.reduce((sum, reason) => sum + (figures.rows[0]?.skipped[reason] ?? 0), 0);
  const inEuros = costs.ever.find(({ currency }) => currency === "EUR");
  const budget = campaign.spec?.budgetEuros;
  return (
    <section>
      <h2>{messages.costs.onPage}</h2>
      {costs.rows.length === 0 ? <p class="soft">{messages.costs.emptyPeriod}</p> : null}
      {costs.rows.map((row) => (
        <>
          <dl class="facts">
            <dt>{messages.costs.spend}</dt>
            <dd>{`${format.amount(row.spend, row.currency)}, ${knownDays(context, row, period.from, period.to)}`}</dd>
            <dt>{messages.costs.impressions}</dt>
            <dd>{format.number(row.impressions)}</dd>
            <dt>{messages.costs.perVisit}</dt>
            <dd>{[perVisit(context, row), visitInterval(context, row)].filter((text) => text !== null).join(", ")}</dd>
            <dt>{messages.costs.perSignup}</dt>
            <dd>{[perSignup(context, row), signupInterval(context, row)].filter((text) => text !== null).join(", ")}</dd>
          </dl>
          <Clicks context={context} row={row} skipped={skipped} />
        </>
      ))}
      {budget === undefined || inEuros === undefined ? null : (
        <p>{messages.costs.spentOfBudget(format.amount(inEuros.spend, "EUR"), format.money(budget))}</p>
      )}
      {costs.known.units.map((unit) => (
        <p class="soft">{sourceOf(context, unit, timeZone)}</p>
      ))}
      <Audiences context={context} audiences={costs.known.audience} />
      <p class="screen">
        <a href={pagePath.costs()}>{messages.costs.toAll}</a>
      </p>
    </section>
  );
}

/** Whose figures they are, of which days, and who brought them. */
function sourceOf(context: PageContext, { platform, name, through, at, who }: UnitSummary, timeZone: string): string {
  const { messages, format } = context;
  const parts = [
    messages.costs.platforms[platform],
    name,
    messages.costs.knownThrough(format.day(through)),
    ...(at === null || who === null ? [] : [messages.costs.importedLine(format.moment(at, timeZone), nameFor(context, who))]),
  ];
  return `${parts.join(" · ")}.`;
}

/** The platform's clicks beside visits of the same days, and what a large difference says. */
function Clicks({ context, row, skipped }: { context: PageContext; row: CostRow; skipped: number }) {
  const { messages, format } = context;
  if (row.clicks === null || (row.clicks === 0 && row.visits === 0)) return null;
  // What noise could explain is no reason to wonder.
  const margin = row.margin?.visits ?? 0;
  const flag =
    row.visits - margin > row.clicks
      ? messages.costs.moreVisits
      : 2 * (row.visits + margin + skipped) < row.clicks
        ? messages.costs.fewVisits
        : null;
  return (
    <>
      <p>{messages.costs.clicksBeside(format.number(row.clicks), countText(context, row.visits, row.margin?.visits))}</p>
      {flag === null ? null : <p class="wrong">{flag}</p>}
      <p class="soft">{messages.costs.clicksWhy}</p>
    </>
  );
}

function Audiences({ context, audiences }: { context: PageContext; audiences: AdFigures["audience"] }) {
  const known = AUDIENCE_DIMENSIONS.flatMap((dimension) => {
    const audience = audiences[dimension];
    return audience === null ? [] : [[dimension, audience] as const];
  });
  if (known.length === 0) return null;
  return (
    <>
      <h3>{context.messages.costs.audience}</h3>
      <div class="two">
        {known.map(([dimension, audience]) => (
          <AudienceTable context={context} dimension={dimension} audience={audience} />
        ))}
      </div>
    </>
  );
}

function AudienceTable({ context, dimension, audience }: { context: PageContext; dimension: AudienceDimension; audience: Audience }) {
  const { messages, format } = context;
  const { costs } = messages;
  const most = Math.max(...audience.shares.map(({ share }) => share));
  return (
    <table class="shares">
      <caption>{costs.audienceOf(format.day(audience.from), format.day(audience.to), costs.basis[audience.basis])}</caption>
      <thead>
        <tr>
          <th scope="col" colspan={3}>
            {costs.dimensions[dimension]}
          </th>
        </tr>
      </thead>
      <tbody>
        {audience.shares.map(({ group, share }) => (
          <tr>
            <th scope="row">{costs.groups[group] ?? group}</th>
            <td>
              <Bar value={share} most={most} channel="ch0" />
            </td>
            <td class="num">{format.percent(share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
