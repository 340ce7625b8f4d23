/**
 * The registry's commands for moving a whole tracker to another place. What moves holds exact counts: it leaves here sealed with `MOVE_KEY`
 * (src/storage/move/seal.ts), which only the operators of both trackers have, and to those who know that key.
 */
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import type { Day } from "../../domain/day.ts";
import { conflict, failure, invalid, type Result, success } from "../../domain/problems.ts";
import { VERSION } from "../../domain/version.ts";
import { forgetFinishedDays } from "../finished_days/finished_days.ts";
import { CLOSED_FORMALLY, cancelFormal } from "../formal/state.ts";
import { schemaVersion } from "../migrations.ts";
import { isMoveKey, newSalt, seal, unseal } from "../move/seal.ts";
import { movedTables, partsOf, putRows, type TableRows } from "../move/tables.ts";
import { isMoveUnderWay, MOVE_DONE } from "../move/under_way.ts";
import { deleteRows } from "../overwrite.ts";
import { SHARD_MIGRATIONS } from "../shard/migrations.ts";
import { inTransaction, type Transaction } from "../transaction.ts";
import { CampaignQueries } from "./campaign_queries.ts";
import { firstUnclosed } from "./closed_days.ts";
import { type Actor, record } from "./history.ts";
import type { NamedShard } from "./installation.ts";
import { readMetadata } from "./metadata.ts";
import type { Routes } from "./routes.ts";
import { SIGNUPS } from "./shards.ts";

/** Where a move goes on: which record comes next, and of which shard. */
interface MoveCursor {
  readonly salt: Uint8Array;
  readonly index: number;
  /** The shard's place among all, and the campaign after which it goes on. */
  readonly shard: number;
  readonly after: CampaignId | null;
}

interface SealedRecords {
  readonly records: readonly Uint8Array[];
  readonly next: MoveCursor | null;
}

/** How far the import of a move has come. */
interface Moved {
  /** The number of the record that is expected next. */
  readonly next: number;
  readonly done: boolean;
}

/** The first record: what both trackers must have alike. */
interface Beginning {
  readonly version: string;
  readonly schema: readonly [registry: number, shard: number];
  readonly groupSize: number;
  readonly timeZone: string;
  readonly settings: readonly (readonly [name: string, value: number])[];
}

type Content =
  | { readonly begin: Beginning }
  | { readonly object: string; readonly rows: TableRows; readonly foldedBefore?: Day | null }
  | { readonly end: true };

/** Numbers of `settings` that are this tracker's own. */
const OWN_SETTINGS = ["installation", "adopts", "last_day", "shards_ever", "move", "move_next"];
/** What `object` of the registry's own rows is. */
const OF_REGISTRY = "registry";
/** Rows that were there stay beside those that come, so that whoever moves is still let in. */
const ADDED_TO = ["keys", "members"];
export abstract class MoveRegistry extends CampaignQueries {
  /**
   * The next records of a move, sealed. The registry's tables come first and are read before any shard: they hold what was read of the
   * shards, which only go on from there (docs/BACKUP.md).
   *
   * @param given the key of whoever asks: an admin's key is not enough
   * @param cursor null begins a move
   */
  async moveOut(given: string, cursor: MoveCursor | null, who: Actor): Promise<Result<SealedRecords>> {
    const { moveKey } = this.config;
    if (moveKey === null) return conflict("", "move-off");
    if (!(await isMoveKey(moveKey, given))) return failure({ type: "forbidden", detail: "This is not the MOVE_KEY of this tracker." });
    const shards = this.shards.named();
    const { salt, index, shard, after } = cursor ?? { salt: newSalt(), index: 0, shard: -1, after: null };
    const named = shards[shard];
    const isEnd = shard >= shards.length;
    const contents = named === undefined ? (isEnd ? [JSON.stringify({ end: true })] : this.registryContents(who)) : [];
    let next: MoveCursor | null = isEnd ? null : { salt, index, shard: shard + 1, after: null };
    if (named !== undefined) {
      const { parts, next: further, foldedBefore } = await named.stub.moveOut(after, named.name === SIGNUPS);
      for (const part of parts) contents.push(`{"object":"${named.name}","foldedBefore":${JSON.stringify(foldedBefore)},"rows":${part}}`);
      if (further !== null) next = { salt, index, shard, after: further };
    }
    const records = await Promise.all(contents.map((content, nth) => seal(moveKey, { salt, index: index + nth, isLast: isEnd }, content)));
    return success({ records, next: next === null ? null : { ...next, index: index + records.length } });
  }

  private registryContents(who: Actor): string[] {
    this.recorded(who, "create", "move:export", { version: VERSION }, () => success(null));
    const settings = this.sql.exec<{ name: string; value: number }>("SELECT name, value FROM settings").toArray();
    const beginning: Beginning = {
      ...this.needed(),
      settings: [
        ...settings.filter(({ name }) => !OWN_SETTINGS.includes(name)).map(({ name, value }) => [name, value] as const),
        ["shards_ever", readMetadata(this.sql, "shards_ever") ?? this.config.shards],
      ],
    };
    const tables = movedTables(this.sql, "registry").flatMap((table) => partsOf(this.sql, table, `SELECT * FROM ${table}`));
    return [JSON.stringify({ begin: beginning }), ...tables.map((rows) => `{"object":"${OF_REGISTRY}","rows":${rows}}`)];
  }

  private needed(): Omit<Beginning, "settings"> {
    return {
      version: VERSION,
      schema: [schemaVersion(this.sql), SHARD_MIGRATIONS.length],
      groupSize: readMetadata(this.sql, "group_size") ?? this.config.groupSize,
      timeZone: this.config.timeZone,
    };
  }

