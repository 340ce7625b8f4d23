/** The examples for nginx and Caddy in front of a tracker, as they are but for addresses, certificates and the length of their patience. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { type Certified, certify } from "../setup/certificate.ts";
import { BROWSER, discard, startTracker, type Tracker } from "../setup/tracker.ts";

const HOST = "go.example.org";
const CANARY = "canary-of-the-proxy";

const installed = (program: string): boolean => {
  try {
    execFileSync(program, [program === "nginx" ? "-v" : "version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** An example, with each of these texts in it replaced; all of them must be there. */
async function example(name: string, changes: readonly (readonly [string, string])[]): Promise<string> {
  let text = await readFile(join(PROJECT, "examples", "proxy", name), "utf8");
  for (const [from, to] of changes) {
    expect(text, name).toContain(from);
    text = text.replaceAll(from, to);
  }
  return text;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Proxy {
  readonly program: string;
  /** Writes the configuration into `folder`, and gives the command's arguments. */
  configure(folder: string, port: number, tracker: number): Promise<string[]>;
}

const nginx: Proxy = {
  program: "nginx",
  configure: async (folder, port, tracker) => {
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
    const text = await example("nginx.conf", [
      ["listen 443 ssl", `listen 127.0.0.1:${port} ssl`],
      ["listen 80;", `listen 127.0.0.1:${await freePort()};`],
      ["/etc/ssl/go.example.org", `${folder}/server`],
      ["/var/log/nginx/error.log", `${folder}/error.log`],
      ["127.0.0.1:8787", `127.0.0.1:${tracker}`],
      [" 10s;", " 1s;"],
      ["worker_rlimit_nofile 65536;", "worker_rlimit_nofile 1024;"],
      ["worker_connections 16384;", "worker_connections 512;"],
      ["access_log off;", `access_log off; ${temporary}`],
    ]);
    await writeFile(join(folder, "nginx.conf"), text);
    return ["-e", join(folder, "error.log"), "-c", join(folder, "nginx.conf"), "-g", `daemon off; pid ${folder}/pid;`];
  },
};

const caddy: Proxy = {
  program: "caddy",
  configure: async (folder) => {
    const text = await example("Caddyfile", [
      ["\n{$LINK_HOST:go.example.org} {", `$&\n\tbind 127.0.0.1\n\ttls ${folder}/server.pem ${folder}/server.key`],
      ["\n{\n\tlog", "\n{\n\tadmin off\n\tauto_https disable_redirects\n\tlog"],
      [" 10s", " 1s"],
    ]);
    await writeFile(join(folder, "Caddyfile"), text);
    return ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")];
  },
};

describe.each([nginx, caddy])("behind $program", ({ program, configure }) => {
  const isInstalled = installed(program);
  if (!isInstalled) {
    test.skip(`${program} is not installed here`, () => {});
    return;
  }
  let folder: string;
  let tracker: Tracker;
  let proxy: ChildProcess;
  let said = "";
  let port: number;
  let tls: Certified;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fivebar-proxy-"));
    tracker = await startTracker();
    await tracker.createCampaign("fix-tiktok");
    tls = certify(HOST);
    await writeFile(join(folder, "server.pem"), tls.cert);
    await writeFile(join(folder, "server.key"), tls.key);
    await mkdir(join(folder, "home"));
    port = await freePort();
    const { host, port: trackerPort } = new URL(tracker.origin);
    const args = await configure(folder, port, Number(trackerPort));
    // The last two are Caddy's example's own, as in deploy/compose.yaml.
    const names = { LINK_HOST: `https://${HOST}:${port}`, FIVEBAR_ADDRESS: host };
    const env = { PATH: process.env.PATH, HOME: join(folder, "home"), XDG_DATA_HOME: join(folder, "home"), ...names };
    proxy = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [proxy.stdout, proxy.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await vi.waitFor(
      async () => expect(await ask("/healthz").catch(({ message }) => `${message}\n${said}`)).toMatchObject({ status: 200 }),
      15_000,
    );
  });
  afterAll(async () => {
    const gone = new Promise((resolve) => proxy.once("exit", resolve));
    proxy.kill("SIGTERM");
    await gone;
    await discard(tracker);
    await rm(folder, { recursive: true, force: true });
  });

  interface Asked {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  }

  function ask(path: string, headers: Readonly<Record<string, string>> = {}, body?: string): Promise<Asked> {
    return new Promise((resolve, reject) => {
      const options = {
        host: "127.0.0.1",
        port,
        path,
        servername: HOST,
        ca: tls.cert,
        agent: false,
        method: body === undefined ? "GET" : "POST",
      };
      const asked = request({ ...options, headers: { host: HOST, "user-agent": BROWSER, ...headers } }, (response) => {
        response.resume().on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
      });
      asked.on("error", reject);
      asked.end(body);
    });
  }

  /** A connection on which `text` was sent, and how long after that it was closed. */
  function half(text: string): Promise<{ readonly socket: TLSSocket; readonly closed: Promise<number> }> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port, servername: HOST, ca: tls.cert }, () => {
        const startMs = Date.now();
        socket.write(text);
        resolve({ socket, closed: new Promise((done) => socket.once("close", () => done(Date.now() - startMs))) });
      });
      socket.on("error", reject).resume();
    });
  }

  test("visits are sent on and counted, as having come by https, whatever they say of that themselves", async () => {
    for (const said of ["http", "https", "ftp", "https, http", ""]) {
      const { status, headers } = await ask(`/fix-tiktok?fbclid=${CANARY}`, { "x-forwarded-proto": said });
      expect(status).toBe(302);
      expect(headers.location).toMatch(/^https:\/\/example\.org\/\?c=fix-tiktok#?$/);
      expect(headers["strict-transport-security"]).toBe("max-age=31536000");
      expect(headers["set-cookie"]).toBeUndefined();
    }
    expect((await tracker.reportWhen(({ totals }) => totals.visits === 5)).totals.visits).toBe(5);
  });

  test("headers and bodies have limits, and other names are no links", async () => {
    // Caddy 2.6 says of a body that is too large that Fivebar did not answer: it was cut off on its way.
    const { status } = await ask("/api/v1/signups", { "content-type": "application/json" }, "x".repeat(300_000));
    expect(status).toBe(program === "nginx" ? 413 : status === 413 ? 413 : 502);
    expect((await ask("/fix-tiktok", { cookie: "x".repeat(60_000) })).status).toBeGreaterThanOrEqual(400);
    const other = await ask("/fix-tiktok", { host: "elsewhere.example.org" }).catch(() => ({ status: 444, headers: {} }));
    expect(other.headers).not.toHaveProperty("location");
  });

  test("half a request is hung up on, be it its headers or its body", async () => {
    const head = `POST /api/v1/signups HTTP/1.1\r\nHost: ${HOST}\r\nContent-Type: application/json\r\n`;
    for (const text of [head, `${head}Content-Length: 9\r\n\r\n{`]) {
      const { closed } = await half(text);
      expect(await closed).toBeLessThan(15_000);
    }
  });

  test.runIf(program === "nginx")("an address has at most 64 requests under way", async () => {
    const open = await Promise.all(
      Array.from({ length: 64 }, () => half(`POST /x HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 9\r\n\r\n{`)),
    );
    expect((await ask("/fix-tiktok")).status).toBe(503);
    for (const { socket } of open) socket.destroy();
    await expect.poll(async () => (await ask("/fix-tiktok")).status).toBe(302);
  });

  test("nothing about visitors is in its logs", async () => {
    expect(said).not.toMatch(/127\.0\.0\.1:\d+.*fix-tiktok|canary|iPhone/);
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || /\.conf$|Caddyfile|\.json$/.test(entry.name)) continue;
      const text = await readFile(join(entry.parentPath, entry.name), "latin1");
      for (const trace of [CANARY, "iPhone", "fix-tiktok", "client: "]) expect(text.includes(trace), entry.name).toBe(false);
    }
  });
});
