/** The example site with a real tracker in a real browser: from the ad to the figures, and what is left behind. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Signups } from "../../../examples/campaign-site/signups.ts";
import { PERSONAL_PARAMS } from "../../../src/domain/campaign/personal_params.ts";
import { ExampleStand } from "../setup/example_stand.ts";

const CANARY = "canary7f3click";
const CLICKS = [...PERSONAL_PARAMS].map((name) => `${name}=${CANARY}`).join("&");

let stand: ExampleStand;

beforeAll(async () => {
  stand = await ExampleStand.start();
});
afterEach(() => {
  stand.asked = [];
});
afterAll(() => stand?.stop());

/** All bytes below a folder, as text in which any ASCII can be found. */
async function bytesIn(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return (await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), "latin1")))).join("\n");
}

test.each([true, false])("five people come by an ad, read, and sign (JavaScript: %s)", async (javaScriptEnabled) => {
  const slug = javaScriptEnabled ? "ad-with-script" : "ad-no-script";
  await stand.campaign(slug);
  for (let n = 0; n < 5; n += 1) {
    await stand.inPrivate({ javaScriptEnabled }, async (page) => {
      await page.goto(`${stand.tracker.origin}/${slug}?${CLICKS}#${CANARY}`);
      await page.waitForURL((url) => url.origin === stand.site.origin);
      expect(new URL(page.url()).hash).toBe("");
      expect(new URL(page.url()).search).toBe(`?c=${slug}`);
      for (const [link, path] of [
        ["De zaak", "/de-zaak"],
        ["Uw gegevens", "/privacy"],
        ["Teken", "/teken"],
      ] as const) {
        await page.getByRole("link", { name: link, exact: true }).click();
        await page.waitForURL(`${stand.site.origin}${path}?c=${slug}`);
      }
      await stand.sign(page, `${slug}-${n}@example.org`);
      expect(await page.context().cookies()).toEqual([]);
      expect((await page.context().storageState()).origins).toEqual([]);
    });
  }
  await expect.poll(() => stand.site.queue.waiting).toBe(0);
  await expect.poll(() => stand.figures(slug), { timeout: 15_000 }).toEqual([5, 5]);
  const beyondTheAd = stand.asked.filter((request) => !request.startsWith(stand.tracker.origin));
  expect(beyondTheAd.length).toBeGreaterThan(5);
  // The browser itself keeps an address's fragment through a redirect, and sends it to nobody.
  expect(beyondTheAd.join("\n").replaceAll(`#${CANARY}`, "")).not.toContain(CANARY);
});

test("the code is nowhere on the site, nor the person or the click at the tracker", async () => {
  await stand.campaign("look-for-me");
  for (let n = 0; n < 5; n += 1) {
    await stand.inPrivate({}, async (page) => {
      await page.goto(`${stand.tracker.origin}/look-for-me?${CLICKS}`);
      await page.getByRole("link", { name: "Teken", exact: true }).click();
      await stand.sign(page, `findme${n}@example.org`);
    });
  }
  await expect.poll(() => stand.site.queue.waiting).toBe(0);
  await expect.poll(() => stand.figures("look-for-me"), { timeout: 15_000 }).toEqual([5, 5]);
  await stand.site.queue.flush();
  const [kept, counted] = [await bytesIn(stand.siteDir), await bytesIn(stand.tracker.dataDir)];
  expect(kept).toContain("findme3@example.org");
  expect(counted).toContain("look-for-me");
  expect(kept).not.toMatch(/look-for-me|127\.0\.0\.1/i);
  expect(kept + counted + stand.tracker.output).not.toContain(CANARY);
  expect(counted + stand.tracker.output).not.toMatch(/findme|de Vries/);
});

describe("the form", () => {
  test("says what to do about each field, keeps what was entered and the code", async () => {
    await stand.campaign("mended");
    for (let n = 0; n < 5; n += 1) {
      await stand.inPrivate({}, async (page) => {
        await page.goto(`${stand.site.origin}/teken?c=mended`);
        await page.getByLabel("E-mailadres").fill("sam.example.org");
        await page.getByRole("button", { name: "Teken" }).click();
        await page.getByRole("alert").waitFor();
        expect(await page.getByRole("alert").getByRole("link").allTextContents()).toEqual([
          "Vul uw naam in.",
          "Er ontbreekt een @ in uw e-mailadres. Het ziet eruit als: naam@voorbeeld.nl.",
          "Kies een leeftijdsgroep, of “Dat zeg ik liever niet”.",
        ]);
        expect(await page.getByLabel("E-mailadres").inputValue()).toBe("sam.example.org");
        // The code is still in the address: whoever opens it again comes by the same ad.
        expect(page.url()).toBe(`${stand.site.origin}/teken?c=mended`);
        await page.getByRole("link", { name: "Vul uw naam in." }).click();
        expect(await page.evaluate(() => document.activeElement?.id)).toBe("name");
        await stand.sign(page, `mended${n}@example.org`);
      });
    }
    await expect.poll(() => stand.figures("mended")).toEqual([0, 5]);
  });

  test("sent twice, loaded again, and sent by the same person another time is one signature and one report", async () => {
    await stand.campaign("only-once");
    const signups = new Signups(join(stand.siteDir, "signups.sqlite"));
    const before = signups.count;
    await stand.inPrivate({}, async (page) => {
      for (const email of ["once@example.org", "once@example.org", "ONCE@example.org", "Once@Example.org"]) {
        await page.goto(`${stand.site.origin}/teken?c=only-once`);
        await stand.sign(page, email);
        await page.reload();
      }
      await page.goto(`${stand.site.origin}/teken?c=only-once`);
      await stand.fill(page, "once@example.org");
      await page.getByRole("button", { name: "Teken" }).dblclick();
      // The second click ends the navigation of the first, which waitForURL would take for a failure.
      await expect.poll(() => page.url()).toBe(`${stand.site.origin}/bedankt`);
    });
    expect(signups.count).toBe(before + 1);
    signups.close();
    await stand.site.queue.flush();
    for (let n = 0; n < 4; n += 1) {
      expect((await stand.figures("only-once"))[1]).toBe(0);
      await stand.comeAndSign("only-once", `other${n}@example.org`);
      await stand.site.queue.flush();
    }
    expect((await stand.figures("only-once"))[1]).toBe(5);
  });
});
