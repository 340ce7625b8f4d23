import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** No test fails because the machine is busy: one that hangs ends after a minute. */
const SLOW_MACHINE_MS = 60_000;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      // Pure code and documents, with properties: folders as in src/.
      { test: { name: "domain", include: ["test/{domain,staff,visitor,client,docs}/**/*.test.ts"], testTimeout: SLOW_MACHINE_MS } },
      // The Durable Objects from inside, in the Workers runtime.
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: { bindings: { ADMIN_KEY: "test-admin-key-of-the-workers" } },
          }),
        ],
        test: { name: "worker", include: ["test/worker/**/*.test.ts"], setupFiles: ["test/worker/setup.ts"], testTimeout: SLOW_MACHINE_MS },
      },
      // The whole tracker from outside: the bundle on raw workerd, over real HTTP, with real browsers.
      {
        test: {
          name: "system",
          include: ["test/system/**/*.test.ts"],
          globalSetup: ["test/system/setup/build.ts"],
          testTimeout: SLOW_MACHINE_MS,
          hookTimeout: SLOW_MACHINE_MS,
          // A condition that is waited for may take its time on a busy machine.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
