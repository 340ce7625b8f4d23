/** What every command of the registry needs: its storage, its clock, and the history of who changed what. */
import { DurableObject } from "cloudflare:workers";
import { type Config, readConfig } from "../../domain/config.ts";
import { type Day, dayNumber, dayOf, dayOfNumber } from "../../domain/day.ts";
import type { Result } from "../../domain/problems.ts";
import { believed, type Reading } from "../leap.ts";
import { migrate } from "../migrations.ts";
import type { ShardBindings } from "../shard/stubs.ts";
import { type Transaction, undoneOnFailure } from "../transaction.ts";
import { type Actor, type HistoryEntry, isNothing, record } from "./history.ts";
import { KnownCampaigns } from "./known_campaigns.ts";
import { raiseLastDay, readMetadata } from "./metadata.ts";
import { REGISTRY_MIGRATIONS } from "./migrations.ts";

export abstract class RegistryObject extends DurableObject<ShardBindings> {
  protected readonly config: Config;
  protected readonly sql: SqlStorage;
  protected readonly catalogue: KnownCampaigns;

  constructor(ctx: DurableObjectState, env: ShardBindings) {
    super(ctx, env);
    this.config = readConfig(env as unknown as Record<string, unknown>);
    this.sql = ctx.storage.sql;
    this.catalogue = new KnownCampaigns(this.sql);
    migrate(ctx.storage, REGISTRY_MIGRATIONS, "registry");
  }

  /** Milliseconds since 1970; the only clock of the registry, in one place so that a test can move it. */
  protected now(): number {
    return Date.now();
  }

  protected today(): Day {
    const last = readMetadata(this.sql, "last_day");
    const day = dayOf(this.reading().ms, this.config.timeZone);
    if (last === null || dayNumber(day) > last) raiseLastDay(this.sql, dayNumber(day));
    return day;
  }

  /** What the clock says, as far as it is believed. */
  protected reading(): Reading {
    const last = readMetadata(this.sql, "last_day");
    return believed("the registry", this.now(), last === null ? null : dayOfNumber(last), this.config.timeZone);
  }

  protected timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  /** Called before every change. Override it to drop what was cached from the state before. */
  protected dropCached(): void {}

  /**
   * Runs a command in a transaction, and writes a history entry for each subject that it changed: none for a change to what was there already.
   *
   * @param changes the new values; a function takes the index of the subject
   */
  protected recorded<T>(
    who: Actor,
    action: HistoryEntry["action"],
    subject: string | ((done: T) => readonly string[]),
    changes: HistoryEntry["changes"] | ((index: number) => HistoryEntry["changes"]),
    command: (transaction: Transaction) => Result<T>,
  ): Result<T> {
    this.dropCached();
    return undoneOnFailure(this.ctx.storage, (transaction) => {
      const done = command(transaction);
      const changed = !done.ok ? [] : typeof subject === "string" ? [subject] : subject(done.value);
      for (const [index, one] of changed.entries()) {
        const values = typeof changes === "function" ? changes(index) : changes;
        if (action !== "change" || !isNothing(values))
          record(transaction, { at: this.timestamp(), who, action, subject: one, changes: values });
      }
      return done;
    });
  }
}
