/** The API's routes about channels, as a test of the roles sends to them. */
const READERS = ["reader", "marketer", "admin"] as const;
const CAN_EDIT = ["marketer", "admin"] as const;

export const CHANNEL_ROUTES = [
  { operation: "GET /channels", allowed: READERS, status: 200, path: () => "/channels" },
  {
    operation: "POST /channels",
    allowed: CAN_EDIT,
    status: 201,
    path: () => "/channels",
    body: (role: string) => ({ id: `of-${role}`, name: role }),
  },
  {
    operation: "PATCH /channels/{channelId}",
    allowed: CAN_EDIT,
    status: 200,
    path: (role: string) => `/channels/of-${role}`,
    body: (role: string) => ({ name: `Of ${role}` }),
  },
  { operation: "DELETE /channels/{channelId}", allowed: CAN_EDIT, status: 204, path: (role: string) => `/channels/of-${role}` },
] as const;
