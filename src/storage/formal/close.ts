/**
 * Closes the cells of days that are over: to the count of each, noise is added that is drawn once and kept nowhere, in one transaction with the
 * note that the day has closed. So a second look finds it closed, and no cell is drawn for twice.
 */
import type { Campaign, CampaignId } from "../../domain/campaign/campaign.ts";
import type { Config } from "../../domain/config.ts";
import { addDays, type Day, utcDay } from "../../domain/day.ts";
import { type CellCampaign, endsPeriod, hasCell, KINDS_OF_ALL } from "../../domain/formal/cells.ts";
import { noiseTable } from "../../domain/formal/noise.ts";
import { KINDS, type Kind, NO_CAMPAIGN } from "../../domain/kind.ts";
import { isMoveUnderWay } from "../move/under_way.ts";
import { everyCampaign } from "../registry/campaigns.ts";
import { inTransaction, type Transaction } from "../transaction.ts";
import { giveTurn } from "../turns.ts";
import { decodeAnswer, type ShardCommands } from "../wire.ts";
import { drawNoise } from "./draw.ts";
import { addCell } from "./released_rows.ts";
import { advanceFormal, type FormalState, formalState, noteRule } from "./state.ts";

interface Closing {
  readonly storage: DurableObjectStorage;
  readonly config: Config;
  /** Fresh stubs of all shards that ever counted. */
  readonly everyShard: () => readonly ShardCommands[];
}

/** Closes each day before `today` that has not, one after the other. The formal mode has begun. */
export async function closeFormalDays(closing: Closing, today: Day): Promise<void> {
  const { storage, config, everyShard } = closing;
  for (;;) {
    const state = formalState(storage.sql);
    if (state === null || addDays(state.through, 1) >= today || isMoveUnderWay(storage.sql)) return;
    const shards = everyShard().length;
    const count = await countsOf(closing, state, today);
    inTransaction(storage, (sql) => {
      const now = formalState(sql);
      // Another call has closed the day, a shard has joined that may have counts of it, or another tracker's counts have begun to come in.
      if (now?.through !== state.through || everyShard().length !== shards || isMoveUnderWay(storage.sql)) return;
      closeDay(sql, state, count, config);
    });
    await giveTurn();
  }
}

/** How many events of a kind came for a campaign in a cell: after the end of one day, up to the day that closes. */
type CountOf = (campaign: CampaignId, kind: Kind, after: Day) => number;

async function countsOf({ storage, everyShard }: Closing, state: FormalState, today: Day): Promise<CountOf> {
  const closing = addDays(state.through, 1);
  const days = [...new Set([state.signupsThrough, state.through, closing])].sort();
  // Whatever is counted is of a campaign that is not archived, or was not when the oldest cell began.
  const ids = everyCampaign(storage.sql)
    .filter(({ archivedOn }) => archivedOn === null || archivedOn > state.signupsThrough)
    .map(({ id }) => id);
  const answers = await Promise.all(everyShard().map((shard) => shard.read(today, [NO_CAMPAIGN, ...ids], KINDS, days, null)));
  const found = new Map<string, number[]>();
  for (const { campaign, kind, totals } of answers.flatMap(decodeAnswer)) {
    const known = found.get(`${campaign} ${kind}`);
    found.set(
      `${campaign} ${kind}`,
      Array.from(totals, (total, index) => total + (known?.[index] ?? 0)),
    );
  }
  return (campaign, kind, after) => {
    const totals = found.get(`${campaign} ${kind}`);
    return totals === undefined ? 0 : (totals.at(-1) ?? 0) - (totals[days.indexOf(after)] ?? 0);
  };
}

function closeDay(sql: Transaction, { through, signupsThrough }: FormalState, count: CountOf, config: Config): void {
  const day = addDays(through, 1);
  const campaigns = everyCampaign(sql).map(cellCampaign);
  const [visitNoise, signupNoise] = [noiseTable(config.epsilonVisit), noiseTable(config.epsilonSignup)];
  for (const campaign of campaigns) {
    if (hasCell(campaign, through, day))
      addCell(sql, [campaign.id, "visit"], day, count(campaign.id, "visit", through) + drawNoise(visitNoise));
  }
  for (const kind of KINDS_OF_ALL) {
    const ofAll = campaigns.reduce((sum, { id }) => sum + count(id, kind, through), count(NO_CAMPAIGN, kind, through));
    addCell(sql, [NO_CAMPAIGN, kind], day, ofAll + drawNoise(visitNoise));
  }
  noteRule(sql, day, config);
  if (!endsPeriod(day, config.signupPeriod)) {
    advanceFormal(sql, day, signupsThrough);
    return;
  }
  // A signup of a campaign that has no cell any more lies in the cell of those without a campaign, so that none is lost.
  let unattributed = count(NO_CAMPAIGN, "signup", signupsThrough);
  for (const campaign of campaigns) {
    const own = count(campaign.id, "signup", signupsThrough);
    if (hasCell(campaign, signupsThrough, day)) addCell(sql, [campaign.id, "signup"], day, own + drawNoise(signupNoise));
    else unattributed += own;
  }
  addCell(sql, [NO_CAMPAIGN, "signup"], day, unattributed + drawNoise(signupNoise));
  // Which days have closed follows from the calendar alone, and no total is kept of it.
  sql.exec("INSERT INTO closes (day, total) VALUES (?, 0) ON CONFLICT DO NOTHING", day);
  advanceFormal(sql, day, day);
}

/** What of a campaign decides which cells it has. */
export function cellCampaign({ id, endsOn, archivedOn, createdAt }: Campaign): CellCampaign {
  return { id, endsOn, archivedOn, madeOn: firstDayAnywhere(createdAt) };
}

/** The zone in which days begin last of all. */
const LAST_ZONE_MS = 12 * 3_600_000;

/** The first day that a moment is in, in whatever zone: what is counted then is on no earlier day, also where the zone is changed later. */
function firstDayAnywhere(moment: string): Day {
  return utcDay(Date.parse(moment) - LAST_ZONE_MS);
}
