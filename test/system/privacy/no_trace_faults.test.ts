/** Where things go wrong, programs talk: nothing of who sent a request is in what is printed then, nor on disk, nor in the answers. */
import { execFile } from "node:child_process";
import { connect } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FAULTY_CONFIG } from "../setup/build.ts";
import { Flock, type Sent, send, sendAll } from "../setup/canaries.ts";
import { get, SESSION_SECRET, sessionOf } from "../setup/dashboard.ts";
import { filesIn, randomText, tracesIn } from "../setup/traces.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let cookie: string;
const flock = new Flock();
const answers: Sent[] = [];

beforeAll(async () => {
  tracker = await startTracker({ SESSION_SECRET }, FAULTY_CONFIG);
  await tracker.createCampaign("link", { thanksUrl: "https://example.org/thanks", spec: { published: true } });
  for (const slug of ["paused", "once"]) await tracker.createCampaign(slug, { countRepeats: slug !== "once" });
  await tracker.api("PATCH", "/campaigns/paused", { status: "paused" });
  cookie = await sessionOf(tracker);
});
afterAll(() => discard(tracker));

async function cause(fault: string | null): Promise<void> {
  await tracker.ask(`/__fault${fault === null ? "" : `?name=${fault}`}`);
}

/** Clicks that hold a text in every place that can tell who sent them. */
async function click(times: number): Promise<void> {
  const { Purpose: _, "X-Moz": __, "X-Purpose": ___, "Sec-Purpose": ____, ...headers } = flock.headers();
  const path = () => `/link?fbclid=${flock.value("query")}`;
  for (let nth = 0; nth < times; nth += 1) answers.push(await send(tracker, flock, "GET", path(), headers));
}

/** Bytes that are hardly a request, or none; what comes back. */
function sendRaw(text: string): Promise<string> {
  const { hostname, port } = new URL(tracker.origin);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.end(text));
    socket.setEncoding("latin1");
    socket.on("data", (part: string) => {
      answer += part;
    });
    socket.on("error", () => resolve(answer));
    socket.on("close", () => resolve(answer));
  });
}

async function expectNoTrace(): Promise<void> {
  const places = [
    ...(await filesIn(tracker.dataDir)),
    ["output", tracker.output],
    ["answers", answers.map(({ answer }) => answer).join()],
  ] as const;
  expect(places.flatMap(([name, text]) => tracesIn(text, flock.canaries).map((trace) => `${name}: ${trace}`))).toEqual([]);
}

test.each([
  ["throw-before", "counts cannot be written"],
  ["refused", "a shard refused counts for good"],
] as const)("where a shard fails (%s) and the operator is told", async (fault, told) => {
  await cause(fault);
  await click(10);
  await tracker.untilTold(told);
  await cause(null);
  await expectNoTrace();
});

test("where the registry is down, for a link, a page and the staff", async () => {
  await cause("registry-down");
  const path = `/staff/campaigns?q=${flock.value("query of a staff page")}`;
  const answer = await get(tracker, path, cookie, {
    "user-agent": flock.value("User-Agent of staff"),
    referer: flock.value("Referer of staff"),
  });
  expect(answer.status).toBeGreaterThanOrEqual(500);
  // The page repeats its own address to the member of staff who asked for it, in the links to its other language.
  await answer.text();
  await tracker.untilTold("staff: ");
  await cause("registry-down");
  await click(3);
  await cause(null);
  await expectNoTrace();
}, 30_000);

/** Makes every file of the running process end at `bytes`: a full disk. */
async function limitFiles(bytes: string): Promise<void> {
  await promisify(execFile)("prlimit", [`--pid=${tracker.pid}`, `--fsize=${bytes}:unlimited`]);
}

test("where the disk is full, for visits, signups and pages, and in what is written once it has room again", async () => {
  await click(5);
  await tracker.api("POST", "/signups", { campaign: "link", count: 5 });
  await tracker.reportWhen(({ totals }) => totals.visits >= 5);
  const told = tracker.output.length;
  await limitFiles("0");
  answers.push(...(await sendAll(tracker, flock, 503)));
  await tracker.untilTold("counts cannot be written", told);
  await expectNoTrace();
  await limitFiles("unlimited");
  await tracker.untilTold("counts that had to wait are written", told);
  await expectNoTrace();
  await tracker.stop();
  await expectNoTrace();
  await tracker.start();
}, 60_000);

test("where what comes is hardly a request", async () => {
  const text = () => flock.value("raw bytes", randomText());
  const raw = [
    `GET /${text()}`,
    `GET /${text()} HTTP/9.9\r\nHost: ${text()}\r\n\r\n`,
    `${text()} / HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET /link HTTP/1.1\r\nHost: x\r\n${text()}\r\n\r\n`,
    `GET /link HTTP/1.1\r\nHost: x\r\nCookie ${text()}\r\n\r\n`,
    `GET http://${text()}/${text()} HTTP/1.1\r\nHost: ${text()}\r\n\r\n`,
    `CONNECT ${text()}.example:443 HTTP/1.1\r\nHost: ${text()}.example\r\nUser-Agent: ${text()}\r\n\r\n`,
    `POST /api/v1/signups HTTP/1.1\r\nHost: x\r\nContent-Length: ${text()}\r\n\r\n`,
    `POST /api/v1/signups HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${text()}\r\n`,
    `GET /link HTTP/1.1\r\nHost: x\r\nX-Forwarded-Proto: ${text()}, ${text()}\r\n\r\n`,
    `\u0000\u0001${text()}`,
  ];
  for (const [nth, bytes] of raw.entries()) answers.push({ name: `raw ${nth}`, answer: await sendRaw(bytes) });
  expect((await tracker.visit("/healthz")).status, "it goes on").toBe(200);
  await expectNoTrace();
  await tracker.stop("SIGKILL");
  await expectNoTrace();
}, 30_000);
