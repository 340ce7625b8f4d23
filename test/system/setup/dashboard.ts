/** The dashboard for a test: a tracker with sessions, and the calls and clicks that most tests of its pages make. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { ADMIN_KEY, startTracker, type Tracker } from "./tracker.ts";

export const SESSION_SECRET = "session-secret-of-the-system-tests-0123456789";

export function startDashboard(env: Readonly<Record<string, string>> = {}, config?: string): Promise<Tracker> {
  return startTracker({ SESSION_SECRET, ...env }, config);
}

/** A key with a role, made through the API; a marketer's comes with hosts to make links to. */
export async function keyFor(tracker: Tracker, role: string, name = role): Promise<{ readonly id: string; readonly key: string }> {
  if (role === "marketer") await tracker.allowHosts();
  const answer = await tracker.api<{ id: string; key: string }>("POST", "/keys", { name, role });
  if (answer.status !== 201) throw new Error(`no key: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Sends the form for signing in, as a browser of the dashboard's own would. */
export function signIn(tracker: Tracker, key: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
  return post(tracker, "/staff/sign-in", { key, ...fields }, "");
}

/** The cookie of a session, ready to be sent. */
export async function sessionOf(tracker: Tracker, key: string = ADMIN_KEY): Promise<string> {
  const cookie = (await signIn(tracker, key)).headers.getSetCookie()[0]?.split(";")[0];
  if (cookie === undefined) throw new Error("the sign-in set no cookie");
  return cookie;
}

export function get(tracker: Tracker, path: string, cookie: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${tracker.origin}${path}`, { redirect: "manual", headers: { cookie, "accept-language": "en", ...headers } });
}

export function post(
  tracker: Tracker,
  path: string,
  fields: Readonly<Record<string, string>>,
  cookie: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${tracker.origin}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, "accept-language": "en", origin: tracker.origin, "sec-fetch-site": "same-origin", ...headers },
    body: new URLSearchParams(fields),
  });
}

/** Signs in as people do, by the form. */
export async function signInByForm(page: Page, tracker: Tracker, key: string): Promise<void> {
  await page.goto(`${tracker.origin}/staff`);
  await page.locator("input[type=password]").fill(key);
  await page.locator("main button[type=submit]").click();
  await page.waitForURL(`${tracker.origin}/staff`);
}

/** Does something in a browser of its own, signed in with `key`: it gets the session's cookie, which takes a page less than the form does. */
export async function inBrowser<T>(
  browser: Browser,
  tracker: Tracker,
  key: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  try {
    const [name = "", value = ""] = (await sessionOf(tracker, key)).split("=", 2);
    const url = tracker.origin.replace("http:", "https:");
    await context.addCookies([{ name, value, url, secure: true, httpOnly: true, sameSite: "Strict" }]);
    const page = await context.newPage();
    await page.goto(`${tracker.origin}/staff`);
    return await look(page);
  } finally {
    await context.close();
  }
}

/** A key of each role, and a campaign with a plan. */
export async function makeRoles(tracker: Tracker): Promise<Readonly<Record<string, string>>> {
  const plan = { description: "Short films.", ageFrom: 18, regions: ["Utrecht", "Gelderland"], budgetEuros: 1500, paidBy: "Us" };
  await tracker.createCampaign("known", { name: "Known", spec: { ...plan, published: true } });
  const roles = ["reader", "marketer", "admin"];
  return Object.fromEntries(await Promise.all(roles.map(async (role) => [role, (await keyFor(tracker, role)).key] as const)));
}
