/** What axe says of a page in a browser, by the rules of WCAG 2.2 AA and its best practices. */
import axe from "axe-core";
import type { Page } from "playwright-core";

/** Of all rules, those that look at colors. */
const OF_COLORS = ["color-contrast", "link-in-text-block"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What it finds wrong in the light, and with the colors in the dark, with what can be opened open; each with the elements that it is about.
 * The page's policy must be bypassed.
 */
export async function complaints(page: Page): Promise<string[]> {
  // A page without its style yet has other colors, sizes and widths.
  await page.waitForLoadState("load");
  for (const details of await page.locator("details").all()) await details.evaluate((element) => element.setAttribute("open", ""));
  // The page's policy keeps scripts of others out; this one is the test's.
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const runOnly = colorScheme === "light" ? { type: "tag", values: TAGS } : { type: "rule", values: OF_COLORS };
    const { violations, passes, incomplete } = await page.evaluate((rules) => {
      const { axe: inPage } = globalThis as unknown as { axe: { run(options: unknown): Promise<import("axe-core").AxeResults> } };
      return inPage.run({ runOnly: rules, resultTypes: ["violations"] });
    }, runOnly);
    // A page without a text to judge would be one that did not load.
    if (![...violations, ...passes, ...incomplete].some(({ id }) => id === "color-contrast"))
      found.push(`${colorScheme}: nothing was judged`);
    found.push(...violations.map(({ id, nodes }) => `${colorScheme}, ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`));
  }
  return found;
}
