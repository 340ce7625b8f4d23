/** The API's routes about report links, as a test of the roles sends to them. */
const ADMINS = ["admin"] as const;

export const REPORT_LINK_ROUTES = [
  { operation: "GET /report-links", allowed: ADMINS, status: 200, path: () => "/report-links" },
  {
    operation: "POST /report-links",
    allowed: ADMINS,
    status: 201,
    path: () => "/report-links",
    body: (role: string) => ({ name: `For ${role}`, period: "all", signups: false }),
  },
  // There is none of this id: who may not delete one does not learn that.
  { operation: "DELETE /report-links/{id}", allowed: ADMINS, status: 404, path: () => "/report-links/nobody" },
] as const;
