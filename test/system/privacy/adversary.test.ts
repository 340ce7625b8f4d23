/**
 * The adversary of test/storage/adversary.test.ts over real HTTP: he has a reader's key and polls in every format while traffic runs, campaigns are
 * changed and the tracker is restarted under other settings, with the site's own list of signups, each with its moment, in hand.
 */
import Papa from "papaparse";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readProblem } from "../setup/answers.ts";
import { ZONE, ZONE_A_DAY_AHEAD } from "../setup/noon.ts";
import { ADMIN_KEY, discard, type Figures, type Report, startTracker, Tracker } from "../setup/tracker.ts";

const DAY_MS = 86_400_000;
const SLUGS = ["one", "two", "three"];
/** Ranges around today by every interval and grouping, asked in both formats; the first is the widest. */
const RANGES = [
  [-40, 2],
  [-1, 1],
  [0, 0],
  [-2, 2],
] as const;
const QUESTIONS = RANGES.flatMap(([from, to]) =>
  ["total", "day", "week", "month"].flatMap((interval) => ["channel", "campaign"].map((by) => ({ from, to, interval, by }))),
);

let tracker: Tracker;
let readerKey: string;
let siteKey: string;

/** What really happened, which the adversary does not know but for the moments of signups. */
const visits = new Map<string, number>();
const signups = new Map<string, number>();
const listed: number[] = [];
/** When the figures about signups were first seen to be what they are. */
const shown: { readonly said: string; readonly atMs: number }[] = [];

beforeAll(async () => {
  tracker = await startTracker({ TIME_ZONE: ZONE });
  for (const slug of SLUGS) await tracker.createCampaign(slug);
  const keyFor = async (role: string) => (await tracker.api<{ key: string }>("POST", "/keys", { name: role, role })).body.key;
  [readerKey, siteKey] = [await keyFor("reader"), await keyFor("site")];
});
afterAll(() => discard(tracker));

/** Under other settings, on the same data; what was counted is on disk before. */
async function restart(env: Record<string, string>): Promise<void> {
  await settled();
  await tracker.stop();
  tracker = new Tracker(tracker.dataDir, { TIME_ZONE: ZONE, ...env });
  await tracker.start();
}

const asReader = () => ({ authorization: `Bearer ${readerKey}` });
const bundles = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, exact) => sum + Math.floor(exact / 5) * 5, 0);

const dayAt = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);

/** Waits until every visit that fills a bundle is in the report, and checks that there are no others. */
async function settled(): Promise<void> {
  // After the zone went back, visits still count for the day that had begun.
  const { totals } = await tracker.reportWhen((report) => report.totals.visits >= bundles(visits), `?from=${dayAt(-2)}&to=${dayAt(2)}`);
  expect(totals.visits).toBe(bundles(visits));
}

async function traffic(rounds: number): Promise<void> {
  for (let nth = 0; nth < rounds; nth += 1) {
    const slug = SLUGS[(nth * 7) % 3] ?? "one";
    expect((await tracker.visit(`/${slug}`)).status).toBe(302);
    visits.set(slug, (visits.get(slug) ?? 0) + 1);
    if (nth % 2 === 1) continue;
    const campaign = nth % 10 === 0 ? null : slug;
    expect((await tracker.api("POST", "/signups", { campaign }, { authorization: `Bearer ${siteKey}` })).status).toBe(200);
    signups.set(campaign ?? "", (signups.get(campaign ?? "") ?? 0) + 1);
    listed.push(Date.now());
  }
}

function pathOf({ from, to, interval, by }: (typeof QUESTIONS)[number], format: "report" | "report.csv"): string {
  return `/${format}?from=${dayAt(from)}&to=${dayAt(to)}&interval=${interval}&by=${by}`;
}

const countsOf = (row: Figures) => [row.visits, row.signups, ...Object.values(row.skipped)];

/** The cells of the table as numbers; those of names and rates left out. */
async function csvCounts(question: (typeof QUESTIONS)[number]): Promise<number[][]> {
  const { status, body } = await tracker.api<string>("GET", pathOf(question, "report.csv"), undefined, asReader());
  expect(status).toBe(200);
  const { data } = Papa.parse<Record<string, string>>(body, { header: true, skipEmptyLines: true });
  const names = [
    "visits",
    "signups",
    ...["head", "prefetch", "preview", "bot", "embedded", "inactive"].map((reason) => `skipped.${reason}`),
  ];
  return data.map((row) => names.map((name) => Number(row[name])));
}

