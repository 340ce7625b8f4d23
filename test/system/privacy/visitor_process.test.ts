/** What a process that answers visitors has: the visitor plane, one socket to the process that counts, and nothing else. Looked at from outside, as docs/AUDIT.md says. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, readlink, stat } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROJECT } from "../../../scripts/build.ts";
import { VISITOR_VARIABLES } from "../../../scripts/runtime/processes.ts";
import { CONFIG_VARIABLES, readOpenConfig } from "../../../src/domain/open_config.ts";
import { ADMIN_KEY, discard, Tracker } from "../setup/tracker.ts";

const SESSION_SECRET = "the-session-secret-of-the-visitor-process-test";
const OPERATOR = "Stichting Voorbeeld";
const OIDC = { OIDC_ISSUER: "https://login.example.org", OIDC_CLIENT_ID: "fivebar", OIDC_CLIENT_SECRET: "the-client-secret-of-this-test" };

let tracker: Tracker;

beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "fivebar-visitor-process-"));
  const access = { ACCESS_TEAM_DOMAIN: "team.cloudflareaccess.com", ACCESS_AUD: "a".repeat(64) };
  tracker = new Tracker(dataDir, { SESSION_SECRET, OPERATOR, ...access, ...OIDC }, undefined, [], 2);
  await tracker.start();
  await tracker.createCampaign("fix-tiktok");
  for (let visit = 0; visit < 10; visit += 1) await tracker.visit("/fix-tiktok");
  await tracker.reportWhen(({ totals }) => totals.visits === 10);
});
afterAll(() => discard(tracker));

/** The files that the bundle of a visitor process is made from. */
async function bundled(): Promise<string[]> {
  const meta = JSON.parse(await readFile(join(PROJECT, "dist", "visitor", "bundle-meta.json"), "utf8")) as { inputs: object };
  return Object.keys(meta.inputs).sort();
}

