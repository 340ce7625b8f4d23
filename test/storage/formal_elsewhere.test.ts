/** The formal mode beside the reports: what else could tell a count says nothing of it. */
import { afterEach, expect, test } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { addDays, type Day, FIRST_DAY } from "../../src/domain/day.ts";
import type { OpenReport } from "../../src/domain/release/open_report.ts";
import { weeksFeed } from "../../src/staff/report_links/feed.ts";
import { reportTable } from "../../src/staff/report_links/table.ts";
import { withoutNoise } from "./noiseless.ts";
import { EVER } from "./steps.ts";
import { type Step, World } from "./world.ts";

const FORMAL = { RELEASE: "formal", VISIT_RELEASE: "daily", SIGNUP_PERIOD: "day" };
/** A Friday. */
const AT = Date.parse("2026-11-27T11:00:00Z");
const one = 1 as CampaignId;
const nobody = 0 as CampaignId;
const aDay: Step = { do: "wait", hours: 24 };

let stop = () => {};
afterEach(() => stop());

test("a key's last use is told by the month, and once that is over", async () => {
  const world = await World.begin(5, AT, FORMAL);
  const { registry } = world;
  expect(registry.createKey({ id: "k", name: "Website", role: "site" }, "hash", "test").ok).toBe(true);
  const lastUse = () => world.registry.keys()[0]?.lastUsedOn;
  world.registry.useKey("hash");
  expect(lastUse()).toBeNull();
  await world.run({ do: "wait", hours: 2 * 24 });
  world.registry.useKey("hash");
  expect([world.today, lastUse()]).toEqual(["2026-11-29", null]);
  await world.run({ do: "wait", hours: 3 * 24 });
  expect([world.today, lastUse()]).toEqual(["2026-12-02", "2026-11-01"]);
  world.registry.useKey("hash");
  expect(lastUse()).toBe("2026-11-01");
  // Nothing finer is there, whatever the configuration becomes.
  world.deploy({ RELEASE: "bundles" });
  expect(lastUse()).toBe("2026-12-01");
});

test("monitoring says by the calendar whether a day is late, and of lost events only what noise cannot explain", async () => {
  ({ stop } = withoutNoise());
  const world = await World.begin(5, AT, FORMAL);
  await world.count(one, "signup", 20);
  await world.count(nobody, "lost", 3);
  const states = async () => {
    const { closes, lost } = await world.registry.status();
    return [closes, lost];
  };
  expect(await states()).toEqual(["ok", "none"]);
  await world.run(aDay);
  // Twelve hours after midnight nobody has closed the day, whatever was counted on it.
  expect(await states()).toEqual(["behind", "none"]);
  await world.ask(EVER);
  expect(await states()).toEqual(["ok", "none"]);
  await world.count(nobody, "lost", 500);
  await world.run(aDay);
  await world.ask(EVER);
  expect(await states()).toEqual(["ok", "some"]);
});

test("costs, differences and targets go the same way: with every shard out of reach they are answered from what was released", async () => {
  ({ stop } = withoutNoise());
  const world = await World.begin(5, AT, FORMAL);
  await world.count(one, "visit", 20);
  await world.run(aDay);
  const before = await world.ask(EVER);
  expect(before.totals.visits).toBe(20);
  for (const name of ["visits-0", "signups"]) {
    const shard = world.shard(name);
    for (const command of ["read", "data", "readAllSignups", "firstDay"] as const)
      Object.assign(shard, {
        [command]: () => {
          throw new Error("no shard is to be asked");
        },
      });
  }
  const { registry } = world;
  expect(await world.ask(EVER)).toEqual(before);
  const query = { from: EVER.from, to: EVER.to };
  expect((await registry.costs({ ...query, by: "campaign", interval: "total" }, null)).ok).toBe(true);
  expect((await registry.unattributed(query.from, query.to, "month")).ok).toBe(true);
  const compared = [{ from: FIRST_DAY, to: world.today, through: query.to }];
  expect((await registry.differences(compared, null)).ok).toBe(true);
  expect((await registry.comparedReports([EVER], compared, null)).ok).toBe(true);
  expect(registry.margins(query.from, query.to, "campaign", null)?.rows.length).toBe(3);
});

