/** What `/about` gets of what was delivered: whole euros and shares, where it is ticked, and once a campaign is over or 30 days old. */
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { AdFile } from "../../src/domain/ad_figures/ad_file.ts";
import type { Slug } from "../../src/domain/campaign/slug.ts";
import type { Day } from "../../src/domain/day.ts";
import { leapRule } from "../../src/storage/leap.ts";
import { draft } from "./draft.ts";

leapRule.days = Number.POSITIVE_INFINITY;

const registry = env.REGISTRY.getByName("registry");
const SLUG = "shown" as Slug;

/** Far enough ahead that the runtime, whose clock is the real one, does not run the alarms by itself. */
function setToday(date: string): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(new Date(`${date}T12:00:00.000Z`));
}

async function delivered() {
  return (await registry.routes(1)).delivered.map(({ facts }) => facts.en);
}

async function change(spec: Readonly<Record<string, boolean>> | null, endsOn: string | null = null): Promise<void> {
  const changed = await registry.changeCampaign(SLUG, { spec, endsOn: endsOn as Day | null }, null, "test", "admin");
  expect(changed.ok).toBe(true);
}

const OWN: AdFile = {
  platform: "fivebar",
  granularity: "day",
  from: "2098-09-02" as Day,
  to: "2098-09-03" as Day,
  currencies: ["EUR"],
  level: "campaign",
  units: [{ key: `name:${SLUG}`, id: null, name: SLUG, level: "campaign" }],
  figures: ["2098-09-02", "2098-09-03"].map((day) => ({
    unit: `name:${SLUG}`,
    from: day as Day,
    to: day as Day,
    currency: "EUR",
    spendMicros: 617_250_000,
    impressions: 10,
    clicks: 1,
    reach: null,
  })),
  audience: [],
  leftOut: [],
  checks: [],
  notes: [],
};

beforeAll(async () => {
  setToday("2098-09-01");
  await registry.createCampaign({ ...draft(SLUG), spec: { published: true, delivered: true } }, "test", "admin");
  setToday("2098-09-04");
  expect((await registry.importAdFile(OWN, "00", false, "test")).ok).toBe(true);
});
afterEach(() => vi.useRealTimers());

test("a campaign is 30 days old first, or over", async () => {
  setToday("2098-09-30");
  expect(await delivered()).toEqual([]);
  setToday("2098-10-01");
  expect(await delivered()).toEqual([[{ term: "Spent, says the platform", text: "€1,235" }]]);
  setToday("2098-09-10");
  await change({ published: true, delivered: true }, "2098-09-10");
  expect(await delivered()).toEqual([]);
  setToday("2098-09-11");
  expect(await delivered()).toEqual([[{ term: "Spent, says the platform", text: "€1,235" }]]);
});

test("its marketer has to tick it, and to publish the plan", async () => {
  setToday("2098-12-01");
  for (const spec of [{ published: true }, { published: true, delivered: false }, { published: false, delivered: true }, null]) {
    await change(spec);
    expect(await delivered()).toEqual([]);
  }
});

test("amounts in other currencies than euros are not shown", async () => {
  setToday("2098-12-01");
  await change({ published: true, delivered: true });
  const dollars = { ...OWN, currencies: ["USD"], figures: OWN.figures.map((one) => ({ ...one, currency: "USD" })) };
  expect((await registry.importAdFile(dollars, "01", false, "test")).ok).toBe(true);
  expect(await delivered()).toEqual([[]]);
});
