/** What the demo's ads cost: a file in Fivebar's own form for each channel, as staff would import it, and one of ages and genders. Pure. */
import { DEMO_CAMPAIGNS, type DemoDay } from "./year.ts";

/** Euros per visit. Posters have no platform that says what they cost. */
const PRICES: Readonly<Record<string, number>> = { instagram: 0.46, google: 0.71, tiktok: 0.24, youtube: 0.39, spotify: 0.62 };
const IMPRESSIONS_PER_VISIT = 92;
/** The platform counts prefetches and previews as clicks, too. */
const CLICKS_PER_VISIT = 1.07;

/** @param dayOf the day that was so many days ago */
export function costFiles(days: readonly DemoDay[], dayOf: (daysAgo: number) => string): string[] {
  return Object.entries(PRICES).map(([channel, price]) => {
    const rows = days.flatMap(({ daysAgo, visits }) =>
      visits.flatMap(([campaign, kind, count]) => {
        const found = DEMO_CAMPAIGNS[campaign - 1];
        // Today is not over: the platform's figures of it come tomorrow.
        if (found?.channel !== channel || kind !== "visit" || daysAgo === 0) return [];
        // Prices move with the week, by a little.
        const spend = count * price * (0.92 + 0.04 * (daysAgo % 5));
        const figures = [spend.toFixed(2), count * IMPRESSIONS_PER_VISIT + (daysAgo % 7), Math.round(count * CLICKS_PER_VISIT)];
        return [[found.slug, dayOf(daysAgo), "EUR", ...figures].join(",")];
      }),
    );
    return ["slug,day,currency,spend,impressions,clicks", ...rows, ""].join("\n");
  });
}

const AGES = { "18-24": 0.22, "25-34": 0.36, "35-44": 0.27, "45-54": 0.15 };
const GENDERS = { female: 0.56, male: 0.42, unknown: 0.02 };

/** Ages and genders of those who saw `slug`, in the form of Meta's export. */
export function audienceFile(slug: string, reach: number, from: string, to: string): string {
  const rows = Object.entries(AGES).flatMap(([age, share]) =>
    Object.entries(GENDERS).map(([gender, part]) => {
      const persons = Math.round(reach * share * part);
      return [
        slug,
        age,
        gender,
        persons,
        Math.round(persons * 1.3),
        (persons * 0.006).toFixed(2),
        Math.round(persons * 0.013),
        from,
        to,
      ].join(",");
    }),
  );
  const columns = "Campaign name,Age,Gender,Reach,Impressions,Amount spent (EUR),Link clicks,Reporting starts,Reporting ends";
  return [columns, ...rows, ""].join("\n");
}
