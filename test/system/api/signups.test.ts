/** Signup reports: whom they count for, what repeats do, and when their figures come out. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Key, pathsOf, readProblem } from "../setup/answers.ts";
import { NOON_ZONE } from "../setup/noon.ts";
import { type Answer, discard, type Report, startTracker, type Tracker } from "../setup/tracker.ts";

let live: Tracker;

beforeAll(async () => {
  live = await startTracker({ SIGNUP_RELEASE: "live" });
});
afterAll(() => discard(live));

interface Counted {
  readonly counted: number;
  readonly attributed: boolean;
}

function report(body: unknown, headers: Record<string, string> = {}): Promise<Answer<Counted>> {
  return live.api<Counted>("POST", "/signups", body, headers);
}

function signupsOf({ rows }: Report, slug: string): number | undefined {
  return rows.find(({ campaign }) => campaign === slug)?.signups;
}

/** The released signups of a campaign. A signup is answered after its commit, so there is nothing to wait for. */
async function released(slug: string): Promise<number | undefined> {
  return signupsOf(await live.report("?by=campaign"), slug);
}

async function unattributed(): Promise<number> {
  return (await live.report()).unattributed.signups;
}

describe("a report", () => {
  test("with a campaign's code counts for that campaign", async () => {
    await live.createCampaign("with-code");
    const before = await unattributed();
    const answer = await report({ campaign: "With-Code", count: 5 });
    expect(answer).toMatchObject({ status: 200, body: { counted: 5, attributed: true } });
    expect(await released("with-code")).toBe(5);
    expect(await unattributed()).toBe(before);
  });

  test("without a count counts one", async () => {
    await live.createCampaign("one-each");
    for (let n = 0; n < 4; n += 1) expect((await report({ campaign: "one-each" })).body.counted).toBe(1);
    expect(await released("one-each")).toBe(0);
    await report({ campaign: "one-each" });
    expect(await released("one-each")).toBe(5);
  });

  test("is shown in whole bundles only", async () => {
    await live.createCampaign("bundles");
    await report({ campaign: "bundles", count: 1_000 });
    await report({ campaign: "bundles", count: 9 });
    expect(await released("bundles")).toBe(1_005);
  });

  test.each([null, "nobody-has-this", "was-archived"])("with the code %j counts as unattributed", async (campaign) => {
    if (campaign === "was-archived") {
      await live.createCampaign(campaign);
      await live.api("DELETE", `/campaigns/${campaign}`);
    }
    const before = await live.report();
    expect((await report({ campaign, count: 5 })).body).toEqual({ counted: 5, attributed: false });
    const after = await live.report();
    expect(after.unattributed.signups).toBe(before.unattributed.signups + 5);
    expect(after.totals).toEqual(before.totals);
  });

  test("counts for a paused campaign and for one that has ended, because people sign up later than they click", async () => {
    await live.createCampaign("ended", { endsOn: "2000-01-01" });
    await live.createCampaign("paused");
    await live.api("PATCH", "/campaigns/paused", { status: "paused" });
    for (const campaign of ["ended", "paused"]) expect((await report({ campaign, count: 5 })).body.attributed).toBe(true);
    expect([await released("ended"), await released("paused")]).toEqual([5, 5]);
  });

  test("marked as a test checks everything and counts nothing", async () => {
    await live.createCampaign("tested");
    const before = await live.report();
    expect((await report({ campaign: "tested", count: 5, test: true })).body).toEqual({ counted: 0, attributed: true });
    expect((await report({ campaign: null, count: 5, test: true })).body).toEqual({ counted: 0, attributed: false });
    readProblem(await report({ campaign: "tested", count: 0, test: true }), 400);
    readProblem(await report({ campaign: "tested", test: true }, { "idempotency-key": "" }), 400);
    expect((await live.report()).totals).toEqual(before.totals);
    expect((await report({ campaign: "tested", count: 5, test: false })).body.counted).toBe(5);
    expect(await released("tested")).toBe(5);
  });

  test("comes from a site's key, which opens nothing else", async () => {
    const { key } = (await live.api<Required<Key>>("POST", "/keys", { name: "Website", role: "site" })).body;
    const site = { authorization: `Bearer ${key}` };
    expect((await report({ campaign: null }, site)).status).toBe(200);
    for (const path of ["/report", "/campaigns", "/channels"]) readProblem(await live.api("GET", path, undefined, site), 403);
  });

  test("that was answered is kept, although the process is killed at once", async () => {
    await live.createCampaign("killed");
    await Promise.all([1, 2, 3, 4, 5].map(() => report({ campaign: "killed" })));
    await live.stop("SIGKILL");
    await live.start();
    expect(await released("killed")).toBe(5);
  });
});

