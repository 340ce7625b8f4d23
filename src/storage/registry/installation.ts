/** Whether the registry and its shards belong together: see src/storage/installation.ts. */
import { type Finding, findingOf, type InstallationId, remedyFor } from "../installation.ts";
import type { Shard } from "../shard/shard.ts";
import type { Transaction } from "../transaction.ts";
import { raiseLastCampaign, readMetadata, writeMetadata } from "./metadata.ts";

export interface NamedShard {
  readonly name: string;
  readonly stub: DurableObjectStub<Shard>;
}

export class Installation {
  /** What the operator has to do, as of the last check; null while all is well. */
  problem: string | null = null;
  private isChecked = false;
  private readonly sql: SqlStorage;
  private readonly everyShard: () => readonly NamedShard[];

  constructor(sql: SqlStorage, everyShard: () => readonly NamedShard[]) {
    this.sql = sql;
    this.everyShard = everyShard;
  }

  /** Drawn when it is first asked for. */
  get id(): InstallationId {
    const known = readMetadata(this.sql, "installation");
    if (known !== null) return known;
    const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
    const id = (high % 2 ** 20) * 2 ** 32 + low + 1;
    writeMetadata(this.sql, "installation", id);
    return id;
  }

  /** Whether every shard has joined: nobody has to wait for a check then. */
  get isWhole(): boolean {
    return this.everyShard().every(({ name }) => this.hasJoined(name));
  }

  /** The first check of this object's life, or another one while there is a problem. Rejects where a shard does not answer. */
  async checkOnce(): Promise<string | null> {
    return this.isChecked && this.problem === null && this.isWhole ? null : this.check();
  }

  /** Lets the shards join that have not, and says what is wrong with others. Nothing joins while something is wrong. */
  async check(): Promise<string | null> {
    const shards = this.everyShard();
    const { id } = this;
    const answers = await Promise.all(shards.map(({ stub }) => stub.data()));
    const findings = answers.map((data, index) => this.find(shards[index]?.name ?? "", data));
    const wrong = findings.findIndex((finding) => finding === "lost" || finding === "foreign");
    const finding = findings[wrong];
    if (finding === "lost" || finding === "foreign") {
      this.tell(remedyFor(shards[wrong]?.name ?? "", finding, this.isNew));
      return this.problem;
    }
    await Promise.all(shards.map(({ stub }, index) => (findings[index] === "new" ? stub.join(id) : undefined)));
    for (const { name } of shards) if (!this.hasJoined(name)) this.sql.exec("INSERT OR IGNORE INTO joined_shards (shard) VALUES (?)", name);
    this.sql.exec("DELETE FROM settings WHERE name = 'adopts'");
    // A registry of an earlier moment than its shards must not give a number out again that has counts there.
    const last = Math.max(...answers.map(({ lastCampaign }) => lastCampaign));
    if (last > (readMetadata(this.sql, "last_campaign") ?? 0)) raiseLastCampaign(this.sql, last);
    this.isChecked = true;
    this.tell(null);
    return null;
  }

  find(name: string, data: Parameters<typeof findingOf>[0]): Finding {
    return findingOf(data, this.id, this.hasJoined(name), readMetadata(this.sql, "adopts") !== null);
  }

  /** Forgets that a shard had joined, so that it joins again as one that has counted nothing. */
  leave(sql: Transaction, name: string): void {
    sql.exec("DELETE FROM joined_shards WHERE shard = ?", name);
  }

  private get isNew(): boolean {
    return this.sql.exec("SELECT 1 FROM joined_shards LIMIT 1").toArray().length === 0;
  }

  private hasJoined(name: string): boolean {
    return this.sql.exec("SELECT 1 FROM joined_shards WHERE shard = ?", name).toArray().length > 0;
  }

  private tell(problem: string | null): void {
    if (problem !== null && problem !== this.problem) console.error(`fivebar: ${problem}`);
    this.problem = problem;
  }
}
