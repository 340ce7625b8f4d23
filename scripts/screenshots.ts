/** `npm run screenshots [folder]`: the README's pictures, made anew from the demo's figures in a real browser. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launchBrowser } from "../test/system/browser.ts";
import { PROJECT } from "./build.ts";
import { DEMO_KEY, startDemo } from "./demo.ts";

const PICTURES = resolve(process.argv[2] ?? join(PROJECT, "docs", "pictures"));
/** Each with the part of the page that is worth showing, in pixels from its top. */
const PAGES = [
  { name: "overview", path: "/staff", height: 1_160 },
  { name: "campaign", path: "/staff/campaigns/fix-tiktok", height: 1_160 },
] as const;

const dataDir = await mkdtemp(join(tmpdir(), "fivebar-screenshots-"));
const { origin, workerd } = await startDemo(dataDir, 0);
const browser = await launchBrowser();
try {
  await mkdir(PICTURES, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ viewport: { width: 1_280, height: 900 }, colorScheme, locale: "en-GB" });
    const page = await context.newPage();
    await page.goto(`${origin}/staff`);
    await page.getByLabel("Access key").fill(DEMO_KEY);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${origin}/staff`);
    for (const { name, path, height } of PAGES) {
      await page.goto(`${origin}${path}`);
      await page.setViewportSize({ width: 1_280, height });
      await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`) });
    }
    await context.close();
  }
} finally {
  await browser.close();
  await workerd.stop();
  await rm(dataDir, { recursive: true, force: true });
}
