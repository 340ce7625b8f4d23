/** examples/relay on raw workerd, given what form services document to send: the code leaves it, and nothing of the person. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SERVICES } from "../../../examples/relay/services.ts";
import { PROJECT } from "../../../scripts/build.ts";
import { installation } from "../../../scripts/installation.ts";
import { ConnectStand } from "../setup/connect_stand.ts";
import { exampleModules } from "../setup/example_worker.ts";
import { PERSON, WEBHOOKS, type Webhook } from "../setup/webhooks.ts";

const SECRET = "secret-of-the-address";
const SIGNING = { tally: "secret-of-tally", typeform: "secret-of-typeform" } as const;

let stand: ConnectStand;
let folder: string;
let relay: { readonly process: ChildProcess; readonly origin: string };
let output = "";

async function startRelay(): Promise<typeof relay> {
  const modules = await exampleModules(folder, ["examples/relay/worker.ts", "examples/relay/services.ts", "packages/client/src/code.ts"]);
  const texts = {
    FIVEBAR: `${stand.between.origin}/`,
    SITE_KEY: stand.siteKey,
    SECRET,
    TALLY_SECRET: SIGNING.tally,
    TYPEFORM_SECRET: SIGNING.typeform,
  };
  const bindings = Object.entries(texts).map(([name, value]) => `(name = "${name}", text = "${value}")`);
  await writeFile(
    join(folder, "relay.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
     const config :Workerd.Config = (
       services = [
         (name = "relay", worker = (
           modules = [${modules}],
           bindings = [${bindings.join(", ")}], compatibilityDate = "2026-10-01")),
         (name = "internet", network = (allow = ["local", "private", "public"])),
       ],
       sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "relay")],
     );`,
  );
  const child = spawn(installation.workerd, ["serve", join(folder, "relay.capnp"), "--control-fd=3"], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdio[3] as Readable }).once("line", (line) => resolve(JSON.parse(line).port));
    child.once("exit", (code) => reject(new Error(`workerd ended with ${code}: ${output}`)));
  });
  return { process: child, origin: `http://127.0.0.1:${port}` };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fivebar-relay-"));
  stand = await ConnectStand.start();
  relay = await startRelay();
});
beforeEach(() => stand.next());
afterEach(() => stand.tidy());
afterAll(async () => {
  relay?.process.kill("SIGKILL");
  await stand?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Sends a webhook as the service does, signed where it signs. */
async function send(service: string, { body, headers = {} }: Webhook, query = `?secret=${SECRET}`): Promise<Response> {
  const signed =
    service === "tally" || service === "typeform" ? createHmac("sha256", SIGNING[service]).update(String(body)).digest("base64") : "";
  const signature: Record<string, string> =
    service === "tally" ? { "Tally-Signature": signed } : service === "typeform" ? { "Typeform-Signature": `sha256=${signed}` } : {};
  const type: Record<string, string> = typeof body === "string" ? { "content-type": "application/json" } : {};
  return fetch(`${relay.origin}/${service}${query}`, { method: "POST", body, headers: { ...type, ...signature, ...headers } });
}

describe.each(Object.keys(SERVICES))("a webhook of %s", (service) => {
  const webhook = (code: string, delivery: string): Webhook => WEBHOOKS[service]?.(code, delivery) ?? { body: "no example of it" };

  test("counts for its campaign, once however often it is sent, and nothing else leaves the relay", async () => {
    const isNamed = service !== "mailchimp";
    for (let n = 0; n < 5; n += 1) {
      const one = () => send(service, webhook(stand.slug, `canary-delivery-${stand.slug}-${n}`));
      if (isNamed) stand.between.manners.push("lose-answer");
      expect((await one()).status).toBe(isNamed ? 503 : 200);
      if (isNamed) expect([(await one()).status, (await one()).status]).toEqual([200, 200]);
    }
    expect(await stand.released()).toBe(5);
    expect(new Set(stand.between.seen.map(({ body }) => body))).toEqual(new Set([`{"campaign":"${stand.slug}"}`]));
    expect(new Set(stand.between.seen.map(({ key }) => key)).size).toBe(isNamed ? 5 : 1);
    expect(JSON.stringify(stand.between.seen) + output).not.toMatch(/canary|192\.0\.2\.77/i);
  });

  test("without a code, or with another text in its place, counts as unattributed", async () => {
    for (const [n, code] of ["", "canary@example.org", "Canary Person", "x".repeat(41)].entries())
      expect((await send(service, webhook(code, `none-${n}-${stand.slug}`))).status).toBe(200);
    expect(stand.between.seen.map(({ body }) => body)).toEqual(Array(4).fill('{"campaign":null}'));
    stand.between.seen.length = 0;
    const mangled = [
      ` ${stand.slug.toUpperCase()}.`,
      `(${stand.slug})`,
      `${stand.slug}&email=canary@example.org`,
      stand.slug.replace("-", "\u2011"),
      `\u200b${stand.slug}%2C`,
    ];
    for (const [n, code] of mangled.entries()) expect((await send(service, webhook(code, `mangled-${n}-${stand.slug}`))).status).toBe(200);
    expect(stand.between.seen.map(({ body }) => body)).toEqual(Array(5).fill(`{"campaign":"${stand.slug}"}`));
  });

  test("is refused without the secret of its address, or the service's signature", async () => {
    const one = webhook(stand.slug, `unsigned-${stand.slug}`);
    const isSigned = service === "tally" || service === "typeform";
    if (isSigned) {
      const unsigned = { "Tally-Signature": "", "Typeform-Signature": "sha256=" };
      expect((await send(service, { ...one, headers: unsigned })).status).toBe(403);
      expect((await send(service, { body: `${one.body} `, headers: { [`${service}-signature`]: "AAAA" } })).status).toBe(403);
      expect((await send(service, one, "")).status).toBe(200);
    } else for (const query of ["", "?secret=", "?secret=wrong"]) expect((await send(service, one, query)).status).toBe(403);
    expect(stand.between.seen.length).toBe(isSigned ? 1 : 0);
  });
});

