import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day } from "../../../src/domain/day.ts";
import { day, given } from "../given.ts";
import { BEFORE_ALL, DAILY, days, EVER, event, type History, histories, queries, reportOf, rules, sourceOf } from "./history.ts";
import { readReport } from "./read_report.ts";

describe("a rate", () => {
  const loud = (date: string) => [event(date, "ig-story", "visit", 50), event(date, "ig-story", "signup", 10)];
  const LOUD: History = ["09-01", "09-02", "09-03"].flatMap(loud);
  const rateIn = async (history: History, today: string, from: string, to: string) => {
    const query = { ...EVER, from: day(`2026-${from}`), to: day(`2026-${to}`) };
    return (await reportOf(history, day(`2026-${today}`), query, DAILY)).totals.rate;
  };

  test("is of the days whose visits and signups are both released", async () => {
    expect(await rateIn(LOUD, "09-03", "09-01", "09-30")).toBe(0.2);
    expect(await rateIn([...LOUD, event("09-03", "ig-story", "visit", 900)], "09-03", "09-01", "09-30")).toBe(0.2);
  });

  test("says nothing of a period whose signups are not out, or that had no visits", async () => {
    expect(await rateIn(LOUD, "09-03", "09-03", "09-30")).toBeNull();
    expect(await rateIn(LOUD, "09-01", "09-01", "09-30")).toBeNull();
    expect(await rateIn(LOUD, "09-30", "08-20", "08-31")).toBeNull();
  });

  test("takes the visits of a quiet day with the day that its signups are released on", async () => {
    const visits = [event("09-01", "ig-story", "visit", 100), event("09-02", "ig-story", "visit", 5)];
    const history = [...visits, event("09-01", "ig-story", "signup", 3), event("09-02", "ig-story", "signup", 2)];
    expect(await rateIn(history, "09-03", "09-01", "09-02")).toBe(0.047619);
    expect(await rateIn(history, "09-03", "09-02", "09-02")).toBe(0.047619);
    expect(await rateIn(history, "09-03", "09-01", "09-01")).toBeNull();
  });

  test("tells nothing of a day that closed with the next one, where a change of zone takes today back behind both", async () => {
    // Campaign A has four signups that are held back; on the first day one of three is A's, on the second two come, and both close together.
    const before = [
      event("08-30", "ig-story", "visit", 50),
      event("08-30", "ig-story", "signup", 4),
      event("08-30", "ig-reel", "signup", 1),
    ];
    const quiet = [event("09-02", "fix-tiktok", "signup", 2)];
    const days = (of: string) => [...before, event("09-01", of, "signup", 1), event("09-01", "fix-tiktok", "signup", 2), ...quiet];
    const asked = async (history: History) => {
      const { closedDays } = sourceOf(history, day("2026-09-03"), { ...DAILY, visitRelease: "daily" });
      const source = { ...sourceOf(history, day("2026-09-02"), { ...DAILY, visitRelease: "daily" }), closedDays };
      const read = await readReport(EVER, source);
      return read.ok ? read.value.rows.map(({ rate }) => rate) : read.error;
    };
    expect(await asked(days("ig-story"))).toEqual(await asked(days("fix-tiktok")));
  });

  test("in a row is that of the row's period asked for by itself", async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, queries, rules, fc.nat(), async (history, today, query, rule, nth) => {
        const { rows } = await reportOf(history, today, { ...query, by: "channel", interval: "day" }, rule);
        const { period, ...row } = given(rows[nth % rows.length], "a row");
        const alone = { ...EVER, by: "channel" as const, from: given(period, "a period"), to: given(period, "a period") };
        expect((await reportOf(history, today, alone, rule)).rows).toContainEqual(row);
      }),
    );
  });

  test("has signups and visits of the same days", async () => {
    await fc.assert(
      fc.asyncProperty(histories, days, queries, async (few, today, query) => {
        // So many that no interval is too wide for a rate.
        const history = few.map((one) => ({ ...one, count: 30 * one.count }));
        const { closedDays } = sourceOf(history, today, DAILY);
        const closedAt = (at: Day) => closedDays.findLast((closed) => closed.day <= at)?.day ?? BEFORE_ALL;
        const [after, last] = [closedAt(addDays(query.from, -1)), closedAt(query.to)];
        const { totals } = await reportOf(history, today, query, DAILY);
        const visits = after < last ? await reportOf(history, today, { ...EVER, from: addDays(after, 1), to: last }, DAILY) : null;
        const shown = visits === null || visits.totals.visits === 0 || totals.signups > visits.totals.visits;
        expect(totals.rate).toBe(visits === null || shown ? null : Math.round((totals.signups / visits.totals.visits) * 1e6) / 1e6);
      }),
    );
  });
});
