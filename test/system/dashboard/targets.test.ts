/** Targets and notes on days: the page that sets them, and where they show. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { get, keyFor, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

const PAGE = "/staff/targets";
const NOTES = "/staff/annotations";
let tracker: Tracker;
let cookie: string;
let today: string;
beforeAll(async () => {
  tracker = await startDashboard({ SIGNUP_RELEASE: "live" });
  cookie = await sessionOf(tracker);
  for (const slug of ["one", "two"]) await tracker.createCampaign(slug);
  await tracker.api("PATCH", "/campaigns/one", { group: "Spring" });
  for (let visits = 0; visits < 10; visits += 1) await tracker.visit(visits % 2 === 0 ? "/one" : "/two");
  await tracker.api("POST", "/signups", { campaign: null, count: 12 });
  today = (await tracker.reportWhen(({ totals }) => totals.visits === 10)).to;
});
afterAll(() => discard(tracker));

const html = async (path = PAGE, session = cookie): Promise<string> =>
  (await get(tracker, `${path}${path.includes("?") ? "&" : "?"}lang=en`, session)).text();
const list = async (path: string) => Object.values((await tracker.api<Record<string, { id: string }[]>>("GET", path)).body)[0] ?? [];

test("a target is set with its number as people write it, says how far it is and what it needs a day, and is deleted", async () => {
  expect(await html()).toContain("There is no target yet.");
  const form = { name: "Ten thousand", signups: "10.010", from: "", by: "2199-12-31", group: "" };
  const answer = await post(tracker, PAGE, form, cookie);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, `${PAGE}?notice=target-added`]);
  for (const text of [await html(), await html("/staff")]) {
    expect(text).toContain("Ten thousand");
    expect(text).toContain("10 of 10,010 by 31 December 2199");
    expect(text).toMatch(/\d+ a day so far; 0\.2 a day needed/);
    expect(text).toContain("on track");
  }
  const [target] = await list("/targets");
  expect((await post(tracker, `${PAGE}/${target?.id}/remove`, {}, cookie)).status).toBe(303);
  expect((await post(tracker, `${PAGE}/${target?.id}/remove`, {}, cookie)).status).toBe(404);
  expect(await html()).toContain("There is no target yet.");
});

test("what is wrong with a target stays in its form, and sets none", async () => {
  const wrong = await post(tracker, PAGE, { name: "Mine", signups: "many", from: "", by: "", group: "" }, cookie);
  const text = await wrong.text();
  expect([wrong.status, text.includes('value="Mine"'), text.includes('value="many"')]).toEqual([400, true, true]);
  expect(await list("/targets")).toEqual([]);
});

test("a group's target shows on its page and on the overview, and on no other group's", async () => {
  await tracker.api("PATCH", "/campaigns/two", { group: "Autumn" });
  await post(tracker, PAGE, { name: "Of spring", signups: "20", from: "", by: "2199-12-31", group: "Spring" }, cookie);
  const shows = async (path: string) => (await html(path)).includes("Of spring");
  expect([await shows("/staff"), await shows("/staff/groups/Spring"), await shows("/staff/groups/Autumn")]).toEqual([true, true, false]);
});

test("a note stands in the chart, below it and in its table, where it belongs", async () => {
  const add = async (text: string, about: string) => (await post(tracker, NOTES, { day: today, text, about }, cookie)).status;
  expect([await add("The <first> posters", ""), await add("Only one", "campaign:one"), await add("Only spring", "group:Spring")]).toEqual([
    303, 303, 303,
  ]);
  const [first = ""] = /<ol class="notes".*?<\/ol>/s.exec(await html("/staff")) ?? [];
  expect(first.match(/<li>/g)).toHaveLength(3);
  const notesIn = async (path: string): Promise<readonly boolean[]> => {
    const text = await html(path);
    const places = [/<ol class="notes".*?<\/ol>/s, /<table><caption.*?<\/table>/s, /<svg[^>]*class="mark-note".*?<\/svg>/s];
    const found = places.map((place) => place.exec(text)?.[0] ?? "");
    return ["The &lt;first&gt; posters", "Only one", "Only spring"].map((note) => found.every((place) => place.includes(note)));
  };
  expect(await notesIn("/staff")).toEqual([true, true, true]);
  expect(await notesIn("/staff/campaigns/one")).toEqual([true, true, true]);
  expect(await notesIn("/staff/campaigns/two")).toEqual([true, false, false]);
  expect(await notesIn("/staff/groups/Spring")).toEqual([true, true, true]);
  expect(await notesIn("/staff/groups/Autumn")).toEqual([true, false, false]);
  expect(await html("/staff?from=2026-01-01&to=2026-01-31")).not.toContain('class="notes"');
  const shared = await tracker.api<{ url: string }>("POST", "/report-links", { name: "Board", period: "all", signups: true });
  const open = await (await fetch(shared.body.url)).text();
  expect([open.includes("<h1"), /posters|Only one|Of spring/.test(open)], "a report link shows neither notes nor targets").toEqual([
    true,
    false,
  ]);
  for (const { id } of await list("/annotations")) expect((await post(tracker, `${NOTES}/${id}/remove`, {}, cookie)).status).toBe(303);
  expect(await html()).toContain("There are no notes yet.");
});

test("the form of notes comes with the campaign whose page leads to it, and keeps what was wrong", async () => {
  expect(await html("/staff/campaigns/one")).toContain(`href="${PAGE}?about=campaign%3Aone#note"`);
  expect(await html(`${PAGE}?about=campaign%3Aone`)).toMatch(/<option value="campaign:one" selected/);
  const wrong = await post(tracker, NOTES, { day: "", text: "Kept", about: "campaign:nobody" }, cookie);
  expect([wrong.status, (await wrong.text()).includes('value="Kept"'), (await list("/annotations")).length]).toEqual([400, true, 0]);
  const unknown = await post(tracker, NOTES, { day: today, text: "Kept", about: "campaign:nobody" }, cookie);
  expect([unknown.status, (await list("/annotations")).length]).toEqual([400, 0]);
});

test("a reader sees both and changes neither", async () => {
  const reader = await sessionOf(tracker, (await keyFor(tracker, "reader")).key);
  const page = await html(PAGE, reader);
  expect([page.includes("Targets and notes"), page.includes(`<form method="post" action="${PAGE}`)]).toEqual([true, false]);
  expect((await post(tracker, NOTES, { day: today, text: "x", about: "" }, reader)).status).toBe(403);
});
