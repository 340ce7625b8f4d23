/** What visits and signups cost: the platforms' spend beside what came of it, and the files that it was read from. */
import type { Channel } from "../../domain/campaign/campaign.ts";
import type { CostRow, Costs, CostTotal } from "../../domain/costs/costs.ts";
import { type Day, FIRST_DAY } from "../../domain/day.ts";
import { listFormat } from "../../domain/formatters.ts";
import type { SignupPeriod } from "../../domain/release/rule.ts";
import type { AdImport } from "../../storage/registry/ad_figures/imports.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { unwrap } from "../http/problem.ts";
import { askedPeriod } from "../reports/asked_period.ts";
import type { ChosenPeriod } from "../reports/chosen_period.ts";
import { PeriodForm, PeriodMenu } from "../reports/components.tsx";
import { Counted, countText } from "../reports/plus_minus.tsx";
import { pagePath } from "../routes.ts";
import { ChannelName, ErrorSummary, nameFor, ScrollArea, WhyGroups } from "../ui/components.tsx";
import { page } from "../ui/layout.tsx";
import { noticeOf } from "../ui/notices.ts";
import { type PageContext, pageContextOf, withQuery } from "../ui/page_context.ts";
import { TableCopy } from "../ui/table_copy.tsx";
import {
  CostCells,
  CostHeads,
  isNothing,
  knownDays,
  perSignup,
  perVisit,
  rangeText,
  signupInterval,
  visitInterval,
} from "./components.tsx";
import { COSTS_BY, type CostsBy, costsBy } from "./costs_by.ts";

const IMPORTS_SHOWN = 20;

export async function costsPage(c: StaffContext): Promise<Response> {
  const context = pageContextOf(c);
  const { messages, today } = context;
  const { isWrong, period } = await askedPeriod(c, today, null);
  const by = costsBy(c);
  const [costs, channels, campaigns, imports, hasAny] = await Promise.all([
    registry(c).costs({ from: period.from, to: period.to, by, interval: "total" }, null),
    registry(c).channels(),
    registry(c).campaigns(),
    registry(c).adImports(),
    registry(c).hasAdFigures(),
  ]);
  const found = unwrap(costs);
  const path = withQuery(pagePath.costs(), { by: by === "channel" ? undefined : by });
  return page(
    c,
    context,
    { title: messages.nav.costs, section: "costs", notice: noticeOf(c, context), status: isWrong ? 400 : 200, days: period },
    <>
      <div class="top">
        <div>
          <h1>{messages.nav.costs}</h1>
          <p class="lead">{messages.costs.lead}</p>
        </div>
        <div class="actions wrap">
          <PeriodMenu context={context} path={path} period={period} />
          {context.canEdit ? (
            <a class="btn" href={pagePath.importAdFigures()}>
              {messages.costs.import}
            </a>
          ) : null}
        </div>
      </div>
      {isWrong ? <ErrorSummary context={context} errors={[{ path: "", message: messages.periods.wrong }]} /> : null}
      <PeriodForm context={context} path={pagePath.costs()} chosen={isWrong ? null : period} query={c.req.query()} />
      {found.totals.map((total) => (
        <Headlines context={context} total={total} period={period} />
      ))}
      {found.rows.length === 0 ? (
        <section>
          <p>{hasAny ? messages.costs.emptyPeriod : messages.costs.empty}</p>
          {hasAny ? null : <p class="soft">{messages.costs.emptyHow}</p>}
        </section>
      ) : (
        <Table
          context={context}
          channels={channels}
          costs={found}
          by={by}
          hasGroups={campaigns.some(({ group }) => group !== null)}
          period={period}
          signupPeriod={c.var.config.signupPeriod}
        />
      )}
      <Imports context={context} imports={imports} timeZone={c.var.config.timeZone} />
      <WhyGroups context={context} config={c.var.config} />
    </>,
  );
}

