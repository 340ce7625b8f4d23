/** Ad platforms' figures over HTTP: what of a file is taken, in which steps it leaves again, and that nothing of a refused one stays. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readProblem } from "../setup/answers.ts";
import { filesIn, randomText } from "../setup/traces.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  for (const slug of ["ig-story", "gg-search", "never-paid"]) await tracker.createCampaign(slug);
});
afterAll(() => discard(tracker));

const CSV = { "content-type": "text/csv" };
const today = (): string => new Date().toLocaleDateString("sv", { timeZone: "Europe/Amsterdam" });

interface Imported {
  readonly figures: readonly { campaign: string; day?: string; spend: number; impressions: number; clicks: number | null; was: unknown }[];
  readonly changes: number;
  readonly unmatched: readonly { unit: string; name: string; suggestion: string | null }[];
  readonly leftOut: readonly { row: number | null; why: string }[];
}
interface Costs {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly totals: readonly Readonly<Record<string, unknown>>[];
}

async function take(file: string, query = ""): Promise<Imported> {
  const { status, body } = await tracker.api<Imported>("POST", `/ad-figures/import${query}`, file, CSV);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

async function takeMatched(file: string): Promise<Imported> {
  const { unmatched } = await take(file, "?preview=true");
  for (const { unit, suggestion } of unmatched) await tracker.api("PATCH", `/ad-units/${unit}`, { campaign: suggestion });
  return take(file);
}

/** As Meta writes it; each row names its day at both ends of the period. */
function meta(rows: readonly string[]): string {
  const columns = '"Campaign name",Day,Reach,Impressions,"Amount spent (EUR)","Link clicks","Reporting starts","Reporting ends"';
  return [`\ufeff${columns}`, ...rows.map((row) => row.replace(/^([^,]*),([^,]*),(.*)$/, '"$1",$2,$3,$2,$2')), ""].join("\n");
}

describe("a platform's file", () => {
  const first = meta(["ig-story | Autumn,2026-10-01,900,1236,7.57,13", "ig-story | Autumn,2026-10-02,990,1299,7.95,14"]);

  test("waits for somebody to say which campaign is which, and is then stored", async () => {
    const asked = await take(first);
    expect(asked).toMatchObject({ figures: [], changes: 0, unmatched: [{ name: "ig-story | Autumn", suggestion: "ig-story" }] });
    const [unit] = asked.unmatched;
    const matched = await tracker.api("PATCH", `/ad-units/${unit?.unit}`, { campaign: "ig-story" });
    expect(matched).toMatchObject({ status: 200, body: { campaign: "ig-story", decided: true } });
    readProblem(await tracker.api("PATCH", `/ad-units/${unit?.unit}`, { campaign: "nobody" }), 400);
    readProblem(await tracker.api("PATCH", "/ad-units/999", { campaign: null }), 404);
    expect((await take(first)).figures).toMatchObject([
      { campaign: "ig-story", day: "2026-10-01", spend: 7.57, impressions: 1236, clicks: 13, was: null },
      { campaign: "ig-story", day: "2026-10-02", spend: 7.95, impressions: 1299, clicks: 14, was: null },
    ]);
    expect(await take(first)).toMatchObject({ changes: 0 });
  });

  test("shows what was and what becomes, and stores nothing before it is told to", async () => {
    const second = meta(["ig-story | Autumn,2026-10-02,990,1280,7.50,13", "ig-story | Autumn,2026-10-03,990,1300,8.00,13"]);
    const costs = async () => (await tracker.api<Costs>("GET", "/costs?from=2026-10-01&to=2026-10-31")).body.rows;
    const before = await costs();
    const shown = await take(second, "?preview=true");
    expect(shown.figures).toMatchObject([{ was: { spend: 7.95, impressions: 1300, clicks: 15 } }, { was: null }]);
    expect(await costs()).toEqual(before);
    await take(second);
    expect(await costs()).toMatchObject([{ spend: 23.07, spendDays: 3, impressions: 3815, clicks: 35 }]);
    expect((await tracker.api("DELETE", "/ad-figures?campaign=ig-story&from=2026-10-03&to=2026-10-31")).status).toBe(204);
    expect(await costs()).toMatchObject([{ spend: 15.07, spendDays: 2 }]);
  });

  test("of a type that is none of them is refused, and one that is too large", async () => {
    readProblem(await tracker.api("POST", "/ad-figures/import", first, { "content-type": "application/pdf" }), 415);
    readProblem(await tracker.api("POST", "/ad-figures/import", "x".repeat(1024 * 1024 + 1), CSV), 413);
    readProblem(await tracker.api("POST", "/ad-figures/import?from=2026-10-02", first, CSV), 400);
  });
});

