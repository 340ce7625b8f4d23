/** Two who change one campaign at the same time: neither takes back what the other has done without knowing. */
import { expect, test } from "vitest";
import { post, sessionOf } from "../setup/dashboard.ts";
import { campaign, key, marketer, marketerStand, tracker } from "../setup/marketer_stand.ts";

marketerStand();

test("what the other has changed is listed, stands in the fields that were not touched, and stays when both save", async () => {
  const spec = { published: true, regions: ["Utrecht"], paidBy: "Us" };
  await tracker.createCampaign("shared", { name: "Before", notes: "old", spec });
  await marketer(async (page) => {
    await page.goto(`${tracker.origin}/staff/campaigns/shared/edit`);
    const theirs = { endsOn: "2199-12-31", notes: "theirs", channel: "google", spec: { ...spec, regions: ["Gelderland"] } };
    await tracker.api("PATCH", "/campaigns/shared", theirs);
    await page.getByLabel("Name", { exact: true }).fill("After");
    await page.getByLabel("Notes").fill("mine");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").locator("li").allTextContents()).toEqual(
      expect.arrayContaining(["Notes: theirs", "Last day: 31 December 2199", "Channel: Google", "Regions: Gelderland"]),
    );
    const values = ["name", "notes", "endsOn", "spec-regions"].map((field) => page.locator(`#f-${field}`).inputValue());
    expect(await Promise.all(values)).toEqual(["After", "mine", "2199-12-31", "Gelderland"]);
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/notice=saved/);
  });
  expect(await campaign("shared")).toMatchObject({
    name: "After",
    notes: "mine",
    endsOn: "2199-12-31",
    channel: "google",
    spec: { published: true, regions: ["Gelderland"], paidBy: "Us" },
  });
});

test("a third change while the second is looked at is shown as well", async () => {
  await tracker.createCampaign("thrice", { name: "Before" });
  await marketer(async (page) => {
    await page.goto(`${tracker.origin}/staff/campaigns/thrice/edit`);
    for (const notes of ["first", "second"]) {
      await tracker.api("PATCH", "/campaigns/thrice", { notes });
      await page.getByLabel("Name", { exact: true }).fill(`After the ${notes}`);
      await page.getByRole("button", { name: "Save" }).click();
      expect(await page.getByRole("alert").locator("li").allTextContents()).toContain(`Notes: ${notes}`);
    }
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/notice=saved/);
  }, false);
  expect(await campaign("thrice")).toMatchObject({ name: "After the second", notes: "second" });
});

test("a form that does not say how it was opened is shown as it was sent", async () => {
  await tracker.createCampaign("older", { name: "Before" });
  await tracker.api("PATCH", "/campaigns/older", { notes: "theirs" });
  const cookie = await sessionOf(tracker, key);
  for (const opened of ["", "{", "[1,2]", "[{},7]", '[{"name":7},"tiktok"]']) {
    const fields = { name: "Sent", channels: "tiktok", destination: "https://example.org/", version: "1", opened };
    const answer = await post(tracker, "/staff/campaigns/older/edit", fields, cookie);
    expect([answer.status, (await answer.text()).includes('value="Sent"')]).toEqual([412, true]);
  }
});

test("a status that is none changes nothing", async () => {
  await tracker.createCampaign("paused");
  await tracker.api("PATCH", "/campaigns/paused", { status: "paused" });
  const cookie = await sessionOf(tracker, key);
  for (const fields of [{}, { status: "" }, { status: "running" }]) {
    expect((await post(tracker, "/staff/campaigns/paused/status", fields as Record<string, string>, cookie)).status).toBe(400);
    expect(await campaign("paused")).toMatchObject({ status: "paused", version: 2 });
  }
});
