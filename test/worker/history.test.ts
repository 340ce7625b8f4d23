/** What the history keeps: the latest changes of each kind of subject, so that none pushes out what another kind tells. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, expectTypeOf, test } from "vitest";
import type { CampaignChange, ChannelId } from "../../src/domain/campaign/campaign.ts";
import type { Day } from "../../src/domain/day.ts";
import { MAX_ACCESS_CHANGES_A_DAY, MAX_HISTORY_ROWS } from "../../src/domain/limits.ts";
import { record } from "../../src/storage/registry/history.ts";
import { inTransaction, type Transaction } from "../../src/storage/transaction.ts";
import { draft } from "./draft.ts";

test("however many changes of campaigns come, those of keys, members and channels stay, and the latest of campaigns", async () => {
  const registry = env.REGISTRY.getByName("registry");
  const subjects = await runInDurableObject(registry, (_, { storage }) => {
    const add = (sql: Transaction, subject: string) =>
      record(sql, { at: "2026-11-02T09:14:00.000Z", who: "test", action: "change", subject, changes: {} });
    inTransaction(storage, (sql) => {
      for (const subject of ["key:Website", "member:noor@example.org", "channel:radio", "campaign:first"]) add(sql, subject);
      for (let nth = 0; nth < MAX_HISTORY_ROWS; nth += 1) add(sql, `campaign:number-${nth}`);
    });
    return storage.sql
      .exec<{ subject: string }>("SELECT subject FROM history")
      .toArray()
      .map(({ subject }) => subject);
  });
  expect(subjects.slice(0, 3)).toEqual(["key:Website", "member:noor@example.org", "channel:radio"]);
  expect(subjects.slice(3)).toHaveLength(MAX_HISTORY_ROWS);
  expect([subjects[3], subjects.at(-1)]).toEqual(["campaign:number-0", `campaign:number-${MAX_HISTORY_ROWS - 1}`]);
});

test("however many keys, members and invitations are made and taken away, the history tells of each", async () => {
  const registry = env.REGISTRY.getByName("access");
  const kept = await runInDurableObject(registry, (_, { storage }) => {
    inTransaction(storage, (sql) => {
      for (let nth = 0; nth < MAX_HISTORY_ROWS + 5; nth += 1)
        for (const kind of ["key", "member", "invitation"])
          record(sql, { at: "2026-11-02T09:14:00.000Z", who: "test", action: "create", subject: `${kind}:${nth}`, changes: {} });
    });
    return storage.sql
      .exec<{ kind: string; n: number }>("SELECT kind, count(*) AS n FROM history GROUP BY kind ORDER BY kind")
      .toArray()
      .map(({ kind, n }) => [kind, n]);
  });
  expect(kept).toEqual(["invitation", "key", "member"].map((kind) => [kind, MAX_HISTORY_ROWS + 5]));
});

test("a day has a bounded number of such changes, of each kind; taking access away is not among them", async () => {
  const registry = env.REGISTRY.getByName("bounded");
  const name = (nth: number) => ({ id: crypto.randomUUID(), name: `Number ${nth}`, role: "reader" as const });
  const first = name(0);
  expect(await registry.createKey(first, "hash", "test")).toMatchObject({ ok: true });
  await runInDurableObject(registry, (_, { storage }) =>
    inTransaction(storage, (sql) => {
      for (let nth = 1; nth < MAX_ACCESS_CHANGES_A_DAY; nth += 1)
        record(sql, { at: new Date().toISOString(), who: "test", action: "create", subject: `key:${nth}`, changes: {} });
    }),
  );
  const tooMany = { ok: false, error: { type: "conflict", errors: [{ code: "too-many-access-changes" }] } };
  expect(await registry.createKey(name(2), "another hash", "test")).toMatchObject(tooMany);
  expect(await registry.changeKeyRole(first.id, "admin", "test")).toMatchObject(tooMany);
  expect(await registry.setMember("noor@example.org", "reader", "test")).toMatchObject({ ok: true });
  expect(await registry.createInvitation(name(3), "a third hash", "test")).toMatchObject({ ok: true });
  expect(await registry.deleteKey(first.id, "test")).toMatchObject({ ok: true });
});

test("targets and notes on days are in the history, with who set and deleted them", async () => {
  const registry = env.REGISTRY.getByName("targets");
  const day = (text: string) => text as Day;
  const note = await registry.addAnnotation({ day: day("2199-01-02"), text: "Posters", campaign: null, group: "Spring" }, "Noor");
  const target = await registry.addTarget(
    { name: "Ten", signups: 10, from: day("2199-01-01"), by: day("2199-03-01"), group: null },
    "Noor",
  );
  if (!note.ok || !target.ok) throw new Error("nothing was added");
  await registry.removeAnnotation(note.value.id, "Sam");
  await registry.removeTarget(target.value.id, "Sam");
  const rows = await runInDurableObject(registry, (_, { storage }) =>
    storage.sql.exec("SELECT who, action, subject, changes FROM history ORDER BY seq").toArray(),
  );
  const [ofNote, ofTarget] = [`annotation:${note.value.id}`, `target:${target.value.id}`];
  expect(rows.map(({ changes, ...row }) => ({ ...row, changes: JSON.parse(String(changes)) }))).toEqual([
    { who: "Noor", action: "create", subject: ofNote, changes: { day: "2199-01-02", text: "Posters", campaign: null, group: "Spring" } },
    {
      who: "Noor",
      action: "create",
      subject: ofTarget,
      changes: { name: "Ten", signups: 10, from: "2199-01-01", by: "2199-03-01", group: null },
    },
    { who: "Sam", action: "delete", subject: ofNote, changes: {} },
    { who: "Sam", action: "delete", subject: ofTarget, changes: {} },
  ]);
});

test("what is saved as it was gets neither an entry nor another version", async () => {
  // The one whose shards they are since the test before this one.
  const registry = env.REGISTRY.getByName("targets");
  const spec = { published: true, regions: ["Utrecht"] };
  const made = await registry.createCampaign({ ...draft("spring"), spec }, "Noor", "admin");
  if (!made.ok) throw new Error("no campaign was made");
  const { slug, name, destination } = made.value;
  const save = (change: CampaignChange) => registry.changeCampaign(slug, change, [1], "Sam", "admin");
  for (const change of [{}, { paused: false }, { name, destination, spec: made.value.spec }, { notes: null, group: null }])
    expect(await save(change)).toMatchObject({ ok: true, value: { version: 1 } });
  expect(await registry.renameChannel({ id: "tiktok" as ChannelId, name: "TikTok" }, "Sam")).toMatchObject({ ok: true });
  expect(await save({ name, spec: null })).toMatchObject({ ok: true, value: { version: 2, spec: null } });
  const changes = await runInDurableObject(registry, (_, { storage }) =>
    storage.sql.exec<{ changes: string }>("SELECT changes FROM history WHERE action = 'change'").toArray(),
  );
  expect(changes.map((row) => JSON.parse(row.changes))).toEqual([
    { spec: { published: null, regions: null }, was: { spec: { published: true, regions: ["Utrecht"] } } },
  ]);
});

test("a database that no transaction is open on does not compile where a transaction is asked for", () => {
  expectTypeOf<SqlStorage>().not.toExtend<Transaction>();
  expectTypeOf<Transaction>().toExtend<SqlStorage>();
  expectTypeOf(record).parameter(0).toEqualTypeOf<Transaction>();
});
