/** What one campaign can have otherwise than all others: the page after its last day, and the name of the parameter that carries its code. */
import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Campaign, readProblem } from "../setup/answers.ts";
import { BROWSER, discard, startTracker, type Tracker } from "../setup/tracker.ts";

const PAST = { startsOn: "2020-01-01", endsOn: "2020-02-01" };
const ENDED = "https://example.org/over?why=done&c=other#top";

let tracker: Tracker;
beforeAll(async () => {
  tracker = await startTracker({ PASS_PARAMS: "utm_source,source" });
});
afterAll(() => discard(tracker));

const leadsTo = async (path: string): Promise<string | null> => (await tracker.visit(path)).headers.get("location");
const codesOf = (answer: Parameters<typeof readProblem>[0]): unknown[] =>
  (readProblem(answer, 400).errors ?? []).map(({ path, code }) => [path, code]);
const draft = (more: Record<string, unknown>) => ({ name: "An ad", channel: "tiktok", destination: "https://example.org/join", ...more });

test("after its last day a link leads to the campaign's page for that, without the code; before it, and paused, to its destination", async () => {
  await tracker.createCampaign("over", { ...PAST, endedUrl: ENDED });
  expect(await leadsTo("/over?fbclid=1")).toBe("https://example.org/over?why=done#top");
  await tracker.api("PATCH", "/campaigns/over", { status: "paused" });
  expect(await leadsTo("/over")).toBe("https://example.org/over?why=done#top");
  await tracker.api("PATCH", "/campaigns/over", { endsOn: null });
  expect(await leadsTo("/over")).toBe("https://example.org/#");
  await tracker.api("PATCH", "/campaigns/over", { status: "live" });
  expect(await leadsTo("/over")).toBe("https://example.org/?c=over#");
  await tracker.api("PATCH", "/campaigns/over", { endsOn: PAST.endsOn, endedUrl: null });
  expect(await leadsTo("/over")).toBe("https://example.org/#");
  await tracker.createCampaign("later", { startsOn: "2199-01-01", endedUrl: ENDED });
  expect(await leadsTo("/later")).toBe("https://example.org/#");
});

test("what holds for a destination holds for that page: hosts, persons' addresses, loops, and /about names its host", async () => {
  const { body: made } = await tracker.api<{ key: string }>("POST", "/keys", { name: "Marketer", role: "marketer" });
  const asMarketer = { authorization: `Bearer ${made.key}` };
  const elsewhere = { endedUrl: "https://elsewhere.example/over" };
  expect(codesOf(await tracker.api("POST", "/campaigns", draft(elsewhere), asMarketer))).toEqual([["endedUrl", "host-not-allowed"]]);
  expect(codesOf(await tracker.api("POST", "/campaigns", draft({ endedUrl: "https://example.org/?fbclid=1" })))).toEqual([
    ["endedUrl", "personal"],
  ]);
  expect(codesOf(await tracker.api("POST", "/campaigns", draft({ endedUrl: "https://example.org/u/1234567" })))).toEqual([
    ["endedUrl", "looks-personal"],
  ]);
  expect(codesOf(await tracker.api("POST", "/campaigns", draft({ slug: "self", endedUrl: `${tracker.origin}/self` })))).toEqual([
    ["endedUrl", "leads-here"],
  ]);
  await tracker.createCampaign("elsewhere", elsewhere);
  expect(await (await fetch(`${tracker.origin}/about.json`)).json()).toMatchObject({
    hosts: expect.arrayContaining(["elsewhere.example"]),
  });
});

test("a page for after the end that is the link itself under another name is a loop once the campaign has ended, and not before", async () => {
  await tracker.createCampaign("round", { ...PAST, endedUrl: "https://go.example.net/round" });
  expect(await asked("go.example.net", "/round")).toBe(508);
  await tracker.api("PATCH", "/campaigns/round", { endsOn: null });
  await tracker.visit("/round");
  expect(await asked("go.example.net", "/round")).toBe(302);
});

test("a loop is seen by the code that another link has set, under the name that this link's campaign has for it", async () => {
  await tracker.createCampaign("first", { destination: "https://one.example.net/second", codeParam: "source" });
  await tracker.createCampaign("second", { destination: "https://two.example.net/first" });
  await tracker.visit("/second");
  expect(await asked("one.example.net", "/second?source=first")).toBe(508);
  expect(await asked("one.example.net", "/second?c=first")).toBe(302);
});

test("a campaign's own parameter carries its code, and nothing that a click brings gets into it", async () => {
  await tracker.createCampaign("named", { destination: "https://example.org/?source=old&c=kept", codeParam: "source" });
  expect(await leadsTo("/named?source=mine&utm_source=paper")).toBe("https://example.org/?c=kept&source=named&utm_source=paper#");
  await tracker.api("PATCH", "/campaigns/named", { status: "paused" });
  expect(await leadsTo("/named?source=mine&utm_source=paper")).toBe("https://example.org/?c=kept&utm_source=paper#");
  await tracker.createCampaign("usual");
  expect(await leadsTo("/usual?source=mine")).toBe("https://example.org/?c=usual&source=mine#");
});

test("/about says which parameters carry codes, and of a published campaign its own and its page after the end", async () => {
  const published = { name: "Shown", codeParam: "from", endedUrl: "https://example.org/over", spec: { published: true } };
  await tracker.createCampaign("shown", published);
  const about = (await (await fetch(`${tracker.origin}/about.json`)).json()) as Record<string, unknown>;
  expect(about).toMatchObject({ codeParam: "c", codeParams: expect.arrayContaining(["c", "from"]) });
  expect(about.campaigns).toEqual([expect.objectContaining({ slug: "shown", codeParam: "from", endedUrl: "https://example.org/over" })]);
  const page = await (await fetch(`${tracker.origin}/about?lang=en`)).text();
  expect(page).toContain("“from=…”");
  expect(await (await fetch(`${tracker.origin}/about/shown?lang=en`)).text()).toContain("“from=shown”");
});

test.each(["", "a b", "ünder", "x".repeat(33), "a&b", "fbclid", "email", "user_id"])(
  "a parameter cannot be called %j",
  async (codeParam) => {
    expect(codesOf(await tracker.api("POST", "/campaigns", draft({ codeParam })))).toEqual([["codeParam", "bad-code-param"]]);
  },
);

test("group, page and parameter are kept, changed, emptied, and come in and go out as CSV", async () => {
  const header = "slug,name,channel,destination,endedUrl,codeParam,group\n";
  const row = "from-csv,From CSV,tiktok,https://example.org/,https://example.org/over,source,Spring 2027\n";
  const made = await tracker.api<{ campaigns: Campaign[] }>("POST", "/campaigns/bulk", `${header}${row}`, { "content-type": "text/csv" });
  const more = { endedUrl: "https://example.org/over", codeParam: "source", group: "Spring 2027" };
  expect(made.body.campaigns).toMatchObject([more]);
  const changed = await tracker.api("PATCH", "/campaigns/from-csv", { group: " Autumn ", codeParam: null });
  expect(changed.body).toMatchObject({ ...more, group: "Autumn", codeParam: null });
  expect(codesOf(await tracker.api("PATCH", "/campaigns/from-csv", { group: "x".repeat(61) }))).toEqual([["group", "too-long"]]);
});

/** The status of a request under another name of this tracker. */
function asked(host: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { Host: host, "User-Agent": BROWSER, "X-Forwarded-Proto": "https" };
    const sent = request(`${tracker.origin}${path}`, { headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    sent.on("error", reject).end();
  });
}
