/** An ad platform's figures as the document shows them. */

export const AD_FILE = ["slug,day,currency,spend,impressions,clicks", "fix-tiktok,2026-10-01,EUR,21.55,3520,38", ""].join("\n");

export const AD_FILE_QUERY = {
  preview: "false",
  platform: "fivebar",
  currency: "EUR",
  from: "2026-10-01",
  to: "2026-10-01",
  decimal: ".",
  dates: "dmy",
};

export const AD_IMPORT = {
  platform: "fivebar",
  granularity: "day",
  from: "2026-10-01",
  to: "2026-10-01",
  currencies: ["EUR"],
  figures: [
    {
      unit: "1",
      campaign: "fix-tiktok",
      day: "2026-10-01",
      currency: "EUR",
      spend: 21.55,
      impressions: 3520,
      clicks: 38,
      was: { spend: 20.1, impressions: 3310, clicks: 35 },
    },
  ],
  changes: 1,
  unmatched: [],
  leftOut: [],
  checks: [],
  notes: [],
};

export const AD_UNIT = {
  id: "1",
  platform: "tiktok",
  level: "campaign",
  name: "fix-tiktok | Autumn",
  campaign: null,
  decided: false,
  suggestion: "fix-tiktok",
};

export const AUDIENCE = {
  campaign: "fix-tiktok",
  ages: {
    from: "2026-10-01",
    to: "2026-10-31",
    basis: "reach",
    shares: [
      { group: "18-24", share: 0.62 },
      { group: "25-34", share: 0.38 },
    ],
  },
  genders: null,
  regions: null,
};

export const COSTS = {
  from: "2026-10-01",
  to: "2026-10-31",
  groupSize: 5,
  signupsThrough: "2026-11-23",
  rows: [
    {
      channel: "tiktok",
      currency: "EUR",
      spend: 620.5,
      spendDays: 31,
      impressions: 101375,
      clicks: 1095,
      visits: 1045,
      signups: 60,
      costPerVisit: 0.5938,
      costPerSignup: 10.3417,
      costPerSignupLow: 7.7236,
      costPerSignupHigh: 13.5517,
      leftOut: [],
    },
  ],
  totals: [
    {
      currency: "EUR",
      spend: 620.5,
      spendDays: 31,
      impressions: 101375,
      clicks: 1095,
      visits: 1045,
      signups: 60,
      costPerVisit: 0.5938,
      costPerSignup: 10.3417,
      costPerSignupLow: 7.7236,
      costPerSignupHigh: 13.5517,
      leftOut: [],
      unattributedSignups: 10,
      costPerSignupOfAll: 8.8643,
    },
  ],
};
