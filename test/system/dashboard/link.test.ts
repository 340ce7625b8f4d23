/** A campaign's link as its page gives it: copied, as QR codes, and not for paper where it works on this machine only. */
import { request } from "node:http";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { get, inBrowser, sessionOf } from "../setup/dashboard.ts";
import { browser, tracker } from "../setup/marketer_stand.ts";
import { readQrCode } from "../setup/qr_reader.ts";
import { ADMIN_KEY } from "../setup/tracker.ts";

describe("a campaign's link", () => {
  test("is given to the clipboard, and as QR codes that read the same", async () => {
    await tracker.createCampaign("to-copy");
    await inBrowser(browser, tracker, ADMIN_KEY, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/to-copy`);
      await page.getByRole("button", { name: "Copy: Link" }).click();
      await page.getByText("Copied").waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${tracker.origin}/to-copy`);
      const cookie = await sessionOf(tracker);
      const svg = await (await get(tracker, "/staff/campaigns/to-copy/qr.svg", cookie)).text();
      expect(readQrCode(svg)).toBe(`${tracker.origin}/to-copy`);
      // The browser decodes the PNG; each of its squares is compared with those of the SVG.
      const dark = await page.evaluate(async () => {
        const bitmap = await createImageBitmap(await (await fetch("/staff/campaigns/to-copy/qr.png")).blob());
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
        context?.drawImage(bitmap, 0, 0);
        const side = bitmap.width / 24;
        const found: string[] = [];
        for (let y = 0; y < side; y += 1) {
          for (let x = 0; x < side; x += 1)
            if (context?.getImageData(x * 24 + 12, y * 24 + 12, 1, 1).data[0] === 0) found.push(`${x},${y}`);
        }
        return { found, width: bitmap.width };
      });
      const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]) / (dark.width / 24);
      const expected = [...svg.matchAll(/M(\d+),(\d+)h/g)].map(([, x, y]) => `${Number(x) / size},${Number(y) / size}`);
      expect(dark.found.sort()).toEqual(expected.sort());
      expect(dark.width).toBeGreaterThan(600);
      const png = Buffer.from(await (await get(tracker, "/staff/campaigns/to-copy/qr.png", cookie)).arrayBuffer());
      const chunk = png.indexOf("pHYs");
      // Dots in a metre, across and down: 600 to an inch of 25.4 mm.
      expect([png.readUInt32BE(chunk + 4), png.readUInt32BE(chunk + 8), png[chunk + 12]]).toEqual([23_622, 23_622, 1]);
    });
  });
});

describe("copying", () => {
  const said = (page: Page): Promise<(string | null)[]> => page.locator("[aria-live]").allTextContents();

  test("is announced to screen readers", async () => {
    await tracker.createCampaign("to-say");
    await inBrowser(browser, tracker, ADMIN_KEY, { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns/to-say`);
      await page.getByRole("button", { name: "Copy: the command" }).click();
      await expect.poll(() => said(page)).toContain("Copied");
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('{"campaign": "to-say"}');
    });
  });

  test("that the browser refuses selects the text and says so", async () => {
    await tracker.createCampaign("refused");
    // What is not among the permissions is refused.
    await inBrowser(browser, tracker, ADMIN_KEY, { permissions: ["geolocation"] }, async (page) => {
      const wrong: string[] = [];
      page.on("pageerror", (error) => wrong.push(error.message));
      await page.goto(`${tracker.origin}/staff/campaigns/refused`);
      await page.getByRole("button", { name: "Copy: Link" }).click();
      await expect.poll(() => said(page)).toContain("The browser refused. The text is selected: copy it yourself.");
      expect(await page.evaluate(() => String(getSelection()))).toBe(`${tracker.origin}/refused`);
      expect(wrong).toEqual([]);
    });
  });
});

describe("a QR code", () => {
  beforeAll(() => tracker.createCampaign("on-paper"));

  /** The campaign's page as it is at another address of the tracker. */
  async function pageAt(host: string, protocol: string): Promise<string> {
    const headers = { host, "x-forwarded-proto": protocol, cookie: await sessionOf(tracker), "accept-language": "en" };
    return new Promise((resolve, reject) => {
      const asked = request(`${tracker.origin}/staff/campaigns/on-paper`, { headers }, async (answer) => {
        let text = "";
        for await (const chunk of answer.setEncoding("utf8")) text += chunk;
        resolve(text);
      });
      asked.on("error", reject).end();
    });
  }

  test.each([
    ["127.0.0.1:8787", "http", "works on this computer only"],
    ["localhost:8787", "https", "works on this computer only"],
    ["[::1]:8787", "http", "works on this computer only"],
    ["go.example.org", "http", "begins with http, without encryption"],
    ["192.168.178.20:8787", "http", "works on this network only"],
    ["fivebar.local", "https", "works on this network only"],
    ["fivebar.mine.workers.dev", "https", "ends in workers.dev"],
  ])("of %s over %s is not for paper, which is said to eyes and ears", async (host, protocol, why) => {
    const html = await pageAt(host, protocol);
    expect(html).toContain(`${protocol}://${host}/on-paper`);
    expect(html).toMatch(new RegExp(`<p class="wrong" id="unprintable">Do not print (?:or share )?this[^<]*${why}`));
    expect(html.match(/ download="on-paper\.(?:svg|png)"[^>]* aria-describedby="unprintable"/g)).toHaveLength(2);
  });

  test("of a public address over https is for paper", async () => {
    const html = await pageAt("go.example.org", "https");
    expect(html).toContain("https://go.example.org/on-paper");
    expect(html).not.toContain("unprintable");
  });
});
