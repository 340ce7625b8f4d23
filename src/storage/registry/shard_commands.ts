/** The registry's commands about its shards: whether they answer, and whether their data are its own. */
import { type Day, dayOf } from "../../domain/day.ts";
import { conflict, failure, type Result, success } from "../../domain/problems.ts";
import { forgetFinishedDays } from "../finished_days/finished_days.ts";
import { FinishedDaysWriter } from "../finished_days/writer.ts";
import { remedyFault } from "../installation.ts";
import { schemaVersion } from "../migrations.ts";
import type { ShardBindings } from "../shard/stubs.ts";
import { ChannelRegistry } from "./channel_commands.ts";
import { firstUnclosed, listClosedDays, restartClosedDays } from "./closed_days.ts";
import type { Actor } from "./history.ts";
import { Reports } from "./reports.ts";
import { type Routes, readRoutes } from "./routes.ts";
import { type ShardState, Shards, SIGNUPS } from "./shards.ts";

/** How long somebody who makes a campaign waits for shards that have joined. */
const PATIENCE_MS = 2_000;

/** What the registry says of itself and its shards. */
interface Status {
  /** `unconfirmed`: the clock has leapt ahead by days, and what comes is counted on the last day before that. */
  readonly clock: "ok" | "unconfirmed";
  /** How many changes of its schema have run. */
  readonly schema: number;
  /** The last day of which signups are out. */
  readonly lastClose: Day | null;
  readonly shards: readonly ShardState[];
}

export abstract class ShardRegistry extends ChannelRegistry {
  protected readonly shards: Shards;
  protected readonly finishedDays: FinishedDaysWriter;
  /** What makes reports. */
  protected readonly reader: Reports;

  constructor(ctx: DurableObjectState, env: ShardBindings) {
    super(ctx, env);
    this.shards = new Shards(this.sql, env, this.config);
    this.finishedDays = new FinishedDaysWriter(ctx.storage, () => this.shards.all());
    this.reader = new Reports(ctx.storage, this.shards, this.finishedDays, this.config);
  }

  /** Throws where this version cannot read what is stored, here or in a shard (`newerDataRefusal`). Changes nothing. */
  async checkData(): Promise<void> {
    await this.shards.check();
  }

  /** Waits only while a shard has not joined. Otherwise it checks in the background, so that no fault here holds up a visitor. */
  protected async joinShards(): Promise<void> {
    const { installation } = this.shards;
    const looking = installation.checkOnce().catch(() => null);
    if (installation.isWhole) this.ctx.waitUntil(looking);
    else await looking;
  }

  /** Why no campaign can be made now: the shards may have counts under its number. Null when it can. */
  protected async refusal(): Promise<Result<never> | null> {
    const { installation } = this.shards;
    const looking = installation.checkOnce();
    const known = async (): Promise<string | null> => installation.problem;
    const problem = await (installation.isWhole ? Promise.race([looking.catch(known), scheduler.wait(PATIENCE_MS).then(known)]) : looking);
    return problem === null ? null : failure({ type: "configuration", fault: remedyFault(problem) });
  }

  /** Accepts that a shard's counts are lost: it joins again with none, and the totals of finished days are made again. */
  async acceptLoss(name: string, who: Actor): Promise<Result<null>> {
    const { installation } = this.shards;
    const shard = this.shards.named().find((one) => one.name === name);
    const isLost = shard !== undefined && installation.find(name, await shard.stub.data()) === "lost";
    if (!isLost) return conflict("", "no-counts-lost");
    const accepted = this.recorded(who, "delete", `shard:${name}`, {}, (sql) => {
      installation.leave(sql, name);
      forgetFinishedDays(sql);
      if (name === SIGNUPS) restartClosedDays(sql);
      return success(null);
    });
    const unclosed = firstUnclosed(this.sql, null);
    if (unclosed !== null) await shard.stub.read(unclosed, [], [], [], null);
    await installation.check();
    return accepted;
  }

  /** What visitors' requests are answered from. */
  protected readLinks(): Routes {
    const { timeZone } = this.config;
    return readRoutes(this.sql, this.config, this.shards.installation.id, this.today(), (ms) => dayOf(ms, timeZone));
  }

  /** Reads the data for visitors' links, and throws if it cannot. Says whether a shard failed when it was last read or checked. */
  health(): "ok" | "failing" {
    const { installation } = this.shards;
    this.readLinks();
    this.ctx.waitUntil(installation.checkOnce().catch(() => null));
    return this.reader.hasFailed || installation.problem !== null ? "failing" : "ok";
  }

  /** Whether the registry's clock has leapt ahead, and nobody has confirmed it yet. */
  isLeaping(): boolean {
    return this.reading().isLeap;
  }

  /** For monitoring: states, and never a count. */
  async status(): Promise<Status> {
    const isLeaping = this.isLeaping() || (await this.shards.isLeaping());
    return {
      clock: isLeaping ? "unconfirmed" : "ok",
      schema: schemaVersion(this.sql),
      lastClose: listClosedDays(this.sql).at(-1)?.day ?? null,
      shards: await this.shards.states(),
    };
  }
}
