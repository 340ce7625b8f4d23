/** What the parts of the tests in a WordPress share: one stand and one browser, started by wordpress.test.ts. */
import type { Browser } from "playwright-core";
import type { TestAPI } from "vitest";
import type { WordPressStand } from "../../setup/wordpress_stand.ts";

export interface InWordPress {
  /** `test`, or `test.skip` on a machine without a WordPress. */
  readonly tested: TestAPI | TestAPI["skip"];
  readonly stand: () => WordPressStand;
  readonly browser: () => Browser;
}