function Headlines({ context, total, period }: { context: PageContext; total: CostTotal; period: ChosenPeriod }) {
  const { messages, format } = context;
  const spend = format.amount(total.spend, total.currency);
  const counted = (name: "visits" | "signups"): string =>
    `${countText(context, total[name], total.margin?.[name])} ${messages.figures[name].toLowerCase()}`;
  const [visits, signups] = [counted("visits"), counted("signups")];
  return (
    <dl class="kpis">
      <div>
        <dt>{messages.costs.spend}</dt>
        <dd>
          {spend}
          <small>{knownDays(context, total, period.from, period.to)}</small>
        </dd>
      </div>
      <div>
        <dt>{messages.costs.perVisit}</dt>
        <dd>
          {total.costPerVisit === null ? "–" : perVisit(context, total)}
          <small>
            {total.costPerVisit === null
              ? `${messages.costs.tooFew}: ${visits}`
              : [visitInterval(context, total), visits].filter((text) => text !== null).join(", ")}
          </small>
        </dd>
      </div>
      <div>
        <dt>{messages.costs.perSignup}</dt>
        <dd>
          {total.costPerSignup === null ? "–" : perSignup(context, total)}
          <small>
            {total.signups === 0
              ? messages.costs.noSignups(spend)
              : signupInterval(context, total) === null
                ? `${messages.costs.tooFew}: ${signups}`
                : [signupInterval(context, total), ...(total.margin === undefined ? [] : [signups])].join(", ")}
          </small>
        </dd>
      </div>
      {total.costPerSignupOfAll === null || total.unattributedSignups === 0 ? null : (
        <div>
          <dt>{messages.costs.perSignupOfAll}</dt>
          <dd>
            {format.amount(total.costPerSignupOfAll, total.currency)}
            <small>{messages.costs.truth}</small>
          </dd>
        </div>
      )}
    </dl>
  );
}

const headsOf = ({ messages }: PageContext): Readonly<Record<CostsBy, string>> => ({
  channel: messages.overview.channel,
  campaign: messages.campaigns.name,
  group: messages.costs.group,
});

interface TableProps {
  readonly context: PageContext;
  readonly channels: readonly Channel[];
  readonly costs: Costs;
  readonly by: CostsBy;
  /** Without groups there is nothing to show by group. */
  readonly hasGroups: boolean;
  readonly period: ChosenPeriod;
  /** In the formal mode: when signups come out. */
  readonly signupPeriod: SignupPeriod;
}

function Table({ context, channels, costs, by, hasGroups, period, signupPeriod }: TableProps) {
  const { messages } = context;
  const days = { from: period.from, to: period.to };
  const missing = [...new Set(costs.totals.flatMap(({ leftOut }) => leftOut))];
  return (
    <section>
      <div class="top">
        <h2>{messages.costs.by[by]}</h2>
        <nav class="sorts" aria-label={messages.costs.show}>
          {COSTS_BY.filter((one) => one !== "group" || hasGroups).map((one) => (
            <a href={withQuery(context.here, { by: one === "channel" ? undefined : one })} aria-current={one === by ? "true" : undefined}>
              {messages.costs.by[one]}
            </a>
          ))}
        </nav>
      </div>
      <table class="stack costs">
        <thead>
          <tr>
            <th scope="col">{headsOf(context)[by]}</th>
            <CostHeads context={context} />
            <th scope="col" class="num">
              {messages.costs.clicks}
            </th>
            <th scope="col" class="num">
              {messages.figures.visits}
            </th>
            <th scope="col" class="num">
              {messages.figures.signups}
            </th>
          </tr>
        </thead>
        <tbody>
          {costs.rows
            .filter((row) => !isNothing(row))
            .map((row) => (
              <Row context={context} channels={channels} row={row} days={days} />
            ))}
        </tbody>
      </table>
      <TableCopy context={context} />
      {missing.length === 0 ? null : <p class="soft">{messages.costs.leftOut(listFormat(messages.locale).format(missing))}</p>}
      <p class="screen">
        {messages.costs.toFile}{" "}
        <a href={withQuery(pagePath.costsCsv(), { ...days, by })} download>
          CSV
        </a>{" "}
        <a href={withQuery(pagePath.costsXlsx(), { ...days, by })} download>
          XLSX
        </a>{" "}
        ·{" "}
        <a href={withQuery(pagePath.costsCsv(), { form: "fivebar" })} download>
          {messages.costs.toDays}
        </a>
      </p>
      <p class="soft">{messages.costs.interval}</p>
      {costs.totals.every(({ margin }) => margin === undefined) ? null : (
        <p class="soft">{`${messages.formal.costs} ${signupPeriod === "week" ? messages.formal.costsByWeek : ""}`}</p>
      )}
      <p class="soft">{messages.costs.notes}</p>
    </section>
  );
}

