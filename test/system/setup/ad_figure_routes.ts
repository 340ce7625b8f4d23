/** The API's routes about ad platforms' figures, as a test of the roles sends to them; each role has a campaign `read-<role>`. */

const READERS = ["reader", "marketer", "admin"] as const;
const CAN_EDIT = ["marketer", "admin"] as const;

export const AD_FIGURE_ROUTES = [
  {
    operation: "POST /ad-figures/import",
    allowed: CAN_EDIT,
    status: 200,
    path: () => "/ad-figures/import",
    body: (role: string) => `slug,day,currency,spend,impressions,clicks\nread-${role},2026-10-01,EUR,1.50,100,5\n`,
  },
  { operation: "GET /ad-units", allowed: READERS, status: 200, path: () => "/ad-units" },
  { operation: "PATCH /ad-units/{unit}", allowed: CAN_EDIT, status: 200, path: () => "/ad-units/1", body: () => ({ campaign: null }) },
  { operation: "GET /costs", allowed: READERS, status: 200, path: () => "/costs" },
  { operation: "GET /costs.csv", allowed: READERS, status: 200, path: () => "/costs.csv" },
  {
    operation: "GET /campaigns/{slug}/audience",
    allowed: READERS,
    status: 200,
    path: (role: string) => `/campaigns/read-${role}/audience`,
  },
  { operation: "DELETE /ad-figures", allowed: CAN_EDIT, status: 204, path: (role: string) => `/ad-figures?campaign=read-${role}` },
] as const;
