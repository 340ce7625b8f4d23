/** Members whom Cloudflare Access vouches for: what they may do, how they are listed, and what a stranger reads. */
import { describe, expect, test } from "vitest";
import { accessStand, addMember, keyServer, signInBehindAccess, TEAM, token, tracker, visit } from "../setup/access_stand.ts";
import { complaints } from "../setup/axe.ts";
import { launchBrowser } from "../setup/browser.ts";
import { post } from "../setup/dashboard.ts";

accessStand();

describe("a member", () => {
  test("is let in as themselves, with the role that an admin gave, and no cookie", async () => {
    await addMember("Noor@Example.org", "reader");
    const answer = await visit("/staff", await token());
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
    expect(await answer.text()).toContain("noor@example.org");
    expect((await visit("/staff/settings", await token())).status).toBe(403);
    expect(keyServer.asked[0]).toBe(`${TEAM}/cdn-cgi/access/certs`);
  });

  test("has another role at once when an admin says so, and none when removed", async () => {
    await addMember("role@example.org", "reader");
    const jwt = await token({ email: "role@example.org" });
    expect((await visit("/staff/new-campaign", jwt)).status).toBe(403);
    await addMember("role@example.org", "marketer", "member-changed");
    expect((await visit("/staff/new-campaign", jwt)).status).toBe(200);
    const boss = await token({ email: "boss@example.org" });
    const cookie = (await signInBehindAccess(boss)) ?? "";
    await post(tracker, "/staff/settings/members/role%40example.org/remove", {}, cookie, { "cf-access-jwt-assertion": boss });
    expect((await visit("/staff", jwt)).status).toBe(403);
  });

  test("an admin cannot remove themselves or change their own role", async () => {
    await addMember("chief@example.org", "admin");
    const jwt = await token({ email: "chief@example.org" });
    const headers = { "cf-access-jwt-assertion": jwt };
    expect((await post(tracker, "/staff/settings/members/chief%40example.org/remove", {}, "", headers)).status).toBe(400);
    expect((await post(tracker, "/staff/settings/members", { email: "chief@example.org", role: "reader" }, "", headers)).status).toBe(400);
    const settings = await visit("/staff/settings", jwt);
    expect(settings.status).toBe(200);
    const page = await settings.text();
    expect(page).toContain("this is you");
    expect(page).toContain("members/noor%40example.org/remove");
    expect(page).not.toContain("members/chief%40example.org/remove");
  });

  test("signs out where they signed in, and is offered no form for a key", async () => {
    await addMember("leaver@example.org", "reader");
    const jwt = await token({ email: "leaver@example.org" });
    const html = await (await visit("/staff", jwt)).text();
    expect(html).toContain('<a href="/cdn-cgi/access/logout">');
    expect(html).not.toContain("/staff/sign-out");
    const answer = await post(tracker, "/staff/sign-out", {}, "", { "cf-access-jwt-assertion": jwt });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/cdn-cgi/access/logout"]);
    const form = await visit("/staff/sign-in?next=/staff/how", jwt);
    expect([form.status, form.headers.get("location")]).toEqual([303, "/staff/how"]);
  });

  test("is listed with the day of their last visit and no more of it", async () => {
    await addMember("seen@example.org", "reader");
    const boss = await token({ email: "boss@example.org" });
    const cookie = (await signInBehindAccess(boss)) ?? "";
    const row = async (): Promise<string> =>
      /<tr><th scope="row">seen@example\.org.*?<\/tr>/.exec(await (await visit("/staff/settings", boss, cookie)).text())?.[0] ?? "";
    expect(await row()).toContain(">never<");
    await visit("/staff", await token({ email: "seen@example.org" }));
    expect(await row()).toMatch(/>\d{1,2} \w+ \d{4}</);
  });

  test("is named in the history of what they change", async () => {
    await addMember("maker@example.org", "marketer");
    await tracker.allowHosts();
    const headers = { "cf-access-jwt-assertion": await token({ email: "maker@example.org" }) };
    const fields = { name: "Behind Access", slug: "behind-access", channels: "tiktok", destination: "https://example.org/join" };
    expect((await post(tracker, "/staff/new-campaign", fields, "", headers)).status).toBe(303);
    expect(await (await visit("/staff/campaigns/behind-access", headers["cf-access-jwt-assertion"])).text()).toContain("maker@example.org");
  });
});

describe("somebody whom Access knows and nobody here does", () => {
  test("reads whom to ask, and that the admin key opens the door for the first members", async () => {
    await addMember("chief@example.org", "admin");
    const answer = await visit("/staff", await token({ email: "stranger@example.org" }));
    const text = await answer.text();
    expect(answer.status).toBe(403);
    expect(text).toContain("stranger@example.org");
    expect(text).toContain("mailto:chief@example.org");
    expect(text).toContain("Sign in with an access key");
  });
});

describe.each(["nl", "en"])("behind Access in a browser, in %s", (locale) => {
  test("axe finds nothing on the members' page and on the page for somebody without access", async () => {
    // Two admins, so that the page for strangers has addresses one below the other.
    for (const email of ["looker@example.org", "other@example.org"]) await addMember(email, "admin");
    const browser = await launchBrowser();
    try {
      for (const [email, path, status] of [
        ["looker@example.org", "/staff/settings", 200],
        ["looker@example.org", "/staff/settings/members/looker%40example.org/remove", 200],
        ["unknown@example.org", "/staff", 403],
      ] as const) {
        const extraHTTPHeaders = { "cf-access-jwt-assertion": await token({ email }) };
        const context = await browser.newContext({ locale, bypassCSP: true, extraHTTPHeaders });
        const page = await context.newPage();
        const answer = await page.goto(`${tracker.origin}${path}`);
        expect([email, path, answer?.status()]).toEqual([email, path, status]);
        expect(await complaints(page)).toEqual([]);
        const own = page.getByRole("row").filter({ hasText: "looker@example.org" });
        if (path === "/staff/settings") expect(await own.locator("td").nth(1).textContent()).toMatch(/^\d{1,2} \w+ \d{4}$/);
        await context.close();
      }
    } finally {
      await browser.close();
    }
  });
});
