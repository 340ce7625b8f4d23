/** The thanks link, /{slug}/thanks: a signup for sites without a server. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { discard, type Figures, startTracker, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;

beforeAll(async () => {
  tracker = await startTracker({ SIGNUP_RELEASE: "live" });
  await tracker.createCampaign("forms", THANKS);
});
afterAll(() => discard(tracker));

const THANKS = { thanksUrl: "https://example.org/thanks?from=form&c=own#top" };
const signupsOf = async (slug: string): Promise<unknown> => {
  const find = (report: { rows: readonly { campaign?: string; signups: number }[] }) =>
    report.rows.find(({ campaign }) => campaign === slug);
  return find(await tracker.reportWhen((report) => (find(report)?.signups ?? 0) > 0, "?by=campaign"));
};

test("counts a signup and sends on with 303 and with nothing of the request", async () => {
  await tracker.createCampaign("thanked", THANKS);
  for (let signup = 0; signup < 5; signup += 1) {
    const response = await tracker.visit("/thanked/thanks?fbclid=1&utm_source=a&c=other", { headers: { Cookie: "a=1" } });
    expect(response.status).toBe(303);
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "no-store",
      "content-length": "0",
      "cross-origin-opener-policy": "same-origin",
      location: THANKS.thanksUrl,
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
    });
  }
  expect(await signupsOf("thanked")).toMatchObject({ signups: 5, visits: 0 });
});

test("counts no HEAD, preview, robot or part of a page, which it sends on as well, and no prefetch, which it does not", async () => {
  await tracker.createCampaign("not-thanked", THANKS);
  const others: RequestInit[] = [
    { method: "HEAD" },
    ...[{ "User-Agent": "WhatsApp/2.25.16.78 A" }, { "User-Agent": "curl/8.7.1" }, { "Sec-Fetch-Dest": "image" }].map((headers) => ({
      headers,
    })),
  ];
  for (const init of [...others, {}].flatMap((other) => Array<RequestInit>(5).fill(other))) {
    expect((await tracker.visit("/not-thanked/thanks", init)).status).toBe(303);
  }
  for (const name of ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"].flatMap((header) => Array<string>(5).fill(header))) {
    const { status, headers } = await tracker.visit("/not-thanked/thanks", { headers: { [name]: "prefetch" } });
    expect([status, headers.get("location"), headers.get("cache-control")]).toEqual([503, null, "no-store"]);
  }
  expect(await signupsOf("not-thanked")).toMatchObject({
    signups: 5,
    visits: 0,
    skipped: { head: 0, prefetch: 0, preview: 0, bot: 0, embedded: 0, inactive: 0 },
  });
});

test.each(["/FORMS/thanks", "/forms/thanks/", "/%66orms/thanks", "/forms/thanks?x=1"])("is found as %s", async (path) => {
  expect((await tracker.visit(path)).headers.get("location")).toBe(THANKS.thanksUrl);
});

test("is there only while the campaign sets it", async () => {
  await tracker.createCampaign("unset");
  const status = async (): Promise<number> => (await tracker.visit("/unset/thanks")).status;
  expect(await status()).toBe(404);
  await tracker.api("PATCH", "/campaigns/unset", THANKS);
  expect(await status()).toBe(303);
  await tracker.api("PATCH", "/campaigns/unset", { thanksUrl: null });
  expect(await status()).toBe(404);
});

test("no program makes more signups than people came to the link, and some: the rest shows as bots", async () => {
  await tracker.createCampaign("inflated", THANKS);
  const open = async (path: string, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => tracker.visit(path)));
      expect(new Set(answers.map(({ headers }) => headers.get("location")?.split("#")[0])).size).toBe(1);
    }
  };
  await open("/inflated", 60);
  await open("/inflated/thanks", 400);
  const find = (report: { rows: readonly Figures[] }) =>
    (report.rows as readonly (Figures & { campaign?: string })[]).find(({ campaign }) => campaign === "inflated");
  const report = await tracker.reportWhen((latest) => {
    const row = find(latest);
    return (row?.signups ?? 0) + (row?.skipped.bot ?? 0) >= 400;
  }, "?by=campaign");
  expect(find(report)).toMatchObject({ visits: 60, signups: 260, skipped: { bot: 140 } });
});
