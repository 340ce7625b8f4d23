import type { Bindings } from "../../src/counters/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends Bindings {}
    interface GlobalProps {
      mainModule: typeof import("../../src/worker.ts");
    }
  }
}
