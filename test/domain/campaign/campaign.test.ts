import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Campaign, parseChannelId, type Status } from "../../../src/domain/campaign/campaign.ts";
import { openPart } from "../../../src/domain/campaign/open_part.ts";
import { statusOn } from "../../../src/domain/campaign/status.ts";
import { day } from "../given.ts";

type Standing = Parameters<typeof statusOn>[0];
const OPEN: Standing = { startsOn: null, endsOn: null, paused: false, archivedOn: null };
const AUGUST: Standing = { ...OPEN, startsOn: day("2026-08-01"), endsOn: day("2026-08-31") };
const days = fc.integer({ min: 1, max: 28 }).map((date) => day(`2026-08-${String(date).padStart(2, "0")}`));
const standings: fc.Arbitrary<Standing> = fc.record({
  startsOn: fc.option(days),
  endsOn: fc.option(days),
  paused: fc.boolean(),
  archivedOn: fc.option(days),
});

describe("a campaign", () => {
  test.each<[string, Standing, string, Status]>([
    ["without dates is live", OPEN, "2026-08-10", "live"],
    ["is scheduled on the day before its first", AUGUST, "2026-07-31", "scheduled"],
    ["is live on its first day", AUGUST, "2026-08-01", "live"],
    ["is live on its last day", AUGUST, "2026-08-31", "live"],
    ["has ended on the day after its last", AUGUST, "2026-09-01", "ended"],
    ["is paused within its dates", { ...AUGUST, paused: true }, "2026-08-10", "paused"],
    ["is paused also before its first day", { ...AUGUST, paused: true }, "2026-07-31", "paused"],
    ["has ended even if paused", { ...AUGUST, paused: true }, "2026-09-01", "ended"],
    ["without an end stays live", { ...AUGUST, endsOn: null }, "2099-01-01", "live"],
    ["without a start is live until its end", { ...AUGUST, startsOn: null }, "2000-01-01", "live"],
    ["is archived, whatever else it is", { ...AUGUST, paused: true, archivedOn: day("2026-08-02") }, "2026-09-01", "archived"],
  ])("%s", (_, campaign, today, status) => {
    expect(statusOn(campaign, day(today))).toBe(status);
  });

  test("is live exactly when nothing says otherwise", () => {
    fc.assert(
      fc.property(standings, days, (campaign, today) => {
        const { startsOn, endsOn, paused, archivedOn } = campaign;
        const isOpen = (startsOn === null || startsOn <= today) && (endsOn === null || today <= endsOn);
        expect(statusOn(campaign, today) === "live").toBe(isOpen && !paused && archivedOn === null);
      }),
    );
  });

  test("once ended does not come back", () => {
    fc.assert(
      fc.property(standings, days, days, (campaign, today, later) => {
        fc.pre(today < later && statusOn(campaign, today) === "ended");
        expect(statusOn(campaign, later)).toBe("ended");
      }),
    );
  });
});

describe("a channel's id", () => {
  test.each(["instagram", "ig", "tv-2", "x1", "a".repeat(32)])("may be %j", (text) => {
    expect(parseChannelId(text)).toBe(text);
  });

  test.each(["", "x", "Instagram", "-tv", "tv-", "tv 2", "tv_2", "tv/2", "tv\n", "télé", "a".repeat(33)])("may not be %j", (text) => {
    expect(parseChannelId(text)).toBeNull();
  });
});

describe("what the visitors' part gets of a campaign", () => {
  const open = { id: 1, slug: "fix", name: "Fix", channel: "tiktok", destination: "https://example.org/", thanksUrl: null };
  const standing = { startsOn: null, endsOn: null, countRepeats: true, paused: false, archivedOn: null };
  const plan = { description: "For everybody", ageFrom: 18, regions: ["Utrecht"] };
  const campaignWith = (more: object): Campaign => ({ ...open, ...standing, spec: null, ...more }) as unknown as Campaign;

  test("is a list: a field that is on neither list stays with staff", () => {
    const staffOnly = { notes: "for us", createdAt: "2026-08-01T00:00:00Z", version: 3, addedLater: "for us" };
    const spec = { ...plan, published: true, addedLater: "for us" };
    expect(openPart(campaignWith({ ...staffOnly, spec }))).toEqual({ ...open, ...standing, spec: { ...plan, published: true } });
  });

  test.each([null, plan, { ...plan, published: false }])("holds no plan that is not published: %j", (spec) => {
    expect(openPart(campaignWith({ spec }))).toEqual({ ...open, ...standing, spec: null });
  });
});
