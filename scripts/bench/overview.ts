/**
 * What an overview costs: the processor time of the whole runtime for one page, with as many campaigns as there can be and 90 days of
 * counts in one shard, made by the real code. In a tracker of its own, as for reports.
 */
import { CAMPAIGNS, fillWithCampaigns } from "./reports.ts";
import type { Bench } from "./servers.ts";

const DAYS = 90;
const PAGES = 100;

export interface OverviewCost {
  readonly campaigns: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly htmlBytes: number;
}

/** @param cpuSeconds the runtime's processor time so far */
export async function measureOverview(bench: Bench, cpuSeconds: () => Promise<number>): Promise<OverviewCost> {
  await fillWithCampaigns(bench, DAYS);
  const cookie = await bench.signIn();
  const page = async (): Promise<string> => {
    const answer = await fetch(new URL("/staff", bench.link), { headers: { cookie }, redirect: "manual" });
    if (answer.status !== 200) throw new Error(`the overview answered ${answer.status}`);
    return answer.text();
  };
  // The first ones fill the cache of finished days and warm the runtime up.
  for (let warm = 0; warm < 10; warm += 1) await page();
  const [cpuBefore, wallBefore] = [await cpuSeconds(), performance.now()];
  let html = "";
  for (let count = 0; count < PAGES; count += 1) html = await page();
  const cpuMs = ((await cpuSeconds()) - cpuBefore) * 1_000;
  return {
    campaigns: CAMPAIGNS,
    cpuMs: Number((cpuMs / PAGES).toFixed(1)),
    wallMs: Number(((performance.now() - wallBefore) / PAGES).toFixed(1)),
    htmlBytes: Buffer.byteLength(html),
  };
}
