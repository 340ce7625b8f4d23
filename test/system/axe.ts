/** What axe finds wrong with a page, in the browser that shows it. The page's policy keeps scripts of others out: set `bypassCSP`. */
import axe from "axe-core";
import type { Page } from "playwright-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function complaints(page: Page): Promise<string[]> {
  for (const details of await page.locator("details").all()) await details.evaluate((element) => element.setAttribute("open", ""));
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((tags) => {
    const { axe: inPage } = globalThis as unknown as { axe: { run(options: unknown): Promise<import("axe-core").AxeResults> } };
    return inPage.run({ runOnly: { type: "tag", values: tags } });
  }, TAGS);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}
