/** `npm run screenshots [folder]`: the README's pictures, made anew from the demo's figures in a real browser. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launchBrowser } from "./browser.ts";
import { PROJECT } from "./build.ts";
import { DEMO_KEY, startDemo } from "./demo.ts";

const PICTURES = resolve(process.argv[2] ?? join(PROJECT, "docs", "pictures"));
const WIDTH = 1_280;
/** Each with the last part of the page that is worth showing: a picture ends below a part, and cuts none. */
const PAGES = [
  { name: "overview", path: "/staff", last: "section:has(table.channels)" },
  { name: "campaign", path: "/staff/campaigns/fix-tiktok", last: "section:has(.plot)" },
] as const;
/** Pixels below the last part. */
const MARGIN = 12;

const FONT_SETTINGS = "/etc/fonts";
const FONT_FOLDERS = ["/usr/share/fonts", "/usr/local/share/fonts"];

/** The browser's package brings one sans font and points to it; where this machine has fonts of its own, serif and mono are among them. */
async function fontsOfThisMachine(): Promise<Readonly<Record<string, string>>> {
  if (!existsSync(join(FONT_SETTINGS, "fonts.conf"))) return {};
  for (const folder of FONT_FOLDERS) {
    const files = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
    if (files.some((file) => /\.(?:ttf|otf|ttc)$/i.test(file))) return { FONTCONFIG_PATH: FONT_SETTINGS };
  }
  return {};
}

const browser = await launchBrowser(await fontsOfThisMachine()).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
const dataDir = await mkdtemp(join(tmpdir(), "fivebar-screenshots-"));
const { origin, workerd } = await startDemo(dataDir, 0);
try {
  await mkdir(PICTURES, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ viewport: { width: WIDTH, height: 900 }, colorScheme, locale: "en-GB" });
    const page = await context.newPage();
    await page.goto(`${origin}/staff`);
    await page.getByLabel("Access key").fill(DEMO_KEY);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${origin}/staff`);
    for (const { name, path, last } of PAGES) {
      await page.goto(`${origin}${path}`);
      const box = await page.locator(last).first().boundingBox();
      if (box === null) throw new Error(`${path} has no ${last}`);
      const clip = { x: 0, y: 0, width: WIDTH, height: Math.ceil(box.y + box.height + MARGIN) };
      await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`), fullPage: true, clip });
    }
    await context.close();
  }
} finally {
  await browser.close();
  await workerd.stop();
  await rm(dataDir, { recursive: true, force: true });
}
