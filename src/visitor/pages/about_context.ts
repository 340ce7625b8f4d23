/** What the public pages about this domain and its campaigns are made of. */
import type { OpenConfig } from "../../domain/config.ts";
import type { Routes } from "../../storage/registry/routes.ts";

export interface AboutContext {
  readonly config: OpenConfig;
  /** The size in force: once figures were released, another one in the configuration is refused. */
  readonly groupSize: number;
  readonly routes: Routes;
  /** What links begin with. */
  readonly origin: string;
  readonly nowMs: number;
  /** The slug of the campaign that a page of many begins with; with null, or one that is not published, the first. */
  readonly from: string | null;
}
