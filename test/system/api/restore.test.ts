/** A campaign that is taken back from the archive. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Campaign, readProblem } from "../setup/answers.ts";
import { get, post, sessionOf, startDashboard } from "../setup/dashboard.ts";
import { discard, type Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
beforeAll(async () => {
  tracker = await startDashboard();
});
afterAll(() => discard(tracker));

async function visits(slug: string, count: number): Promise<void> {
  for (let visit = 0; visit < count; visit += 1) await tracker.visit(`/${slug}`);
}

const counted = async (slug: string, least: number): Promise<number> => {
  const { rows } = await tracker.reportWhen(
    (report) => report.rows.some((row) => row.campaign === slug && row.visits >= least),
    "?by=campaign",
  );
  return rows.find((row) => row.campaign === slug)?.visits ?? 0;
};

test("its link works again, its counts go on, and the history says who did it", async () => {
  await tracker.createCampaign("back");
  await visits("back", 7);
  await counted("back", 5);
  await tracker.api("DELETE", "/campaigns/back");
  expect((await tracker.visit("/back")).status).toBe(404);
  const answer = await tracker.api<Campaign>("POST", "/campaigns/back/restore");
  expect([answer.status, answer.headers.get("etag")]).toEqual([200, '"3"']);
  expect(answer.body).toMatchObject({ slug: "back", status: "live", version: 3 });
  expect((await tracker.visit("/back")).headers.get("location")).toBe("https://example.org/?c=back#");
  await visits("back", 2);
  expect(await counted("back", 10)).toBe(10);
  expect(await (await get(tracker, "/staff/campaigns/back?lang=en", await sessionOf(tracker))).text()).toContain("restored");
});

test("one that is not archived is a conflict, one that there is not is not found, and readers may not", async () => {
  await tracker.createCampaign("here");
  const { errors } = readProblem(await tracker.api("POST", "/campaigns/here/restore"), 409);
  expect(errors).toMatchObject([{ code: "not-in-archive" }]);
  readProblem(await tracker.api("POST", "/campaigns/nobody/restore"), 404);
  const { body } = await tracker.api<{ key: string }>("POST", "/keys", { name: "Reader", role: "reader" });
  readProblem(await tracker.api("POST", "/campaigns/here/restore", undefined, { authorization: `Bearer ${body.key}` }), 403);
});

test("a marketer takes none back that leads to a host which an admin has taken off the list", async () => {
  await tracker.createCampaign("elsewhere", { destination: "https://gone.example.net/" });
  await tracker.api("DELETE", "/campaigns/elsewhere");
  await tracker.api("DELETE", "/hosts/gone.example.net");
  const { body } = await tracker.api<{ key: string }>("POST", "/keys", { name: "Marketer", role: "marketer" });
  const asMarketer = { authorization: `Bearer ${body.key}` };
  const { errors } = readProblem(await tracker.api("POST", "/campaigns/elsewhere/restore", undefined, asMarketer), 400);
  expect(errors).toMatchObject([{ path: "destination", code: "host-not-allowed" }]);
  readProblem(await tracker.api("GET", "/campaigns/elsewhere"), 404);
});

test("the page of archived campaigns takes one back", async () => {
  const cookie = await sessionOf(tracker);
  await tracker.createCampaign("by-hand");
  await tracker.api("DELETE", "/campaigns/by-hand");
  expect(await (await get(tracker, "/staff/archived?lang=en", cookie)).text()).toContain("Restore: by-hand");
  const answer = await post(tracker, "/staff/archived/by-hand/restore", {}, cookie);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/staff/campaigns/by-hand?notice=restored"]);
  expect((await tracker.api("GET", "/campaigns/by-hand")).status).toBe(200);
});
