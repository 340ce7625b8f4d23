/** What the tests of signing in at an identity provider stand on: the provider, trackers that it serves, and a person's way through both over HTTP. */
import { afterAll, beforeAll, expect } from "vitest";
import { get, post, sessionOf, startDashboard } from "./dashboard.ts";
import { type IdentityProvider, startIdentityProvider } from "./identity_provider.ts";
import { settingsFor } from "./openid_settings.ts";
import { ADMIN_KEY, discard, type Tracker } from "./tracker.ts";

export let office: IdentityProvider;
/** Admins say who has which role. */
export let tracker: Tracker;
/** The claim `roles` does. */
export let byClaim: Tracker;

export const NOOR = { email: "Noor@Example.org", email_verified: true } as const;

/** Starts all of it for the tests of the file that calls this, and ends it after them. */
export function openIdStand(): void {
  beforeAll(async () => {
    office = await startIdentityProvider();
    [tracker, byClaim] = await Promise.all([
      startDashboard(settingsFor(office.issuer)),
      startDashboard({ ...settingsFor(office.issuer), OIDC_ROLE_CLAIM: "roles" }),
    ]);
    office.open([tracker.origin, byClaim.origin]);
    office.person = { ...NOOR };
  });
  afterAll(async () => {
    await Promise.all([discard(tracker), discard(byClaim)]);
    await office.close();
  });
}

/** Who signs in at the provider while `run` runs. */
export async function as<T>(person: Record<string, unknown>, run: () => Promise<T>): Promise<T> {
  office.person = person;
  try {
    return await run();
  } finally {
    office.person = { ...NOOR };
  }
}

export async function addMember(email: string, role: string): Promise<void> {
  const answer = await post(tracker, "/staff/settings/members", { email, role }, await sessionOf(tracker, ADMIN_KEY));
  expect(answer.status).toBe(303);
}

/** What a browser keeps, by name. */
export class Jar {
  private readonly cookies = new Map<string, string>();

  take(answer: Response): void {
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = "", ...attributes] = cookie.split("; ");
      const [name = ""] = pair.split("=");
      if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, pair);
    }
  }

  set(pair: string): void {
    this.cookies.set(pair.split("=")[0] ?? "", pair);
  }

  get header(): string {
    return [...this.cookies.values()].join("; ");
  }

  get session(): string | undefined {
    return this.cookies.get("__Host-fivebar");
  }
}

/** Begins to sign in: the address at the provider, and the cookie. */
export async function begin(jar = new Jar(), at = tracker, next = ""): Promise<{ readonly address: string; readonly jar: Jar }> {
  const answer = await get(at, `/staff/sign-in/oidc${next === "" ? "" : `?next=${encodeURIComponent(next)}`}`, jar.header, {
    "sec-fetch-site": "same-origin",
  });
  expect(answer.status).toBe(303);
  jar.take(answer);
  return { address: answer.headers.get("location") ?? "", jar };
}

/** Goes through the provider, as somebody whom it knows; gives the address that leads back. */
export async function throughProvider(address: string): Promise<string> {
  const own = new Jar();
  for (let next = address; ; ) {
    const answer = await fetch(next, { redirect: "manual", headers: { cookie: own.header } });
    own.take(answer);
    const location = answer.headers.get("location");
    if (location === null) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`);
    next = new URL(location, next).href;
    if (!next.startsWith(office.issuer)) return next;
  }
}

/** Comes back from the provider. */
export async function comeBack(address: string, jar: Jar): Promise<Response> {
  const answer = await fetch(address, {
    redirect: "manual",
    headers: { cookie: jar.header, "accept-language": "en", "sec-fetch-site": "cross-site" },
  });
  jar.take(answer);
  return answer;
}

/** The whole way. */
export async function signInThere(at = tracker, next = "", jar = new Jar()): Promise<{ readonly answer: Response; readonly jar: Jar }> {
  const { address } = await begin(jar, at, next);
  const back = await throughProvider(address);
  return { answer: await comeBack(back, jar), jar };
}

/** Nobody gets in by the whole way: the page says why, and has the form for a key. */
export async function refused(text: RegExp, status: number): Promise<void> {
  const { answer, jar } = await signInThere();
  const page = await answer.text();
  expect([answer.status, jar.session]).toEqual([status, undefined]);
  expect(page).toMatch(text);
  expect(page).toContain('type="password"');
}
