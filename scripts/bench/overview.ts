/**
 * What pages of the dashboard cost: the processor time of the whole runtime for one page, with as many campaigns as there can be and 90 days of
 * counts in one shard. Each twice: without costs, and with the spend of every campaign on every day, which adds
 * columns to the tables. In a tracker of its own, as for reports.
 */
import type { Day } from "../../src/domain/day.ts";
import { fillCosts } from "./reports.ts";
import type { Bench } from "./servers.ts";

export const OVERVIEW_DAYS = 90;
const PAGES = 50;

/** The overview and the list are looked at most; the others have a row for each campaign, or all of one. */
const PATHS = ["/staff", "/staff/campaigns", "/staff/campaigns/measured-1", "/staff/ads", "/staff/costs"];

interface PageCost {
  readonly cpuMs: number;
  readonly cpuMsWithCosts: number;
  readonly wallMs: number;
  readonly htmlBytes: number;
}

/** @param cpuSeconds the runtime's processor time so far */
export async function measureOverview(bench: Bench, cpuSeconds: () => Promise<number>): Promise<Record<string, PageCost>> {
  const without = await measureAll(bench, cpuSeconds);
  await fillCosts(bench, new Date().toISOString().slice(0, 10) as Day, OVERVIEW_DAYS);
  const withCosts = await measureAll(bench, cpuSeconds);
  return Object.fromEntries(
    PATHS.map((path) => {
      const [before, after] = [without.get(path), withCosts.get(path)];
      return [
        path,
        {
          cpuMs: before?.cpuMs ?? Number.NaN,
          cpuMsWithCosts: after?.cpuMs ?? Number.NaN,
          wallMs: after?.wallMs ?? Number.NaN,
          htmlBytes: after?.htmlBytes ?? Number.NaN,
        },
      ];
    }),
  );
}

type Measured = { readonly cpuMs: number; readonly wallMs: number; readonly htmlBytes: number };

async function measureAll(bench: Bench, cpuSeconds: () => Promise<number>): Promise<Map<string, Measured>> {
  const cookie = await bench.signIn();
  const measured = new Map<string, Measured>();
  for (const path of PATHS) {
    const page = async (): Promise<string> => {
      const answer = await fetch(new URL(path, bench.link), { headers: { cookie }, redirect: "manual" });
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
      return answer.text();
    };
    // The first ones fill the cache of finished days and warm the runtime up.
    for (let warm = 0; warm < 10; warm += 1) await page();
    const [cpuBefore, wallBefore] = [await cpuSeconds(), performance.now()];
    let html = "";
    for (let count = 0; count < PAGES; count += 1) html = await page();
    const cpuMs = ((await cpuSeconds()) - cpuBefore) * 1_000;
    measured.set(path, {
      cpuMs: Number((cpuMs / PAGES).toFixed(1)),
      wallMs: Number(((performance.now() - wallBefore) / PAGES).toFixed(1)),
      htmlBytes: Buffer.byteLength(html),
    });
  }
  return measured;
}
