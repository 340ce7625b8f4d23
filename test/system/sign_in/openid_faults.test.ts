/** An identity provider that is down, slow, not itself, or flooded by strangers through this tracker: nobody is let in by it, and keys go on working. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { certify } from "../setup/certificate.ts";
import { get, startDashboard } from "../setup/dashboard.ts";
import { startIdentityProvider } from "../setup/identity_provider.ts";
import { settingsFor } from "../setup/openid_settings.ts";
import { addMember, begin, comeBack, Jar, office, openIdStand, refused } from "../setup/openid_stand.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

openIdStand();

beforeAll(() => addMember("noor@example.org", "admin"));
afterEach(() => Object.assign(office, { changeMetadata: null, instead: null }));

describe("a provider that", () => {
  test.each<readonly ["closed" | "500" | "huge" | "redirect" | "text", number]>([
    ["closed", 503],
    ["500", 503],
    ["huge", 503],
    ["redirect", 403],
    ["text", 403],
  ])("answers with %s where the code is exchanged signs nobody in", async (how, status) => {
    office.instead = { path: "/token", with: how };
    await refused(status === 503 ? /does not answer.*sign in with an access key/s : /was not valid/, status);
  });

  test("describes itself wrongly is not gone to, and is once it is right again; one that does not answer costs a few seconds, and strangers cannot flood it", async () => {
    const wrong: readonly Record<string, unknown>[] = [
      { issuer: "https://login.elsewhere.example" },
      { token_endpoint: undefined },
      { token_endpoint: "http://login.elsewhere.example/token" },
      { authorization_endpoint: "javascript:alert(1)" },
    ];
    const fresh = await Promise.all(wrong.map(() => startDashboard(settingsFor(office.issuer))));
    try {
      for (const [nth, one] of fresh.entries()) {
        office.changeMetadata = (metadata) => ({ ...metadata, ...wrong[nth] });
        const answer = await get(one, "/staff/sign-in/oidc", "");
        expect([wrong[nth], answer.status, answer.headers.get("location")]).toEqual([wrong[nth], 503, null]);
        expect(await answer.text()).toContain("sign in with an access key");
      }
      office.changeMetadata = null;
      office.instead = { path: "/token", with: "nothing" };
      const begun = Date.now();
      const slow = refused(/does not answer/, 503).then(() => Date.now() - begun);
      const isRight = async (one: Tracker) => (await get(one, "/staff/sign-in/oidc", "")).status;
      const flood = strangersAtOneThatHangs();
      await Promise.all(fresh.map((one) => expect.poll(() => isRight(one), { timeout: 15_000 }).toBe(303)));
      expect(await slow).toBeLessThan(15_000);
      await flood;
    } finally {
      await Promise.all(fresh.map(discard));
    }
  });
});

/** They cost a provider that takes connections and answers none a bounded number of them, and each is told so. */
async function strangersAtOneThatHangs(): Promise<void> {
  let asked = 0;
  const hanging = createServer(() => {
    asked += 1;
  });
  await new Promise<void>((resolve) => hanging.listen(0, "127.0.0.1", resolve));
  const flooded = await startDashboard(settingsFor(`http://127.0.0.1:${(hanging.address() as AddressInfo).port}`));
  try {
    const statuses = await Promise.all(Array.from({ length: 200 }, async () => (await get(flooded, "/staff/sign-in/oidc", "")).status));
    expect([...new Set(statuses)]).toEqual([503]);
    expect(asked).toBeLessThan(150);
  } finally {
    await discard(flooded);
    hanging.closeAllConnections();
    hanging.close();
  }
}

test("over https a certificate decides: one that nobody vouches for is not believed, one of the office's own authority is", async () => {
  const certified = certify("127.0.0.1");
  const secure = await startIdentityProvider("127.0.0.1", certified);
  const folder = await mkdtemp(join(tmpdir(), "fivebar-authority-"));
  const file = join(folder, "office.pem");
  await writeFile(file, certified.cert);
  const settings = settingsFor(secure.issuer);
  const [stranger, own] = await Promise.all([startDashboard(settings), startDashboard({ ...settings, SSL_CERT_FILE: file })]);
  try {
    secure.open([own.origin]);
    expect((await get(stranger, "/staff/sign-in/oidc", "")).status).toBe(503);
    const { headers, status } = await get(own, "/staff/sign-in/oidc", "");
    expect([status, new URL(headers.get("location") ?? "").origin]).toEqual([303, secure.issuer]);
  } finally {
    await Promise.all([discard(stranger), discard(own), rm(folder, { recursive: true })]);
    await secure.close();
  }
});

test("strangers who flood the way back slow down nobody who has a key, and cost the provider a bounded number of requests", async () => {
  const flooded = await startDashboard(settingsFor(office.issuer));
  try {
    await begin(new Jar(), flooded);
    const before = office.asked.filter((path) => path === "POST /token").length;
    const statuses = await Promise.all(
      Array.from({ length: 130 }, async () => {
        const { address, jar } = await begin(new Jar(), flooded);
        const state = new URL(address).searchParams.get("state");
        const iss = encodeURIComponent(office.issuer);
        return (await comeBack(`${flooded.origin}/staff/sign-in/oidc/callback?code=made-up&state=${state}&iss=${iss}`, jar)).status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([403, 429]));
    expect(office.asked.filter((path) => path === "POST /token").length - before).toBeLessThan(130);
    expect((await flooded.api("GET", "/campaigns")).status).toBe(200);
    expect(flooded.output.match(/answer of the identity provider was refused/g)).toHaveLength(1);
    expect(flooded.output).not.toMatch(/made-up|example\.org/);
  } finally {
    await discard(flooded);
  }
});
