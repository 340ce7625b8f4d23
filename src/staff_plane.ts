/** The staff plane, loaded by the first request that needs it: visitors never pay for it. */
import type { Config } from "./domain/config.ts";
import type { StaffApp } from "./staff/app.ts";

/** A plain value, which requests share. */
let app: StaffApp | null = null;

/**
 * Each request that comes before there is a staff plane awaits an import of its own; only the app is shared, never the promise.
 *
 * @param onLinksChanged called after an authorized change of something that visitors could see
 */
export async function staffPlane(config: Config, onLinksChanged: () => void): Promise<StaffApp> {
  if (app !== null) return app;
  const { staffApp } = await import("./staff/app.ts");
  app ??= staffApp(config, onLinksChanged);
  return app;
}
