/** The dashboard's pages for what is no longer needed: channels with another name or none any more, and campaigns deleted for good. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FAULTY_CONFIG } from "../setup/build.ts";
import { keyFor } from "../setup/dashboard.ts";
import { discard, startTracker, type Tracker } from "../setup/tracker.ts";

const DAY_MS = 86_400_000;
let tracker: Tracker;
let key: string;
let cookie: string;

beforeAll(async () => {
  tracker = await startTracker({}, FAULTY_CONFIG);
  await tracker.createCampaign("brought");
  await tracker.createCampaign("nothing");
  for (let visit = 0; visit < 5; visit += 1) await tracker.visit("/brought");
  await tracker.reportWhen(({ totals }) => totals.visits === 5);
  for (const slug of ["brought", "nothing"]) await tracker.api("DELETE", `/campaigns/${slug}`);
  key = (await keyFor(tracker, "marketer")).key;
  cookie = await signIn(key);
});
afterAll(() => discard(tracker));

async function signIn(key: string): Promise<string> {
  const answer = await tracker.visit("/staff/sign-in", {
    method: "POST",
    body: new URLSearchParams({ key }),
    headers: { "sec-fetch-site": "same-origin" },
  });
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

async function get(path: string, language = "en", as = cookie): Promise<readonly [status: number, text: string]> {
  const answer = await tracker.visit(path, { headers: { cookie: as, "accept-language": language } });
  return [answer.status, await answer.text()];
}

async function post(path: string, fields: Record<string, string>, language = "en"): Promise<readonly [status: number, text: string]> {
  const headers = { cookie, "sec-fetch-site": "same-origin", "accept-language": language };
  const answer = await tracker.visit(path, { method: "POST", body: new URLSearchParams(fields), headers });
  return [answer.status, answer.headers.get("location") ?? (await answer.text())];
}

describe("channels", () => {
  test("get another name; one that is taken or empty is refused with what was typed", async () => {
    expect((await get("/staff/campaigns"))[1]).toContain('href="/staff/channels"');
    expect(await post("/staff/channels/spotify", { name: "Spotify ads" })).toEqual([303, "/staff/channels?notice=channel-renamed"]);
    expect((await get("/staff/channels"))[1]).toContain('value="Spotify ads"');
    const [status, text] = await post("/staff/channels/spotify", { name: "TikTok" });
    expect([status, /there is a channel (named )?/i.test(text), text.includes('aria-invalid="true"')]).toEqual([409, true, true]);
    expect((await post("/staff/channels/spotify", { name: " " }))[0]).toBe(400);
    expect((await post("/staff/channels/nowhere", { name: "x" }))[0]).toBe(404);
  });

  test("go after a question while no campaign was in them, and stay otherwise", async () => {
    const [, list] = await get("/staff/channels");
    expect([list.includes("/staff/channels/google/delete"), list.includes("/staff/channels/tiktok/delete")]).toEqual([true, false]);
    expect((await get("/staff/channels/google/delete"))[1]).toContain("Yes, delete this channel");
    expect(await post("/staff/channels/google/delete", {})).toEqual([303, "/staff/channels?notice=channel-deleted"]);
    expect((await get("/staff/channels/google/delete"))[0]).toBe(404);
    const [status, text] = await post("/staff/channels/tiktok/delete", {}, "nl");
    expect([status, text.includes("is of was een campagne")]).toEqual([409, true]);
    // Nor is anybody asked who comes from a list of before.
    const [asked, said] = await get("/staff/channels/tiktok/delete");
    expect([asked, said.includes("Yes, delete this channel"), said.includes("a campaign is or was")]).toEqual([409, false, true]);
  });
});

describe("archived campaigns", () => {
  test("are listed; before two days are over nobody is led to delete one, and who tries is told why", async () => {
    const [, list] = await get("/staff/archived");
    expect([list.includes("/brought"), list.includes("/nothing"), list.includes("Can be deleted from")]).toEqual([true, true, true]);
    expect(list).not.toContain("/staff/archived/nothing/delete");
    const [status, text] = await post("/staff/archived/nothing/delete", { version: "2" }, "nl");
    expect([status, text.includes("kan ze voorgoed verwijderd worden")]).toEqual([409, true]);
    const [asked, said] = await get("/staff/archived/nothing/delete", "nl");
    // The day as a page writes days.
    const why = /vanaf \d{1,2} \p{Ll}+ \d{4} kan ze voorgoed verwijderd worden/u.test(said);
    expect([asked, why, said.includes("Ja, verwijder")]).toEqual([200, true, false]);
  });

  test("go for good after a question when they brought nothing, and stay when they did", async () => {
    await tracker.visit(`/__clock?ms=${2 * DAY_MS}`);
    await tracker.visit(`/__clock-of-all?ms=${2 * DAY_MS}`);
    cookie = await signIn(key);
    expect((await get("/staff/archived"))[1]).toContain("/staff/archived/nothing/delete");
    const [, question] = await get("/staff/archived/nothing/delete");
    expect(question).toContain("Yes, delete this campaign for good");
    const version = /name="version" value="(\d+)"/.exec(question)?.[1] ?? "";
    const [status, text] = await post("/staff/archived/brought/delete", { version }, "nl");
    expect([status, /de campagne heeft iets gebracht/i.test(text)]).toEqual([409, true]);
    expect(await post("/staff/archived/nothing/delete", { version })).toEqual([303, "/staff/archived?notice=campaign-deleted"]);
    expect((await get("/staff/archived/nothing/delete"))[0]).toBe(404);
    await tracker.createCampaign("nothing");
  });

  test("and channels are for those who make links", async () => {
    const reader = await signIn((await keyFor(tracker, "reader")).key);
    for (const path of ["/staff/archived", "/staff/channels"]) expect((await get(path, "en", reader))[0]).toBe(403);
    expect((await get("/staff/campaigns", "en", reader))[1]).not.toContain("/staff/archived");
  });
});
