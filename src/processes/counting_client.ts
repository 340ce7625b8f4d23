/** A visitor process's way to storage: the counting process, behind a Unix socket. */
import type { Counting } from "../storage/counting.ts";
import { CHANGES_MS, type CommandFailure, type CommandName, type Commands, type LinksVersion } from "./commands.ts";

/** An answer that takes longer is not waited for; the senders of src/visitor/ wait no longer either. */
const ANSWER_MS = 10_000;

export class CountingClient implements Counting {
  /** The version that came with the last links. Older than the links, if they changed while they were read. */
  linksVersion: LinksVersion | null = null;
  private readonly socket: Fetcher;
  private watcher: string | null = null;

  constructor(socket: Fetcher) {
    this.socket = socket;
  }

  readonly routes: Counting["routes"] = async () => {
    const { version, routes } = await this.command("routes", null);
    this.linksVersion = version;
    return routes;
  };

  readonly add: Counting["add"] = (shard, writer, seq, entries, installation) =>
    this.command("add", { shard, writer, seq, entries, installation });

  readonly health: Counting["health"] = () => this.command("health", null);

  readonly parts: Counting["parts"] = () => this.command("parts", null);

  /** Long poll: resolves with a version other than `linksVersion`, or with the same one after `CHANGES_MS`. */
  changes(): Promise<LinksVersion> {
    this.watcher ??= crypto.randomUUID();
    return this.command("changes", { watcher: this.watcher, since: this.linksVersion }, CHANGES_MS + ANSWER_MS);
  }

  private async command<Name extends CommandName>(
    name: Name,
    given: Commands[Name]["given"],
    limitMs = ANSWER_MS,
  ): Promise<Commands[Name]["answer"]> {
    const signal = AbortSignal.timeout(limitMs);
    const response = await this.socket.fetch(`http://counting/${name}`, { method: "POST", body: JSON.stringify(given), signal });
    if (response.ok) return response.json();
    const { message, overloaded } = await response.json<CommandFailure>();
    throw Object.assign(new Error(message), { overloaded });
  }
}
