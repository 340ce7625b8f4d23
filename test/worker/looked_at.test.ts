/** What the visitors' part reads of a request: noted on the request itself, and held to the table in docs/AUDIT.md. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import audit from "../../docs/AUDIT.md?raw";
import { type Config, readConfig } from "../../src/domain/config.ts";
import { countingByStubs } from "../../src/storage/counting.ts";
import { VisitorPlane } from "../../src/visitor/plane.ts";
import { draft } from "./draft.ts";

const table = audit.slice(audit.indexOf("## What is looked at"), audit.indexOf("## What leaves"));

/** Reads of a real request, by name: `header user-agent`, `url`; whatever goes over all headers is `header *`. */
const reads = new Set<string>();

function noting<T extends object>(thing: T, note: (name: string, value: unknown) => unknown): T {
  return new Proxy(thing, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      return note(String(name), typeof value === "function" ? value.bind(target) : value);
    },
  });
}

function noted(request: Request): Request {
  const headers = noting(request.headers, (name, value) => {
    if (name !== "get" && name !== "has") reads.add("header *");
    return (header: string) => {
      reads.add(`header ${header.toLowerCase()}`);
      return typeof value === "function" ? value(header) : value;
    };
  });
  return noting(request, (name, value) => {
    reads.add(name);
    return name === "headers" ? headers : value;
  });
}

const planeOf = (config: Config): VisitorPlane =>
  new VisitorPlane(countingByStubs({ REGISTRY: env.REGISTRY, SHARD: env.SHARD }, config), config);

async function ask(plane: VisitorPlane, address: string, method: string, headers: Record<string, string>): Promise<void> {
  const ctx = createExecutionContext();
  const request = noted(new Request(address, { method, headers }));
  const response = plane.visitKnown(request, ctx) ?? (await plane.fetch(request, ctx));
  await response.text();
  await waitOnExecutionContext(ctx);
}

const headersRead = (): string[] =>
  [...reads]
    .filter((name) => name.startsWith("header "))
    .map((name) => name.slice("header ".length))
    .sort();

test("of a visitor's request nothing is read but what docs/AUDIT.md lists", async () => {
  const plane = planeOf(readConfig({ PASS_PARAMS: "utm_source" }));
  for (const slug of ["read", "thanked"]) await env.REGISTRY.getByName("registry").createCampaign(draft(slug), "test", "admin");
  const paths = [
    "/read",
    "/READ/",
    "/read?utm_source=x&fbclid=y",
    "/unknown",
    "/read/thanks",
    "/",
    "/about",
    "/about.json",
    "/about/read",
    "/style.css",
    "/robots.txt",
  ];
  const agents = ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "WhatsApp/2", ""];
  for (const path of paths) {
    for (const [method, agent] of ["GET", "HEAD", "POST"].flatMap((one) => agents.map((other) => [one, other] as const))) {
      const headers = {
        "user-agent": agent,
        "x-forwarded-for": "203.0.113.7",
        "accept-language": "nl",
        cookie: "a=b",
        referer: "https://x.example/",
      };
      await ask(plane, `${method === "HEAD" ? "http" : "https"}://go.example.org${path}`, method, headers);
    }
  }
  const ofHeaders = headersRead();
  const expected = [
    "accept-language",
    "host",
    "purpose",
    "sec-fetch-dest",
    "sec-purpose",
    "user-agent",
    "x-forwarded-proto",
    "x-moz",
    "x-purpose",
  ];
  expect(ofHeaders).toEqual(expected);
  for (const name of ofHeaders) expect(table.toLowerCase(), name).toContain(`\`${name}\``);
  expect([...reads].filter((name) => !name.startsWith("header ")).sort()).toEqual(["headers", "method", "url"]);
});

test("of a browser that goes to a known link only these headers are read: each of those about loading ahead among them", async () => {
  const plane = planeOf(readConfig({}));
  await env.REGISTRY.getByName("registry").createCampaign(draft("gone-to"), "test", "admin");
  const headers = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "sec-fetch-mode": "navigate" };
  const page = { ...headers, "sec-fetch-dest": "document" };
  await ask(plane, "https://go.example.org/gone-to", "GET", page);
  reads.clear();
  await ask(plane, "https://go.example.org/gone-to", "GET", page);
  expect(headersRead()).toEqual(["host", "purpose", "sec-fetch-dest", "sec-purpose", "user-agent", "x-moz", "x-purpose"]);
});
