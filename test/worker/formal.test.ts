/**
 * The formal mode on the real objects in the Workers runtime: a day closes once, whatever asks at the same time and whenever the object ends. The
 * dates lie far ahead, so that the runtime rings no alarm of its own.
 */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NO_CAMPAIGN } from "../../src/domain/kind.ts";
import { night } from "./night.ts";
import { ask, begin, clock, HOUR_MS, registry, restart, setClock, signUp, visit } from "./stage.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

const FORMAL = { release: "formal", visitRelease: "daily", signupPeriod: "day", epsilonVisit: "1", epsilonSignup: "1/2" } as const;

interface Head {
  readonly campaign: number;
  readonly kind: string;
  readonly noisy: number;
}

const heads = (): Promise<Head[]> =>
  runInDurableObject(registry as DurableObjectStub, (_, { storage }) =>
    storage.sql.exec("SELECT campaign, kind, noisy FROM released_head ORDER BY campaign, kind").toArray(),
  ) as unknown as Promise<Head[]>;

/** The lengths of the rows of released totals, in days. */
const days = (): Promise<number[]> =>
  runInDurableObject(registry as DurableObjectStub, (_, { storage }) =>
    storage.sql
      .exec<{ days: number }>("SELECT DISTINCT length(best) / 8 AS days FROM released ORDER BY days")
      .toArray()
      .map((row) => row.days),
  );

test("an alarm and reports at once close a day once; what is stored is whole; a restart finds it closed", async () => {
  const [one = NO_CAMPAIGN] = await begin("2027-11-10T12:00:00Z");
  await restart(FORMAL);
  await visit(one, 400);
  await signUp(one, 60);
  expect((await ask()).totals).toMatchObject({ visits: 0, signups: 0 });
  setClock(clock() + 24 * HOUR_MS);
  const [first, , , second] = await Promise.all([ask(), night(), ask(), ask()]);
  expect(second).toEqual(first);
  // Two campaigns with visits and signups, signups of none, and eight kinds of all together.
  const closed = await heads();
  expect(closed.length).toBe(2 * 2 + 1 + 8);
  // Noise is that far away once in 10^17 draws.
  const noisyOf = (kind: string): number => closed.find((head) => head.campaign === one && head.kind === kind)?.noisy ?? Number.NaN;
  expect(Math.abs(noisyOf("visit") - 400)).toBeLessThan(40);
  expect(Math.abs(noisyOf("signup") - 60)).toBeLessThan(80);
  const row = first.rows.find(({ campaign }) => campaign === "one");
  expect(row).toMatchObject({ visits: bundles(noisyOf("visit")), signups: bundles(noisyOf("signup")) });
  await evictDurableObject(registry);
  await restart({});
  expect(await ask()).toEqual(first);
  await night();
  expect(await heads()).toEqual(closed);
  // The tenth of November is the 314th day of the year.
  expect(await days()).toEqual([314]);
  setClock(clock() + 24 * HOUR_MS);
  await ask();
  expect(await days()).toEqual([315]);
});

/** Whole groups of five of what is not below 0. */
const bundles = (total: number): number => 5 * Math.floor(Math.max(0, total) / 5);

test("a registry that ends in the middle of a close begins it anew, with nothing of the first attempt", async () => {
  const [one = NO_CAMPAIGN] = await begin("2027-11-20T12:00:00Z");
  await restart(FORMAL);
  await visit(one, 400);
  await ask();
  setClock(clock() + 24 * HOUR_MS);
  const broken = vi.spyOn(crypto, "getRandomValues").mockImplementation(() => {
    throw new Error("ended");
  });
  await ask();
  expect(broken).toHaveBeenCalledOnce();
  broken.mockRestore();
  expect(await heads()).toEqual([]);
  await evictDurableObject(registry);
  await restart({});
  expect((await ask()).releasedThrough.visits).toBe("2027-11-20");
  expect((await heads()).length).toBe(2 * 2 + 1 + 8);
});
