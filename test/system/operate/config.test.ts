/** The files that configure the runtime, on one machine and on Cloudflare's network. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { unstable_readConfig } from "wrangler";
import { PROJECT } from "../../../scripts/build.ts";
import { CONFIG_VARIABLES, readConfig } from "../../../src/domain/config.ts";

const wrangler = unstable_readConfig({ config: join(PROJECT, "wrangler.toml") });
const SECRETS = ["ADMIN_KEY", "SESSION_SECRET", "MOVE_KEY", "OIDC_CLIENT_SECRET"];

test("the platform's logs, traces and everything that could take a copy of requests are off", () => {
  expect(wrangler.observability).toEqual({ enabled: false, logs: { enabled: false, invocation_logs: false }, traces: { enabled: false } });
  expect(wrangler.logpush).toBe(false);
  expect(wrangler.tail_consumers ?? []).toEqual([]);
  expect(wrangler.streaming_tail_consumers ?? []).toEqual([]);
  expect(wrangler.analytics_engine_datasets ?? []).toEqual([]);
  expect(wrangler.pipelines ?? []).toEqual([]);
  expect(wrangler.queues).toEqual({ producers: [], consumers: [] });
  expect(wrangler.kv_namespaces).toEqual([]);
  expect(wrangler.send_metrics).toBe(false);
});

/** What wrangler.toml may have: a section for one environment (`env`) could turn on for it what is off above. */
const SECTIONS = [
  ...["observability", "observability.logs", "observability.traces", "vars", "secrets"],
  ...["durable_objects.bindings", "exports.Registry", "exports.Shard"],
];
const KEYS = [
  ...["name", "main", "compatibility_date", "keep_names", "send_metrics", "logpush"],
  ...["workers_dev", "preview_urls", "routes", "route"],
];

/** Sections and keys at the top of a TOML file that are not among those. */
function strangersIn(toml: string): string[] {
  const found: string[] = [];
  let isTop = true;
  for (const line of toml.split("\n").map((text) => text.trim())) {
    const section = /^\[{1,2}([^\]]+)\]{1,2}/.exec(line)?.[1]?.replace(/["'\s]/g, "");
    const key = /^([^=#]+)=/.exec(line)?.[1]?.replace(/["'\s]/g, "");
    if (section !== undefined) {
      isTop = false;
      if (!SECTIONS.includes(section)) found.push(section);
    } else if (isTop && key !== undefined && !KEYS.includes(key)) found.push(key);
  }
  return found;
}

test("there is no environment or binding beside it in which they could be on", async () => {
  const toml = await readFile(join(PROJECT, "wrangler.toml"), "utf8");
  expect(strangersIn(toml)).toEqual([]);
  expect(Object.keys(wrangler.env ?? {})).toEqual([]);
  for (const [added, found] of [
    ["[env.production]\nlogpush = true", "env.production"],
    ["[env.production.observability]\nenabled = true", "env.production.observability"],
    ["[ env . 'staging' ]", "env.staging"],
    ["[[tail_consumers]]\nservice = 'other'", "tail_consumers"],
    ["[[env.production.tail_consumers]]", "env.production.tail_consumers"],
    ["[[analytics_engine_datasets]]", "analytics_engine_datasets"],
  ])
    expect(strangersIn(`${toml}\n${added}`)).toEqual([found]);
  for (const [first, found] of [
    ["env.production.logpush = true", "env.production.logpush"],
    ['"env" = { production = { logpush = true } }', "env"],
    ["tail_consumers = [{ service = 'other' }]", "tail_consumers"],
  ])
    expect(strangersIn(`${first}\n${toml}`)).toEqual([found]);
});

test("wrangler.toml sets every variable of the design to its default, and no secret", () => {
  expect(Object.keys(wrangler.vars).sort()).toEqual(CONFIG_VARIABLES.filter((name) => !SECRETS.includes(name)).sort());
  expect(readConfig(wrangler.vars)).toEqual(readConfig({}));
  expect(wrangler.secrets?.required).toEqual(["ADMIN_KEY"]);
});

test("one machine and Cloudflare's network run the same: date, objects and variables", async () => {
  const capnp = await readFile(join(PROJECT, "fivebar.capnp"), "utf8");
  expect(/compatibilityDate = "(.*)"/.exec(capnp)?.[1]).toBe(wrangler.compatibility_date);
  expect(wrangler.compatibility_flags).toEqual([]);
  const objects = [...capnp.matchAll(/name = "(\w+)", durableObjectNamespace = "(\w+)"/g)].map(([, name, className]) => [name, className]);
  expect(objects).toEqual(
    wrangler.durable_objects.bindings.map(({ name, class_name }: { name: string; class_name: string }) => [name, class_name]),
  );
  const classes = [...capnp.matchAll(/className = "(\w+)", uniqueKey = "[\w-]+", enableSql = true/g)].map(([, name = ""]) => name);
  expect(wrangler.migrations).toEqual([]);
  expect(wrangler.exports).toEqual(Object.fromEntries(classes.map((name) => [name, { type: "durable-object", storage: "sqlite" }])));
  expect([...classes].sort()).toEqual(objects.map(([, name]) => name).sort());
  const variables = [...capnp.matchAll(/name = "(\w+)", fromEnvironment = "(\w+)"/g)].map(([, name, variable]) => {
    expect(variable).toBe(name);
    return name;
  });
  expect(variables).toEqual([...CONFIG_VARIABLES]);
});

test("the lock file has one runtime and leads to no private place", async () => {
  const lock = JSON.parse(await readFile(join(PROJECT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { resolved?: string }>;
  };
  expect(Object.keys(lock.packages).filter((path) => path.endsWith("node_modules/workerd"))).toEqual(["node_modules/workerd"]);
  for (const { resolved = "https://registry.npmjs.org/" } of Object.values(lock.packages))
    expect(resolved).toMatch(/^https:\/\/registry\.npmjs\.org\//);
});
