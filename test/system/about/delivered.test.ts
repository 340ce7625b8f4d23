/** What was delivered, on a campaign's public page: beside the plan, in whole euros and shares, and only where that is ticked. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  tracker = await startTracker();
  for (const [slug, delivered] of [
    ["shown", true],
    ["hidden", false],
  ] as const) {
    await tracker.createCampaign(slug, { spec: { published: true, budgetEuros: 1500, delivered } });
    const figures = `slug,day,currency,spend,impressions,clicks\n${slug},${day(20)},EUR,1234.49,3520,38\n`;
    await tracker.api("POST", "/ad-figures/import", figures, { "content-type": "text/csv" });
    const cells = ["18-24,female,1200", "25-34,female,3800", "65+,male,40"].map(
      (cell) => `${slug},${cell},5000,1.00,${day(40)},${day(10)}`,
    );
    const audience = `"Campaign name",Age,Gender,Reach,Impressions,"Amount spent (EUR)","Reporting starts","Reporting ends"\n${cells.join("\n")}\n`;
    const { body } = await tracker.api<{ unmatched: { unit: string; suggestion: string }[] }>("POST", "/ad-figures/import", audience, {
      "content-type": "text/csv",
    });
    for (const { unit, suggestion } of body.unmatched) await tracker.api("PATCH", `/ad-units/${unit}`, { campaign: suggestion });
    await tracker.api("POST", "/ad-figures/import", audience, { "content-type": "text/csv" });
  }
});
afterAll(() => discard(tracker));

async function page(slug: string, language: string): Promise<string> {
  const answer = await fetch(`${tracker.origin}/about/${slug}?lang=${language}`);
  return (await answer.text()).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

test("shows beside the plan what the platform says, once the campaign is over", async () => {
  expect(await page("shown", "en")).not.toContain("Spent, says the platform");
  for (const slug of ["shown", "hidden"]) await tracker.api("PATCH", `/campaigns/${slug}`, { endsOn: day(2) });
  await expect.poll(() => page("shown", "en")).toContain("Spent, says the platform €1,234");
  const english = await page("shown", "en");
  expect(english).toContain("€1,500");
  expect(english).toContain("Seen by: age 18-24 24%, 25-34 76%");
  expect(english).not.toMatch(/1,?234\.49|65\+|1,?200/);
  expect(await page("shown", "nl")).toContain("Gezien door: geslacht vrouwen 100%");
  expect(await page("hidden", "en")).not.toMatch(/says the platform|Seen by/);
});

test("says on /about what platforms tell, in both languages", async () => {
  const texts = await Promise.all(["en", "nl"].map(async (lang) => (await fetch(`${tracker.origin}/about?lang=${lang}`)).text()));
  expect(texts[0]).toContain("never connected with visits or signups");
  expect(texts[1]).toContain("nooit verbonden met bezoeken of aanmeldingen");
});
