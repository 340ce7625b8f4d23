/** Keys on the settings page: made for a website or a person, shown once, used, and deleted. */
import { describe, expect, test } from "vitest";
import { get, inBrowser, keyFor, post, sessionOf } from "../setup/dashboard.ts";
import { browser, marketerStand, tracker } from "../setup/marketer_stand.ts";
import { ADMIN_KEY } from "../setup/tracker.ts";

marketerStand();

describe("keys", () => {
  test.each([
    ["with script", true],
    ["without script", false],
  ])("are made, shown once, used, and deleted after a question, %s", async (_, javaScriptEnabled) => {
    const name = `Newsletter site ${javaScriptEnabled}`;
    await inBrowser(browser, tracker, ADMIN_KEY, { javaScriptEnabled }, async (page) => {
      await page.goto(`${tracker.origin}/staff/settings`);
      await page.getByLabel("Name").fill(name);
      await page.getByLabel(/^Website/).check();
      await page.getByRole("button", { name: "Create" }).click();
      const key = (await page.locator("code").first().textContent()) ?? "";
      expect(key).toMatch(/^fivebar_site_/);
      const report = (): Promise<{ status: number }> =>
        tracker.api("POST", "/signups", { campaign: null, test: true }, { authorization: `Bearer ${key}` });
      expect((await report()).status).toBe(200);
      await page.getByRole("link", { name: "Back" }).click();
      expect(await page.content()).not.toContain(key);
      const lastUsed = page.getByRole("row").filter({ hasText: name }).locator("td").nth(2);
      // The day of its use is told when it is over: see test/system/dashboard/past.test.ts.
      expect(await lastUsed.textContent()).toBe("not before today");
      await page.getByRole("link", { name: `Delete: ${name}` }).click();
      expect((await report()).status).toBe(200);
      await page.getByRole("button", { name: "Yes, delete this key" }).click();
      await page.waitForURL(/notice=key-removed/);
      expect((await report()).status).toBe(401);
    });
  });

  test("have the role that was chosen and none by themselves, and say whether they are for a website", async () => {
    await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
      for (const [name, role, says] of [
        ["Site key", "site", "Keep it on the website’s server"],
        ["Personal key", "reader", "Do not give it to a website"],
      ]) {
        await page.goto(`${tracker.origin}/staff/settings`);
        const roles = page.locator("[name=role]");
        expect(await roles.evaluateAll((all) => all.filter((one) => (one as HTMLInputElement).checked).length)).toBe(0);
        await page.getByLabel("Name").fill(name ?? "");
        await page.getByRole("button", { name: "Create" }).click();
        expect(await roles.first().evaluate((one) => [document.activeElement === one, one.matches(":user-invalid")])).toEqual([true, true]);
        await page.locator(`[value=${role}]`).check();
        await page.getByRole("button", { name: "Create" }).click();
        await page.getByText(says ?? "").waitFor();
      }
    });
    const { keys } = (await tracker.api<{ keys: { name: string; role: string }[] }>("GET", "/keys")).body;
    const made = keys.filter(({ name }) => / key$/.test(name)).map(({ name, role }) => [name, role]);
    expect(Object.fromEntries(made)).toEqual({ "Site key": "site", "Personal key": "reader" });
  });

  test("are asked for once however often the button is clicked", async () => {
    await inBrowser(browser, tracker, ADMIN_KEY, {}, async (page) => {
      await page.goto(`${tracker.origin}/staff/settings`);
      await page.getByLabel("Name").fill("Clicked twice");
      await page.getByLabel(/^Reader/).check();
      const held = await page.locator("form[action$='/settings/keys']").evaluate((form: HTMLFormElement) => {
        const prevented: boolean[] = [];
        // After the page's own listener; nothing is sent, so that the page stays.
        addEventListener("submit", (event) => {
          prevented.push(event.defaultPrevented);
          event.preventDefault();
        });
        form.requestSubmit();
        form.requestSubmit();
        return prevented;
      });
      expect(held).toEqual([false, true]);
    });
  });

  test("of one name are refused the second time", async () => {
    await keyFor(tracker, "reader", "Twice");
    const answer = await post(tracker, "/staff/settings/keys", { name: "Twice", role: "reader" }, await sessionOf(tracker));
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("there is a key named &quot;Twice&quot; already");
  });
});

test("what deleting a key ends is said for the key that it is", async () => {
  const ends: Readonly<Record<string, string>> = { site: "cannot report signups", reader: "is signed out" };
  for (const [role, text] of Object.entries(ends)) {
    const { id } = await keyFor(tracker, role, `To delete, ${role}`);
    expect(await (await get(tracker, `/staff/settings/keys/${id}/remove`, await sessionOf(tracker))).text()).toContain(text);
  }
  const { id, key } = await keyFor(tracker, "admin", "My own");
  const own = await get(tracker, `/staff/settings/keys/${id}/remove`, await sessionOf(tracker, key));
  expect(await own.text()).toContain("You are signed in with it yourself");
});
