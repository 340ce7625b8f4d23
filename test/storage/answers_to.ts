/** All that a reader is answered who asks after every step of a history. */
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { addDays } from "../../src/domain/day.ts";
import type { ReportQuery } from "../../src/domain/release/report.ts";
import { type Step, World } from "./world.ts";

/**
 * The answers to a reader who asks for each day of each campaign after every step, and for `asked` besides.
 *
 * @param campaigns those that the signups are of, in order, where they are not those that the steps name
 */
export async function answersTo(steps: readonly Step[], asked: ReportQuery, at: number, campaigns?: readonly CampaignId[]) {
  const world = await World.begin(5, at);
  const answers: string[] = [];
  for (const step of steps) {
    await world.run(step, step.do === "count" ? campaigns?.[world.listed.length] : undefined);
    const days = { from: addDays(world.today, -4), to: addDays(world.today, 1), by: "campaign", interval: "day" } as const;
    for (const query of [days, asked]) answers.push(JSON.stringify(await world.ask(query)));
  }
  return { answers, world };
}
