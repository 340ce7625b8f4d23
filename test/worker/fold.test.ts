/** Days older than the retention fold into months, by the registry's alarm, with the clock moved. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { addDays, type Day } from "../../src/domain/day.ts";
import type { Report } from "../../src/domain/release/report.ts";
import { leapRule } from "../../src/storage/leap.ts";
import type { Entry } from "../../src/storage/shard/counts.ts";
import { draft } from "./draft.ts";
import { night } from "./night.ts";

// Time passes here by days and years; a clock that leaps has a test of its own.
leapRule.days = Number.POSITIVE_INFINITY;

const FIRST = "2024-01-01" as Day;

const registry = env.REGISTRY.getByName("registry");
const visits = env.SHARD.getByName("visits-0");
const signups = env.SHARD.getByName("signups");

afterEach(() => vi.useRealTimers());

function setDay(day: Day): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(new Date(`${day}T12:00:00Z`));
}

async function report(from: Day, to: Day, interval: "total" | "month" | "day"): Promise<Report> {
  const result = await registry.report({ from, to, by: "campaign", interval });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function rowsIn(stub: typeof visits): Promise<number> {
  return runInDurableObject(stub, (_, state) => Number(state.storage.sql.exec("SELECT count(*) AS n FROM tallies").one().n));
}

test("after the retention a month is one row, and no month's or year's figure has changed", async () => {
  setDay(FIRST);
  await registry.routes(1);
  const made = await registry.createCampaign(draft("fix-tiktok"), "test", "admin");
  if (!made.ok) throw new Error("no campaign");
  const { id } = made.value;
  for (let index = 0; index < 120; index += 1) {
    setDay(addDays(FIRST, index));
    const add = (stub: typeof visits, entries: readonly Entry[]) => stub.add("writer", index + 1, entries);
    await add(visits, [
      [id, "visit", 1 + (index % 9)],
      [id, "bot", 1],
    ]);
    await add(signups, [[id, "signup", 1 + (index % 3)]]);
  }
  setDay("2024-05-10" as Day);
  const until = "2024-05-09" as Day;
  const months = await report(FIRST, until, "month");
  const total = await report(FIRST, until, "total");
  const rowsBefore = await rowsIn(visits);
  expect(rowsBefore).toBe(240);

  // Two campaign-and-kind lines, four months, and of each its end and its last close.
  const rowsOfMonths = 2 * 4 * 2;
  // 25 months on, in the middle of a month: January to April 2024 are old.
  setDay("2026-06-15" as Day);
  await night();
  expect(await rowsIn(visits)).toBeLessThanOrEqual(rowsOfMonths);
  expect(await rowsIn(signups)).toBeLessThanOrEqual(rowsOfMonths);
  expect((await report(FIRST, until, "total")).rows).toEqual(total.rows);
  expect((await report(FIRST, until, "month")).rows).toEqual(months.rows);
  for (const row of (await report(FIRST, until, "day")).rows) expect([row.visits % 5, row.signups % 5]).toEqual([0, 0]);

  // Folding again changes nothing.
  await night();
  expect((await report(FIRST, until, "total")).rows).toEqual(total.rows);
});

test("of a month that ended with quiet days as much remains as was counted, and is told of it as before", async () => {
  setDay("2026-07-03" as Day);
  const made = await registry.createCampaign(draft("quiet-end"), "test", "admin");
  if (!made.ok) throw new Error("no campaign");
  for (const [nth, day] of ["2026-07-03", "2026-07-10", "2026-07-17"].entries()) {
    setDay(day as Day);
    await visits.add("another writer", nth + 1, [[made.value.id, "visit", 7]]);
  }
  setDay("2026-08-20" as Day);
  const july = ["2026-07-01" as Day, "2026-07-31" as Day, "total"] as const;
  const before = await report(...july);
  expect(before.totals.visits).toBe(20);
  setDay("2028-10-01" as Day);
  await night();
  expect((await report(...july)).rows).toEqual(before.rows);
  const kept = await runInDurableObject(visits, (_, { storage }) =>
    storage.sql.exec("SELECT day, total FROM tallies WHERE campaign = ? ORDER BY day", made.value.id).toArray(),
  );
  expect(kept).toEqual([{ day: "2026-07-31", total: 21 }]);
});
