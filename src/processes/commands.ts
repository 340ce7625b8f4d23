/**
 * The commands that a visitor process sends to the counting process, as HTTP over a Unix socket that only their owner can open: `POST
 * /name` with JSON, answered with JSON. Paths of the staff (src/visitor/address.ts, `isStaffPath`) are no commands: those requests are
 * handed on unchanged.
 */
import type { PartStates } from "../domain/part_states.ts";
import type { ShardName } from "../storage/counting.ts";
import type { InstallationId } from "../storage/installation.ts";
import type { Routes } from "../storage/registry/routes.ts";
import type { Entry } from "../storage/shard/counts.ts";

/** Each command: what it is given, and what it answers. */
export interface Commands {
  /** The version is read before the links: it may be older than they are, never newer. */
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
  readonly parts: { readonly given: null; readonly answer: PartStates };
  /**
   * Long poll. Answers once the version differs from `since`, which is the version of the process `watcher`, or after `CHANGES_MS`. The
   * answer to a change by staff waits until all watchers have asked again with the new version: then the change works in every process.
   * It waits for a second at most (`PATIENCE_MS` in links_changes.ts).
   */
  readonly changes: { readonly given: { readonly watcher: string; readonly since: LinksVersion | null }; readonly answer: LinksVersion };
}

export type CommandName = keyof Commands;

/** A new value after each change that visitors could see, and after each start of the counting process. */
export type LinksVersion = string;

export const CHANGES_MS = 10_000;

/** On every answer to a request of the staff: the version. The process that handed the request on removes the header. */
export const LINKS_VERSION_HEADER = "fivebar-links-version";

/** On a request whose body broke off: it is handed on without a body, and refused like any request that breaks off. */
export const BROKEN_BODY_HEADER = "fivebar-broken-body";

/** The answer to a command that failed. */
export interface CommandFailure {
  readonly message: string;
  readonly overloaded: boolean;
}
