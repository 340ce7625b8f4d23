/** What /about says by where the tracker runs: the tests' own runs on one machine. */
import { expect, test } from "vitest";
import { readOpenConfig } from "../../src/domain/open_config.ts";
import type { Routes } from "../../src/storage/registry/routes.ts";
import { aboutPage } from "../../src/visitor/pages/about.ts";

const AT_CLOUDFLARE = { nl: "ons account bij Cloudflare beheert", en: "manages our account at Cloudflare" };

test.each(["nl", "en"] as const)(
  "what members of an account at Cloudflare can look up is told there, and on one machine there is no such account (%s)",
  async (language) => {
    const page = (env: Record<string, string>): Promise<string> => {
      const config = readOpenConfig(env);
      const routes: Routes = {
        campaigns: [],
        channels: [],
        groupSize: null,
        installation: 1 as Routes["installation"],
        delivered: [],
        archived: [],
      };
      return aboutPage(
        { config, groupSize: 5, routes, origin: "https://go.example.org", nowMs: 1_900_000_000_000, from: null },
        language,
        true,
      ).text();
    };
    expect(await page({})).toContain(AT_CLOUDFLARE[language]);
    expect(await page({ PLATFORM: "one-machine" })).not.toContain("Cloudflare");
  },
);
