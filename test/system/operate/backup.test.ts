/**
 * A backup that is put back: the folder of a tracker that was stopped, copied, while the tracker went on. What docs/FAULTS.md says of what is
 * gone then, and docs/PRIVACY.md of what who saw figures of both times can tell.
 */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { get, SESSION_SECRET, sessionOf } from "../setup/dashboard.ts";
import { ZONE, ZONE_A_DAY_AHEAD } from "../setup/noon.ts";
import { discard, startTracker, Tracker } from "../setup/tracker.ts";

let tracker: Tracker;
let backup: string;

beforeEach(async () => {
  backup = await mkdtemp(join(tmpdir(), "fivebar-backup-"));
  tracker = await startTracker({ SESSION_SECRET, TIME_ZONE: ZONE });
  for (const slug of ["one", "two"]) await tracker.createCampaign(slug);
});
afterEach(async () => {
  await discard(tracker);
  await rm(backup, { recursive: true, force: true });
});

async function restart(env: Record<string, string> = {}): Promise<void> {
  await tracker.stop();
  tracker = new Tracker(tracker.dataDir, { SESSION_SECRET, TIME_ZONE: ZONE, ...env });
  await tracker.start();
}

async function makeBackup(): Promise<void> {
  await tracker.stop();
  await cp(tracker.dataDir, backup, { recursive: true });
  await tracker.start();
}

/** Puts the folder back as it was, or only `part` of it. */
async function putBack(part = "", env: Record<string, string> = {}): Promise<void> {
  await tracker.stop();
  await rm(join(tracker.dataDir, part), { recursive: true });
  await cp(join(backup, part), join(tracker.dataDir, part), { recursive: true });
  await restart(env);
}

async function visit(slug: string, times: number): Promise<void> {
  for (let nth = 0; nth < times; nth += 1) expect((await tracker.visit(`/${slug}`)).status).toBe(302);
}

async function signUp(campaign: string, count = 1, key: string = crypto.randomUUID()): Promise<void> {
  expect((await tracker.api("POST", "/signups", { campaign, count }, { "idempotency-key": key })).status).toBe(200);
}

/** Visits and signups of each campaign on all days, when all that was counted is on disk; every figure of the report by day is held to `size`. */
async function figures(env: Record<string, string> = {}, size = 5): Promise<Record<string, [visits: number, signups: number]>> {
  await restart(env);
  const { rows, totals, unattributed, lost, unknownLinks } = await tracker.report("?by=campaign&interval=day");
  const all = [...rows, totals].flatMap(({ visits, signups, skipped }) => [visits, signups, ...Object.values(skipped)]);
  for (const figure of [...all, unattributed.signups, lost, unknownLinks]) expect(figure % size).toBe(0);
  const found: Record<string, [number, number]> = {};
  for (const { campaign = "", visits, signups } of rows) {
    const [before, signed] = found[campaign] ?? [0, 0];
    found[campaign] = [before + visits, signed + signups];
  }
  return found;
}

const NEXT_DAY = { TIME_ZONE: ZONE_A_DAY_AHEAD };

test("it starts and counts on from there in whole groups; what was counted since is gone, and may be reported again", async () => {
  await visit("one", 7);
  await visit("two", 3);
  await signUp("one", 6);
  expect(await figures()).toMatchObject({ one: [5, 0], two: [0, 0] });
  await makeBackup();
  await visit("one", 8);
  await signUp("two", 5, "sent-again");
  await signUp("two", 5, "sent-again");
  expect(await figures(NEXT_DAY)).toMatchObject({ one: [15, 5], two: [0, 5] });

  await putBack();
  expect(await figures()).toMatchObject({ one: [5, 0], two: [0, 0] });
  await visit("one", 3);
  await visit("two", 2);
  await signUp("two", 5, "sent-again");
  expect(await figures(NEXT_DAY)).toMatchObject({ one: [10, 5], two: [5, 5] });
}, 60_000);

test("campaigns, keys and sessions are as they were: what was archived, deleted or ended since is there again", async () => {
  const { body: key } = await tracker.api<{ id: string; key: string }>("POST", "/keys", { name: "reader", role: "reader" });
  const cookie = await sessionOf(tracker);
  const isLetIn = async () => [
    (await tracker.api("GET", "/report", undefined, { authorization: `Bearer ${key.key}` })).status === 200,
    (await get(tracker, "/staff", cookie)).status === 200,
    (await tracker.visit("/two")).status === 302,
    (await tracker.visit("/since")).status === 302,
  ];
  await makeBackup();
  await tracker.createCampaign("since");
  await tracker.api("DELETE", `/keys/${key.id}`);
  await tracker.api("DELETE", "/campaigns/two");
  await fetch(`${tracker.origin}/staff/sign-out`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, origin: tracker.origin, "sec-fetch-site": "same-origin" },
  });
  expect(await isLetIn()).toEqual([false, false, false, true]);
  await putBack();
  expect(await isLetIn()).toEqual([true, true, true, false]);
}, 60_000);

test("who saw the figures of both times learns of those in between: here of one signup, on a list with names, where it came from", async () => {
  await signUp("one", 4);
  await signUp("two", 4);
  await makeBackup();
  // The site's list has exactly this signup between the backup and the end of the day.
  await signUp("one");
  const before = await figures(NEXT_DAY);
  await putBack();
  const after = await figures(NEXT_DAY);
  expect([before, after]).toMatchObject([
    { one: [0, 5], two: [0, 0] },
    { one: [0, 0], two: [0, 0] },
  ]);
}, 60_000);

test("the size of groups is kept where figures came out before the backup, and not where they only came later", async () => {
  await visit("one", 7);
  await makeBackup();
  expect(await figures()).toMatchObject({ one: [5, 0] });
  await putBack("", { GROUP_SIZE: "6" });
  expect(await figures({ GROUP_SIZE: "6" }, 6)).toMatchObject({ one: [6, 0] });

  await putBack();
  expect(await figures()).toMatchObject({ one: [5, 0] });
  await makeBackup();
  await visit("one", 3);
  await putBack("", { GROUP_SIZE: "6" });
  expect((await tracker.api("GET", "/report")).status).toBe(500);
}, 60_000);

test("of the registry alone it gives no campaign that is made later the counts of one that is gone", async () => {
  await makeBackup();
  await tracker.createCampaign("since");
  await visit("since", 5);
  expect(await figures()).toMatchObject({ since: [5, 0] });
  await putBack("objects/fivebar-registry");
  await tracker.createCampaign("later");
  expect(await figures()).toMatchObject({ later: [0, 0] });
}, 60_000);
