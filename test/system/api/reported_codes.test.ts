/** Codes as websites report them: what stuck to one on its way does no harm, and what cannot be read as one is refused. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pathsOf, readProblem } from "../setup/answers.ts";
import { type Answer, discard, startTracker, type Tracker } from "../setup/tracker.ts";

let live: Tracker;

beforeAll(async () => {
  live = await startTracker({ SIGNUP_RELEASE: "live" });
});
afterAll(() => discard(live));

function report(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return live.api("POST", "/signups", body, headers);
}

async function released(slug: string): Promise<number | undefined> {
  return (await live.report("?by=campaign")).rows.find(({ campaign }) => campaign === slug)?.signups;
}

describe("a report", () => {
  test.each([
    ["a full stop", "mangled."],
    ["blanks and a line break", "  mangled\n"],
    ["brackets and quotes", "“(mangled)”"],
    ["parameters", "mangled&utm_source=newsletter"],
    ["parameters of its own", "mangled?c=other"],
    ["escapes", "mangled%2C"],
    ["another hyphen", "to\u2011be\u2013read"],
    ["an invisible character", "man\u200bgled"],
    ["a soft hyphen, which is no letter", "man\u00adgled"],
    ["a soft hyphen, which stands for a hyphen", "to\u00adbe\u00adread"],
  ])("with a code that came through with %s counts for the campaign that was meant, and once under its key", async (_, campaign) => {
    const meant = campaign.startsWith("to") ? "to-be-read" : "mangled";
    if ((await live.api("GET", `/campaigns/${meant}`)).status === 404) await live.createCampaign(meant);
    const before = (await released(meant)) ?? 0;
    const headers = { "idempotency-key": randomUUID() };
    for (let n = 0; n < 2; n += 1)
      expect(await report({ campaign, count: 5 }, headers)).toMatchObject({ status: 200, body: { counted: 5, attributed: true } });
    expect(await released(meant)).toBe(before + 5);
  });

  test.each(["", " ", ".", "x", "a@b.example", "one two", "one/two", "é-é", "favicon.ico?", "a".repeat(41), "fix-tiktok ".repeat(60)])(
    "with %j, which cannot be read as a code, is refused without repeating it, and counts nothing",
    async (campaign) => {
      const before = await live.report();
      const problem = readProblem(await report({ campaign, count: 5 }), 400);
      expect(pathsOf(problem)).toEqual(["campaign"]);
      if (campaign.length > 2) expect(JSON.stringify(problem)).not.toContain(campaign.trim());
      expect(await live.report()).toEqual(before);
    },
  );

  test("with a mangled code is the same under its key as one with the code, and another one is not", async () => {
    await live.createCampaign("same");
    const headers = { "idempotency-key": randomUUID() };
    for (const campaign of ["same.", " SAME ", "same", "same&x=1"])
      expect((await report({ campaign, count: 5 }, headers)).status).toBe(200);
    readProblem(await report({ campaign: "another.", count: 5 }, headers), 422);
    expect(await released("same")).toBe(5);
  });

  test("with a mangled code of no campaign counts as unattributed", async () => {
    const before = (await live.report()).unattributed.signups;
    expect(await report({ campaign: "nobody-has-this.", count: 5 })).toMatchObject({ body: { counted: 5, attributed: false } });
    expect((await live.report()).unattributed.signups).toBe(before + 5);
  });
});
