/** Which rows a report has, and how many it may have. */
import { describe, expect, test } from "vitest";
import type { CampaignId, ChannelId } from "../../../src/domain/campaign/campaign.ts";
import type { Slug } from "../../../src/domain/campaign/slug.ts";
import { addDays } from "../../../src/domain/day.ts";
import { MAX_REPORT_CELLS, MAX_REPORT_ROWS } from "../../../src/domain/limits.ts";
import { day } from "../given.ts";
import { AFTER_ALL, CHANNELS, DAILY, EVER, event, type History, reportOf, sourceOf } from "./history.ts";
import { readReport } from "./read_report.ts";

describe("rows", () => {
  test("show every campaign that is not archived, and an archived one where it has figures", async () => {
    const slugs = async (history: History) => (await reportOf(history, AFTER_ALL, EVER, DAILY)).rows.map(({ campaign }) => campaign);
    expect(await slugs([])).toEqual(["ig-story", "ig-reel", "fix-tiktok"]);
    expect(await slugs([event("08-25", "old-search", "bot", 4)])).toEqual(["ig-story", "ig-reel", "fix-tiktok"]);
    expect(await slugs([event("08-25", "old-search", "bot", 5)])).toEqual(["ig-story", "ig-reel", "fix-tiktok", "old-search"]);
  });

  test("stop at the limit, with a word on how to stay below it", async () => {
    const source = sourceOf([], AFTER_ALL, DAILY);
    const asked = (count: number) =>
      readReport({ ...EVER, by: "channel", interval: "day", to: addDays(EVER.from, count / CHANNELS.length - 1) }, source);
    expect(await asked(MAX_REPORT_ROWS)).toMatchObject({ ok: true, value: { rows: { length: MAX_REPORT_ROWS } } });
    expect(await asked(MAX_REPORT_ROWS + CHANNELS.length)).toMatchObject({ ok: false, error: { errors: [{ path: "interval" }] } });
  });

  test("that are not there, of archived campaigns, do not count towards it, however many there were; what is read has a limit too", async () => {
    const source = sourceOf([], AFTER_ALL, DAILY);
    const gone = Array.from({ length: 5_000 }, (_, index) => ({
      id: (1_000 + index) as CampaignId,
      slug: `gone-${index}` as Slug,
      channel: "google" as ChannelId,
      archivedOn: day("2026-08-01"),
    }));
    const asked = (days: number) =>
      readReport(
        { ...EVER, by: "campaign", interval: "day", to: addDays(EVER.from, days - 1) },
        { ...source, campaigns: [...source.campaigns, ...gone] },
      );
    expect(await asked(30)).toMatchObject({ ok: true, value: { rows: { length: 3 * 30 } } });
    const most = Math.floor(MAX_REPORT_CELLS / (source.campaigns.length + gone.length));
    expect(await asked(most)).toMatchObject({ ok: true });
    expect(await asked(most + 1)).toMatchObject({
      ok: false,
      error: { errors: [{ path: "interval", code: "report-too-large" }] },
    });
  });
});