test("costs are spend by visits and signups of the same days, as JSON and as CSV", async () => {
  await takeMatched(`slug,day,currency,spend,impressions,clicks\ngg-search,${today()},EUR,50.00,3520,38\n`);
  for (let visit = 0; visit < 40; visit += 1) await tracker.visit("/gg-search");
  await tracker.visit("/never-paid");
  await tracker.api("POST", "/signups", { campaign: "gg-search", count: 25 });
  await tracker.api("POST", "/signups", { campaign: "never-paid", count: 5 });
  await tracker.api("POST", "/signups", { campaign: null, count: 25 });
  await tracker.reportWhen(({ totals }) => totals.visits === 40);
  const { body } = await tracker.api<Costs>("GET", `/costs?from=${today()}&to=${today()}&by=campaign`);
  const figures = { spend: 50, spendDays: 1, impressions: 3520, clicks: 35, visits: 40, signups: 25, costPerVisit: 1.25, costPerSignup: 2 };
  expect(body.rows).toMatchObject([{ channel: "tiktok", campaign: "gg-search", currency: "EUR", ...figures }]);
  const [row] = body.rows;
  // The campaign begins today: only at the end can signups be held back.
  expect([Number(row?.costPerSignupLow) / 2, Number(row?.costPerSignupHigh) / 2].map((bound) => bound.toFixed(2))).toEqual([
    "0.60",
    "1.48",
  ]);
  expect(body.totals).toMatchObject([{ ...figures, unattributedSignups: 25, costPerSignupOfAll: 1, leftOut: ["never-paid"] }]);
  const csv = await tracker.api<string>("GET", `/costs.csv?from=${today()}&to=${today()}&by=campaign`);
  expect(csv.body.split("\r\n")[1]).toMatch(/^tiktok,gg-search,.*,EUR,50,1,3520,35,40,25,1\.25,2,/);
});

test("whoever leaves takes the figures along: in Fivebar's own form, which changes nothing when it is read again, and in GA4's", async () => {
  const own = (await tracker.api<string>("GET", "/costs.csv?form=fivebar")).body;
  expect(own.split("\r\n")[0]).toBe("slug,day,currency,spend,impressions,reach,clicks");
  expect(own).toContain(`gg-search,${today()},EUR,50,3520,,35`);
  const again = await take(own, "?preview=true");
  expect(again.figures.filter(({ campaign }) => campaign === "gg-search")).toMatchObject([{ spend: 50, was: { spend: 50, clicks: 35 } }]);
  // A campaign whose figures came from the platform's own file keeps those.
  expect(again.leftOut.map(({ why }) => why).join()).toContain("ig-story");
  const ga4 = (await tracker.api<string>("GET", `/costs.csv?form=ga4&from=${today()}`)).body;
  expect(ga4).toContain(`gg-search,gg-search,tiktok,cpc,${today()},3520,35,50`);
  // It is read here, too; and not counted twice.
  expect((await take(ga4, "?preview=true&currency=EUR")).leftOut.map(({ why }) => why).join()).toMatch(/"gg-search".*count twice/);
});

