/** How often an isolate asks the registry for the table of links: the visitor plane on the real registry, with the clock moved. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CampaignDraft } from "../../src/domain/campaign/campaign.ts";
import { type Config, readConfig } from "../../src/domain/config.ts";
import { countingByStubs } from "../../src/storage/counting.ts";
import type { Bindings } from "../../src/storage/env.ts";
import { VisitorPlane } from "../../src/visitor/plane.ts";
import { draft } from "./draft.ts";

const config: Config = readConfig(env as unknown as Record<string, unknown>);
const registry = env.REGISTRY.getByName("registry");
const headers = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" };

let plane: VisitorPlane;
/** How often the registry was asked for its table, and how long the way to it takes. */
let asked = 0;
let delayMs = 0;
let made = 0;

/** The real bindings, with each call to the registry counted and delayed on its way. */
function counted(bindings: Bindings): Bindings {
  const REGISTRY = {
    getByName: (name: string) => ({
      routes: async (shards: number) => {
        asked += 1;
        if (delayMs > 0) await scheduler.wait(delayMs);
        return bindings.REGISTRY.getByName(name).routes(shards);
      },
    }),
  } as unknown as Bindings["REGISTRY"];
  return { ...bindings, REGISTRY };
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime("2026-11-24T12:00:00Z");
  delayMs = 0;
  plane = new VisitorPlane(countingByStubs(counted(env), config), config);
  const slug = await create();
  expect(await visit(slug)).toBe(302);
  asked = 0;
});
afterEach(() => vi.useRealTimers());

async function create(more: Partial<CampaignDraft> = {}): Promise<string> {
  made += 1;
  const result = await registry.createCampaign({ ...draft(`made-${made}`), ...more }, "test", "admin");
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.slug;
}

test("the browser's own answer to a repeat ends with the day, also after the clock went forth and back over midnight", async () => {
  const slug = await create({ countRepeats: false });
  pass(2_000);
  await visit(slug);
  const secondsLeft = async (): Promise<number> => {
    const ctx = createExecutionContext();
    const response = plane.visitKnown(new Request(`https://go.example.org/${slug}`, { headers }), ctx);
    await waitOnExecutionContext(ctx);
    return Number(/^private, max-age=(\d+)$/.exec(response?.headers.get("cache-control") ?? "")?.[1]);
  };
  vi.setSystemTime("2026-11-24T12:00:10Z");
  expect(await secondsLeft()).toBe(11 * 3_600 - 10);
  vi.setSystemTime("2026-11-25T22:59:00Z");
  await visit(slug);
  expect(await secondsLeft()).toBe(60);
  vi.setSystemTime("2026-11-24T12:00:10Z");
  await visit(slug);
  expect(await secondsLeft()).toBe(11 * 3_600 - 10);
});

function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

/** One visit, with all that it leaves to be done behind the visitor's back; the answer's status. */
async function visit(slug: string): Promise<number> {
  const ctx = createExecutionContext();
  const request = new Request(`https://go.example.org/${slug}`, { headers });
  const response = plane.visitKnown(request, ctx) ?? (await plane.fetch(request, ctx));
  await waitOnExecutionContext(ctx);
  return response.status;
}

test("a table of 30 seconds is asked for anew, once, and a newer one is not", async () => {
  pass(29_999);
  for (let nth = 0; nth < 20; nth += 1) expect(await visit(`made-${made}`)).toBe(302);
  expect(asked).toBe(0);
  pass(1);
  const statuses = await Promise.all(Array.from({ length: 20 }, () => visit(`made-${made}`)));
  expect(new Set(statuses)).toEqual(new Set([302]));
  expect(asked).toBe(1);
  pass(29_999);
  expect(await visit(`made-${made}`)).toBe(302);
  expect(asked).toBe(1);
});

test("a link that another isolate has made works at once when the table is two seconds old, and not before", async () => {
  const slug = await create();
  pass(1_999);
  expect(await visit(slug)).toBe(404);
  expect(asked).toBe(0);
  pass(1);
  expect(await visit(slug)).toBe(302);
  expect(asked).toBe(1);
});

test("guessing slugs reaches the registry once in two seconds, however many are guessed", async () => {
  for (let nth = 0; nth < 50; nth += 1) {
    pass(200);
    expect(await visit(`guess-${nth}`)).toBe(404);
  }
  expect(asked).toBe(5);
});

test("of many that guess at the same time one reaches the registry, and a new link among them works", async () => {
  const slug = await create();
  pass(2_000);
  delayMs = 50;
  const guesses = Array.from({ length: 50 }, (_, nth) => visit(`guess-${nth}`));
  expect(await visit(slug)).toBe(302);
  expect(new Set(await Promise.all(guesses))).toEqual(new Set([404]));
  expect(asked).toBe(1);
});

test("many first visitors of an isolate ask the registry once", async () => {
  plane = new VisitorPlane(countingByStubs(counted(env), config), config);
  delayMs = 50;
  const statuses = await Promise.all(Array.from({ length: 50 }, () => visit(`made-${made}`)));
  expect(new Set(statuses)).toEqual(new Set([302]));
  expect(asked).toBe(1);
});

test("a slow registry is asked once by all who guess, and known links do not wait for it", async () => {
  pass(2_000);
  delayMs = 1_500;
  const guesses = Array.from({ length: 20 }, (_, nth) => visit(`guess-${nth}`));
  const ctx = createExecutionContext();
  // Not a promise: the answer is there before the registry's.
  expect(plane.visitKnown(new Request(`https://go.example.org/made-${made}`, { headers }), ctx)?.status).toBe(302);
  expect(new Set(await Promise.all(guesses))).toEqual(new Set([404]));
  expect(asked).toBe(1);
  await waitOnExecutionContext(ctx);
});

test("the table has nothing of what a marketer keeps to the staff", async () => {
  const spec = { description: "kept to the staff" };
  await create({ notes: "kept to the staff", spec });
  const published = await create({ notes: "kept to the staff", spec: { published: true, description: "for everybody" } });
  const { campaigns } = await registry.routes(1);
  expect(campaigns.map(({ slug }) => slug as string)).toContain(published);
  expect(JSON.stringify(campaigns)).toContain("for everybody");
  expect(JSON.stringify(campaigns)).not.toContain("kept to the staff");
});
