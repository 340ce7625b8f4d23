/** One tracker in three visitor processes: what is changed through one of them, and the staff's requests that they hand on. */
import { mkdtemp, readdir, readFile, readlink } from "node:fs/promises";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_KEY, BROWSER, discard, startTracker, Tracker } from "../setup/tracker.ts";

const PROCESSES = 3;

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A connection that stays with one visitor process. */
class Pinned {
  readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  localPort = 0;

  send(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request(
        `${tracker.origin}${path}`,
        { method, agent: this.agent, headers: { "user-agent": BROWSER, ...headers } },
        (response) => {
          this.localPort = response.socket.localPort ?? 0;
          let text = "";
          response.setEncoding("utf8").on("data", (chunk: string) => {
            text += chunk;
          });
          response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
        },
      );
      sent.on("error", reject).end(body);
    });
  }

  api(method: string, path: string, body?: unknown): Promise<Reply> {
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" };
    return this.send(method, `/api/v1${path}`, headers, body === undefined ? undefined : JSON.stringify(body));
  }
}

let tracker: Tracker;
let pinned: readonly Pinned[];

/** The process that has the other end of a connection from `localPort`. */
async function processOf(localPort: number): Promise<number | undefined> {
  const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, "0");
  const ours = new RegExp(`:${hex(Number(new URL(tracker.origin).port))} \\w+:${hex(localPort)} `);
  const line = (await readFile("/proc/net/tcp", "utf8")).split("\n").find((one) => ours.test(one));
  const inode = line?.trim().split(/\s+/)[9];
  for (const pid of tracker.visitorPids) {
    for (const fd of await readdir(`/proc/${pid}/fd`)) {
      if ((await readlink(`/proc/${pid}/fd/${fd}`).catch(() => "")) === `socket:[${inode}]`) return pid;
    }
  }
  return undefined;
}

/** One connection to each visitor process: as many are opened as it takes, all at once, so that none of the processes gets them all. */
async function oneToEach(): Promise<Pinned[]> {
  const found = new Map<number, Pinned>();
  for (let round = 0; round < 20 && found.size < PROCESSES; round += 1) {
    const opened = Array.from({ length: 24 }, () => new Pinned());
    await Promise.all(opened.map((one) => one.send("GET", "/about")));
    for (const one of opened) {
      const pid = await processOf(one.localPort);
      if (pid !== undefined && !found.has(pid)) found.set(pid, one);
      else one.agent.destroy();
    }
  }
  return [...found.values()];
}

beforeAll(async () => {
  tracker = new Tracker(await mkdtemp(join(tmpdir(), "fivebar-processes-")), {}, undefined, [], PROCESSES);
  await tracker.start();
  await tracker.createCampaign("fix-tiktok");
  pinned = await oneToEach();
  expect(pinned).toHaveLength(PROCESSES);
});
afterAll(async () => {
  for (const { agent } of pinned ?? []) agent.destroy();
  await discard(tracker);
});

const others = (first: Pinned): Pinned[] => pinned.filter((one) => one !== first);

test("what a process hands on is answered as in one process: status, headers, and bodies of every size", async () => {
  const one = await startTracker();
  try {
    await one.createCampaign("fix-tiktok");
    const [asked] = pinned;
    if (asked === undefined) throw new Error("no process");
    const key = { authorization: `Bearer ${ADMIN_KEY}` };
    const form = {
      "content-type": "application/x-www-form-urlencoded",
      host: "go.example.org",
      origin: "https://go.example.org",
      "x-forwarded-proto": "https",
    };
    const requests: [method: string, path: string, headers: Record<string, string>, body?: string][] = [
      ["GET", "/staff", {}],
      ["GET", "/staff/sign-in?next=/staff/campaigns&lang=nl", { "accept-language": "nl" }],
      ["HEAD", "/staff/sign-in", {}],
      ["GET", "/staff/style.css", {}],
      ["POST", "/staff/sign-in", form, "key=wrong"],
      ["POST", "/staff/sign-in", { ...form, origin: "https://elsewhere.example" }, `key=${ADMIN_KEY}`],
      ["GET", "/api/v1/openapi.json", {}],
      ["GET", "/api/v1/campaigns", { ...key, host: "go.example.org", "x-forwarded-proto": "https" }],
      ["GET", "/api/v1/report.csv?by=campaign", key],
      ["OPTIONS", "/api/v1/campaigns", key],
      ["DELETE", "/api/v1/campaigns/none", key],
      ["PUT", "/api", {}, "x"],
      ["POST", "/api/v1/campaigns", { ...key, "content-type": "application/json" }, JSON.stringify({ name: "n".repeat(300_000) })],
      ["POST", "/api/v1/campaigns", { ...key, "content-type": "application/json" }, ""],
      ["POST", "/api/v1/keys", { ...key, "content-type": "application/json", "fivebar-broken-body": "1" }, "{}"],
    ];
    for (const asking of requests) {
      const expected = await askAlone(one.origin, ...asking);
      const { status, headers, body } = await asked.send(...asking);
      // Of this connection, and not of the answer.
      const { date: _, connection: __, ...own } = headers;
      const what = asking.slice(0, 2).join(" ");
      expect(status, what).toBe(asking[2]["fivebar-broken-body"] === undefined ? expected.status : 400);
      if (asking[2]["fivebar-broken-body"] !== undefined) continue;
      expect(own, what).toEqual(expected.headers);
      expect(timeless(body, tracker), what).toBe(timeless(expected.body, one));
    }
  } finally {
    await discard(one);
  }
});

