/** The example site while Fivebar is down: whoever signs is kept, and is counted once, later. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Between, type Manner } from "../setup/between.ts";
import { ExampleStand } from "../setup/example_stand.ts";

let stand: ExampleStand;

beforeAll(async () => {
  stand = await ExampleStand.start();
});
afterEach(() => {
  stand.asked = [];
});
afterAll(() => stand?.stop());

describe("with Fivebar down people sign all the same, are kept, and are counted once when it is back, though the site restarts meanwhile", () => {
  /** Who signed by these addresses, as it is kept. */
  function kept(start: string): unknown[] {
    const db = new DatabaseSync(join(stand.siteDir, "signups.sqlite"), { readOnly: true });
    try {
      return db.prepare("SELECT email, name, age_group, signed_on FROM signups WHERE email LIKE ? ORDER BY email").all(`${start}%`);
    } finally {
      db.close();
    }
  }

  /** Five sign while Fivebar does not answer; then the site restarts, Fivebar comes back, and is given time to be told. */
  async function signWhile(how: string, down: () => Promise<void>, up: () => Promise<void>): Promise<void> {
    const slug = `while-${how}`;
    await stand.campaign(slug);
    await stand.inPrivate({}, async (page) => {
      await page.goto(`${stand.tracker.origin}/${slug}`);
      await page.getByRole("link", { name: "Teken", exact: true }).click();
      await down();
      for (let n = 0; n < 5; n += 1) {
        await page.goto(`${stand.site.origin}/teken?c=${slug}`);
        await stand.sign(page, `${how}${n}@example.org`);
      }
    });
    const signed_on = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
    const expected = [0, 1, 2, 3, 4].map((n) => ({
      email: `${how}${n}@example.org`,
      name: "Sam de Vries",
      age_group: "35-49",
      signed_on,
    }));
    expect(kept(how)).toEqual(expected);
    expect(stand.site.queue.waiting).toBe(5);
    expect(await readFile(join(stand.siteDir, "signups.sqlite"), "latin1")).not.toContain(slug);
    await stand.site.stop();
    await stand.openSite(reportTo);
    expect([kept(how), stand.site.queue.waiting]).toEqual([expected, 5]);
    await up();
    await expect.poll(() => stand.site.queue.waiting, { timeout: 30_000 }).toBe(0);
    expect((await stand.figures(slug))[1]).toBe(5);
    await stand.site.queue.flush();
    expect([(await stand.figures(slug))[1], stand.site.queue.setAside]).toEqual([5, []]);
  }

  let reportTo = "";

  test("its connections refused", async () => {
    reportTo = stand.tracker.origin;
    const start = () => stand.tracker.start(Number(new URL(reportTo).port));
    await signWhile("refused", () => stand.tracker.stop("SIGKILL"), start);
  });

  test.each(["503", "hanging"] as const)("%s", async (how) => {
    const between = new Between(() => stand.tracker.origin);
    await between.listen();
    try {
      reportTo = between.origin;
      await stand.site.stop();
      await stand.openSite(reportTo);
      const manner: Manner = how === "503" ? { status: 503 } : "hang";
      const down = async () => void between.manners.push(...Array<Manner>(1_000).fill(manner));
      const up = async () => void between.manners.splice(0);
      await signWhile(how, down, up);
    } finally {
      await stand.site.stop();
      await stand.openSite();
      await between.close();
    }
  });
});
