/** Running totals as the read path gets them: whichever way the database reads them, they are those of a plain addition. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CampaignId } from "../../src/domain/campaign/campaign.ts";
import { addDays, type Day } from "../../src/domain/day.ts";
import { addEntries, totalsAt } from "../../src/storage/shard/counts.ts";
import { KnownSeries } from "../../src/storage/shard/series.ts";
import { inTransaction } from "../../src/storage/transaction.ts";
import { decodeAnswer } from "../../src/storage/wire.ts";

const FIRST = "2026-01-01" as Day;
const CAMPAIGNS = [1, 2, 3] as CampaignId[];
const SPAN = 60;

const events = fc.array(fc.tuple(fc.nat(SPAN - 1), fc.constantFrom(...CAMPAIGNS), fc.integer({ min: 1, max: 9 })), { maxLength: 120 });
/** Each day, or some of them: read in one go, or looked up one by one. */
const asked = fc.oneof(
  fc.constant(Array.from({ length: SPAN + 4 }, (_, index) => index - 2)),
  fc
    .uniqueArray(fc.integer({ min: -2, max: SPAN + 1 }), { minLength: 1, maxLength: 40 })
    .map((days) => days.sort((one, other) => one - other)),
);

test("at any days, with and without gaps, running totals are the sums of what was added", async () => {
  const stub = env.SHARD.getByName("totals");
  await runInDurableObject(stub, (_, state) => {
    const { sql } = state.storage;
    fc.assert(
      fc.property(events, asked, (added, offsets) => {
        sql.exec("DELETE FROM tallies");
        for (const [day, campaign, count] of [...added].sort(([one], [other]) => one - other)) {
          inTransaction(state.storage, (open) => addEntries(open, addDays(FIRST, day), [[campaign, "visit", count]]));
        }
        const days = offsets.map((offset) => addDays(FIRST, offset));
        const found = new Map(
          totalsAt(sql, new KnownSeries(sql).of(CAMPAIGNS, ["visit", "bot"]), days).map(({ campaign, totals }) => [campaign, [...totals]]),
        );
        for (const campaign of CAMPAIGNS) {
          const mine = added.filter(([, id]) => id === campaign);
          const sums = offsets.map((offset) => mine.filter(([day]) => day <= offset).reduce((sum, [, , count]) => sum + count, 0));
          expect(found.get(campaign)).toEqual(mine.length === 0 ? undefined : sums);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test("a campaign or kind that is counted for the first time after it was read is read from then on", async () => {
  const stub = env.SHARD.getByName("new-lines");
  const seven = 7 as CampaignId;
  const read = async () =>
    decodeAnswer(await stub.read(FIRST, [seven], ["visit", "bot"], ["2199-12-31" as Day], null)).map(({ kind, totals }) => [
      kind,
      ...totals,
    ]);
  expect(await read()).toEqual([]);
  await stub.add("writer", 1, [[seven, "visit", 3]]);
  expect(await read()).toEqual([["visit", 3]]);
  await stub.add("writer", 2, [[seven, "bot", 2]]);
  expect(await read()).toEqual([
    ["visit", 3],
    ["bot", 2],
  ]);
});
