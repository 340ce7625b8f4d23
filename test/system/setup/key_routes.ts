/** What each role sends to the routes about keys and the history, made so that it succeeds where it is allowed. */

/** @param victims the id of a key for each role to change and delete */
export const keyRoutes = (victims: Readonly<Record<string, string>>) =>
  [
    { operation: "GET /keys", allowed: ["admin"], status: 200, path: () => "/keys" },
    {
      operation: "POST /keys",
      allowed: ["admin"],
      status: 201,
      path: () => "/keys",
      body: (role: string) => ({ name: `By ${role}`, role: "site" }),
    },
    {
      operation: "PATCH /keys/{id}",
      allowed: ["admin"],
      status: 200,
      path: (role: string) => `/keys/${victims[role]}`,
      body: () => ({ role: "marketer" }),
    },
    { operation: "DELETE /keys/{id}", allowed: ["admin"], status: 204, path: (role: string) => `/keys/${victims[role]}` },
    { operation: "GET /history.jsonl", allowed: ["admin"], status: 200, path: () => "/history.jsonl" },
  ] as const;
