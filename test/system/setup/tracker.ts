/** A tracker for a test: the bundle on raw workerd with a data folder of its own, and the few calls that most tests make. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askBySocket } from "../../../scripts/runtime/ask.ts";
import { countingSocket, type Processes, startProcesses } from "../../../scripts/runtime/processes.ts";
import type { Runtime } from "../../../scripts/runtime/runtime.ts";
import { startWorkerd, type Workerd } from "../../../scripts/workerd.ts";

/** A browser that people use; what a request without further headers comes from in a test. */
export const BROWSER =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
export const ADMIN_KEY = "test-admin-key-of-the-system-tests";

/**
 * Processes that answer visitors, beside the one that counts; 0 where one process is the whole tracker. The project `processes` (vitest.config.ts) runs
 * every test of counting a second time with one.
 */
const PROCESSES = Number(process.env.PROCESSES ?? "0");

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, else the text. */
  readonly body: T;
}

export interface Figures {
  readonly visits: number;
  readonly signups: number;
  readonly rate: number | null;
  readonly rateLow: number | null;
  readonly rateHigh: number | null;
  readonly skipped: Readonly<Record<"head" | "prefetch" | "preview" | "bot" | "embedded" | "inactive", number>>;
}

export interface Report {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly groupSize: number;
  readonly releasedThrough: { readonly visits: string; readonly signups: string | null };
  readonly rows: readonly (Figures & { readonly channel: string; readonly campaign?: string; readonly period?: string })[];
  readonly unattributed: { readonly signups: number };
  readonly totals: Figures;
  readonly lost: number;
  readonly unknownLinks: number;
}

export class Tracker {
  readonly dataDir: string;
  private readonly env: Readonly<Record<string, string>>;
  private readonly config: string | undefined;
  private running: Workerd | Processes | null = null;
  private readonly under: readonly string[];
  private readonly processes: number;
  private text = "";

  /**
   * @param under a command that runs the process that has the data
   * @param processes that answer visitors
   */
  constructor(
    dataDir: string,
    env: Readonly<Record<string, string>>,
    config?: string,
    under: readonly string[] = [],
    processes: number = PROCESSES,
  ) {
    this.dataDir = dataDir;
    this.env = env;
    this.config = config;
    this.under = under;
    this.processes = processes;
  }

  get origin(): string {
    if (this.running === null) throw new Error("the tracker is not running");
    return `http://127.0.0.1:${this.running.port}`;
  }

  /** Where a further socket of the configuration listens. */
  port(socket: string): number {
    const port = this.counting?.ports[socket];
    if (port === undefined) throw new Error(`nothing listens as ${socket}`);
    return port;
  }

  /** Of the process that has the data. */
  get pid(): number {
    return this.counting?.process.pid ?? 0;
  }

  /** Of the processes that answer visitors alone. */
  get visitorPids(): readonly number[] {
    return this.runtimes.slice(1).map(({ process }) => process.pid ?? 0);
  }

  private get counting(): Runtime | null {
    return this.running !== null && "counting" in this.running ? this.running.counting : this.running;
  }

  /** Every process of the tracker. */
  private get runtimes(): readonly Runtime[] {
    if (this.running === null) return [];
    return "counting" in this.running ? [this.running.counting, ...this.running.visitors] : [this.running];
  }

  /** All that the runtime has written to its output. */
  get output(): string {
    return this.text;
  }

  /** @param port one to come back on, for those who know the tracker's address; else any free one */
  async start(port = 0): Promise<void> {
    const { config, dataDir, under } = this;
    const options = { host: "127.0.0.1", port, dataDir, env: { ADMIN_KEY, ...this.env }, output: "pipe", under } as const;
    const counting = config?.replace(/fivebar\.capnp$/, "counting.capnp");
    this.running =
      this.processes === 0
        ? await startWorkerd({ ...options, ...(config !== undefined && { config }) })
        : await startProcesses({ ...options, processes: this.processes, ...(counting !== undefined && { config: counting }) });
    for (const stream of this.runtimes.flatMap(({ process }) => [process.stdout, process.stderr])) {
      stream?.on("data", (chunk: Buffer) => {
        this.text += chunk.toString();
      });
    }
  }

  /** Waits until the runtime has said `text` in its output after the first `since` characters of that. */
  async untilTold(text: string, since = 0): Promise<void> {
    const end = Date.now() + 15_000;
    while (!this.text.slice(since).includes(text)) {
      if (Date.now() > end) throw new Error(`the operator was not told "${text}":\n${this.text.slice(since)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Ends the tracker and waits until it is gone. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const { running, runtimes } = this;
    if (running === null) return;
    this.running = null;
    if (signal === "SIGKILL") for (const { process } of runtimes) process.kill(signal);
    await Promise.all([running.stop(), ...runtimes.map(({ gone }) => gone)]);
  }

  /** One request to the process that has the data, past the processes that answer visitors: what tests ask of their own Worker (test/faults). */
  async ask(path: string): Promise<Response> {
    if (this.processes === 0) return fetch(`${this.origin}${path}`);
    return askBySocket(countingSocket(this.dataDir), path);
  }

  /** One request as a browser would make it; redirects are not followed. */
  visit(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has("user-agent")) headers.set("user-agent", BROWSER);
    return fetch(`${this.origin}${path}`, { redirect: "manual", ...init, headers });
  }

  /** One call of the API, with the admin key unless `headers` says otherwise. */
  async api<T = unknown>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${ADMIN_KEY}`, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  }

  /** Allows the hosts that the campaigns of marketers in tests lead to. */
  async allowHosts(hosts: readonly string[] = ["example.org", "example.com"]): Promise<void> {
    for (const host of hosts) {
      const answer = await this.api("POST", "/hosts", { host });
      if (answer.status !== 201) throw new Error(`no host: ${JSON.stringify(answer.body)}`);
    }
  }

  async createCampaign(slug: string, more: Record<string, unknown> = {}): Promise<void> {
    const answer = await this.api("POST", "/campaigns", {
      slug,
      name: slug,
      channel: "tiktok",
      destination: "https://example.org/",
      manyLinks: true,
      ...more,
    });
    if (answer.status !== 201) throw new Error(`no campaign: ${JSON.stringify(answer.body)}`);
  }

  async report(query = ""): Promise<Report> {
    const answer = await this.api<Report>("GET", `/report${query}`);
    if (answer.status !== 200) throw new Error(`no report: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Asks for the report until `isDone` says so: a flush takes some milliseconds. Gives the last one after 15 seconds. */
  async reportWhen(isDone: (report: Report) => boolean, query = ""): Promise<Report> {
    const end = Date.now() + 15_000;
    for (;;) {
      const report = await this.report(query);
      if (isDone(report) || Date.now() > end) return report;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Starts a tracker in a new data folder; `stop` it and then `remove` its folder. */
export async function startTracker(env: Readonly<Record<string, string>> = {}, config?: string): Promise<Tracker> {
  const tracker = new Tracker(await mkdtemp(join(tmpdir(), "fivebar-test-")), env, config);
  await tracker.start();
  return tracker;
}

export async function discard(tracker: Tracker): Promise<void> {
  await tracker.stop("SIGKILL");
  await rm(tracker.dataDir, { recursive: true, force: true });
}
