/** The shards as the registry sees them: how many there are, and what is asked of all of them. */
import type { CampaignId } from "../../domain/campaign/campaign.ts";
import type { Config } from "../../domain/config.ts";
import { newerDataRefusal } from "../migrations.ts";
import type { Shard } from "../shard/shard.ts";
import { type ShardBindings, signupShardStub, visitShardStub } from "../shard/stubs.ts";
import { firstUnclosed } from "./closed_days.ts";
import { Installation, type NamedShard } from "./installation.ts";
import { raiseShardsEver, readMetadata } from "./metadata.ts";

/** Whether a shard answers, by its name. */
export interface ShardState {
  readonly name: string;
  readonly state: "ok" | "failing" | "lost" | "foreign" | "newer";
  /** Whether it has counted events that were given up; false where it does not say. */
  readonly hasLost: boolean;
}

export const SIGNUPS = "signups";

export class Shards {
  /** Whether they and the registry belong together. */
  readonly installation: Installation;
  private readonly sql: SqlStorage;
  private readonly env: ShardBindings;
  private readonly config: Config;
  /** Whether the shards know in the formal mode which days have closed. They do, but after a wrong clock was repaired. */
  private knowClosedDays = false;

  constructor(sql: SqlStorage, env: ShardBindings, config: Config) {
    this.sql = sql;
    this.env = env;
    this.config = config;
    this.installation = new Installation(sql, () => this.named());
  }

  /** Fresh stubs of all shards that ever counted, the one for signups last. */
  all(): DurableObjectStub<Shard>[] {
    return [...this.visits(readMetadata(this.sql, "shards_ever") ?? this.config.shards), this.signups()];
  }

  /** As `all`, with their names. */
  named(): NamedShard[] {
    const shards = this.all();
    return shards.map((stub, index) => ({ stub, name: index === shards.length - 1 ? SIGNUPS : `visits-${index}` }));
  }

  /** A fresh stub of the shard that counts signups. */
  signups(): DurableObjectStub<Shard> {
    return signupShardStub(this.env, this.config);
  }

  private visits(shards: number): DurableObjectStub<Shard>[] {
    return Array.from({ length: shards }, (_, index) => visitShardStub(this.env, this.config, index));
  }

  /**
   * From here on reports read this many shards. New ones stamp no closed day, whatever their clock and zone say: a visit on a closed day
   * would change the rate of that day.
   */
  async raise(shards: number): Promise<void> {
    const unclosed = firstUnclosed(this.sql, null);
    const added = this.visits(shards).slice(readMetadata(this.sql, "shards_ever") ?? 0);
    if (unclosed !== null) await Promise.all(added.map((shard) => shard.read(unclosed, [], [], [], null)));
    raiseShardsEver(this.sql, shards);
    if (unclosed === null || this.knowClosedDays || readMetadata(this.sql, "formal_through") === null) return;
    const told = await Promise.allSettled(this.all().map((shard) => shard.read(unclosed, [], [], [], null)));
    this.knowClosedDays = told.every(({ status }) => status === "fulfilled");
  }

  /** Deletes all counts of a campaign that is deleted for good. */
  async forget(campaign: CampaignId): Promise<void> {
    await Promise.all(this.all().map((shard) => shard.forget(campaign)));
  }

  /** Which shards can be reached and read. */
  async states(): Promise<ShardState[]> {
    const shards = this.named();
    const answers = await Promise.allSettled(shards.map(({ stub }) => stub.data()));
    return shards.map(({ name }, index) => {
      const answer = answers[index];
      if (answer?.status !== "fulfilled")
        return { name, state: newerDataRefusal(answer?.reason) === null ? "failing" : "newer", hasLost: false };
      const finding = this.installation.find(name, answer.value);
      return { name, state: finding === "new" ? "ok" : finding, hasLost: answer.value.hasLost };
    });
  }

  /** Whether the clock of a shard that answers has leapt ahead. */
  async isLeaping(): Promise<boolean> {
    const answers = await Promise.allSettled(this.all().map((shard) => shard.isLeaping()));
    return answers.some((answer) => answer.status === "fulfilled" && answer.value);
  }

  /** Throws where a shard cannot read its data, and where the registry itself is new beside older shards. */
  async check(): Promise<void> {
    await Promise.all(this.all().map((shard) => shard.checkData()));
    const problem = await this.installation.check();
    if (problem?.startsWith("The registry") === true) throw new Error(problem);
  }
}
