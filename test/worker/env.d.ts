import type { Bindings } from "../../src/storage/env.ts";

declare global {
  namespace Cloudflare {
    interface Env extends Bindings {}
    interface GlobalProps {
      mainModule: typeof import("../../src/worker.ts");
    }
  }
}