describe("an Idempotency-Key", () => {
  const keyed = (): Record<string, string> => ({ "idempotency-key": randomUUID() });

  test("makes a repeated report count once", async () => {
    await live.createCampaign("repeated");
    const headers = keyed();
    for (let n = 0; n < 3; n += 1) {
      expect(await report({ campaign: "repeated", count: 5 }, headers)).toMatchObject({
        status: 200,
        body: { counted: 5, attributed: true },
      });
    }
    expect(await released("repeated")).toBe(5);
  });

  test("makes reports that arrive at the same time count once", async () => {
    await live.createCampaign("at-once");
    const headers = keyed();
    const answers = await Promise.all(Array.from({ length: 20 }, () => report({ campaign: "at-once", count: 5 }, headers)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await released("at-once")).toBe(5);
  });

  test.each(["SIGTERM", "SIGKILL"] as const)("is remembered by the next process after %s", async (signal) => {
    const campaign = `after-${signal.toLowerCase()}`;
    await live.createCampaign(campaign);
    const headers = keyed();
    await report({ campaign, count: 5 }, headers);
    await live.stop(signal);
    await live.start();
    expect((await report({ campaign, count: 5 }, headers)).status).toBe(200);
    expect(await released(campaign)).toBe(5);
  });

  test("knows a report that says the same in other words", async () => {
    await live.createCampaign("other-words");
    const headers = keyed();
    for (let n = 0; n < 5; n += 1) {
      const same = n % 2 === 0 ? { campaign: "other-words" } : { count: 1, test: false, campaign: "OTHER-words" };
      expect((await report(same, headers)).status).toBe(200);
    }
    await report({ campaign: "other-words", count: 3 });
    expect(await released("other-words")).toBe(0);
    await report({ campaign: "other-words" });
    expect(await released("other-words")).toBe(5);
  });

  test.each([
    ["another count", { campaign: "first-body", count: 6 }],
    ["another campaign", { campaign: "second-body", count: 5 }],
    ["no campaign", { campaign: null, count: 5 }],
  ])("is refused with %s, and that report counts nothing", async (name, other) => {
    for (const slug of ["first-body", "second-body"]) {
      if ((await live.api("GET", `/campaigns/${slug}`)).status === 404) await live.createCampaign(slug);
    }
    const headers = { "idempotency-key": `used before ${name}` };
    await report({ campaign: "first-body", count: 5 }, headers);
    const before = await live.report("?by=campaign");
    readProblem(await report(other, headers), 422);
    expect(await live.report("?by=campaign")).toEqual(before);
  });

  test("of a report that was refused can be used for the right one", async () => {
    await live.createCampaign("corrected");
    const headers = keyed();
    readProblem(await report({ campaign: "corrected", count: "5" }, headers), 400);
    expect((await report({ campaign: "corrected", count: 5 }, headers)).status).toBe(200);
    expect(await released("corrected")).toBe(5);
  });

  test("gets the same answer for a repeat, although the code has become a campaign's in between", async () => {
    const headers = keyed();
    const first = await report({ campaign: "made-later", count: 5 }, headers);
    await live.createCampaign("made-later");
    expect((await report({ campaign: "made-later", count: 5 }, headers)).body).toEqual(first.body);
    expect(await released("made-later")).toBe(0);
  });

  test.each(["x", "with spaces and ~!", '"8e03978e-40d5-43dd-bc93-6894a57f9324"', "k".repeat(255)])("may be %s", async (key) => {
    expect((await report({ campaign: null, test: true }, { "idempotency-key": key })).status).toBe(200);
    expect((await report({ campaign: null }, { "idempotency-key": key })).status).toBe(200);
  });

  test.each(["", " ", "k".repeat(256), "clé", "a\tb"])("must not be %j", async (key) => {
    const before = await live.report();
    expect(pathsOf(readProblem(await report({ campaign: null, count: 5 }, { "idempotency-key": key }), 400))).toEqual(["Idempotency-Key"]);
    expect(await live.report()).toEqual(before);
  });
});

describe("signups that are released daily", () => {
  let daily: Tracker;

  beforeAll(async () => {
    daily = await startTracker({ SIGNUP_RELEASE: "daily", TIME_ZONE: NOON_ZONE });
    await daily.createCampaign("fix-tiktok");
    await Promise.all([1, 2, 3, 4, 5].map(() => daily.visit("/fix-tiktok")));
    await daily.api("POST", "/signups", { campaign: "fix-tiktok", count: 500 });
    await daily.api("POST", "/signups", { campaign: null, count: 500 });
  });
  afterAll(() => discard(daily));

  test("are not in today's report, while visits are", async () => {
    const {
      rows,
      totals,
      unattributed: none,
      releasedThrough,
      to,
    } = await daily.reportWhen((one) => one.totals.visits === 5, "?by=campaign");
    expect(releasedThrough).toEqual({ visits: to, signups: null });
    for (const figures of [rows[0], totals])
      expect(figures).toMatchObject({ visits: 5, signups: 0, rate: null, rateLow: null, rateHigh: null });
    expect(none).toEqual({ signups: 0 });
  });

  test.each(["?interval=day", "?interval=week", "?interval=month", "?by=campaign&from=2000-01-01&to=2199-12-31"])(
    "are in no other report of today: %s",
    async (query) => {
      const { rows, totals } = await daily.report(query);
      expect(new Set([...rows, totals].map(({ signups }) => signups))).toEqual(new Set([0]));
    },
  );
});
