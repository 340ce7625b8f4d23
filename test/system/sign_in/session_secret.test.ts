/** What signs sessions: made by the registry and kept there, unless `SESSION_SECRET` says otherwise. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { FAULTY_CONFIG } from "../setup/build.ts";
import { get, SESSION_SECRET, sessionOf } from "../setup/dashboard.ts";
import { discard, startTracker, Tracker } from "../setup/tracker.ts";

const isIn = async (where: Tracker, cookie: string): Promise<boolean> => (await get(where, "/staff", cookie)).status === 200;

/** What the registry of a tracker has on disk. */
function storedSecret({ dataDir }: Tracker): unknown {
  const folder = join(dataDir, "objects", "fivebar-registry");
  const file = readdirSync(folder).find((name) => /^[0-9a-f]{64}\.sqlite$/.test(name)) ?? "";
  const database = new DatabaseSync(join(folder, file), { readOnly: true });
  const row = database.prepare("SELECT secret FROM session_secret").get();
  database.close();
  return row?.secret;
}

test("each registry makes one of 256 bits: sessions outlive a restart, and no other tracker with the same admin key takes them", async () => {
  const [one, other] = await Promise.all([startTracker(), startTracker()]);
  try {
    const [cookie] = await Promise.all([sessionOf(one), sessionOf(other)]);
    expect([await isIn(one, cookie), await isIn(other, cookie)]).toEqual([true, false]);
    await Promise.all([one.stop(), other.stop()]);
    const secret = storedSecret(one);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(storedSecret(other)).not.toBe(secret);
    await one.start();
    expect([await isIn(one, cookie), await isIn(one, await sessionOf(one))]).toEqual([true, true]);
    await one.stop();
    expect(storedSecret(one)).toBe(secret);

    const overridden = new Tracker(one.dataDir, { SESSION_SECRET });
    await overridden.start();
    expect([await isIn(overridden, cookie), await isIn(overridden, await sessionOf(overridden))]).toEqual([false, true]);
    await overridden.stop();
  } finally {
    await Promise.all([discard(one), discard(other)]);
  }
});

test("the registry is asked for it once, not by each request, and never for somebody without a cookie", async () => {
  const tracker = await startTracker({}, FAULTY_CONFIG);
  const asked = async (): Promise<number> => {
    const calls = (await (await fetch(`${tracker.origin}/__calls`)).json()) as { readonly of: string }[];
    return calls.filter(({ of }) => of === "the session secret").length;
  };
  try {
    for (let times = 0; times < 3; times += 1) await get(tracker, "/staff", "");
    expect(await asked()).toBe(0);
    const cookie = await sessionOf(tracker);
    for (let times = 0; times < 20; times += 1) expect(await isIn(tracker, cookie)).toBe(true);
    expect(await asked()).toBe(1);
  } finally {
    await discard(tracker);
  }
});

test("the help for signing in speaks of this machine, and of no other way to run Fivebar", async () => {
  const tracker = await startTracker();
  try {
    for (const language of ["en", "nl"]) {
      const page = await (await get(tracker, "/staff/sign-in", "", { "accept-language": language })).text();
      expect(page).toContain("DATA_DIR/admin.key");
      expect(page).not.toContain("wrangler");
    }
  } finally {
    await discard(tracker);
  }
});