interface RowProps {
  readonly context: PageContext;
  readonly channels: readonly Channel[];
  readonly row: CostRow;
  readonly days: { readonly from: Day; readonly to: Day };
}

function Row({ context, channels, row, days }: RowProps) {
  const { messages, format } = context;
  return (
    <tr>
      <th scope="row">
        {row.campaign !== undefined ? (
          <a href={pagePath.campaign(row.campaign)}>{row.campaign}</a>
        ) : row.channel !== undefined ? (
          <ChannelName channels={channels} id={row.channel} />
        ) : (
          (row.group ?? messages.costs.noGroup)
        )}
        <small class="soft">{knownDays(context, row, days.from, days.to)}</small>
      </th>
      <CostCells context={context} paid={[row]} />
      <td class="num" data-label={messages.costs.clicks}>
        {row.clicks === null ? messages.costs.unknown : format.number(row.clicks)}
      </td>
      <td class="num" data-label={messages.figures.visits}>
        <Counted context={context} value={row.visits} margin={row.margin?.visits} />
      </td>
      <td class="num" data-label={messages.figures.signups}>
        <Counted context={context} value={row.signups} margin={row.margin?.signups} />
      </td>
    </tr>
  );
}

function Imports({ context, imports, timeZone }: { context: PageContext; imports: readonly AdImport[]; timeZone: string }) {
  const { messages, format } = context;
  if (imports.length === 0) return null;
  const columns = [messages.costs.importedWhat, messages.costs.importedRange, messages.costs.importedAt, messages.costs.importedBy];
  return (
    <section>
      <h2>{messages.costs.imports}</h2>
      <ScrollArea label={messages.costs.imports}>
        <table class="stack">
          <thead>
            <tr>
              {columns.map((text) => (
                <th scope="col">{text}</th>
              ))}
              <th scope="col" class="screen">
                <span class="hush">{messages.costs.undo}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {imports.slice(0, IMPORTS_SHOWN).map(({ id, platform, first, last, at, who, changes, canUndo }) => (
              <tr>
                <th scope="row">
                  {messages.costs.platforms[platform]} <small class="soft">{messages.costs.changes(changes)}</small>
                </th>
                <td data-label={columns[1]}>{rangeText(context, first ?? FIRST_DAY, last ?? first ?? FIRST_DAY)}</td>
                <td data-label={columns[2]}>{format.moment(at, timeZone)}</td>
                <td data-label={columns[3]}>{nameFor(context, who)}</td>
                <td class="num screen">
                  {canUndo && context.canEdit ? (
                    <a
                      href={pagePath.undoAdImport(String(id))}
                      aria-label={`${messages.costs.undo}: ${messages.costs.platforms[platform]}, ${format.moment(at, timeZone)}`}
                    >
                      {messages.costs.undo}
                    </a>
                  ) : (
                    <span class="soft">{canUndo ? "" : messages.costs.undone}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {context.canEdit ? (
        <p class="screen">
          <a href={pagePath.adUnits()}>{messages.costs.matches}</a>
        </p>
      ) : null}
    </section>
  );
}
