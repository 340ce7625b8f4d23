/** Signing in at the organisation's identity provider (OpenID Connect): who is let in, as whom, and for how long. */
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { get, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { settingsFor } from "../setup/openid_settings.ts";
import {
  addMember,
  as,
  begin,
  byClaim,
  comeBack,
  Jar,
  NOOR,
  office,
  openIdStand,
  signInThere,
  throughProvider,
  tracker,
} from "../setup/openid_stand.ts";
import { ADMIN_KEY, discard } from "../setup/tracker.ts";

openIdStand();

beforeAll(() => addMember("noor@example.org", "reader"));
afterEach(() => {
  office.changeToken = null;
});

describe("a member", () => {
  test("goes to the provider with code, PKCE, state and nonce, and to no other address than its own back", async () => {
    const { address } = await begin();
    const { origin, searchParams } = new URL(address);
    expect(origin).toBe(office.issuer);
    const { state, nonce, code_challenge, ...rest } = Object.fromEntries(searchParams);
    for (const random of [state, nonce, code_challenge]) expect(random).toMatch(/^[\w-]{43}$/);
    expect(new Set([state, nonce, code_challenge]).size).toBe(3);
    expect(rest).toEqual({
      response_type: "code",
      client_id: "fivebar",
      redirect_uri: `${tracker.origin}/staff/sign-in/oidc/callback`,
      scope: "openid email",
      code_challenge_method: "S256",
    });
  });

  test("keeps the attempt in one cookie, for this host, ten minutes and no script, that tells nothing of it", async () => {
    const answer = await get(tracker, "/staff/sign-in/oidc?next=/staff/how", "");
    const cookies = answer.headers.getSetCookie();
    expect(cookies).toHaveLength(1);
    const [pair = "", ...attributes] = (cookies[0] ?? "").split("; ");
    expect(pair).toMatch(/^__Host-fivebar-attempt=/);
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=600", "Path=/", "SameSite=Lax", "Secure"]);
    const { searchParams } = new URL(answer.headers.get("location") ?? "");
    for (const name of ["state", "nonce", "code_challenge"]) expect(pair).not.toContain(searchParams.get(name));
  });

  test("is let in as themselves, by the address in lower case, with the role that an admin gave, and led to the page asked for", async () => {
    const { answer, jar } = await signInThere(tracker, "/staff/campaigns?search=a+b");
    expect([answer.status, answer.headers.get("refresh")]).toEqual([200, "0;url=/staff/campaigns?search=a+b"]);
    const page = await (await get(tracker, "/staff", jar.session ?? "")).text();
    expect(page).toContain("noor@example.org · Reader");
    expect((await get(tracker, "/staff/settings", jar.session ?? "")).status).toBe(403);
    // The attempt's cookie is gone; the session's is the same kind as that of a key.
    expect(jar.header).toBe(jar.session);
    const [, ...attributes] = (answer.headers.getSetCookie().find((one) => one.startsWith("__Host-fivebar=")) ?? "").split("; ");
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=43200", "Path=/", "SameSite=Strict", "Secure"]);
  });

  test("is led to no other site, whatever the address says on the way there and on the way back", async () => {
    for (const next of ["https://elsewhere.example/", "//elsewhere.example", "/staff\\@elsewhere.example", "/staff/sign-in/oidc", "/known"])
      expect((await signInThere(tracker, next)).answer.headers.get("refresh")).toBe("0;url=/staff");
    const { address, jar } = await begin();
    const back = `${await throughProvider(address)}&next=https://elsewhere.example/`;
    expect((await comeBack(back, jar)).headers.get("refresh")).toBe("0;url=/staff");
  });

  test("has another role at once when an admin says so, and no session once removed, or signed out", async () => {
    const { jar } = await signInThere();
    const [session, admin] = [jar.session ?? "", await sessionOf(tracker, ADMIN_KEY)];
    await addMember("noor@example.org", "marketer");
    expect((await get(tracker, "/staff/new-campaign", session)).status).toBe(200);
    await post(tracker, "/staff/settings/members/noor%40example.org/remove", {}, admin);
    expect((await get(tracker, "/staff", session)).status).toBe(303);
    await addMember("noor@example.org", "reader");
    const { jar: again } = await signInThere();
    const out = await post(tracker, "/staff/sign-out", {}, again.session ?? "");
    expect([out.status, out.headers.get("location")]).toEqual([303, "/staff/sign-in?notice=signed-out-here"]);
    expect((await get(tracker, "/staff", again.session ?? "")).status).toBe(303);
  });

  test("can sign out at the provider, too", async () => {
    const page = await (await get(tracker, "/staff/sign-in?notice=signed-out-here", "")).text();
    expect(page).toContain("You may still be signed in at your organisation");
    expect(page).toContain('href="/staff/sign-in/oidc/sign-out"');
    const { headers, status } = await get(tracker, "/staff/sign-in/oidc/sign-out", "");
    expect([status, headers.get("location")]).toEqual([303, `${office.issuer}/session/end?client_id=fivebar`]);
  });

  test("gets a new session each time: one that somebody else put into the browser stays nobody's", async () => {
    const jar = new Jar();
    const planted = await sessionOf(tracker, ADMIN_KEY);
    jar.set(planted);
    const { jar: after } = await signInThere(tracker, "", jar);
    expect(after.session).not.toBe(planted);
    expect(await (await get(tracker, "/staff", after.session ?? "")).text()).toContain("noor@example.org · Reader");
  });

  test("whose claims are told to the access token only is found there", async () => {
    office.changeToken = ({ email: _, email_verified: __, ...claims }) => office.sign(claims);
    expect((await signInThere()).answer.status).toBe(200);
  });
});

describe("nobody is let in", () => {
  test.each<readonly [string, Record<string, unknown>, RegExp]>([
    ["whose address is not verified", { email: "noor@example.org", email_verified: false }, /does not confirm/],
    ["whose address is said to be verified in a word", { email: "noor@example.org", email_verified: "true" }, /does not confirm/],
    ["of whose address nothing is said", { email: "noor@example.org" }, /does not confirm/],
    [
      "whose address is not verified, whatever a second claim says",
      { email: "noor@example.org", email_verified: false, xms_edov: true },
      /does not confirm/,
    ],
    ["without an address", { email_verified: true }, /does not confirm/],
    ["with something else for an address", { email: ["noor@example.org"], email_verified: true }, /does not confirm/],
    ["with an address in which something cannot be seen", { email: "noor@example.org\u200b", email_verified: true }, /does not confirm/],
    [
      "who is no member",
      { email: "stranger@example.org", email_verified: true },
      /stranger@example\.org, but that address is not a member/,
    ],
  ])("%s", async (_, person, text) => {
    const { answer, jar } = await as(person, () => signInThere());
    const page = await answer.text();
    expect([answer.status, jar.session]).toEqual([403, undefined]);
    expect(page).toMatch(text);
    expect(page).toContain('type="password"');
  });

  test("who came from another site's link without seeing this one: the way there begins on the own page", async () => {
    for (const site of ["cross-site", "same-site"]) {
      const answer = await get(tracker, "/staff/sign-in/oidc?next=/staff/how", "", { "sec-fetch-site": site });
      expect([answer.status, answer.headers.get("location"), answer.headers.getSetCookie()]).toEqual([
        303,
        "/staff/sign-in?next=%2Fstaff%2Fhow",
        [],
      ]);
    }
  });

  test("who said no there", async () => {
    const { address, jar } = await begin();
    const { searchParams } = new URL(address);
    const back = `${searchParams.get("redirect_uri")}?error=access_denied&error_description=canary&state=${searchParams.get("state")}`;
    const answer = await comeBack(`${back}&iss=${encodeURIComponent(office.issuer)}`, jar);
    const page = await answer.text();
    expect([answer.status, jar.session]).toEqual([403, undefined]);
    expect(page).toContain("You were not signed in at");
    expect(page).not.toContain("canary");
  });
});

test("an address that Microsoft's provider confirms in its own way is verified", async () => {
  for (const xms_edov of [true, 1, "1"])
    expect((await as({ email: "noor@example.org", xms_edov }, () => signInThere())).answer.status).toBe(200);
  for (const xms_edov of [false, 0, "0", "", null])
    expect((await as({ email: "noor@example.org", xms_edov }, () => signInThere())).answer.status).toBe(403);
});

describe("where a claim says who has which role", () => {
  const comesWith = (roles: unknown) => as({ ...NOOR, roles }, () => signInThere(byClaim));

  test.each<readonly [unknown, string]>([
    ["reader", "Reader"],
    [["marketer"], "Marketer"],
    [["everybody", "reader", "admin"], "Admin"],
  ])("%j lets in as %s", async (roles, shown) => {
    const { answer, jar } = await comesWith(roles);
    expect(answer.status).toBe(200);
    expect(await (await get(byClaim, "/staff", jar.session ?? "")).text()).toContain(`noor@example.org · ${shown}`);
  });

  test.each([[undefined], ["owner"], ["Admin"], [" admin"], ["site"], [[]], [["everybody"]], [{ admin: true }], [true], ["reader,admin"]])(
    "%j is no role and lets nobody in",
    async (roles) => {
      const { answer, jar } = await comesWith(roles);
      expect([answer.status, jar.session]).toEqual([403, undefined]);
      expect(await answer.text()).toContain("gives you no role here");
    },
  );

  test("a role that is told to the access token only is found there", async () => {
    office.changeToken = ({ roles: _, ...claims }) => office.sign(claims);
    expect((await comesWith("marketer")).answer.status).toBe(200);
  });

  test("the latest sign-in counts, in sessions from before it too, and the history has each change", async () => {
    const { jar } = await comesWith("admin");
    expect((await get(byClaim, "/staff/settings", jar.session ?? "")).status).toBe(200);
    await comesWith("reader");
    expect((await get(byClaim, "/staff/settings", jar.session ?? "")).status).toBe(403);
    await comesWith("reader");
    const { body } = await byClaim.api<string>("GET", "/history.jsonl");
    const told = body
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { who: string; subject: string; changes: { role: string } });
    const own = told.filter(({ subject }) => subject === "member:noor@example.org");
    expect(own.slice(-2).map(({ who, changes }) => [who, changes])).toEqual([
      ["noor@example.org", { role: "admin", fromClaim: true, was: { role: "marketer" } }],
      ["noor@example.org", { role: "reader", fromClaim: true, was: { role: "admin" } }],
    ]);
  });

  test("membership that an admin gave lets nobody in, and who is removed is signed out", async () => {
    const admin = await sessionOf(byClaim, ADMIN_KEY);
    const page = await (await get(byClaim, "/staff/settings", admin)).text();
    expect(page).toContain("the role that the claim roles says");
    expect(page).not.toContain('action="/staff/settings/members"');
    await post(byClaim, "/staff/settings/members", { email: "added@example.org", role: "admin" }, admin);
    const added = await as({ email: "added@example.org", email_verified: true }, () => signInThere(byClaim));
    expect(added.answer.status).toBe(403);
    const { jar } = await comesWith("reader");
    await post(byClaim, "/staff/settings/members/noor%40example.org/remove", {}, admin);
    expect((await get(byClaim, "/staff", jar.session ?? "")).status).toBe(303);
  });
});

test("a session ends when the provider or its client is another one", async () => {
  const { jar } = await signInThere();
  const other = await startDashboard({ ...settingsFor(office.issuer), OIDC_CLIENT_ID: "another" });
  try {
    expect((await get(other, "/staff", jar.session ?? "")).status).toBe(303);
  } finally {
    await discard(other);
  }
});

test("a tracker without a provider has no button for one, and nothing at its addresses", async () => {
  const alone = await startDashboard();
  try {
    expect(await (await get(alone, "/staff/sign-in", "")).text()).not.toContain("oidc");
    for (const path of ["", "/callback?code=x&state=y", "/sign-out"])
      expect((await get(alone, `/staff/sign-in/oidc${path}`, "")).status).toBe(404);
  } finally {
    await discard(alone);
  }
});
