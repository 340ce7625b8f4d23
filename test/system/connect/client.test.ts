/** The client for campaign websites, against a real tracker and behind connections that fail. */
import fc from "fast-check";
import "../../seed.ts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { codeFrom, Fivebar, MAX_COUNT, RefusedError, UnavailableError } from "../../../packages/client/src/index.ts";
import { meantSlugs } from "../../../src/domain/campaign/meant_slug.ts";
import { MAX_REPORTED_CODE_CHARS, MAX_SIGNUPS_PER_REPORT } from "../../../src/domain/limits.ts";
import { mangledSlugs } from "../../domain/campaign/mangled_slugs.ts";
import { Between } from "../setup/between.ts";
import { ADMIN_KEY, discard, startTracker, type Tracker } from "../setup/tracker.ts";

const PAUSES = { firstMs: 1, longestMs: 5 };

let tracker: Tracker;
let between: Between;

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  between = new Between(() => tracker.origin);
  await between.listen();
});
afterEach(() => {
  between.manners.length = 0;
  between.seen.length = 0;
});
afterAll(async () => {
  await between.close();
  await discard(tracker);
});

function client(more: Partial<ConstructorParameters<typeof Fivebar>[0]> = {}): Fivebar {
  return new Fivebar({ address: between.origin, key: ADMIN_KEY, pauses: PAUSES, ...more });
}

async function released(campaign: string): Promise<number | undefined> {
  return (await tracker.report("?by=campaign")).rows.find((row) => row.campaign === campaign)?.signups;
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}

