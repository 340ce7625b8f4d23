/** What an insider learns who fills bundles himself, over real HTTP: exactly that somebody came or signed up, and nothing of who. */
import { afterEach, expect, test } from "vitest";
import { get, keyFor, SESSION_SECRET, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { ZONE, ZONE_A_DAY_AHEAD } from "../setup/noon.ts";
import { discard, Tracker } from "../setup/tracker.ts";

const running: Tracker[] = [];
afterEach(async () => {
  for (const tracker of running.splice(0)) await discard(tracker);
});

async function start(): Promise<Tracker> {
  const tracker = await startDashboard({ TIME_ZONE: ZONE });
  running.push(tracker);
  for (const slug of ["one", "two"]) await tracker.createCampaign(slug);
  return tracker;
}

/** The same data a day later. */
async function nextDay(tracker: Tracker): Promise<Tracker> {
  await tracker.stop();
  const later = new Tracker(tracker.dataDir, { SESSION_SECRET, TIME_ZONE: ZONE_A_DAY_AHEAD });
  running.push(later);
  await later.start();
  return later;
}

const VISITORS: readonly Record<string, string>[] = [
  {
    "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1",
    "accept-language": "nl",
    "x-forwarded-for": "203.0.113.7",
    referer: "https://instagram.com/",
  },
  {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "accept-language": "fr",
    "x-forwarded-for": "2001:db8::99",
    cookie: "id=someone",
    dnt: "1",
  },
];

test("an insider who makes four visits of each bundle gets the same bytes, whoever makes the fifth", async () => {
  const worlds: string[][] = [];
  for (const headers of VISITORS) {
    const tracker = await start();
    const reader = (await keyFor(tracker, "reader")).key;
    const session = await sessionOf(tracker, reader);
    for (const slug of ["one", "two"]) for (let own = 0; own < 4; own += 1) await tracker.visit(`/${slug}`);
    await tracker.visit("/two?fbclid=of-this-click", { headers });
    await tracker.reportWhen(({ totals }) => totals.visits > 0);
    const answers: string[] = [];
    for (const path of ["/report?by=campaign&interval=day", "/report.csv?by=campaign"])
      answers.push(JSON.stringify((await tracker.api("GET", path, undefined, { authorization: `Bearer ${reader}` })).body));
    for (const path of ["/staff", "/staff/campaigns", "/about.json"])
      answers.push((await (await get(tracker, path, session)).text()).replaceAll(tracker.origin, ""));
    worlds.push(answers);
    expect((await tracker.report("?by=campaign")).rows.map(({ campaign, visits }) => [campaign, visits])).toEqual([
      ["one", 0],
      ["two", 5],
    ]);
  }
  expect(worlds[0]).toEqual(worlds[1]);
}, 60_000);

test("a marketer can make signups of his own with a thanks link, and so learn the campaign of the only other one; the history shows it", async () => {
  const learned: unknown[] = [];
  for (const campaign of ["one", "two", null]) {
    const tracker = await start();
    const authorization = { authorization: `Bearer ${(await keyFor(tracker, "marketer")).key}` };
    const set = (thanksUrl: string | null) => tracker.api("PATCH", "/campaigns/one", { thanksUrl }, authorization);
    expect((await set("https://example.org/thanks")).status).toBe(200);
    for (let own = 0; own < 4; own += 1) expect((await tracker.visit("/one/thanks")).status).toBe(303);
    expect((await set(null)).status).toBe(200);
    expect((await tracker.visit("/one/thanks")).status).toBe(404);
    await tracker.api("POST", "/signups", { campaign });
    const later = await nextDay(tracker);
    const { rows, unattributed } = await later.report("?by=campaign");
    learned.push([...rows.map((row) => row.signups), unattributed.signups]);
    const page = await (await get(later, "/staff/campaigns/one", await sessionOf(later))).text();
    const changes = [...page.matchAll(/<td>([^<]*)<\/td><td>changed<small>([^<]*)<\/small>/g)].map(([, who, what]) => `${who}: ${what}`);
    expect(changes).toEqual([
      "marketer: Thank-you page: from https://example.org/thanks to none",
      "marketer: Thank-you page: https://example.org/thanks",
    ]);
  }
  // Whether the stranger's signup was of his campaign: yes, or no; of the others he is told the same.
  expect(learned).toEqual([
    [5, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ]);
}, 60_000);