test("events that are no signups count nothing, and several in one request count each", async () => {
  const upload = JSON.stringify([{ "action_network:upload": { person: PERSON, "action_network:referrer_data": { source: stand.slug } } }]);
  const leaves = new URLSearchParams({ type: "unsubscribe", "data[merges][C]": stand.slug });
  const others: readonly [string, Webhook][] = [
    ["action-network", { body: upload }],
    ["action-network", { body: "{}" }],
    ["controlshift", { body: JSON.stringify({ type: "petition.launched", jid: "j", data: { source: stand.slug } }) }],
    ["tally", { body: JSON.stringify({ eventType: "OTHER", eventId: "e" }) }],
    ["typeform", { body: JSON.stringify({ event_type: "form_response_partial", form_response: { hidden: { c: stand.slug } } }) }],
    ["mailchimp", { body: leaves }],
  ];
  for (const [service, webhook] of others) expect((await send(service, webhook)).status).toBe(200);
  expect(stand.between.seen).toEqual([]);
  const items = [1, 2, 3, 4, 5].map((n) => JSON.parse(String(WEBHOOKS["action-network"]?.(stand.slug, `several-${n}`).body))[0]);
  expect((await send("action-network", { body: JSON.stringify(items) })).status).toBe(200);
  expect(await stand.released()).toBe(5);
});

test("it can be deployed as its page says, and ids of two services are two ids", async () => {
  const wrangler = join(PROJECT, "node_modules", "wrangler", "bin", "wrangler.js");
  const deployed = join(folder, "checkout", "examples", "relay");
  await cp(join(PROJECT, "examples", "relay"), deployed, { recursive: true });
  await cp(join(PROJECT, "packages", "client", "src"), join(folder, "checkout", "packages", "client", "src"), { recursive: true });
  const readme = await readFile(join(deployed, "README.md"), "utf8");
  const [copy = "", deploy = ""] = /```sh\n(.*?)```/s.exec(readme)?.[1]?.trim().split("\n") ?? [];
  const command = `${copy} && ${deploy.replace("npx wrangler", `"${process.execPath}" "${wrangler}"`)} --dry-run`;
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true" };
  const { stdout } = await promisify(execFile)("bash", ["-c", command], { cwd: deployed, env });
  expect(stdout).toContain("--dry-run: exiting now");
  for (const service of ["jotform", "drupal"])
    expect((await send(service, WEBHOOKS[service]?.(stand.slug, "12") ?? { body: "" })).status).toBe(200);
  expect(new Set(stand.between.seen.map(({ key }) => key)).size).toBe(2);
});

test("what services ask of it: somebody there, an answer of their own, and an error when Fivebar does not take the report", async () => {
  expect([(await fetch(`${relay.origin}/mailchimp`)).status, (await fetch(`${relay.origin}/unknown`)).status]).toEqual([200, 404]);
  expect((await fetch(`${relay.origin}/toString`, { method: "POST" })).status).toBe(404);
  const controlshift = await send("controlshift", WEBHOOKS.controlshift?.(stand.slug, "asked") ?? { body: "" });
  expect(controlshift.headers.get("x-controlshift-processed")).toBe("1");
  for (const [status, answer] of [
    [401, 502],
    [503, 503],
    [429, 503],
    [422, 422],
    [302, 503],
  ] as const) {
    stand.between.manners.push({ status, headers: { location: "https://elsewhere.example/" } });
    expect((await send("plain", { body: JSON.stringify({ c: stand.slug }) })).status).toBe(answer);
  }
  const long = { body: JSON.stringify({ c: stand.slug, more: "x".repeat(1_000_001) }) };
  expect((await send("plain", long)).status).toBe(413);
});
