/** Random tests of one run all begin with its seed, which vitest.config.ts draws and prints: `SEED=… npm test -- FILE` repeats them. */
import fc from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    readonly seed: number;
  }
}

fc.configureGlobal({ seed: inject("seed") });
