/** `npm start` with several processes, for tests that end them one by one, and visitors who come all the while. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Started, startAlone } from "./npm_start.ts";
import { ADMIN_KEY, BROWSER, type Report, Tracker } from "./tracker.ts";

interface Command {
  readonly pid: number;
  readonly command: string;
}

/** The processes that name `dataDir`, but for shells. */
export async function commandsOf(dataDir: string): Promise<Command[]> {
  const found = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (command.includes(dataDir) && !command.startsWith("sh\0")) found.push({ pid: Number(pid), command });
  }
  return found;
}

/** Runs `run` on a tracker with so many visitor processes. */
export async function within<T>(run: (tracker: Several) => Promise<T>, processes = 2): Promise<T> {
  const tracker = await Several.begin(processes);
  try {
    return await run(tracker);
  } finally {
    await tracker.discard();
  }
}

export class Several {
  readonly dataDir: string;
  private started: Started;

  private constructor(dataDir: string, started: Started) {
    this.dataDir = dataDir;
    this.started = started;
  }

  /** With the campaign fix-tiktok. */
  static async begin(processes: number): Promise<Several> {
    const dataDir = await mkdtemp(join(tmpdir(), "fivebar-several-"));
    const started = await startAlone({ PORT: "0", DATA_DIR: dataDir, ADMIN_KEY, PROCESSES: String(processes), SIGNUP_RELEASE: "live" });
    const several = new Several(dataDir, started);
    const campaign = { slug: "fix-tiktok", name: "Fix", channel: "tiktok", destination: "https://example.org/" };
    const made = await several.api("POST", "/campaigns", campaign);
    if (made.status !== 201) throw new Error(await made.text());
    return several;
  }

  get link(): string {
    return `${this.started.origin}/fix-tiktok`;
  }

  get origin(): string {
    return this.started.origin;
  }

  get output(): string {
    return this.started.output();
  }

  api(method: string, path: string, body?: unknown): Promise<Response> {
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };
    return fetch(`${this.origin}/api/v1${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  }

  /** Null while the counting process takes no request. */
  async visits(): Promise<number | null> {
    const answer = await this.api("GET", "/report");
    return answer.ok ? ((await answer.json()) as Report).totals.visits : null;
  }

  /** The number of the process that counts, or of those that answer visitors. */
  async pids(kind: "counting" | "visitor"): Promise<number[]> {
    return (await this.commands()).filter(({ command }) => command.includes(`/${kind}.capnp`)).map(({ pid }) => pid);
  }

  commands(): Promise<Command[]> {
    return commandsOf(this.dataDir);
  }

  /** Of the process that started them. */
  async parent(): Promise<number> {
    const [pid] = await this.pids("counting");
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")")).split(" ")[2]);
  }

  async stop(): Promise<number | null> {
    return this.started.stop();
  }

  get gone(): Promise<number | null> {
    return this.started.gone;
  }

  /** What is on the disk once nothing runs any more. */
  async visitsOnDisk(): Promise<number> {
    const tracker = new Tracker(this.dataDir, {}, undefined, [], 0);
    await tracker.start();
    const { totals } = await tracker.report();
    await tracker.stop();
    return totals.visits;
  }

  async discard(): Promise<void> {
    for (const { pid } of await this.commands()) process.kill(pid, "SIGKILL");
    await this.stop().catch(() => null);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Visitors who come one after the other in several lanes, each with a connection of its own. */
export class Visitors {
  /** When each redirect was there. */
  readonly answeredMs: number[] = [];
  sent = 0;
  failed = 0;
  longestMs = 0;
  private isOver = false;
  private readonly lanes: readonly Promise<void>[];
  private readonly link: string;
  private readonly pauseMs: number;

  /** @param pauseMs between two visits of a lane */
  constructor(link: string, lanes = 12, pauseMs = 2) {
    this.link = link;
    this.pauseMs = pauseMs;
    this.lanes = Array.from({ length: lanes }, () => this.lane());
  }

  /** No further ones; resolves when the last one has an answer, or none. */
  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.lanes);
  }

  private async lane(): Promise<void> {
    while (!this.isOver) {
      await this.visit();
      await new Promise((resolve) => setTimeout(resolve, this.pauseMs));
    }
  }

  /** One more visit, on a connection of its own: whichever process takes it. */
  async visit(): Promise<void> {
    const startMs = Date.now();
    this.sent += 1;
    const status = await statusOf(this.link, new Agent());
    this.longestMs = Math.max(this.longestMs, Date.now() - startMs);
    if (status === 302) this.answeredMs.push(Date.now());
    else this.failed += 1;
  }
}

/** 0 where there was no answer. */
export function statusOf(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(url, { agent, headers: { "user-agent": BROWSER } }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
      response.on("error", () => resolve(0));
    });
    sent.on("error", () => resolve(0)).end();
  });
}
