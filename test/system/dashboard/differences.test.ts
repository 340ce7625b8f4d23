/** What a page says of a period beside the one before: green or red where the difference is clear, and grey where chance may have made it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { get, sessionOf } from "../setup/dashboard.ts";
import { come, onDay, startWithPast } from "../setup/past.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startWithPast();
  await onDay(tracker, 15, async () => {
    for (const slug of ["rising", "falling", "steady"]) await tracker.createCampaign(slug);
  });
  await onDay(tracker, 8, () =>
    come(tracker, { visits: { rising: 100, falling: 100, steady: 60 }, signups: { rising: 10, falling: 50, steady: 10 } }),
  );
  await onDay(tracker, 2, () =>
    come(tracker, { visits: { rising: 100, falling: 40, steady: 70 }, signups: { rising: 60, falling: 5, steady: 15 } }),
  );
  await onDay(tracker, 0, async () => undefined);
}, 60_000);
afterAll(() => discard(tracker));

/** The comparisons of a campaign's page, with the class of each. */
async function compared(slug: string, language: string): Promise<string[][]> {
  const cookie = await sessionOf(tracker);
  const html = await (await get(tracker, `/staff/campaigns/${slug}?days=7`, cookie, { "accept-language": language })).text();
  const all = html.matchAll(/<span(?: class="(\w+)")?><svg class="arrow".*?<\/svg>\s*(.*?)<\/span>\s*([^<]*)/g);
  return [...all].map(([, kind = "", size = "", than = ""]) => [kind, size, than.trim()]);
}

test("more is more visits and signups, and a higher rate", async () => {
  expect(await compared("rising", "en")).toEqual([
    ["up", "500% more", expect.stringMatching(/^than in the 5 days before \(through \d+ \w+\)$/)],
    ["up", "50.0 higher", expect.stringMatching(/^than in the 5 days before \(through/)],
  ]);
});

test("less is fewer, and a lower rate", async () => {
  expect(await compared("falling", "nl")).toEqual([
    ["down", "60% minder", "dan in de 6 dagen ervoor (zonder vandaag)"],
    ["down", "90% minder", expect.stringMatching(/^dan in de 5 dagen ervoor \(t\/m \d+ [a-z]+\.?\)$/)],
    ["down", "37,5 lager", expect.stringMatching(/^dan in de 5 dagen ervoor \(t\/m/)],
  ]);
});

test("what chance may have made is neither", async () => {
  expect(await compared("steady", "en")).toEqual([
    ["", "no clear difference", "from the 6 days before (without today)"],
    ["", "no clear difference", expect.stringMatching(/^from the 5 days before \(through/)],
    ["", "no clear difference", expect.stringMatching(/^from the 5 days before \(through/)],
  ]);
  expect((await compared("steady", "nl"))[0]).toEqual(["", "geen duidelijk verschil", "met de 6 dagen ervoor (zonder vandaag)"]);
});