describe("ages and genders", () => {
  const file = (from: string, to: string, cells: readonly string[]) =>
    `"Campaign name",Age,Gender,Reach,Impressions,"Amount spent (EUR)","Reporting starts","Reporting ends"\n${cells
      .map((cell) => `ig-story | Autumn,${cell},1.5,${from},${to}`)
      .join("\n")}\n`;
  const cells = ["18-24,female,1200,1300", "18-24,male,3100,3200", "25-34,female,700,800", "65+,male,47,60", "65+,unknown,2,3"];

  test("leave as shares in coarse steps, without groups below fifty, and are not there for days", async () => {
    await takeMatched(file("2026-10-01", "2026-10-31", cells));
    const { body } = await tracker.api("GET", "/campaigns/ig-story/audience");
    expect(body).toMatchObject({
      ages: {
        basis: "reach",
        shares: [
          { group: "18-24", share: 0.86 },
          { group: "25-34", share: 0.14 },
        ],
      },
      genders: {
        shares: [
          { group: "female", share: 0.38 },
          { group: "male", share: 0.62 },
        ],
      },
      regions: null,
    });
    expect(JSON.stringify(body)).not.toMatch(/65\+|unknown|1200|3100|4300/);
    await take(file("2026-11-03", "2026-11-05", ["18-24,female,99999,99999"]));
    expect((await tracker.api("GET", "/campaigns/ig-story/audience")).body).toEqual(body);
    const stored = [...(await filesIn(tracker.dataDir)).values()].join("\n");
    expect(stored).toContain('"18-24":4300');
    expect(stored).not.toMatch(/99999|"65\+"/);
  });

  test("of a few people are not told at all", async () => {
    await takeMatched(
      file("2026-10-01", "2026-10-31", ["18-24,female,500,600", "25-34,male,400,500"]).replaceAll("ig-story | Autumn", "gg-search too"),
    );
    expect((await tracker.api("GET", "/campaigns/gg-search/audience")).body).toMatchObject({ ages: null, genders: null });
  });
});

test("nothing of a refused file is in the answer, the output or on disk", async () => {
  const canary = randomText();
  const refused = [
    `id,created_time,email,full_name,phone_number,campaign_name\n1,2026-10-01,${canary}@example.org,${canary},0612345678,ig-story\n`,
    `Search terms report\n"1 October 2026 - 31 October 2026"\nSearch term,Campaign,Impr.,Cost,Clicks\n${canary},gg-search,10,1.00,1\n`,
    `"Campaign name",Day,Impressions,"Amount spent (EUR)","Time of day (ad account time zone)"\n${canary},2026-10-01,10,1.00,10:00:00 - 10:59:59\n`,
    `<html><body>${canary}</body></html>`,
    `${canary}\n${canary}\n`,
  ];
  for (const file of refused) {
    const answer = await tracker.api("POST", "/ad-figures/import", file, CSV);
    expect(JSON.stringify(readProblem(answer, 400))).not.toContain(canary);
  }
  const places = [...(await filesIn(tracker.dataDir)), ["output", tracker.output] as const];
  expect(places.filter(([, text]) => text.includes(canary)).map(([name]) => name)).toEqual([]);
});

test("every count that leaves is a multiple of five, however the days are cut", async () => {
  const days = [...Array(28).keys()].map((at) => `2026-02-${String(at + 1).padStart(2, "0")}`);
  const rows = days.map((day, at) => `never-paid,${day},EUR,${at}.00,${1_003 + 7 * at},${at % 4}`);
  await takeMatched(["slug,day,currency,spend,impressions,clicks", ...rows, ""].join("\n"));
  const found: number[] = [];
  for (const [at, from] of days.entries()) {
    const [first = from, last = from] = [from, days[(at * 11 + 5) % days.length] ?? from].sort();
    const { body } = await tracker.api<Costs>("GET", `/costs?from=${first}&to=${last}&interval=week`);
    for (const row of [...body.rows, ...body.totals]) {
      for (const name of ["impressions", "clicks", "visits", "signups", "unattributedSignups"]) found.push(Number(row[name] ?? 0));
    }
  }
  expect(found.length).toBeGreaterThan(200);
  expect(found.filter((count) => count % 5 !== 0)).toEqual([]);
});
