/** Many campaigns from a file on the dashboard, with script and without, and the file that the dashboard gives. */
import { describe, expect, test } from "vitest";
import { get, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { campaign, marketer, marketerStand, tracker } from "../setup/marketer_stand.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

marketerStand();

describe("import", () => {
  test.each([
    ["with script", true],
    ["without script", false],
  ])("shows each row's problem, makes nothing, and makes all once nothing is wrong, %s", async (_, hasScript) => {
    const fine = `row-fine-${hasScript}`;
    await tracker.createCampaign(`row-taken-${hasScript}`);
    const lines = ["name,channel,destination,slug", `Fine,tiktok,https://example.org/a,${fine}`, "Bad,radio,https://example.org/b,row-bad"];
    await marketer(async (page) => {
      await page.goto(`${tracker.origin}/staff/import`);
      await page
        .getByLabel("Or paste")
        .fill(
          [...lines, "Again,tiktok,http://example.org/c,row-c", `Taken,tiktok,https://example.org/d,row-taken-${hasScript}`].join("\n"),
        );
      await page.getByRole("button", { name: "Preview" }).click();
      const problems = await page.locator("tbody tr td:last-child").allTextContents();
      expect(problems.map((text) => text.trim())).toEqual([
        "fine",
        expect.stringContaining('there is no channel "radio"'),
        expect.stringContaining("must begin with https://"),
        expect.stringContaining("is taken"),
      ]);
      expect(await page.getByRole("button", { name: /^Make/ }).count()).toBe(0);
      expect((await tracker.api("GET", `/campaigns/${fine}`)).status).toBe(404);
      await page.getByRole("button", { name: "Edit the text" }).click();
      expect(await page.locator("#f-csv").inputValue()).toContain(lines.join("\n"));
      await page.getByRole("button", { name: "Preview" }).click();
      await page.getByRole("link", { name: "Choose another file" }).click();
      const file = { name: "links.csv", mimeType: "text/csv", buffer: Buffer.from(lines.slice(0, 2).join("\r\n")) };
      await page.getByLabel("File (CSV or XLSX)").setInputFiles(file);
      await page.getByRole("button", { name: "Preview" }).click();
      await page.getByRole("button", { name: "Make 1 campaign", exact: true }).click();
      await page.waitForURL(/notice=imported/);
    }, hasScript);
    expect(await campaign(fine)).toMatchObject({ name: "Fine" });
  });

  test.each([
    ["", "Choose a file or paste lines"],
    ["name,colour\na,b", "colour is no column here"],
    ["name,colour,size,name\na,b,c,d", "colour, size and name are no columns here"],
    ["name,channel,destination\na,b", "has 2 cells"],
    ["name,channel,destination", "at least one campaign"],
  ])("of %j says what to do", async (csv, message) => {
    const answer = await post(tracker, "/staff/import", { csv }, await sessionOf(tracker));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(message);
  });

  test("reads what export wrote", async () => {
    const spec = { published: true, regions: ["Utrecht", "Gelderland"], ageFrom: 18, budgetEuros: 10.5 };
    await tracker.createCampaign("exported", {
      name: 'With, "marks"',
      startsOn: "2026-01-01",
      countRepeats: false,
      notes: "two\nlines",
      spec,
    });
    const csv = await (await get(tracker, "/staff/campaigns.csv", await sessionOf(tracker))).text();
    const other = await startDashboard();
    try {
      for (const name of ["Poster js", "Poster plain"])
        await other.api("POST", "/channels", { id: name.toLowerCase().replace(" ", "-"), name });
      const answer = await post(other, "/staff/import", { csv, confirmed: "yes" }, await sessionOf(other));
      expect(answer.headers.get("location")).toMatch(/notice=imported/);
      const fields = async (from: Tracker) => {
        const {
          createdAt: _,
          link: __,
          version: ___,
          ...rest
        } = (await from.api<Record<string, unknown>>("GET", "/campaigns/exported")).body;
        return rest;
      };
      expect(await fields(other)).toEqual(await fields(tracker));
    } finally {
      await discard(other);
    }
  });
});
