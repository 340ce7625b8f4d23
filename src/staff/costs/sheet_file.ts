/** The costs of the chosen days as a file for people's spreadsheets: names, dates, and the separators of the reader's language. */

import type { CostRow, Costs } from "../../domain/costs/costs.ts";
import { invalid } from "../../domain/problems.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { CSV_TYPE, fileHeaders } from "../http/download.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { type FileTable, type TableCell, WORKBOOK_TYPE, workbook } from "../http/workbook.ts";
import { choosePeriod } from "../reports/chosen_period.ts";
import { localCsv } from "../reports/sheet.ts";
import { type PageContext, pageContextOf } from "../ui/page_context.ts";
import { figuresFile } from "./api.ts";
import { type CostsBy, costsBy } from "./costs_by.ts";

export async function costsCsvFile(c: StaffContext): Promise<Response> {
  if (c.req.query("form") === "fivebar") return figuresFile(c, "fivebar", null, null, null);
  const { name, table } = await askedTable(c);
  return c.body(localCsv(table, pageContextOf(c).language), 200, fileHeaders(CSV_TYPE, `${name}.csv`));
}

export async function costsWorkbook(c: StaffContext): Promise<Response> {
  const { name, table } = await askedTable(c);
  return c.body(await workbook(table), 200, fileHeaders(WORKBOOK_TYPE, `${name}.xlsx`));
}

async function askedTable(c: StaffContext): Promise<{ readonly name: string; readonly table: FileTable }> {
  const context = pageContextOf(c);
  const period = choosePeriod(c.req.query(), context.today);
  if (period === null) return refuse(invalid("", "form-period").error);
  const by = costsBy(c);
  const [costs, channels, current, archived] = await Promise.all([
    registry(c).costs({ from: period.from, to: period.to, by, interval: "total" }, null),
    registry(c).channels(),
    registry(c).campaigns(),
    registry(c).archivedCampaigns(),
  ]);
  const { costs: words } = context.messages;
  const names = {
    channels: new Map(channels.map(({ id, name }) => [id as string, name])),
    campaigns: new Map([...current, ...archived].map(({ slug, name }) => [slug as string, name])),
  };
  return {
    name: `fivebar-${words.file}-${words.files[by]}-${period.from}-${period.to}`,
    table: tableOf(context, by, unwrap(costs), names, c.var.config.release === "formal"),
  };
}

interface Names {
  readonly channels: ReadonlyMap<string, string>;
  readonly campaigns: ReadonlyMap<string, string>;
}

function tableOf({ messages }: PageContext, by: CostsBy, costs: Costs, names: Names, isFormal: boolean): FileTable {
  const { costs: words, figures, formal, overview, sheet } = messages;
  const namesOf = ({ channel, campaign, group }: CostRow): TableCell[] => {
    const ofChannel = names.channels.get(channel ?? "") ?? channel ?? "";
    if (by === "channel") return [ofChannel];
    return by === "group" ? [group ?? words.noGroup] : [ofChannel, names.campaigns.get(campaign ?? "") ?? "", campaign ?? ""];
  };
  const heads: Readonly<Record<CostsBy, readonly string[]>> = {
    channel: [overview.channel],
    campaign: [overview.channel, sheet.campaign, sheet.code],
    group: [words.group],
  };
  const days: readonly TableCell[] = [{ day: costs.from }, { day: costs.to }];
  return {
    fields: [
      ...[sheet.from, sheet.to, ...heads[by]],
      ...[words.currency, words.spend, words.knownDays, words.impressions, words.clicks, figures.visits, figures.signups],
      ...[words.perVisit, words.perSignup, sheet.low, sheet.high],
      ...(isFormal ? [formal.columns.visits, formal.columns.signups, formal.columns.perVisitLow, formal.columns.perVisitHigh] : []),
    ],
    rows: [
      ...costs.rows.map((row) => [
        ...days,
        ...namesOf(row),
        ...[row.currency, row.spend, row.spendDays, row.impressions, row.clicks, row.visits, row.signups],
        ...[row.costPerVisit, row.costPerSignup, row.costPerSignupLow, row.costPerSignupHigh].map(rounded),
        ...(isFormal
          ? [row.margin?.visits ?? null, row.margin?.signups ?? null, ...[row.costPerVisitLow, row.costPerVisitHigh].map(rounded)]
          : []),
      ]),
      ...costs.totals
        .filter(({ unattributedSignups }) => unattributedSignups > 0)
        .map(({ currency, unattributedSignups, unattributedMargin }) => [
          ...days,
          ...heads[by].map((_, index) => (index === 0 ? overview.unattributed : "")),
          ...[currency, null, null, null, null, null, unattributedSignups],
          ...[null, null, null, null],
          ...(isFormal ? [null, unattributedMargin ?? null, null, null] : []),
        ]),
    ],
  };
}

/** To a hundredth of a cent. */
function rounded(cost: number | null | undefined): number | null {
  return cost == null ? null : Math.round(cost * 10_000) / 10_000;
}
