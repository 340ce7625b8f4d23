/** The campaign that the document's examples are about, as a marketer enters it and as the API answers. */
import type { ChannelId } from "../../domain/campaign/campaign.ts";
import { fullExample, unsetFields } from "../../domain/campaign/fields.ts";
import { figuresOf } from "../../domain/release/figures.ts";
import { hiddenInBundles } from "../../domain/release/hidden.ts";
import type { SummedKind } from "../../domain/release/released_counts.ts";
import { rowsAsCsv } from "../reports/report_csv.ts";

export const SLUG = { slug: "fix-tiktok" };

export const NEW_CAMPAIGN = {
  slug: "fix-tiktok",
  name: "Fix social media, TikTok",
  channel: "tiktok",
  destination: "https://example.org/petition?lang=en",
};

export const NEW_CAMPAIGN_IN_FULL = fullExample();

export const CAMPAIGN = {
  ...unsetFields(),
  ...NEW_CAMPAIGN,
  link: "https://go.example.org/fix-tiktok",
  status: "live",
  createdAt: "2026-11-24T09:30:00.000Z",
  version: 1,
};

export const CSV_CAMPAIGNS = [
  "name,channel,destination,spec.published,spec.regions",
  "Radio spot,spotify,https://example.org/petition,true,Utrecht|Zeeland",
  '"Search, broad",google,https://example.org/petition,false,',
  "",
].join("\n");

export const CSV_EXPORT = [
  "shortCode,longUrl,title,tags,visits",
  "Spring-Reel,https://example.org/petition,Spring reel,instagram,3210",
  "jan_jansen,https://example.org/petition,Jan,instagram,1",
  "",
].join("\n");

export const IMPORTED = {
  format: "shlink",
  preview: false,
  created: [
    {
      row: 2,
      oldLink: "Spring-Reel",
      link: "https://go.example.org/spring-reel",
      slug: "spring-reel",
      name: "Spring reel",
      channel: "instagram",
      destination: "https://example.org/petition",
      endsOn: null,
      notes: [],
    },
  ],
  leftOut: [
    {
      row: 3,
      link: "jan_jansen",
      why: '"jan_jansen" cannot be a slug here (2 to 40 lower-case letters, digits and inner hyphens, such as fix-tiktok); make the campaign by hand and change the ads',
    },
  ],
  columnsLeftOut: ["visits"],
  notes: [],
};

const RELEASED: { readonly [kind in SummedKind]?: number } = {
  visit: 1200,
  signup: 60,
  ratedVisit: 1200,
  ratedSignup: 60,
  head: 5,
  preview: 40,
  bot: 115,
};
const FIGURES = figuresOf({
  count: (kind) => RELEASED[kind] ?? 0,
  hidden: () => hiddenInBundles([{ visitsBefore: 0, visits: 1200, signupsBefore: 0, signups: 60 }], 5),
});
const ROW = { channel: "tiktok" as ChannelId, ...FIGURES };

export const REPORT = {
  from: "2026-10-26",
  to: "2026-11-24",
  timeZone: "Europe/Amsterdam",
  groupSize: 5,
  releasedThrough: { visits: "2026-11-24", signups: "2026-11-23" },
  rows: [ROW],
  unattributed: { signups: 15 },
  totals: FIGURES,
  lost: 0,
  unknownLinks: 25,
};

export const REPORT_CSV = rowsAsCsv([ROW], "channel", false);

export const QR_CODE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 33 33"><path d="M4 4h7v1h-7z"/></svg>';

export const KEY = {
  id: "0b4f7c1e-6f0a-4c39-9a55-3c1b7e3f2d10",
  name: "Website",
  role: "site",
  createdOn: "2026-11-24",
  lastUsedOn: null,
};
