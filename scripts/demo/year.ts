/** A year of plausible figures for five channels and some posters: the same ones each time, from a seed. Pure. */
import { randomFrom } from "../simulate/random.ts";

/** The campaign's number from 1, what happened, how often. */
type DemoEntry = readonly [campaign: number, kind: string, count: number];

/** What one day brought: visits in a batch as isolates send them, signups as a website reports them. */
export interface DemoDay {
  readonly daysAgo: number;
  readonly visits: readonly DemoEntry[];
  readonly signups: readonly { readonly campaign: string | null; readonly count: number }[];
}

/** What happens in the demo's year. */
export interface DemoOrder {
  /** Files of ad platforms that a marketer imports on the last day; the units of one that names no slugs are matched by their suggestion. */
  readonly adFiles: readonly string[];
  readonly days: readonly DemoDay[];
  /** The channels beside those that every tracker begins with, made on the first day. */
  readonly channels: typeof DEMO_CHANNELS;
  /** By the number of days ago, the campaigns that are made then, as the API takes them. */
  readonly campaigns: readonly {
    readonly daysAgo: number;
    readonly draft: { readonly destination: string } & Readonly<Record<string, unknown>>;
  }[];
}

export interface DemoCampaign {
  readonly slug: string;
  readonly name: string;
  readonly channel: string;
  readonly destination: string;
  readonly notes?: string;
  readonly spec?: Readonly<Record<string, unknown>>;
  /** Visits on a usual day, signups for each of them, and between which days ago it ran. */
  readonly shape: { readonly visits: number; readonly rate: number; readonly from: number; readonly to: number };
}

const SITE = "https://stopdehandel.example.org";
const SPEC = { published: true, languages: ["Nederlands"], regions: ["Nederland"], paidBy: "Stichting Stop de Handel" };

export const DEMO_CHANNELS = [{ id: "poster", name: "Posters" }] as const;

// biome-ignore format: a table reads better than a hundred lines
export const DEMO_CAMPAIGNS: readonly DemoCampaign[] = [
  { slug: "voorjaar-instagram", name: "Voorjaar, foto’s", channel: "instagram", destination: `${SITE}/doe-mee`, shape: { visits: 150, rate: 0.045, from: 364, to: 200 } },
  { slug: "voorjaar-google", name: "Voorjaar, zoeken", channel: "google", destination: `${SITE}/doe-mee`, shape: { visits: 90, rate: 0.08, from: 364, to: 200 } },
  { slug: "zomer-spotify", name: "Zomer, audio", channel: "spotify", destination: `${SITE}/luister`, shape: { visits: 60, rate: 0.02, from: 200, to: 100 } },
  { slug: "zomer-youtube", name: "Zomer, video van 15 seconden", channel: "youtube", destination: `${SITE}/kijk`, shape: { visits: 75, rate: 0.012, from: 190, to: 90 } },
  { slug: "fix-instagram", name: "Herstel sociale media, reels", channel: "instagram", destination: `${SITE}/doe-mee?taal=nl`, notes: "Tweede reeks, zelfde beelden.",
    spec: { ...SPEC, description: "Korte video’s over wat een platform van u weet.", ageFrom: 18, ageTo: 45, interests: ["privacy", "nieuws"], budgetEuros: 12_000 }, shape: { visits: 185, rate: 0.048, from: 120, to: 0 } },
  { slug: "fix-google", name: "Herstel sociale media, zoeken", channel: "google", destination: `${SITE}/doe-mee`,
    spec: { ...SPEC, description: "Tekstadvertenties bij zoekvragen over privacy.", budgetEuros: 15_000 }, shape: { visits: 145, rate: 0.082, from: 120, to: 0 } },
  { slug: "fix-tiktok", name: "Herstel sociale media, kort", channel: "tiktok", destination: `${SITE}/doe-mee`,
    spec: { ...SPEC, description: "Video’s van tien seconden.", ageFrom: 18, ageTo: 30, budgetEuros: 6_000 }, shape: { visits: 160, rate: 0.014, from: 120, to: 0 } },
  { slug: "fix-youtube", name: "Herstel sociale media, uitleg", channel: "youtube", destination: `${SITE}/kijk`, shape: { visits: 72, rate: 0.011, from: 75, to: 0 } },
  { slug: "fix-spotify", name: "Herstel sociale media, audio", channel: "spotify", destination: `${SITE}/luister`, shape: { visits: 50, rate: 0.02, from: 75, to: 0 } },
  { slug: "poster-qr", name: "Poster op het station", channel: "poster", destination: `${SITE}/poster`, shape: { visits: 12, rate: 0.06, from: 20, to: 0 } },
];

const LAST_DAY = 364;
/** Signups of a day that came without a campaign's code. */
const OWN_SIGNUPS = 12;

/** How lively a day is: weekends are quieter, and twice a year the subject is in the news. */
function mood(daysAgo: number, weekday: number): number {
  const news = [18, 19, 20, 150, 151].includes(daysAgo) ? 1.6 : 1;
  return news * (weekday === 0 || weekday === 6 ? 0.8 : 1) * (1 + 0.15 * Math.sin(daysAgo / 9));
}

/** @param weekdayToday 0 for Sunday */
export function demoYear(weekdayToday: number): DemoDay[] {
  const next = randomFrom(5);
  const about = (mean: number): number => Math.max(0, Math.round(mean * (0.85 + 0.3 * next())));
  return Array.from({ length: LAST_DAY + 1 }, (_, index): DemoDay => {
    const daysAgo = LAST_DAY - index;
    const lively = mood(daysAgo, (((weekdayToday - daysAgo) % 7) + 7) % 7);
    const running = DEMO_CAMPAIGNS.map(({ slug, shape }, at) => ({ ...shape, slug, id: at + 1 })).filter(
      ({ from, to }) => daysAgo <= from && daysAgo >= to,
    );
    const visits = running.flatMap(({ id, visits: mean }): DemoEntry[] => {
      const usual = about(mean * lively);
      return [
        [id, "visit", usual],
        [id, "preview", Math.round(usual * 0.06)],
        [id, "bot", Math.round(usual * 0.02)],
        [id, "prefetch", Math.round(usual * 0.012)],
        [id, "head", Math.round(usual * 0.005)],
      ];
    });
    const attributed = running.map(({ slug, visits: mean, rate }) => ({ campaign: slug, count: about(mean * lively * rate) }));
    const signups = [...attributed, { campaign: null, count: about(OWN_SIGNUPS * lively) }];
    return { daysAgo, visits: visits.filter(([, , count]) => count > 0), signups: signups.filter(({ count }) => count > 0) };
  });
}
