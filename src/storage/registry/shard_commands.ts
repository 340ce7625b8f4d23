/** The registry's commands about its shards: whether they answer, and whether their data are its own. */
import { dayOf, startOfDay } from "../../domain/day.ts";
import type { PartStates } from "../../domain/part_states.ts";
import { conflict, failure, type Result, success } from "../../domain/problems.ts";
import { disk } from "../disk.ts";
import { forgetFinishedDays } from "../finished_days/finished_days.ts";
import { FinishedDaysWriter } from "../finished_days/writer.ts";
import { FormalRelease } from "../formal/formal.ts";
import { remedyFault } from "../installation.ts";
import { schemaVersion } from "../migrations.ts";
import type { ShardBindings } from "../shard/stubs.ts";
import { ChannelRegistry } from "./channel_commands.ts";
import { daysToClose, firstUnclosed, lastClosedDay, restartClosedDays } from "./closed_days.ts";
import type { Actor } from "./history.ts";
import { readMetadata } from "./metadata.ts";
import { Reports } from "./reports.ts";
import { type Routes, readRoutes } from "./routes.ts";
import { Shards, SIGNUPS } from "./shards.ts";
import { partStates, type Status } from "./status.ts";

/** How long somebody who makes a campaign waits for shards that have joined. */
const PATIENCE_MS = 2_000;

/** How long after midnight nothing is behind: the alarm that closes days may be tried several times. */
const CLOSING_MS = 3_600_000;
/** How long `parts` answers without asking the shards again: strangers may ask (`/healthz?deep=1`). */
const PARTS_MS = 3_000;

export abstract class ShardRegistry extends ChannelRegistry {
  protected readonly shards: Shards;
  protected readonly finishedDays: FinishedDaysWriter;
  protected readonly formal: FormalRelease;
  /** What makes reports. */
  protected readonly reader: Reports;
  /** The last answer of `parts`, a plain value that requests share, and when it was asked for. */
  private known: { states: PartStates | null; askedMs: number } = { states: null, askedMs: Number.NEGATIVE_INFINITY };

  constructor(ctx: DurableObjectState, env: ShardBindings) {
    super(ctx, env);
    this.shards = new Shards(this.sql, env, this.config);
    this.finishedDays = new FinishedDaysWriter(ctx.storage, () => this.shards.all());
    this.formal = new FormalRelease(ctx.storage, this.shards, this.finishedDays, this.config);
    this.reader = new Reports(ctx.storage, this.shards, this.finishedDays, this.formal, this.config, this.catalogue);
  }

  protected override dropCached(): void {
    super.dropCached();
    this.formal.dropRead();
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
    const [shards, isBehind] = await Promise.all([this.shards.states(), this.isBehind().catch(() => false)]);
    return {
      clock: isLeaping ? "unconfirmed" : "ok",
      schema: schemaVersion(this.sql),
      lastClose: lastClosedDay(this.sql)?.day ?? null,
      closes: isBehind ? "behind" : "ok",
      lost: (this.formal.isOn(this.today()) ? this.formal.hasLost : shards.some(({ hasLost }) => hasLost)) ? "some" : "none",
      disk: disk.state,
      shards,
    };
  }

  /** As `status`, for `/healthz?deep=1`: which parts are well, and no more. */
  async parts(): Promise<PartStates> {
    const ageMs = this.now() - this.known.askedMs;
    if (this.known.states !== null && ageMs >= 0 && ageMs < PARTS_MS) return this.known.states;
    this.known.askedMs = this.now();
    const states = partStates(await this.status());
    this.known.states = states;
    return states;
  }

  private async isBehind(): Promise<boolean> {
    const today = this.today();
    const { groupSize, timeZone } = this.config;
    if (this.reading().ms - startOfDay(today, timeZone) < CLOSING_MS) return false;
    // By the calendar: whether enough signups came for a day to close is a count.
    if (this.formal.isOn(today)) return this.formal.isDue(today);
    return (await daysToClose(this.sql, this.shards.signups(), today, readMetadata(this.sql, "group_size") ?? groupSize)).length > 0;
  }
}
