/** Notes on days, and targets. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readProblem } from "../setup/answers.ts";
import { type Answer, discard, startTracker, type Tracker } from "../setup/tracker.ts";

interface Note {
  readonly id: string;
  readonly day: string;
  readonly text: string;
}
interface Target {
  readonly id: string;
  readonly released: number;
  readonly onTrack: boolean | null;
}

let tracker: Tracker;
let reader: Record<string, string>;
beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  await tracker.createCampaign("one", { group: "Spring" });
  await tracker.createCampaign("two");
  const { body } = await tracker.api<{ key: string }>("POST", "/keys", { name: "Reader", role: "reader" });
  reader = { authorization: `Bearer ${body.key}` };
});
afterAll(() => discard(tracker));

const codesOf = (answer: Answer, status = 400): unknown[] =>
  (readProblem(answer, status).errors ?? []).map(({ path, code }) => [path, code]);
const notes = async (query = ""): Promise<readonly Note[]> =>
  (await tracker.api<{ annotations: Note[] }>("GET", `/annotations${query}`, undefined, reader)).body.annotations;

describe("a note", () => {
  test("is kept on its day, of a campaign, a group or all, and read by days", async () => {
    const late = await tracker.api("POST", "/annotations", { day: "2026-11-05", text: "Late", group: "Spring" });
    expect([late.status, late.body]).toEqual([
      201,
      { id: expect.any(String), day: "2026-11-05", text: "Late", campaign: null, group: "Spring" },
    ]);
    await tracker.api("POST", "/annotations", { day: "2026-11-02", text: "Posters", campaign: "ONE" });
    await tracker.api("POST", "/annotations", { day: "2026-12-01", text: "Of all" });
    expect(await notes()).toMatchObject([
      { day: "2026-11-02", text: "Posters", campaign: "one", group: null },
      { day: "2026-11-05", text: "Late" },
      { day: "2026-12-01", campaign: null, group: null },
    ]);
    expect((await notes("?from=2026-11-03&to=2026-11-30")).map(({ text }) => text)).toEqual(["Late"]);
    expect((await notes("?to=2026-11-02")).map(({ text }) => text)).toEqual(["Posters"]);
  });

  test("is refused where it is wrong, and changes nothing", async () => {
    const before = await notes();
    const wrong = { day: "2026-13-01", text: "", other: 1 };
    expect(codesOf(await tracker.api("POST", "/annotations", wrong))).toEqual(
      expect.arrayContaining([
        ["day", "not-a-day"],
        ["text", "empty"],
        ["other", "unknown-field"],
      ]),
    );
    expect(codesOf(await tracker.api("POST", "/annotations", { day: "2026-11-01", text: "x".repeat(201) }))).toEqual([
      ["text", "too-long"],
    ]);
    expect(codesOf(await tracker.api("POST", "/annotations", { day: "2026-11-01", text: "x", campaign: "nobody" }))).toEqual([
      ["campaign", "no-such-campaign"],
    ]);
    readProblem(await tracker.api("POST", "/annotations", { day: "2026-11-01", text: "x" }, reader), 403);
    expect(await notes()).toEqual(before);
  });

  test("is deleted once", async () => {
    const { id } = (await tracker.api<Note>("POST", "/annotations", { day: "2026-11-09", text: "Wrong" })).body;
    expect((await tracker.api("DELETE", `/annotations/${id}`)).status).toBe(204);
    readProblem(await tracker.api("DELETE", `/annotations/${id}`), 404);
    readProblem(await tracker.api("DELETE", "/annotations/x"), 404);
  });
});

describe("a target", () => {
  const made = async (more: Record<string, unknown>): Promise<Target> =>
    (await tracker.api<Target>("POST", "/targets", { name: "Goal", signups: 20, by: "2199-03-01", ...more })).body;

  test("says what is released of its group, or of all with and without a campaign, and whether that is the pace", async () => {
    await tracker.api("POST", "/signups", { campaign: "one", count: 12 });
    await tracker.api("POST", "/signups", { campaign: "two", count: 6 });
    await tracker.api("POST", "/signups", { campaign: null, count: 9 });
    expect(await made({})).toMatchObject({ signups: 20, by: "2199-03-01", group: null, released: 20, onTrack: true });
    expect(await made({ group: "Nobody" })).toMatchObject({ group: "Nobody", released: 0, onTrack: null });
    expect(await made({ group: "Spring" })).toMatchObject({ group: "Spring", released: 10, onTrack: true });
    expect(await made({ from: "2020-01-01", by: "2020-02-01" })).toMatchObject({ from: "2020-01-01", released: 0, onTrack: false });
    // None of today's campaigns could count then, and signups without a code hide four at most.
    expect(await made({ signups: 5, from: "2020-01-01", by: "2020-02-02" })).toMatchObject({ released: 0, onTrack: false });
    expect(await made({ signups: 4, from: "2020-01-01", by: "2020-02-03" })).toMatchObject({ released: 0, onTrack: null });
    expect(await made({ from: "2199-01-01" })).toMatchObject({ released: 0, onTrack: null });
    const { targets } = (await tracker.api<{ targets: Target[] }>("GET", "/targets", undefined, reader)).body;
    // By their last days, those of the same day by name: here they are alike.
    expect(
      targets
        .map(({ released }) => released)
        .slice(3)
        .sort(),
    ).toEqual([0, 0, 10, 20]);
    expect(targets[0]).toMatchObject({ by: "2020-02-01" });
  });

  test("is refused where it is wrong, and is deleted once", async () => {
    const post = (more: object) => tracker.api("POST", "/targets", { name: "Goal", signups: 20, by: "2199-03-01", ...more });
    expect(codesOf(await post({ from: "2199-03-02" }))).toEqual([["by", "ends-before-start"]]);
    expect(codesOf(await post({ by: "2020-01-01" })), "without a first day it begins today").toEqual([["by", "already-over"]]);
    expect(codesOf(await post({ signups: 0 }))).toEqual([["signups", "out-of-range"]]);
    expect(codesOf(await post({ signups: 1.5 }))).toEqual([["signups", "not-whole"]]);
    expect(codesOf(await post({ by: "soon" }))).toEqual([["by", "not-a-day"]]);
    readProblem(await tracker.api("POST", "/targets", { name: "Goal", signups: 20, by: "2199-03-01" }, reader), 403);
    const { id } = await made({});
    expect((await tracker.api("DELETE", `/targets/${id}`)).status).toBe(204);
    readProblem(await tracker.api("DELETE", `/targets/${id}`), 404);
  });

  test("cannot be one of more than 50", async () => {
    let status = 201;
    for (let count = 0; status === 201 && count < 60; count += 1)
      status = (await tracker.api("POST", "/targets", { name: "x", signups: 1, by: "2199-01-01" })).status;
    expect(status).toBe(409);
    expect((await tracker.api<{ targets: Target[] }>("GET", "/targets")).body.targets).toHaveLength(50);
  });
});
