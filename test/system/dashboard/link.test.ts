/** A campaign's link as its page gives it: copied, as QR codes, and not for paper where it works on this machine only. */
import { request } from "node:http";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { openZip, unpack } from "../../../src/domain/tables/zip.ts";
import { complaints } from "../setup/axe.ts";
import { get, inBrowser, sessionOf } from "../setup/dashboard.ts";
import { browser, key, marketerStand, tracker } from "../setup/marketer_stand.ts";
import { readPrinted } from "../setup/printed.ts";
import { readQrCode } from "../setup/qr_reader.ts";
import { ADMIN_KEY } from "../setup/tracker.ts";

marketerStand();

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
      await page.goto(`${tracker.origin}/staff/connect?campaign=to-say`);
      await page.getByRole("button", { name: "Copy: From a server" }).click();
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

const make = async (prefix: string, count = 3): Promise<string[]> => {
  const slugs = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  for (const slug of slugs) await tracker.createCampaign(slug, { name: `Ad ${slug}` });
  return slugs;
};

describe("QR codes of several campaigns", () => {
  const path = (query: string): string => `/staff/qr-codes${query}`;

  test("come on a sheet for A4, each with its name, of the ticked ones or of all that the filter shows", async () => {
    const slugs = await make("codes", 8);
    await inBrowser(browser, tracker, key, { bypassCSP: true }, async (page) => {
      await page.goto(`${tracker.origin}/staff/campaigns?search=codes-`);
      await page.getByRole("button", { name: "QR codes on a sheet" }).click();
      await page.locator(".codes figure").nth(7).waitFor();
      const read = () => page.locator(".codes svg").evaluateAll((all) => all.map((svg) => svg.outerHTML));
      expect((await read()).map(readQrCode).sort()).toEqual(slugs.map((slug) => `${tracker.origin}/${slug}`));
      expect(await complaints(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "light" });
      const { pages, pageTexts } = readPrinted(await page.pdf({ preferCSSPageSize: true }));
      expect(pages).toBe(1);
      for (const slug of slugs) expect(pageTexts[0]).toContain(`Ad${slug}`);
      expect(pageTexts[0]).toContain("Donotprint");

      await page.goto(`${tracker.origin}/staff/campaigns?search=codes-`);
      for (const slug of [slugs[1], slugs[4]]) await page.locator(`input[name=campaign][value=${slug}]`).check();
      await page.getByRole("button", { name: "QR codes on a sheet" }).click();
      await page.locator(".codes figure").first().waitFor();
      expect((await read()).map(readQrCode).sort()).toEqual([slugs[1], slugs[4]].map((slug) => `${tracker.origin}/${slug}`));
    });
  });

  test("come as a zip file with an SVG for each, the same as one alone, and twice the same", async () => {
    const slugs = await make("zipped");
    const cookie = await sessionOf(tracker, key);
    const bytes = async (query: string) => new Uint8Array(await (await get(tracker, `/staff/qr-codes.zip${query}`, cookie)).arrayBuffer());
    const zip = openZip(await bytes(`?campaign=${slugs[0]}&campaign=${slugs[2]}`));
    if (zip === null) throw new Error("this is no zip file");
    expect([...zip.entries.keys()].sort()).toEqual([`${slugs[0]}.svg`, `${slugs[2]}.svg`]);
    for (const slug of [slugs[0], slugs[2]]) {
      const alone = await (await get(tracker, `/staff/campaigns/${slug}/qr.svg`, cookie)).text();
      expect(new TextDecoder().decode(unpack(zip, `${slug}.svg`, 100_000) ?? undefined)).toBe(alone);
    }
    expect(await bytes("?search=zipped-")).toEqual(await bytes("?search=zipped-"));
    expect(openZip(await bytes("?search=zipped-"))?.entries.size).toBe(3);
  });

  test("of none are a page that says so", async () => {
    const cookie = await sessionOf(tracker, key);
    expect(await (await get(tracker, path("?search=nothing-like-it"), cookie)).text()).toContain("No campaign fits this filter.");
    const answer = await get(tracker, "/staff/qr-codes.zip?search=nothing-like-it", cookie);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/staff/qr-codes?search=nothing-like-it&sort=newest"]);
  });
});
