/** Every address of the staff plane's table (src/staff/routes.ts) answers, with the methods and to the roles that the table says. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Access, API, OPERATIONS, PAGES, type PageRoute, STAFF } from "../../../src/staff/routes.ts";
import type { Key } from "../setup/answers.ts";
import { get, keyFor, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

const ROLES = ["reader", "marketer", "admin", "site"] as const;
const STAFF_ROLES = ["reader", "marketer", "admin"] as const;

let tracker: Tracker;
const keys: Record<string, string> = {};
const sessions: Record<string, string> = {};
/** Values for the places in the paths of pages: of things that there are. */
const there: Record<string, string> = {
  slug: "known",
  email: "noor@example.org",
  host: "example.org",
  id: "spotify",
  import: "1",
  group: "Spring",
};

beforeAll(async () => {
  tracker = await startDashboard();
  for (const slug of ["known", "archived"]) await tracker.createCampaign(slug);
  await tracker.api("PATCH", "/campaigns/known", { group: "Spring" });
  await tracker.api("DELETE", "/campaigns/archived");
  for (const role of ROLES) keys[role] = (await keyFor(tracker, role)).key;
  for (const role of STAFF_ROLES) sessions[role] = await sessionOf(tracker, keys[role]);
  await post(tracker, "/staff/settings/members", { email: "noor@example.org", role: "reader" }, sessions.admin ?? "");
  const figures = "slug,day,currency,spend,impressions,clicks\nknown,2026-10-01,EUR,21.55,3520,38\n";
  await tracker.api("POST", "/ad-figures/import", figures, { "content-type": "text/csv" });
  const shared = { name: "To remove", period: "all", signups: true };
  there.reportLinkId = (await tracker.api<{ id: string }>("POST", "/report-links", shared)).body.id;
  there.targetId = (await tracker.api<{ id: string }>("POST", "/targets", { name: "To remove", signups: 5, by: "2199-01-01" })).body.id;
  there.roleKeyId = (await tracker.api<Required<Key>>("POST", "/keys", { name: "To change", role: "reader" })).body.id;
  const invited = await post(tracker, "/staff/settings/invitations", { name: "Invited", role: "reader" }, sessions.admin ?? "");
  there.token = /invitation\/([\w-]{43})/.exec(await invited.text())?.[1] ?? "";
  const open = await (await get(tracker, "/staff/settings/invitations", sessions.admin ?? "")).text();
  there.invitationId = /invitations\/([\w-]{36})\/remove/.exec(open)?.[1] ?? "";
  there.keyId = (await tracker.api<Required<Key>>("POST", "/keys", { name: "To remove", role: "reader" })).body.id;
});
afterAll(() => discard(tracker));

const PAGE_ROUTES = Object.entries(PAGES) as readonly (readonly [name: string, route: PageRoute])[];

/** The address of a page about something that there is. */
function pageOf(name: string, { path }: PageRoute): string {
  const values: Record<string, string> = { ...there };
  if (name === "removeKey") values.id = there.keyId ?? "";
  if (name === "removeReportLink") values.id = there.reportLinkId ?? "";
  if (name === "removeTarget") values.id = there.targetId ?? "";
  if (name === "deleteCampaign") values.slug = "archived";
  if (name === "changeKeyRole") values.id = there.roleKeyId ?? "";
  if (name === "removeInvitation") values.id = there.invitationId ?? "";
  return `${STAFF}${path.replaceAll(/\{(\w+)\}/g, (_, place: string) => values[place] ?? "")}`;
}

/** Without an identity provider there is nothing at the addresses for signing in there: test/system/sign_in/openid.test.ts has one. */
const found = (name: string): number => (name.endsWith("Oidc") ? 404 : 200);

/** The same address for something that there is not: a form that is let in does nothing. */
function formOf({ path }: PageRoute): string {
  return `${STAFF}${path.replaceAll(/\{\w+\}/g, "not-there")}`;
}

/** The roles that the table lets in, of those that can sign in. */
function allowed(access: Access): readonly string[] {
  return STAFF_ROLES.filter((role) => access === "open" || access.includes(role));
}

