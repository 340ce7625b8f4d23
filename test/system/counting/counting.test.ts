/** Counting from outside, on raw workerd: bursts, clients that hang up, stops and restarts. The faults are in test/system/faults/. */
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { BROWSER, discard, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

afterEach(() => discard(tracker));

const REQUEST = `GET /fix-tiktok HTTP/1.1\r\nHost: go.example.org\r\nUser-Agent: ${BROWSER}\r\n\r\n`;

/** Sends one visit on a connection of its own and resets it, as `when` says: after the first byte of the answer, or at once. */
function visitAndReset(port: number, when: "answered" | "at once"): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(REQUEST, () => {
        if (when === "at once") socket.resetAndDestroy();
      });
    });
    let isAnswered = false;
    socket.on("data", () => {
      isAnswered = true;
      socket.resetAndDestroy();
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => resolve(isAnswered));
  });
}

async function inParallel(times: number, width: number, run: () => Promise<unknown>): Promise<void> {
  let left = times;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await run();
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}

test("5,000 concurrent visits count as 5,000", async () => {
  tracker = await startTracker();
  await tracker.createCampaign("fix-tiktok");
  await inParallel(5_000, 500, async () => {
    const response = await tracker.visit("/fix-tiktok");
    expect(response.status).toBe(302);
    await response.arrayBuffer();
  });
  expect((await tracker.reportWhen(({ totals }) => totals.visits >= 5_000)).totals.visits).toBe(5_000);
});

test("a client that resets its connection when the answer arrives is counted", async () => {
  tracker = await startTracker();
  await tracker.createCampaign("fix-tiktok");
  const port = Number(new URL(tracker.origin).port);
  let answered = 0;
  await inParallel(500, 20, async () => {
    if (await visitAndReset(port, "answered")) answered += 1;
  });
  expect(answered).toBe(500);
  expect((await tracker.reportWhen(({ totals }) => totals.visits >= 500)).totals.visits).toBe(500);
});

test("clients that hang up before the answer disturb no count but their own", async () => {
  tracker = await startTracker();
  await tracker.createCampaign("fix-tiktok");
  await tracker.createCampaign("other");
  const port = Number(new URL(tracker.origin).port);
  await inParallel(300, 20, async () => {
    await visitAndReset(port, "at once");
    await (await tracker.visit("/other")).arrayBuffer();
  });
  const query = "?by=campaign";
  const { rows } = await tracker.reportWhen((report) => report.totals.visits >= 300 && report.rows[1]?.visits === 300, query);
  expect(rows.find(({ campaign }) => campaign === "other")?.visits).toBe(300);
  expect(rows.find(({ campaign }) => campaign === "fix-tiktok")?.visits).toBeLessThanOrEqual(300);
});

test("a client may reset its connection at any byte of its request: what was not asked is not counted", async () => {
  tracker = await startTracker();
  await tracker.createCampaign("fix-tiktok");
  const port = Number(new URL(tracker.origin).port);
  for (let length = 1; length < REQUEST.length; length += 7) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(REQUEST.slice(0, length), () => socket.resetAndDestroy()));
      socket.on("error", () => undefined);
      socket.on("close", () => resolve());
    });
  }
  for (let visit = 0; visit < 25; visit += 1) await tracker.visit("/fix-tiktok");
  expect((await tracker.reportWhen(({ totals }) => totals.visits >= 25)).totals.visits).toBe(25);
});

/** Sends one request and resets its connection `afterMs` later; whether an answer had begun to come by then. */
function requestAndReset(port: number, path: string, afterMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    let isAnswered = false;
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(REQUEST.replace("/fix-tiktok", path), () => setTimeout(() => socket.resetAndDestroy(), afterMs));
    });
    socket.on("data", () => {
      isAnswered = true;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(isAnswered));
  });
}

test.each([
  ["/fix-tiktok", "visits", "warm"],
  ["/fix-tiktok", "visits", "new"],
  ["/fix-tiktok/", "visits", "warm"],
  ["/fix-tiktok/thanks", "signups", "warm"],
  ["/fix-tiktok/thanks", "signups", "new"],
] as const)("clients of %s may hang up at any moment while its %s are written, in a process that is %s", async (path, kind, age) => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  await tracker.createCampaign("fix-tiktok", { thanksUrl: "https://example.org/thanks" });
  if (age === "new") {
    await tracker.stop();
    await tracker.start();
  }
  const port = Number(new URL(tracker.origin).port);
  let answered = 0;
  let sent = 0;
  // Four times the longest wait of a flush, a millisecond at a time at first.
  const hangUpAfter = async (afterMs: number): Promise<void> => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => requestAndReset(port, path, afterMs)));
    answered += answers.filter(Boolean).length;
    sent += answers.length;
  };
  for (const afterMs of [0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 60, 80, 120, 200]) await hangUpAfter(afterMs);
  // On a machine that is so busy that none of them was answered, later ones are.
  for (let afterMs = 400; answered === 0; afterMs *= 2) await hangUpAfter(afterMs);
  // What was answered is counted, and so is what comes after it.
  for (let after = 0; after < 10; after += 1) await tracker.visit(path);
  const figure = (await tracker.reportWhen(({ totals }) => totals[kind] > answered + 10 - 5)).totals[kind];
  expect(figure).toBeGreaterThan(answered + 10 - 5);
  expect(figure).toBeLessThanOrEqual(sent + 10);
});

test("visits answered just before a clean stop are there after the restart", async () => {
  tracker = await startTracker();
  await tracker.createCampaign("fix-tiktok");
  await inParallel(100, 20, async () => (await tracker.visit("/fix-tiktok")).arrayBuffer());
  await tracker.stop("SIGTERM");
  await tracker.start();
  expect((await tracker.report()).totals.visits).toBe(100);
});
