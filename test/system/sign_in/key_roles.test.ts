/** Giving a key another role; and the history of such changes and all others, as a file for an audit. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pathsOf, readProblem } from "../setup/answers.ts";
import { get, keyFor, post, SESSION_SECRET, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { discard, Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startDashboard();
});
afterAll(() => discard(tracker));

const statusWith = async (key: string, path = "/report") =>
  (await tracker.api("GET", path, undefined, { authorization: `Bearer ${key}` })).status;

describe("a key's role", () => {
  test("is another one from the next request on, by the API and on the page, and the history says who changed it", async () => {
    const { id, key } = await keyFor(tracker, "reader", "Grows");
    const session = await sessionOf(tracker, key);
    expect((await tracker.api("PATCH", `/keys/${id}`, { role: "admin" })).body).toMatchObject({ id, name: "Grows", role: "admin" });
    expect([await statusWith(key, "/keys"), (await get(tracker, "/staff/settings", session)).status]).toEqual([200, 200]);
    const admin = await sessionOf(tracker);
    expect(await (await get(tracker, `/staff/settings/keys/${id}/role`, admin)).text()).toContain("Which role does the key “Grows” get?");
    const answer = await post(tracker, `/staff/settings/keys/${id}/role`, { role: "reader" }, admin);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/staff/settings?notice=key-changed"]);
    expect([await statusWith(key, "/keys"), (await get(tracker, "/staff/settings", session)).status]).toEqual([403, 403]);
    await tracker.api("PATCH", `/keys/${id}`, { role: "reader" });
    const { body } = await tracker.api<string>("GET", "/history.jsonl");
    const told = body
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { subject: string; changes: { role: string } });
    // What changes nothing is no change.
    expect(told.filter(({ subject }) => subject === "key:Grows").map(({ changes }) => changes.role)).toEqual(["reader", "admin", "reader"]);
  });

  test("is none that there is not, of no key that there is not, and nobody's to change of their own key", async () => {
    const { id, key } = await keyFor(tracker, "admin", "Own");
    for (const body of [{ role: "owner" }, { role: "Admin" }, {}, { role: "reader", name: "x" }])
      readProblem(await tracker.api("PATCH", `/keys/${id}`, body), 400);
    readProblem(await tracker.api("PATCH", "/keys/0b4f7c1e-6f0a-4c39-9a55-3c1b7e3f2d10", { role: "reader" }), 404);
    const own = await tracker.api("PATCH", `/keys/${id}`, { role: "reader" }, { authorization: `Bearer ${key}` });
    expect(pathsOf(readProblem(own, 409))).toEqual(["role"]);
    const page = await (await get(tracker, "/staff/settings", await sessionOf(tracker, key))).text();
    expect(page).not.toContain(`/staff/settings/keys/${id}/role`);
    expect(await statusWith(key, "/keys")).toBe(200);
  });

  test("of the last admin stays, and so does that key, where the configuration has no admin key", async () => {
    const first = await startDashboard();
    const one = await keyFor(first, "admin", "One");
    const other = await keyFor(first, "admin", "Other");
    await first.stop();
    const second = new Tracker(first.dataDir, { SESSION_SECRET, ADMIN_KEY: "" });
    await second.start();
    const as = (key: string) => ({ authorization: `Bearer ${key}` });
    try {
      expect((await second.api("GET", "/keys")).status).toBe(401);
      expect((await second.api("PATCH", `/keys/${other.id}`, { role: "reader" }, as(one.key))).status).toBe(200);
      readProblem(await second.api("DELETE", `/keys/${one.id}`, undefined, as(one.key)), 409);
      // Whoever asked a moment too late is no admin any more.
      expect((await second.api("PATCH", `/keys/${one.id}`, { role: "reader" }, as(other.key))).status).toBe(403);
      expect((await second.api("PATCH", `/keys/${other.id}`, { role: "admin" }, as(one.key))).status).toBe(200);
      expect((await second.api("DELETE", `/keys/${one.id}`, undefined, as(one.key))).status).toBe(204);
    } finally {
      await discard(second);
    }
  });
});

describe("the history as a file", () => {
  test("has every change there is, for admins, in both forms and in the same words", async () => {
    for (let nth = 0; nth < 1_200; nth += 100)
      await Promise.all(
        Array.from({ length: 100 }, (_, more) => tracker.api("PATCH", "/channels/spotify", { name: `Spotify, "${nth + more}"; =1+1` })),
      );
    const session = await sessionOf(tracker);
    const [lines, csv] = await Promise.all(["jsonl", "csv"].map((ending) => get(tracker, `/staff/settings/history.${ending}`, session)));
    const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" });
    for (const [answer, ending] of [
      [lines, "jsonl"],
      [csv, "csv"],
    ] as const) {
      const name = /^attachment; filename="fivebar-history-(\d{4}-\d\d-\d\d)\.(\w+)"$/.exec(
        answer?.headers.get("content-disposition") ?? "",
      );
      expect([day.format(Date.now()), day.format(Date.now() - 60_000)]).toContain(name?.[1]);
      expect(name?.[2]).toBe(ending);
    }
    const told = ((await lines?.text()) ?? "")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { number: number; subject: string });
    expect(told.length).toBeGreaterThan(1_200);
    expect(told.map(({ number }) => number)).toEqual(told.map((_, index) => index + 1));
    const rows = ((await csv?.text()) ?? "").trimEnd().split("\r\n");
    expect(rows[0]).toBe("number,at,who,action,subject,changes");
    expect(rows.slice(1).map((row) => Number(row.split(",")[0]))).toEqual(told.map(({ number }) => number));
    expect(rows.filter((row) => row.startsWith("number"))).toHaveLength(1);
  });
});
