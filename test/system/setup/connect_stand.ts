/** Where the examples of docs/CONNECT.md are tried: a real tracker with something between that can misbehave, and a folder and a campaign per test. */
import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import type { Key } from "./answers.ts";
import { Between } from "./between.ts";
import { readSnippets } from "./snippets.ts";
import { discard, startTracker, type Tracker } from "./tracker.ts";

/** Whether this machine has an interpreter. */
function isHere(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A test that needs an interpreter; on a machine without it the example stays untried, and the test is skipped and says so by its name. */
export function testWith(command: string): (name: string, run: () => Promise<void>) => void {
  return (name, run) => (isHere(command) ? test(name, run) : test.skip(`${name} [not tried: no ${command} on this machine]`, run));
}

export interface Ran {
  readonly code: number;
  readonly output: string;
}

export class ConnectStand {
  readonly tracker: Tracker;
  readonly between: Between;
  siteKey = "";
  folder = "";
  slug = "";
  private made = 0;
  private readonly snippets: ReadonlyMap<string, string>;

  private constructor(tracker: Tracker, snippets: ReadonlyMap<string, string>) {
    this.tracker = tracker;
    this.snippets = snippets;
    this.between = new Between(() => tracker.origin);
  }

  static async start(): Promise<ConnectStand> {
    const stand = new ConnectStand(await startTracker({ SIGNUP_RELEASE: "live" }), await readSnippets("docs/CONNECT.md"));
    await stand.between.listen();
    stand.siteKey = (await stand.tracker.api<Required<Key>>("POST", "/keys", { name: "Website", role: "site" })).body.key;
    return stand;
  }

  /** A folder and a campaign for the next test. */
  async next(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), "fivebar-docs-"));
    this.made += 1;
    this.slug = `documented-${this.made}`;
    await this.tracker.createCampaign(this.slug);
  }

  async tidy(): Promise<void> {
    this.between.manners.length = 0;
    this.between.seen.length = 0;
    await rm(this.folder, { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    await this.between.close();
    await discard(this.tracker);
  }

  snippet(name: string): string {
    const code = this.snippets.get(name);
    if (code === undefined) throw new Error(`docs/CONNECT.md has no example "${name}"`);
    return code;
  }

  /** Runs a program with what the examples need in its environment. */
  run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
    const own = { FIVEBAR: this.between.origin, SITE_KEY: this.siteKey, CODE: this.slug, COUNTS: join(this.folder, "counts.db") };
    return new Promise((resolve) => {
      execFile(command, args, { cwd: this.folder, env: { ...process.env, ...own, ...env } }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
      );
    });
  }

  /** The released signups of the test's campaign. */
  async released(): Promise<number | undefined> {
    return (await this.tracker.report("?by=campaign")).rows.find(({ campaign }) => campaign === this.slug)?.signups;
  }
}