test("a report link's weeks, feed and table say how far each figure may be off, and nothing of a week that is not over", async () => {
  ({ stop } = withoutNoise());
  const world = await World.begin(5, AT, { ...FORMAL, SIGNUP_PERIOD: "week" });
  const link = { period: "all", channels: null, campaigns: null, group: null, signups: true, expiresOn: null } as const;
  const { registry } = world;
  expect(registry.createReportLink({ name: "Board", ...link }, "board", "hash", "test").ok).toBe(true);
  expect(registry.createReportLink({ name: "Visits", ...link, signups: false }, "visits", "other", "test").ok).toBe(true);
  await world.count(one, "visit", 20);
  await world.count(one, "signup", 10);
  // To the Friday after the next week.
  await world.run({ do: "wait", hours: 14 * 24 });
  const read = async (hash: string, part: "weeks" | "table"): Promise<OpenReport> => {
    const answer = await registry.openReport(hash, part);
    if (!answer.ok || answer.value === null) throw new Error("there is no such report");
    return JSON.parse(answer.value) as OpenReport;
  };
  const weeks = await read("hash", "weeks");
  const margin = (cells: number, variance: number) => Math.ceil(1.959963984540054 * Math.sqrt(3 * (cells * variance + 4)));
  const [day, week] = [1.8413471884150567, 7.835396178065112];
  expect(weeks.weekMargins).toEqual([
    { period: "2026-11-23", visits: margin(3, day), signups: margin(1, week) },
    { period: "2026-11-30", visits: margin(7, day), signups: margin(1, week) },
    { period: "2026-12-07", visits: margin(4, day), signups: null },
  ]);
  const feed = weeksFeed(weeks, "https://go.example/report/x", "en");
  expect(feed).toContain(`20 visits (± ${margin(3, day)}), 10 signups (± ${margin(1, week)})</title>`);
  expect(feed).toContain(`20 visits (give or take ${margin(3, day)}), 10 signups (give or take ${margin(1, week)})</content>`);
  expect(feed).toContain("<subtitle>There is random noise in every figure");
  expect(feed.match(/<entry>/g)).toHaveLength(2);
  expect(weeksFeed(weeks, "https://go.example/report/x", "nl")).toContain(`20 bezoeken (${margin(3, day)} meer of minder)`);
  expect(weeksFeed(await read("other", "weeks"), "https://go.example/report/x", "en")).not.toContain("signups (");

  const [head, ...lines] = reportTable(await read("hash", "table"), true)
    .trim()
    .split("\r\n");
  expect(head).toBe("day,channel,name,visits,signups,margin.visits,margin.signups,margin.mostlyNoise");
  const first = addDays(world.today, -14);
  expect(lines.filter((line) => line.startsWith(`${first},`)).map((line) => line.split(",").slice(3).join())).toEqual(
    expect.arrayContaining(["20,0,5,,false", "0,0,5,,true"]),
  );
  expect(lines.find((line) => /^2026-11-29,.*,10,5,7,true$/.test(line))).toBeDefined();
  expect(reportTable(await read("other", "table"), true).split("\r\n")[0]).toBe("day,channel,name,visits,margin.visits");
});

test("a target is on its way, or not, where noise cannot explain it; else it cannot be said", async () => {
  ({ stop } = withoutNoise());
  const world = await World.begin(5, AT, FORMAL);
  const { registry } = world;
  const add = async (name: string, signups: number, by: string, from: Day | null = null) =>
    registry.addTarget({ name, signups, by: by as Day, from, group: null }, "test");
  const states = async () => {
    const found = await registry.targets();
    return found.ok ? Object.fromEntries(found.value.map(({ name, onTrack }) => [name, onTrack])) : found.error;
  };
  // Ten days: an even pace brings 10 and 100 signups a day.
  await add("100", 100, "2026-12-06");
  await add("1,000", 1_000, "2026-12-06");
  expect(await states()).toEqual({ "100": null, "1,000": null });
  await world.count(one, "signup", 20);
  await world.run(aDay);
  expect(await states()).toEqual({ "100": null, "1,000": false });
  await world.count(one, "signup", 50);
  await world.run(aDay);
  expect(await states()).toEqual({ "100": true, "1,000": false });
  // As many as it asks for may still be noise.
  await add("70", 70, "2026-11-28", "2026-11-27" as Day);
  expect(await states()).toMatchObject({ "70": null });
});

test("a target that ended in the middle of a week is judged by the weeks that had ended", async () => {
  ({ stop } = withoutNoise());
  const world = await World.begin(5, AT, { ...FORMAL, SIGNUP_PERIOD: "week" });
  const { registry } = world;
  // Six days, of which three are known: half of 60 signups are due.
  await registry.addTarget({ name: "60", signups: 60, by: "2026-12-02" as Day, from: null, group: null }, "test");
  await world.count(one, "signup", 60);
  for (let day = 0; day < 14; day += 1) await world.run(aDay);
  const found = await registry.targets();
  // Of one week's cells of three campaigns and of signups without one: the week of its last day ended after it.
  const margin = Math.ceil(1.959963984540054 * Math.sqrt(4 * (7.835396178065112 + 4)));
  expect(found.ok && found.value).toMatchObject([{ released: 60, margin, onTrack: true, through: "2026-12-06" }]);
});