describe("a report", () => {
  test("counts, and says whether it was attributed", async () => {
    await tracker.createCampaign("plain");
    expect(await client().report({ campaign: "plain", count: 5 })).toEqual({ counted: 5, attributed: true });
    expect(await client().report({ campaign: null })).toEqual({ counted: 1, attributed: false });
    expect(await client().report({ campaign: "plain", test: true })).toEqual({ counted: 0, attributed: true });
    expect(await released("plain")).toBe(5);
  });

  test("has a random key, another for each report, and nothing in it but the code", async () => {
    const person = { campaign: null, count: 2, email: "someone@example.org" };
    for (let n = 0; n < 2; n += 1) await client().report(person);
    const [first, second] = between.seen;
    expect(first?.body).toBe('{"campaign":null,"count":2}');
    expect(first?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(second?.key).not.toBe(first?.key);
  });

  test.each(["lose-answer", "hang", { status: 503 }, { status: 502 }, { status: 429, headers: { "retry-after": "0" } }] as const)(
    "whose first two tries end with %j is sent again under the same key, and counts once",
    async (manner) => {
      const slug = `again-${typeof manner === "string" ? manner : manner.status}`;
      await tracker.createCampaign(slug);
      between.manners.push(manner, manner);
      const answer = await client({ timeoutMs: manner === "hang" ? 100 : 10_000 }).report({ campaign: slug, count: 5 });
      expect(answer).toEqual({ counted: 5, attributed: true });
      expect(new Set(between.seen.map(({ key }) => key)).size).toBe(1);
      expect(between.seen.length).toBe(3);
      expect(await released(slug)).toBe(5);
    },
  );

  test("is given up after the last try, saying whether it may have been counted", async () => {
    between.manners.push({ status: 503 }, "lose-answer", { status: 429 }, { status: 503 }, { status: 429 });
    const unavailable = await errorOf(client({ tries: 2 }).report({ campaign: null }));
    expect(unavailable).toBeInstanceOf(UnavailableError);
    expect(unavailable).toMatchObject({ status: null, mayHaveCounted: true });
    expect(await errorOf(client({ tries: 1 }).report({ campaign: null }))).toMatchObject({ status: 429, mayHaveCounted: false });
    expect(await errorOf(client({ tries: 1 }).report({ campaign: null }))).toMatchObject({ status: 503, mayHaveCounted: true });
    const gone = new Between(() => tracker.origin);
    await gone.listen();
    const address = gone.origin;
    await gone.close();
    const nowhere = await errorOf(client({ address, tries: 1 }).report({ campaign: null }));
    expect(nowhere).toMatchObject({ status: null, mayHaveCounted: false });
  });

  test("that is refused is not sent again, and the error says what is wrong", async () => {
    const refused = await errorOf(client({ key: "wrong" }).report({ campaign: null }));
    expect(refused).toBeInstanceOf(RefusedError);
    expect(refused).toMatchObject({ status: 401, detail: expect.stringContaining("Authorization") });
    const first = await errorOf(client().report({ campaign: null }, { idempotencyKey: "one" }));
    const other = await errorOf(client().report({ campaign: null, count: 2 }, { idempotencyKey: "one" }));
    expect([first, other]).toMatchObject([null, { status: 422 }]);
    between.manners.push({ status: 308, headers: { location: "https://elsewhere.example/" } }, { status: 200 });
    expect(await errorOf(client().report({ campaign: null }))).toMatchObject({ status: 308, detail: expect.stringContaining("address") });
    expect(await errorOf(client().report({ campaign: null }))).toMatchObject({ status: 200 });
    expect(between.seen.length).toBe(5);
  });

  test("can be called off, while it is under way and in a pause", async () => {
    const reason = new Error("no longer wanted");
    for (const manner of ["hang", { status: 503, headers: { "retry-after": "60" } }] as const) {
      between.manners.push(manner);
      const calling = new AbortController();
      const before = between.seen.length;
      const report = errorOf(client({ pauses: { firstMs: 60_000, longestMs: 60_000 } }).report({ campaign: null }, calling));
      await expect.poll(() => between.seen.length).toBe(before + 1);
      calling.abort(reason);
      expect(await report).toBe(reason);
    }
    expect(await errorOf(client().report({ campaign: null }, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(between.seen.length).toBe(2);
  });

  test.each([{ campaign: "someone@example.org" }, { campaign: "" }, { campaign: "x", count: 1 }])(
    "that cannot be one is not sent: %j",
    async (report) => {
      expect(await errorOf(client().report(report))).toBeInstanceOf(TypeError);
      expect(between.seen).toEqual([]);
    },
  );

  test.each([0, -1, 1.5, MAX_COUNT + 1, Number.NaN])("with the count %d is not sent", async (count) => {
    expect(await errorOf(client().report({ campaign: null, count }))).toBeInstanceOf(RangeError);
    expect(between.seen).toEqual([]);
  });
});

describe("the client", () => {
  test("sends its key over https only, except on this machine or where told so", () => {
    const make = (address: string, allowHttp = false) => new Fivebar({ address, key: "k", allowHttp });
    for (const address of ["http://go.example.org", "ftp://go.example.org", "http://127.0.0.1.example.org"])
      expect(() => make(address)).toThrow(TypeError);
    for (const address of ["https://go.example.org/", "http://127.0.0.1:8787", "http://localhost:1", "http://[::1]:1"]) make(address);
    make("http://fivebar:8787", true);
    for (const key of ["", "a\nb", "a b"]) expect(() => new Fivebar({ address: "https://go.example.org", key })).toThrow("access key");
  });

  test("reads campaigns and figures", async () => {
    await tracker.createCampaign("to-read");
    await client().report({ campaign: "to-read", count: 7 });
    expect((await client().campaigns()).find(({ slug }) => slug === "to-read")).toMatchObject({ status: "live", channel: "tiktok" });
    const figures = await client().figures({ by: "campaign" });
    expect(figures.rows.find(({ campaign }) => campaign === "to-read")?.signups).toBe(5);
    expect(await errorOf(client().figures({ from: "yesterday" }))).toMatchObject({
      status: 400,
      fields: [{ path: "from", message: expect.any(String), code: "not-a-day" }],
    });
  });

  test("knows codes and limits as the tracker does", () => {
    expect(MAX_COUNT).toBe(MAX_SIGNUPS_PER_REPORT);
    const likeCodes = fc.string({ unit: fc.constantFrom(..."abzAZ019-_ .é\n\u212a"), maxLength: 45 });
    const texts = fc.oneof(
      mangledSlugs.map(({ text }) => text),
      likeCodes,
      fc.string({ unit: "grapheme" }),
    );
    const asReported = (text: string) => (text.length > MAX_REPORTED_CODE_CHARS ? null : (meantSlugs(text)[0] ?? null));
    fc.assert(
      fc.property(texts, (text) => void expect(codeFrom(text)).toBe(asReported(text))),
      { numRuns: 2_000 },
    );
    for (const value of [undefined, null, 7, ["fix-tiktok"], `fix-tiktok${" ".repeat(500)}`]) expect(codeFrom(value)).toBe(null);
  });
});
