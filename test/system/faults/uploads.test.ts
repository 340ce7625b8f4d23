/** Bodies on their way through a visitor process: large ones, slow ones, and those that no request should have. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { npmStart } from "../setup/npm_start.ts";
import { commandsOf, type Several, Visitors, within } from "../setup/several.ts";
import { ADMIN_KEY } from "../setup/tracker.ts";

/** Far above what a redirect takes on a busy machine. */
const AT_ONCE_MS = 1_500;

function importing({ origin }: Several, body: string): Promise<Response> {
  return fetch(`${origin}/api/v1/ad-figures/import?preview=true`, {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "text/csv" },
    body,
  });
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket)).on("error", reject);
  });
}

/** Sends the beginning of a body that never ends, from somebody without a key; resolves when the system has taken all of that. */
function partOfUpload(socket: Socket, bytes: number): Promise<void> {
  const head = `POST /api/v1/campaigns HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${bytes + 1}\r\n\r\n`;
  return new Promise((resolve) => socket.write(head + "x".repeat(bytes), () => resolve()));
}

/** The status of a GET request that has a body, as `fetch` sends none. */
function askWithBody(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-length": "6" } }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    asked.on("error", reject).end("a body");
  });
}

test("an ad platform's file is larger than any other body, and passes through a visitor process whole", async ({ expect }) => {
  await within(async (tracker) => {
    const rows = Array.from({ length: 9_900 }, (_, row) => {
      const slug = row === 9_899 ? "fix-tiktok" : `not-here-${row % 900}`;
      return `${slug},2026-10-${String(10 + Math.floor(row / 900)).padStart(2, "0")},EUR,1.00,100,,10`;
    });
    const file = `slug,day,currency,spend,impressions,reach,clicks\n${rows.join("\n")}\n`;
    expect(file.length).toBeGreaterThan(300_000);
    const read = (await (await importing(tracker, file)).json()) as {
      readonly figures: readonly { readonly campaign: string; readonly spend: number }[];
    };
    expect(read.figures.map(({ campaign, spend }) => [campaign, spend])).toEqual([["fix-tiktok", 1]]);
    for (const bytes of [1024 * 1024 + 1, 3_000_000]) expect((await importing(tracker, "x".repeat(bytes))).status).toBe(413);
  });
});

test("idle connections, and slow uploads that would fill the memory, keep neither visitors nor the staff out", async () => {
  await within(async (tracker) => {
    const port = Number(new URL(tracker.origin).port);
    const sockets = await Promise.all(Array.from({ length: 300 }, () => connected(port)));
    // 45 MB, where 32 MiB are the most that a process holds.
    await Promise.all(sockets.slice(0, 50).map((socket) => partOfUpload(socket, 900_000)));
    for (let time = 0; time < 3; time += 1) expect((await importing(tracker, "x".repeat(1_000_000))).status).toBe(400);
    const visitors = new Visitors(tracker.link);
    for (const endMs = Date.now() + 10_000; visitors.answeredMs.length < 200 && Date.now() < endMs; ) await visitors.visit();
    await visitors.end();
    expect([visitors.failed, visitors.answeredMs.length >= 200, visitors.longestMs < AT_ONCE_MS]).toEqual([0, true, true]);
    for (const socket of sockets) socket.destroy();
  }, 1);
});

test("a request with a body that its method has no use for is answered as without one", async () => {
  await within(async ({ origin }) => {
    for (const path of ["/api/v1/report", "/staff/sign-in", "/fix-tiktok"]) expect(await askWithBody(`${origin}${path}`)).toBeLessThan(400);
  }, 1);
});

test("told to end while they start, at any moment: no process is left, and no socket", async () => {
  await Promise.all(
    [0.3, 0.8, 1.3, 2].map(async (seconds) => {
      const dataDir = await mkdtemp(join(tmpdir(), "fivebar-told-"));
      const env = { PORT: "0", DATA_DIR: dataDir, ADMIN_KEY, PROCESSES: "2" };
      await npmStart(env, undefined, ["timeout", String(seconds)]).then(
        ({ gone }) => gone,
        () => null,
      );
      await expect.poll(() => commandsOf(dataDir), { timeout: 20_000 }).toEqual([]);
      expect((await readdir(dataDir)).filter((name) => name !== "objects")).toEqual([]);
      await rm(dataDir, { recursive: true });
    }),
  );
});
