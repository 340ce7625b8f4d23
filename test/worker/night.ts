/** The registry's work of the night, as its alarm does it: the runtime's own clock is not the test's, so its alarms may be due at any time. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";

export function night(): Promise<void> {
  return runInDurableObject(env.REGISTRY.getByName("registry"), (registry) => registry.alarm());
}