/** Asks everything once in both formats; gives the JSON reports. */
async function poll(): Promise<Report[]> {
  const reports: Report[] = [];
  for (const question of QUESTIONS) {
    const json = await tracker.api<Report>("GET", pathOf(question, "report"), undefined, asReader());
    const table = await csvCounts(question);
    expect(json.status).toBe(200);
    const { rows, totals, unattributed, releasedThrough, lost, unknownLinks } = json.body;
    const all = [...[...rows, totals].flatMap(countsOf), unattributed.signups, lost, unknownLinks, ...table.flat()];
    expect(all.filter((figure) => figure % 5 !== 0)).toEqual([]);
    reports.push(json.body);
    if (question !== QUESTIONS[0]) continue;
    const said = JSON.stringify([totals.signups, totals.rate, unattributed.signups, releasedThrough.signups]);
    if (shown.at(-1)?.said !== said) shown.push({ said, atMs: Date.now() });
  }
  return reports;
}

/** Polls again and again until `work` is over; gives how often. */
async function pollDuring(work: Promise<unknown>): Promise<number> {
  let isOver = false;
  const watched = work.finally(() => {
    isOver = true;
  });
  let polls = 0;
  for (; !isOver || polls === 0; polls += 1) await poll();
  await watched;
  return polls;
}

test("a reader who polls in every way learns bundles, and of signups nothing before their day is over", async () => {
  await pollDuring(traffic(44));
  const meddling = async () => {
    await tracker.api("PATCH", "/campaigns/one", { name: "Another name" });
    await tracker.api("PATCH", "/campaigns/two", { channel: "google" });
    await tracker.createCampaign("fresh");
    await tracker.api("DELETE", "/campaigns/fresh");
    await tracker.api("PATCH", "/campaigns/two", { channel: "spotify" });
  };
  await pollDuring(Promise.all([traffic(24), meddling()]));
  await restart({ SHARDS: "3" });
  await pollDuring(traffic(17));
  await restart({ SHARDS: "1" });
  await poll();
  expect(shown.map(({ said }) => said)).toEqual(["[0,null,0,null]"]);

  // The zone changes, and with it the day: now the signups so far are out, at once, in bundles.
  await restart({ TIME_ZONE: ZONE_A_DAY_AHEAD });
  await poll();
  const { totals, unattributed } = await tracker.report();
  expect(totals.signups).toBe(bundles(new Map([...signups].filter(([slug]) => slug !== ""))));
  expect(unattributed.signups).toBe(Math.floor((signups.get("") ?? 0) / 5) * 5);
  expect(shown).toHaveLength(2);

  // Back and forth again, with more signups: nothing more that day.
  await pollDuring(traffic(24));
  await restart({});
  await pollDuring(traffic(13));
  await restart({ TIME_ZONE: ZONE_A_DAY_AHEAD });
  await poll();
  expect(shown).toHaveLength(2);
  expect(listed.filter((atMs) => atMs < (shown[1]?.atMs ?? 0)).length).toBeGreaterThanOrEqual(5);
}, 60_000);

test("every table says what the JSON says, row by row", async () => {
  await settled();
  for (const question of QUESTIONS) {
    const json = await tracker.api<Report>("GET", pathOf(question, "report"), undefined, asReader());
    expect(await csvCounts(question)).toEqual(json.body.rows.map(countsOf));
  }
});

test("under another group size he gets an error without a figure in either format, and afterwards what he had", async () => {
  const before = await poll();
  await restart({ GROUP_SIZE: "6", TIME_ZONE: ZONE_A_DAY_AHEAD });
  for (const path of ["/report", "/report.csv", "/report?by=campaign&interval=day"]) {
    const { title, detail } = readProblem(await tracker.api("GET", path, undefined, asReader()), 500);
    expect([title, detail]).toEqual(["Configuration error", expect.stringMatching(/^GROUP_SIZE was 5 .* set it back to 5\.$/)]);
  }
  await tracker.stop();
  tracker = new Tracker(tracker.dataDir, { TIME_ZONE: ZONE_A_DAY_AHEAD });
  await tracker.start();
  expect(await poll()).toEqual(before);
});

test("his key reports no signup and changes no campaign: nobody's bundle can be filled with it", async () => {
  for (const [method, path, body] of [
    ["POST", "/signups", { campaign: "one" }],
    ["PATCH", "/campaigns/one", { channel: "google" }],
    ["DELETE", "/campaigns/one", undefined],
    ["POST", "/channels", { id: "radio", name: "Radio" }],
  ] as const) {
    expect((await tracker.api(method, path, body, asReader())).status).toBe(403);
  }
  expect((await tracker.api("GET", "/report", undefined, { authorization: `Bearer ${ADMIN_KEY}x` })).status).toBe(401);
});
