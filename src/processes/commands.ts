/**
 * What a visitor process asks of the counting process, as HTTP over a Unix socket that their owner alone can open: `POST /name` with JSON, answered
 * with JSON. Paths of the staff's (src/visitor/address.ts, `isStaffPath`) are no commands: those requests are handed on as they came.
 */
import type { ShardName } from "../storage/counting.ts";
import type { InstallationId } from "../storage/installation.ts";
import type { Routes } from "../storage/registry/routes.ts";
import type { Entry } from "../storage/shard/counts.ts";

/** Each command: what it is given, and what it answers. */
export interface Commands {
  /** The version is that of before they were read: it may be too old for them, and never too new. */
  readonly routes: { readonly given: null; readonly answer: { readonly version: LinksVersion; readonly routes: Routes } };
  readonly add: {
    readonly given: {
      readonly shard: ShardName;
      readonly writer: string;
      readonly seq: number;
      readonly entries: readonly Entry[];
      readonly installation: InstallationId | null;
    };
    readonly answer: "added" | "refused";
  };
  readonly health: { readonly given: null; readonly answer: "ok" | "failing" };
  /**
   * Answers when the version is another one than `since`, which the process `watcher` has, or after `CHANGES_MS`. Somebody of the staff who changes
   * something is answered when all who watch have asked again with that version: what they have made works in every process.
   */
  readonly changes: { readonly given: { readonly watcher: string; readonly since: LinksVersion | null }; readonly answer: LinksVersion };
}

export type CommandName = keyof Commands;

/** Another one after each change that visitors could see, and after each start of the counting process. */
export type LinksVersion = string;

export const CHANGES_MS = 10_000;

/** On every answer to a request of the staff: the version, for the process that handed the request on, which takes it off. */
export const LINKS_VERSION_HEADER = "fivebar-links-version";

/** On a request that is handed on and whose body broke off: it has none, and is refused as one that breaks off. */
export const BROKEN_BODY_HEADER = "fivebar-broken-body";

/** The answer to a command that failed. */
export interface CommandFailure {
  readonly message: string;
  readonly overloaded: boolean;
}
