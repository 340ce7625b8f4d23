/** The API's routes about targets and notes on days, as a test of the roles sends to them. */
const READERS = ["reader", "marketer", "admin"] as const;
const CAN_EDIT = ["marketer", "admin"] as const;

export const TARGET_ROUTES = [
  { operation: "GET /annotations", allowed: READERS, status: 200, path: () => "/annotations" },
  {
    operation: "POST /annotations",
    allowed: CAN_EDIT,
    status: 201,
    path: () => "/annotations",
    body: (role: string) => ({ day: "2026-11-02", text: `By ${role}` }),
  },
  { operation: "GET /targets", allowed: READERS, status: 200, path: () => "/targets" },
  {
    operation: "POST /targets",
    allowed: CAN_EDIT,
    status: 201,
    path: () => "/targets",
    body: (role: string) => ({ name: `By ${role}`, signups: 5, by: "2199-01-01" }),
  },
  // There are none of this id: who may not delete one does not learn that.
  { operation: "DELETE /annotations/{id}", allowed: CAN_EDIT, status: 404, path: () => "/annotations/nobody" },
  { operation: "DELETE /targets/{id}", allowed: CAN_EDIT, status: 404, path: () => "/targets/nobody" },
] as const;