const timeless = (body: string, { origin }: Tracker): string => body.replaceAll(origin, "").replace(/"createdAt":"[^"]*"/g, "");

async function askAlone(origin: string, method: string, path: string, headers: Record<string, string>, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${origin}${path}`,
      { method, agent: new Agent({ keepAlive: true }), headers: { "user-agent": BROWSER, ...headers } },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () => {
          const { date: _, connection: __, ...own } = response.headers;
          sent.destroy();
          resolve({ status: response.statusCode ?? 0, headers: own, body: text });
        });
      },
    );
    sent.on("error", reject).end(body);
  });
}

test("a new campaign works in the process that made it at once, and in every other", async () => {
  for (const [nth, maker] of pinned.entries()) {
    const slug = `made-by-${nth}`;
    // Each has just looked for it in vain: its table is new.
    for (const one of pinned) expect((await one.send("GET", `/${slug}`)).status).toBe(404);
    const campaign = { slug, name: slug, channel: "tiktok", destination: "https://example.org/" };
    expect((await maker.api("POST", "/campaigns", campaign)).status).toBe(201);
    expect((await maker.send("GET", `/${slug}`)).status).toBe(302);
    for (const one of others(maker)) expect((await one.send("GET", `/${slug}`)).status).toBe(302);
  }
});

test("a pause holds at once in the process that was asked, and in the others too, where nobody looks for it", async () => {
  const [asked] = pinned;
  if (asked === undefined) throw new Error("no process");
  const location = async (one: Pinned): Promise<string | undefined> => (await one.send("GET", "/fix-tiktok")).headers.location;
  for (const paused of [true, false]) {
    expect((await asked.api("PATCH", "/campaigns/fix-tiktok", { status: paused ? "paused" : "live" })).status).toBe(200);
    const wanted = paused ? "https://example.org/#" : "https://example.org/?c=fix-tiktok#";
    expect(await location(asked)).toBe(wanted);
    for (const one of others(asked)) expect(await location(one)).toBe(wanted);
  }
});

test("somebody signs in through one process, and is known in every other", async () => {
  const [first, ...rest] = pinned;
  if (first === undefined) throw new Error("no process");
  const origin = tracker.origin;
  const form = { "content-type": "application/x-www-form-urlencoded", origin, "sec-fetch-site": "same-origin" };
  const signedIn = await first.send("POST", "/staff/sign-in", form, `key=${ADMIN_KEY}`);
  const cookie = signedIn.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  expect([signedIn.status, cookie === ""]).toEqual([303, false]);
  for (const one of rest) expect((await one.send("GET", "/staff", { cookie })).status).toBe(200);
});

test("signups by the thanks link and by the API count through every process", async () => {
  await tracker.createCampaign("thanked", { thanksUrl: "https://example.org/thanks" });
  for (const one of pinned) expect((await one.send("GET", "/thanked/thanks")).status).toBe(303);
  for (const one of pinned) expect((await one.api("POST", "/signups", { campaign: "thanked", count: 4 })).status).toBe(200);
  // Released when the day has closed; the total of all sources is in no report today. A stop and the disk show it.
  await tracker.stop();
  const after = new Tracker(tracker.dataDir, { SIGNUP_RELEASE: "live" }, undefined, [], 0);
  await after.start();
  try {
    expect((await after.report("?by=campaign")).rows.find(({ campaign }) => campaign === "thanked")?.signups).toBe(15);
  } finally {
    await after.stop();
    await tracker.start();
  }
});
