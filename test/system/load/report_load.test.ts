/** The largest reports that are allowed, asked for while visitors and marketers are at work. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { usedMs } from "../setup/cpu_time.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  const row = { channel: "tiktok", destination: "https://example.org/" };
  const rows = Array.from({ length: 256 }, (_, index) => ({ ...row, name: `Number ${index}` }));
  await tracker.api("POST", "/campaigns/bulk?manyLinks=true", rows);
  for (let n = 0; n < 5; n += 1) await Promise.all(rows.map((_, index) => tracker.visit(`/number-${index}`)));
  await tracker.reportWhen(({ totals }) => totals.visits === 5 * 256);
});
afterAll(() => discard(tracker));

test.each(["?by=channel&interval=day&from=2018-01-01&to=2026-12-31", "?interval=month&from=2000-01-01&to=2199-12-31"])(
  "%s holds nobody up for longer than two seconds",
  async (query) => {
    const report = tracker.api("GET", `/report${query}`);
    const waits: number[] = [];
    let isDone = false;
    const done = report.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      const [start, before] = [performance.now(), await usedMs(tracker)];
      await tracker.api("POST", "/signups", { campaign: "number-1" });
      // The shorter of both: a machine that stalls holds up everybody.
      waits.push(Math.min(performance.now() - start, (await usedMs(tracker)) - before));
    }
    expect([200, 400]).toContain((await done).status);
    expect(Math.max(...waits)).toBeLessThan(2_000);
  },
);
