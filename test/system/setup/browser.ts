/** A real Chromium for a test, also on a machine that has no browser (scripts/browser.ts); where there is none at all, what needs it is skipped. */
import type { Browser, Page } from "playwright-core";
import { TestRunner } from "vitest";
import { findBrowser, launch, NO_BROWSER } from "../../../scripts/browser.ts";

/** @param env what is set for it beside this process's environment */
export async function launchBrowser(env: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const program = await findBrowser();
  if (program === null) return noBrowser();
  const browser = await launch(program, env);
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    context.on("page", goAgainOnceAborted);
    return context;
  };
  return browser;
}

/**
 * Lets `goto` ask once more where Chromium itself aborted the navigation. On a busy machine it now and then does so with the first one of a new page,
 * whatever the address is; no server has refused anything then.
 */
function goAgainOnceAborted(page: Page): void {
  const goto = page.goto.bind(page);
  page.goto = (...asked) =>
    goto(...asked).catch((error: Error) => {
      if (!error.message.includes("net::ERR_ABORTED")) throw error;
      return goto(...asked);
    });
}

/** For a test of a command that opens a browser by itself: skips the test where there is none. */
export async function needBrowser(): Promise<void> {
  if ((await findBrowser()) === null) await noBrowser().newPage();
}

/** Stands for a browser: whatever test asks it for something is skipped, and says why. Closing it does nothing. */
function noBrowser(): Browser {
  const skip = (): never => {
    const test = TestRunner.getCurrentTest();
    if (test === undefined) throw new Error(NO_BROWSER);
    return test.context.skip(NO_BROWSER);
  };
  // A promise's `then` is no request.
  return new Proxy({} as Browser, { get: (_, name) => (name === "then" ? undefined : name === "close" ? async () => undefined : skip) });
}