  /** Takes in the next record of a move. One that came before is acknowledged again. */
  async moveIn(bytes: Uint8Array, who: Actor): Promise<Result<Moved>> {
    const { moveKey } = this.config;
    if (moveKey === null) return conflict("", "move-off");
    const opened = await unseal(moveKey, bytes);
    if (opened === null) return invalid("", "move-not-sealed");
    const move = moveNumber(opened.salt);
    const content = JSON.parse(opened.content) as Content;
    const isKnown = readMetadata(this.sql, "move") === move;
    const next = readMetadata(this.sql, "move_next");
    if (isKnown && next !== null && (next === MOVE_DONE || opened.index < next))
      return success({ next: opened.index + 1, done: next === MOVE_DONE });
    if ("begin" in content) return this.beginMove(content.begin, move, next);
    if (!isKnown || opened.index !== next) return conflict("", "move-order", { next: isKnown && next !== null ? next : 0 });
    this.dropCached();
    if ("end" in content) await this.endMove(who);
    else if (content.object === OF_REGISTRY) this.inMove((sql) => putRows(sql, content.rows, movedTables(sql, "registry")));
    else await this.shardOf(content.object).moveIn(content.rows, content.foldedBefore ?? null);
    const done = "end" in content;
    this.setNumber("move_next", done ? MOVE_DONE : opened.index + 1);
    return success({ next: opened.index + 1, done });
  }

  /** Only a tracker that has counted nothing takes another one's counts. A move that broke off may begin again. */
  private async beginMove(begin: Beginning, move: number, next: number | null): Promise<Result<Moved>> {
    const differs = this.difference(begin);
    if (differs !== null) return conflict("", "move-differs", differs);
    const shards = this.shards.all();
    const isUnderWay = next !== null && next !== MOVE_DONE;
    if (!isUnderWay) {
      const counted = (await Promise.all(shards.map((shard) => shard.data()))).map(({ hasCounted }) => hasCounted);
      const hasCampaigns = this.sql.exec("SELECT 1 FROM campaigns LIMIT 1").toArray().length > 0;
      const hasHadOne = (readMetadata(this.sql, "last_campaign") ?? 0) > 0;
      if (hasCampaigns || hasHadOne || counted.includes(true)) return conflict("", "move-not-empty");
    }
    this.inMove((sql) => {
      for (const table of movedTables(sql, "registry")) if (!ADDED_TO.includes(table)) deleteRows(sql, table);
      forgetFinishedDays(sql);
      // How far the formal mode has come is the other tracker's, too.
      cancelFormal(sql);
    });
    this.setNumber("move", move);
    this.setNumber("move_next", 0);
    for (const [name, value] of begin.settings) if (name !== "shards_ever") this.setNumber(name, value);
    await this.shards.raise(begin.settings.find(([name]) => name === "shards_ever")?.[1] ?? 1);
    for (const shard of this.shards.all()) await shard.moveIn(null, null);
    await this.shards.installation.check();
    this.setNumber("move_next", 1);
    return success({ next: 1, done: false });
  }

  private difference(begin: Beginning): { what: string; there: string; here: string } | null {
    const own = this.needed();
    // Bundles of what was released formally would tell the noise.
    const release = begin.settings.some(([name]) => name.startsWith(CLOSED_FORMALLY)) ? "formal" : this.config.release;
    const compared = [
      ["the version", begin.version, own.version],
      ["the schema", begin.schema.join("/"), own.schema.join("/")],
      ["GROUP_SIZE", begin.groupSize, own.groupSize],
      ["TIME_ZONE", begin.timeZone, own.timeZone],
      ["RELEASE", release, this.config.release],
    ] as const;
    const found = compared.find(([, there, here]) => there !== here);
    return found === undefined ? null : { what: found[0], there: String(found[1]), here: String(found[2]) };
  }

  /** No day that is closed, or that counts came with, is stamped any more; numbers of campaigns with counts are not given out again. */
  private async endMove(who: Actor): Promise<void> {
    const unclosed = firstUnclosed(this.sql, null);
    if (unclosed !== null) await Promise.all(this.shards.all().map((shard) => shard.read(unclosed, [], [], [], null)));
    await this.shards.installation.check();
    this.inMove((sql) =>
      record(sql, { at: this.timestamp(), who, action: "create", subject: "move:import", changes: { version: VERSION } }),
    );
  }

  private inMove(work: (sql: Transaction) => void): void {
    inTransaction(this.ctx.storage, work);
  }

  private setNumber(name: string, value: number): void {
    this.sql.exec("INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", name, value);
  }

  private shardOf(name: string): NamedShard["stub"] {
    const found = this.shards.named().find((shard) => shard.name === name);
    if (found === undefined) throw new Error(`there is no shard ${name}`);
    return found.stub;
  }

  /** While a move comes in, its links do not work yet: what they counted would be overwritten. */
  protected override readLinks(): Routes {
    const routes = super.readLinks();
    return isMoveUnderWay(this.sql) ? { ...routes, campaigns: [] } : routes;
  }

  protected override async refusal(): Promise<Result<never> | null> {
    return isMoveUnderWay(this.sql) ? conflict("", "move-under-way") : super.refusal();
  }
}

/** A number that names a move, as `settings` can hold it. */
function moveNumber(salt: Uint8Array): number {
  return salt.slice(0, 6).reduce((number, byte) => number * 256 + byte, 0);
}
