/** A real Chromium from the npm package, with the libraries it needs, on a machine that has no browser. */
import { type Browser, chromium as playwright } from "playwright-core";

// The package unpacks its libraries for this runtime and sets their path, if the variable is there before it is imported.
process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x";

/**
 * Launched with arguments of our own: the package's would turn web security and site isolation off.
 *
 * @param env what is set for it beside this process's environment
 */
export async function launchBrowser(env: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const { default: chromium } = await import("@sparticuz/chromium");
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    headless: true,
    // The package changes the environment when it is imported; what it set is passed on.
    env: { ...process.env, ...env },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}
