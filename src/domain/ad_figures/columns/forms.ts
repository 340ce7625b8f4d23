/** The columns of forms that are made by hand or by programs: Fivebar's own, and that of Google Analytics 4. */
import type { PlatformColumns } from "./field.ts";

/** Google Analytics' form for importing costs; `utm_` and its words in English. */
export const GA4: PlatformColumns = {
  platform: "ga4",
  marks: ["utm source", "utm medium", "utm campaign", "campaign source", "campaign medium"],
  columns: {
    slug: ["utm campaign", "campaign name", "campaign"],
    campaignId: ["utm id", "campaign id"],
    day: ["date"],
    currency: ["currency"],
    spend: ["cost"],
    impressions: ["impressions"],
    clicks: ["clicks"],
  },
};

/** Fivebar's own form, which names campaigns by their slug. */
export const FIVEBAR: PlatformColumns = {
  platform: "fivebar",
  marks: ["slug"],
  columns: {
    slug: ["slug"],
    day: ["day"],
    from: ["from"],
    to: ["to"],
    currency: ["currency"],
    spend: ["spend"],
    impressions: ["impressions"],
    clicks: ["clicks"],
    reach: ["reach"],
  },
};
