/** Requests that are not as plain as a code in a field: mangled codes, two codes, other ways of sending, a form that is shown again. */
import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { BROWSER } from "../../setup/tracker.ts";
import type { InWordPress } from "./in_wordpress.ts";

export function testOddRequests({ tested, stand, browser }: InWordPress): void {
  tested("mangled codes are read as links are, and are not stored either", async () => {
    const slug = await stand().campaign("mangled-code");
    await stand().forget();
    await stand().set();
    const escaped = encodeURIComponent(`(${slug})`);
    const ways: readonly [string, Record<string, string>][] = [
      ["", { c: `${slug}.` }],
      ["", { c: ` ${slug.toUpperCase()}\n` }],
      [`?c=${escaped}&x=1`, {}],
      ["", { data: `names=A&c=${slug}%2C` }],
      ["", { c: `${slug}&utm_source=x`, json: `{"c":"${slug}!"}` }],
      ["", { c: slug.replace("-", "\u2011"), referrer: `${stand().wordpress.origin}/sign-up/?x=1&c=${slug}%252E#c` }],
      ["", { c: slug.replace("e", "e\u200b") }],
      [`?c=${slug}.&c=${slug}`, { c: "x".repeat(5_000) }],
    ];
    for (const [query, more] of ways) expect(await stand().send("fluent", query, more)).toBe(200);
    await expect.poll(() => stand().waiting()).toBe(0);
    expect(stand().reported(slug)).toBe(8);
    const database = await stand().stored();
    for (const text of [slug, slug.replace("-", "\u2011"), slug.replace("e", "e\u200b")]) expect(database).not.toContain(text);
  });

  tested("no other code of a request is stored: of the page beside the form's, of the page before, of a script's cookie", async () => {
    const [counted, other] = [await stand().campaign("counted-one"), await stand().campaign("other-one")];
    await stand().forget();
    await stand().set();
    expect(
      await stand().send("gravity", `?c=${other}`, { c: counted, more: `https://elsewhere.example/?a=1&amp;c=${other}&amp;b=2` }),
    ).toBe(200);
    const headers = {
      referer: `${stand().wordpress.origin}/petition/?a=1&c=${other}`,
      cookie: `landing=${encodeURIComponent(`/x?c=${other}`)}`,
      "user-agent": BROWSER,
    };
    expect((await fetch(`${stand().wordpress.origin}/about-us/?statistics=1`, { headers })).status).toBe(200);
    await expect.poll(() => stand().waiting()).toBe(0);
    expect([stand().reported(counted), stand().reported(other)]).toEqual([1, 0]);
    const database = await stand().stored();
    expect(database).toMatch(/about-us[\\/]*\?statistics=1/);
    for (const slug of [counted, other]) expect(database).not.toContain(slug);
    // What is no code stays as it was sent.
    expect(database).toContain("https:\\\\/\\\\/elsewhere.example\\\\/?a=1&amp;b=2".toLowerCase());
  });

  tested("Contact Form 7's way, by the REST API, reports and stores no code; what staff send in wp-admin stays as it is", async () => {
    const slug = await stand().campaign("by-rest");
    await stand().forget();
    await stand().set();
    const { origin } = stand().wordpress;
    const body = new FormData();
    for (const [name, value] of [
      ["your-email", "canary-person@example.org"],
      ["email", "canary-person@example.org"],
      ["c", slug],
    ] as const)
      body.set(name, value);
    const address = `${origin}/wp-json/contact-form-7/v1/contact-forms/12/feedback`;
    const answer = await fetch(address, {
      method: "POST",
      body,
      headers: { referer: `${origin}/sign-up/?c=${slug}`, "user-agent": BROWSER },
    });
    expect([answer.status, await answer.json()]).toEqual([200, { status: "mail_sent" }]);
    await expect.poll(() => stand().waiting()).toBe(0);
    expect([stand().reported(slug), await stand().stored()]).toEqual([1, expect.not.stringContaining(slug)]);
    const staff = await fetch(`${origin}/wp-admin/admin-ajax.php`, {
      method: "POST",
      body: new URLSearchParams({ action: "stand_in", plugin: "theme", email: "a@example.org", c: "a-field-of-theirs" }),
      headers: { referer: `${origin}/wp-admin/edit.php?c=1` },
    });
    expect(staff.status).toBe(200);
    expect(await stand().stored()).toContain("a-field-of-theirs");
    await expect.poll(() => stand().waiting()).toBe(0);
  });

  tested.each([
    ["script", true, "?c="],
    ["links", false, "?c="],
    ["fragment", true, "#c="],
  ] as const)("a form that comes back with what was wrong in it still has the code (%s)", async (carry, hasScript, before) => {
    const slug = await stand().campaign(`again-${carry}`);
    await stand().forget();
    await stand().set({ FIVEBAR_CARRY: carry });
    const addresses = await sentTwice(browser(), `${stand().wordpress.origin}/petition/${before}${slug}`, hasScript);
    expect(addresses.at(-1)).toMatch(/\/thank-you\/$/);
    await expect.poll(() => stand().waiting()).toBe(0);
    expect([stand().reported(slug), stand().counted()]).toEqual([1, 1]);
    expect(await stand().stored()).not.toContain(slug);
    if (carry === "fragment") for (const address of addresses) expect(address.split("#")[0]).not.toContain(slug);
  });
}

/** Over two pages to the form, which is refused once. Gives the addresses on the way. */
async function sentTwice(browser: Browser, landing: string, javaScriptEnabled: boolean): Promise<string[]> {
  const page = await (await browser.newContext({ userAgent: BROWSER, javaScriptEnabled })).newPage();
  const addresses: string[] = [];
  page.on("request", (request) => void addresses.push(request.url(), request.headers().referer ?? ""));
  await page.goto(landing);
  await page.click("#about");
  await page.waitForURL(/about-us/);
  await page.click("#sign");
  await page.waitForURL(/sign-up/);
  for (const email of ["wrong@example.org", "canary-person@example.org"]) {
    await page.fill("input[name=email]", email);
    const answered = page.waitForEvent("load");
    await page.click("button");
    await answered;
    addresses.push(page.url());
  }
  await page.waitForURL(/thank-you/);
  addresses.push(page.url());
  await page.context().close();
  return addresses;
}