describe("its bundle", () => {
  test("is the visitor plane, the domain, and what is between the processes", async () => {
    const beside = (await bundled()).filter((path) => !/^src\/(?:visitor|domain)\//.test(path));
    expect(beside).toEqual([
      "node_modules/isbot/index.mjs",
      "src/entrance.ts",
      "src/held_request.ts",
      ...["commands", "counting_client", "hand_on", "not_counting", "worker"].map((name) => `src/processes/${name}.ts`),
    ]);
  });

  test("has no word of a database, an object that stores, or the staff's pages in it", async () => {
    const code = await readFile(join(PROJECT, "dist", "visitor", "worker.js"), "utf8");
    expect(code).not.toMatch(
      /DurableObject|\.sql\b|INSERT INTO|SELECT |storage\.|Hono|valibot|oauth4webapi|openid-configuration|Set-Cookie|getCookie|timingSafeEqual/,
    );
  });

  test("makes no call but by the socket that it is handed", async () => {
    const code = await readFile(join(PROJECT, "dist", "visitor", "worker.js"), "utf8");
    const calls = [...code.matchAll(/\b(?:await )?[\w.]*\b(?:fetch|connect)\(/g)].map(([call]) => call.replace("await ", ""));
    // The entrance, the plane's own method, the drain's, and two that go through the socket.
    expect([...new Set(calls)].sort()).toEqual(["fetch(", "socket.fetch(", "this.socket.fetch(", "visitor.fetch("]);
    expect(code).not.toMatch(/\bWebSocket\b|EventSource|cloudflare:sockets/);
  });
});

describe("its configuration", () => {
  test("binds one socket and the open settings, has no disk, and the way to the internet is closed", async () => {
    const capnp = (await readFile(join(PROJECT, "visitor.capnp"), "utf8")).replace(/#.*$/gm, "");
    expect(capnp).not.toMatch(/disk|localDisk|durableObject|tlsOptions|allow = \["/);
    expect(capnp).toContain('(name = "internet", network = (allow = []))');
    const bindings = [...capnp.slice(capnp.indexOf("bindings = [")).matchAll(/\(name = "(\w+)", (\w+)/g)].map(([, name, kind]) => [
      name,
      kind,
    ]);
    expect(bindings).toEqual([
      ["COUNTING", "service"],
      ["PLATFORM", "text"],
      ...VISITOR_VARIABLES.map((name) => [name, "fromEnvironment"]),
    ]);
  });

  test("has every setting but those of the staff: the visitor plane reads none of them", () => {
    const kept = CONFIG_VARIABLES.filter((name) => !(VISITOR_VARIABLES as readonly string[]).includes(name));
    const oidc = ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ISSUER", "OIDC_ROLE_CLAIM"];
    expect(kept.sort()).toEqual([
      "ACCESS_AUD",
      "ACCESS_TEAM_DOMAIN",
      "ADMIN_KEY",
      "MOVE_KEY",
      ...oidc,
      "SECURITY_CONTACT",
      "SESSION_SECRET",
      "STAFF_NAMES_MONTHS",
    ]);
    const secret = { ADMIN_KEY, SESSION_SECRET, ACCESS_TEAM_DOMAIN: "team.cloudflareaccess.com", ACCESS_AUD: "a".repeat(64), ...OIDC };
    expect(readOpenConfig(secret)).toEqual(readOpenConfig({}));
  });

  test("is of the same date as the Worker's, and the process that counts has the Worker itself", async () => {
    const [one = "", visitor = "", wrangler = "", visitorWrangler = "", counting = ""] = await Promise.all(
      ["fivebar.capnp", "visitor.capnp", "wrangler.toml", "wrangler.visitor.toml", "counting.capnp"].map((file) =>
        readFile(join(PROJECT, file), "utf8"),
      ),
    );
    const dates = [one, visitor, wrangler, visitorWrangler].map((text) => /compatibility_?[dD]ate = "(.*)"/.exec(text)?.[1]);
    expect(new Set(dates).size).toBe(1);
    expect(counting).toContain("worker = OneProcess.fivebar");
    const services = (text: string) =>
      [...text.matchAll(/^ *\(name = "([\w-]+)", ((?:disk|network) = .*)\),$/gm)].map(([, name, what]) => `${name} ${what}`);
    expect(services(counting)).toEqual(services(one));
  });
});

describe("the running process", () => {
  test("has no secret in its environment or its command line, and no word of one that it does not need", async () => {
    for (const pid of tracker.visitorPids) {
      const environment = (await readFile(`/proc/${pid}/environ`, "utf8")).split("\0").filter((one) => one !== "");
      expect(environment.map((one) => one.split("=")[0]).filter((name) => name !== "PATH" && name !== "PWD")).toEqual([
        "GLIBC_TUNABLES",
        "OPERATOR",
      ]);
      const command = (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0");
      expect(command.slice(1, -1)).toEqual([
        "serve",
        join(PROJECT, "visitor.capnp"),
        "--socket-fd=http=4",
        `--external-addr=counting=unix:${join(tracker.dataDir, "counting.sock")}`,
        "--control-fd=3",
      ]);
    }
    // The look would find them: the process that counts has them.
    const counting = await readFile(`/proc/${tracker.pid}/environ`, "utf8");
    for (const secret of [SESSION_SECRET, OIDC.OIDC_CLIENT_SECRET]) expect(counting).toContain(secret);
  });

  test("has no file open in the data folder, and the process that counts has", async () => {
    const open = async (pid: number): Promise<string[]> => {
      const links = (await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => ""));
      return (await Promise.all(links)).filter((path) => path.startsWith(tracker.dataDir));
    };
    for (const pid of tracker.visitorPids) expect(await open(pid)).toEqual([]);
    expect((await open(tracker.pid)).some((path) => path.endsWith(".sqlite"))).toBe(true);
  });

  test("the commands in docs/AUDIT.md show it", async () => {
    const audit = await readFile(join(PROJECT, "docs", "AUDIT.md"), "utf8");
    const [, commands = ""] = /visitor\.capnp` is a process[\s\S]*?```sh\n([\s\S]*?)```/.exec(audit) ?? [];
    const env = { ...process.env, DATA_DIR: tracker.dataDir };
    const { stdout } = await promisify(execFile)("bash", ["-c", `set -euo pipefail\n${commands}`], { env });
    expect(stdout.match(/^process /gm)).toHaveLength(2);
    expect(stdout).toContain("OPERATOR=");
    expect(stdout).not.toMatch(/SECRET|_KEY|\.sqlite|objects/);
  });
});

describe("the socket between the processes", () => {
  test("is its owner's alone", async () => {
    expect((await stat(join(tracker.dataDir, "counting.sock"))).mode & 0o077).toBe(0);
    expect((await stat(tracker.dataDir)).mode & 0o077).toBe(0);
  });

  test("takes no command from the public port, however the address is written", async () => {
    const before = (await tracker.report()).totals.visits;
    const batch = JSON.stringify({ shard: 0, writer: "a stranger", seq: 1, entries: [[1, "visit", 5]], installation: null });
    const paths = [
      "/",
      "/staff/../",
      "/api/v1/../../",
      "//",
      "/staff/..%2f",
      "/staff/%2e%2e/",
      "/api/",
      "http://counting/",
      "/staff\\..\\",
    ];
    const answers: string[] = [];
    for (const start of paths)
      for (const name of ["routes", "add", "health", "changes"])
        for (const host of ["counting", "go.example.org"])
          answers.push(
            await raw(
              `POST ${start}${name} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${batch.length}\r\nConnection: close\r\n\r\n${batch}`,
            ),
          );
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 4/);
      expect(answer).not.toMatch(/"added"|"refused"|"installation"|"failing"|"ok"|there is no such command/i);
    }
    expect((await tracker.report()).totals.visits).toBe(before);
    expect(await tracker.ask("/routes").then(({ status }) => status), "there it is a command").toBe(405);
  });
});

function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(tracker.origin).port), "127.0.0.1", () => socket.write(bytes));
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", reject).on("close", () => resolve(text));
  });
}
