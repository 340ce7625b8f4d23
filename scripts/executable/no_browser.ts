/** The executable has no browser and no package to drive one. Stands in the place of scripts/browser.ts. */
import type { Browser } from "playwright-core";
import type { Program } from "../browser.ts";

export const NO_BROWSER =
  "a landing page is looked at in a browser, which the executable does not have: npm run doctor of a checkout does it";

export async function findBrowser(): Promise<Program | null> {
  return null;
}

export async function launch(_: Program): Promise<Browser> {
  throw new Error(NO_BROWSER);
}