describe("a page, file or form", () => {
  test("an address takes no other method than the table says", async () => {
    const others = PAGE_ROUTES.map(async ([name, route]) => {
      const path = pageOf(name, route);
      const asked = (route.page ?? route.file) === undefined ? await get(tracker, path, sessions.admin ?? "") : null;
      const sent = route.form === undefined ? await post(tracker, path, {}, sessions.admin ?? "") : null;
      return [name, asked?.status ?? 404, sent?.status ?? 404];
    });
    expect(await Promise.all(others)).toEqual(PAGE_ROUTES.map(([name]) => [name, 404, 404]));
  });

  const read = PAGE_ROUTES.flatMap(([name, route]) => {
    const access = route.page ?? route.file;
    return access === undefined ? [] : [[name, route, access] as const];
  });

  test.each(read)("%s answers the roles of the table, and asks nobody else in", async (name, route, access) => {
    const path = pageOf(name, route);
    for (const role of STAFF_ROLES) {
      const { status } = await get(tracker, path, sessions[role] ?? "");
      expect([role, status]).toEqual([role, allowed(access).includes(role) ? found(name) : 403]);
    }
    const stranger = await get(tracker, path, "");
    expect(stranger.status).toBe(access === "open" ? found(name) : 303);
    expect(stranger.headers.get("location") ?? "/staff/sign-in").toMatch(/^\/staff\/sign-in/);
  });

  test.each(PAGE_ROUTES.filter(([, { form }]) => form !== undefined))(
    "%s takes the form of the roles of the table",
    async (name, route) => {
      for (const role of STAFF_ROLES) {
        const session = await sessionOf(tracker, keys[role]);
        const { status } = await post(tracker, formOf(route), {}, session);
        const isAllowed = allowed(route.form ?? []).includes(role);
        expect([name, role, status === 403]).toEqual([name, role, !isAllowed]);
        expect(status).toBeLessThan(500);
      }
      const stranger = await post(tracker, formOf(route), {}, "");
      if (route.form === "open") expect(stranger.status).toBe(name === "signIn" ? 401 : 404);
      else expect(stranger.headers.get("location")).toMatch(/^\/staff\/sign-in/);
    },
  );

  test("the menu has the pages that a role may open", async () => {
    const menuOf = async (role: string): Promise<(string | undefined)[]> => {
      const html = await (await get(tracker, "/staff", sessions[role] ?? "")).text();
      return [...(/<nav.*?<\/nav>/s.exec(html)?.[0] ?? "").matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    };
    const everybody = ["/staff", "/staff/campaigns", "/staff/costs", "/staff/connect"];
    expect(await menuOf("reader")).toEqual(everybody);
    expect(await menuOf("marketer")).toEqual(everybody);
    expect(await menuOf("admin")).toEqual([...everybody, "/staff/settings"]);
  });
});

describe("an operation of the API", () => {
  const all = Object.entries(OPERATIONS).flatMap(([path, methods]) =>
    Object.entries(methods).map(([id, [method, access]]) => [id, method, path, access] as const),
  );

  test.each(all)("%s answers the roles of the table", async (_, method, path, access) => {
    const address = path.replaceAll(/\{\w+\}/g, "not-there");
    const status = async (key: string | undefined): Promise<number> => {
      const headers = key === undefined ? { authorization: "" } : { authorization: `Bearer ${key}` };
      return (await tracker.api(method, address, ["GET", "DELETE"].includes(method) ? undefined : {}, headers)).status;
    };
    for (const role of ROLES) {
      const answer = await status(keys[role]);
      const isAllowed = access === "open" || access.includes(role);
      expect([role, answer === 403, [401, 405].includes(answer), answer < 500]).toEqual([role, !isAllowed, false, true]);
    }
    expect((await status(undefined)) === 401).toBe(access !== "open");
  });

  test.each(Object.entries(OPERATIONS))("%s takes the methods of the table", async (path, methods) => {
    const address = path.replaceAll(/\{\w+\}/g, "not-there");
    const answer = await fetch(`${tracker.origin}${API}${address}`, { method: "PUT" });
    const expected = Object.values(methods).flatMap(([method]) => (method === "GET" ? ["GET", "HEAD"] : [method]));
    // `/campaigns/bulk` is an address of `/campaigns/{slug}` too.
    expect([answer.status, answer.headers.get("allow")?.split(", ")]).toEqual([405, expect.arrayContaining(expected)]);
  });
});
