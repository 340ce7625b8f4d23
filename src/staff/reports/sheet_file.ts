/** A file for a spreadsheet, of the days that are chosen on the overview. */

import { invalid } from "../../domain/problems.ts";
import { registry, type StaffContext } from "../http/context.ts";
import { CSV_TYPE, fileHeaders } from "../http/download.ts";
import { refuse, unwrap } from "../http/problem.ts";
import { WORKBOOK_TYPE, workbook } from "../http/workbook.ts";
import { pageContextOf } from "../ui/page_context.ts";
import { choosePeriod } from "./chosen_period.ts";
import { localCsv, type Sheet, sheetName, sheetTable } from "./sheet.ts";

export async function reportCsvSheet(c: StaffContext): Promise<Response> {
  const { language, messages } = pageContextOf(c);
  const sheet = await askedSheet(c);
  return c.body(localCsv(sheetTable(sheet, messages), language), 200, fileHeaders(CSV_TYPE, `${sheetName(sheet, messages)}.csv`));
}

export async function reportWorkbook(c: StaffContext): Promise<Response> {
  const { messages } = pageContextOf(c);
  const sheet = await askedSheet(c);
  return c.body(await workbook(sheetTable(sheet, messages)), 200, fileHeaders(WORKBOOK_TYPE, `${sheetName(sheet, messages)}.xlsx`));
}

async function askedSheet(c: StaffContext): Promise<Sheet> {
  const { today } = pageContextOf(c);
  const period = choosePeriod(c.req.query(), today);
  if (period === null) return refuse(invalid("", "form-period").error);
  const { from, to } = period;
  const by = c.req.query("by") === "campaign" ? "campaign" : "channel";
  const interval = c.req.query("interval") === "day" ? "day" : "total";
  const report = unwrap(await registry(c).report({ from, to, by, interval }));
  const unattributed = unwrap(await registry(c).unattributed(from, to, interval));
  const [channels, current, archived] = await Promise.all([
    registry(c).channels(),
    registry(c).campaigns(),
    registry(c).archivedCampaigns(),
  ]);
  const names = new Map([...current, ...archived].map(({ slug, name }) => [slug as string, name]));
  return { report, by, interval, channels, names, unattributed, isFormal: c.var.config.release === "formal" };
}
