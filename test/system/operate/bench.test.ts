/** The benchmark measures redirects: whoever answers something else, or does not answer, has failed, and counts are compared with what was sent. */
import { writeFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Contender, compare, countExactly, parseOther } from "../../../scripts/bench/contenders.ts";
import { readWrk } from "../../../scripts/bench/load.ts";

const servers: Server[] = [];
let folder: string;
/** The file in which the peer that counts keeps its count. */
let countFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-bench-test-"));
  countFile = join(folder, "count");
  await writeFile(countFile, "0");
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true, force: true });
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/fix-tiktok`;
}

const redirect: RequestListener = (_, response) => void response.writeHead(302, { location: "https://example.org/" }).end();
const answer =
  (status: number): RequestListener =>
  (_, response) =>
    void response.writeHead(status).end();
const reset: RequestListener = (request) => void request.socket.resetAndDestroy();
/** As `listener` says one time in ten, the first among them, else a redirect. */
const oneInTen = (listener: RequestListener): RequestListener => {
  let asked = 0;
  return (request, response) => {
    asked += 1;
    return (asked % 10 === 1 ? listener : redirect)(request, response);
  };
};

test("who answers with an error, with a page, with nothing or now and then so has failed, and is no winner", async () => {
  const closed = await serve(redirect);
  await new Promise((resolve) => servers.at(-1)?.close(resolve));
  const kinds: [string, RequestListener][] = [
    ["sound", redirect],
    ["502", answer(502)],
    ["one in ten 200", oneInTen(answer(200))],
    ["304", answer(304)],
    ["reset", reset],
  ];
  const contenders: Contender[] = [];
  for (const [name, listener] of kinds) contenders.push({ name, url: await serve(listener), pids: null, counted: null });
  contenders.push({ name: "not there", url: closed, pids: null, counted: null });
  const table = await compare(contenders, { rounds: 1, seconds: 0.3 });
  expect(table.sound).toMatchObject({ failed: false, perSecond: expect.any(Number), ofBare: 1, otherAnswers: 0, socketErrors: 0 });
  for (const { name } of contenders.slice(1))
    expect(table[name], name).toMatchObject({ failed: true, perSecond: "failed", ofBare: "failed" });
  for (const name of ["502", "one in ten 200", "304"]) {
    expect(table[name]?.otherAnswers, name).toBeGreaterThan(0);
    expect(table[name]?.socketErrors, name).toBe(0);
  }
  for (const name of ["reset", "not there"]) {
    expect(table[name]?.socketErrors, name).toBeGreaterThan(0);
    expect(table[name]?.otherAnswers, name).toBe(0);
  }
});

test("a peer is asked by its command what it has counted, and that is compared with what was sent", async () => {
  let seen = 0;
  // It counts nine of ten.
  const url = await serve((request, response) => {
    seen += 1;
    writeFileSync(countFile, `counted: ${seen - Math.floor(seen / 10)}\n`);
    redirect(request, response);
  });
  const peer = parseOther(`a peer=${url} count=cat ${countFile}`);
  expect(await countExactly(peer, 200)).toEqual({ sent: 200, redirects: 200, otherAnswers: 0, socketErrors: 0, counted: 180 });
  expect(await countExactly(parseOther(`without=${url}`), 200)).toBeNull();
});

test("an answer that is no redirect is not among what a peer should have counted", async () => {
  const url = await serve(answer(502));
  const peer = parseOther(`broken=${url} count=echo 5`);
  expect(await countExactly(peer, 50)).toMatchObject({ sent: 50, redirects: 0, otherAnswers: 50, counted: 0 });
});

test("a flag that is no address, and a command that prints no number, are named", async () => {
  for (const flag of ["nginx", "nginx=", "=http://127.0.0.1/", "nginx=ftp://127.0.0.1/", "nginx=http://127.0.0.1/ counts=echo 1"])
    expect(() => parseOther(flag), flag).toThrow(`--other "${flag}"`);
  for (const command of ["echo", "echo 1 2"]) {
    const { counted } = parseOther(`nginx=http://127.0.0.1/ count=${command}`);
    await expect(counted?.()).rejects.toThrow(`"${command}" must print one number`);
  }
});

test("what wrk says of a round is read whole: answers that are errors, sockets that failed, and other answers where it looked", () => {
  const output = (more: string) => `Running 1s test @ http://127.0.0.1:8795/x
  Latency Distribution
     50%  634.00us
     75%    7.87ms
     90%   52.68ms
     99%  1.25s
  20000 requests in 1.04s, 6.21MB read
${more}Requests/sec:  19000.00
Transfer/sec:      5.96MB
`;
  const sound = { perSecond: 19_000, p50Ms: 0.634, p99Ms: 1_250, redirects: 20_000, otherAnswers: 0, socketErrors: 0 };
  expect(readWrk(output(""))).toEqual(sound);
  expect(readWrk(output("  Non-2xx or 3xx responses: 5000\n"))).toEqual({
    ...sound,
    perSecond: 14_250,
    redirects: 15_000,
    otherAnswers: 5_000,
  });
  expect(readWrk(output("  Socket errors: connect 1, read 20, write 0, timeout 3\n"))).toEqual({ ...sound, socketErrors: 24 });
  expect(readWrk(`${output("")}Redirects: 0\n`)).toMatchObject({ perSecond: 0, redirects: 0, otherAnswers: 20_000 });
});
