/** Data that earlier versions made (test/fixtures), under this one: the same figures, campaigns and keys, and counts that go on exactly. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { checkDatabases } from "../../../scripts/backup/check.ts";
import { KNOWN_SCHEMAS } from "../../../scripts/backup/manifest.ts";
import { PROJECT } from "../../../scripts/build.ts";
import { Tracker } from "../setup/tracker.ts";

/** As test/fixtures/drive.mjs had it. */
const ENV = { SIGNUP_RELEASE: "live", TIME_ZONE: "UTC", SHARDS: "2" };
const FIGURES = {
  "spring-story": { visits: 20, signups: 5, bot: 5 },
  "spring-poster": { visits: 10, signups: 5, bot: 0 },
  over: { visits: 5, signups: 0, bot: 0 },
};

async function figures(tracker: Tracker): Promise<Record<string, { visits: number; signups: number; bot: number }>> {
  const { rows } = await tracker.report("?by=campaign&from=2026-11-01");
  return Object.fromEntries(rows.map(({ campaign = "", visits, signups, skipped }) => [campaign, { visits, signups, bot: skipped.bot }]));
}

test.each([
  ["0.1", "fivebar_reader_shuiTMZf7WPSaJic6taYJGWHVEbqfXK5zNXrHQ7UFf0"],
  ["0.2", "fivebar_reader_oQCzY4rEcbYqnF5g16pjSjBqCgiMwgrZH8E4DiO3YaY"],
])("data of %s keep their figures, campaigns and keys, and count on from the very event", async (version, key) => {
  const dataDir = await mkdtemp(join(tmpdir(), "fivebar-upgrade-"));
  const tracker = new Tracker(dataDir, ENV);
  try {
    await promisify(execFile)("tar", ["-xzf", join(PROJECT, "test", "fixtures", `data-${version}.tar.gz`), "-C", dataDir]);
    const before = await checkDatabases(dataDir);
    expect(before.problems).toEqual([]);
    expect(before.schema.registry).toBeLessThanOrEqual(KNOWN_SCHEMAS.registry);
    await tracker.start();
    expect(await figures(tracker)).toEqual(FIGURES);
    expect((await tracker.report("?from=2026-11-01")).unattributed.signups).toBe(5);
    const { body } = await tracker.api<{ campaigns: Record<string, unknown>[] }>("GET", "/campaigns");
    expect(body.campaigns).toMatchObject([
      { slug: "spring-story", channel: "tiktok", notes: "kept", spec: { description: "Ünïcode" } },
      { slug: "spring-poster", channel: "poster", name: "Posters in spring", version: 2 },
    ]);
    const answer = await tracker.api("GET", "/report", undefined, { authorization: `Bearer ${key}` });
    expect(answer.status).toBe(200);
    // The old version had counted 23 visits and 9 signups.
    for (let visit = 0; visit < 2; visit += 1)
      expect((await tracker.visit("/spring-story")).headers.get("location")).toMatch(/\?c=spring-story#?$/);
    await tracker.api("POST", "/signups", { campaign: "spring-story" });
    await tracker.reportWhen(({ totals }) => totals.visits === 40, "?from=2026-11-01");
    expect(await figures(tracker)).toEqual({ ...FIGURES, "spring-story": { visits: 25, signups: 10, bot: 5 } });
    await tracker.stop();
    expect(await checkDatabases(dataDir)).toMatchObject({ problems: [], schema: KNOWN_SCHEMAS });
  } finally {
    await tracker.stop("SIGKILL");
    await rm(dataDir, { recursive: true, force: true });
  }
});
