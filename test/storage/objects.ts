/**
 * The registry and the shards themselves, as src/storage has them, in this process: hundreds of histories run in the time that a few take in the
 * Workers runtime. Calls from one to another are awaited as there. What only that runtime can show is in test/worker.
 */
import type { DatabaseSync } from "node:sqlite";
import { leapRule } from "../../src/storage/leap.ts";
import { Registry } from "../../src/storage/registry/registry.ts";
import { Shard } from "../../src/storage/shard/shard.ts";
import type { ShardBindings } from "../../src/storage/shard/stubs.ts";
import { Database } from "./database.ts";

// Time passes here by days and years; a clock that leaps has a test of its own.
leapRule.days = Number.POSITIVE_INFINITY;

/** The runtime's global for waiting. */
Object.assign(globalThis, { scheduler: { wait: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref()) } });

const ADMIN_KEY = "test-admin-key-of-the-histories";
/** Histories that are told at the same time, at most. */
const SETS = 8;

const noState = { id: { name: "new" } };
const noShards = { ADMIN_KEY, SHARD: null } as unknown as ShardBindings;
const newRegistry = () =>
  new Database((storage, db) => {
    new Registry({ ...noState, storage } as unknown as DurableObjectState, noShards);
    keepClosedDays(db);
  });
const newShard = () => new Database((storage) => void new Shard({ ...noState, storage } as unknown as DurableObjectState, { ADMIN_KEY }));

/** Closed days that folding forgets are remembered beside the tables. */
function keepClosedDays(db: DatabaseSync): void {
  db.exec(`CREATE TEMP TABLE ever_closed (day TEXT NOT NULL, total INTEGER NOT NULL);
    CREATE TEMP TRIGGER closing AFTER INSERT ON main.closes BEGIN INSERT INTO ever_closed VALUES (new.day, new.total); END;`);
}

interface Databases {
  owner: Objects | null;
  readonly registry: Database;
  readonly shards: Map<string, Database>;
}
const sets: Databases[] = [];
let begun = 0;

class ClockedRegistry extends Registry {
  clock = () => 0;
  protected override now(): number {
    return this.clock();
  }
}
class ClockedShard extends Shard {
  clock = () => 0;
  protected override now(): number {
    return this.clock();
  }
}

export class Objects {
  private readonly databases: Databases;
  private readonly nowMs: () => number;
  private variables: Readonly<Record<string, string>> = {};
  private running = new Map<string, ClockedRegistry | ClockedShard>();

  /** Objects with nothing in them. */
  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
    const nth = begun % SETS;
    begun += 1;
    this.databases = sets[nth] ?? { owner: null, registry: newRegistry(), shards: new Map() };
    sets[nth] = this.databases;
    this.databases.owner = this;
    for (const database of [this.databases.registry, ...this.databases.shards.values()]) database.empty();
  }

  /** A deployment: all objects are made anew from what they have stored. */
  deploy(variables: Readonly<Record<string, string>>): void {
    this.variables = { ...this.variables, ...variables };
    this.running = new Map();
  }

  get registry(): Registry {
    return this.object("registry", (ctx, env) => {
      const SHARD = { getByName: (name: string) => stubOf(() => this.shard(name)) };
      return new ClockedRegistry(ctx, { ...env, SHARD } as unknown as ShardBindings);
    }) as Registry;
  }

  shard(name: string): Shard {
    return this.object(name, (ctx, env) => new ClockedShard(ctx, env)) as Shard;
  }

  /** The rows of a query on the database of an object. */
  rows<T>(object: string, query: string): T[] {
    return this.database(object).storage.sql.exec(query).toArray() as T[];
  }

  /** Which shards have ever been asked for anything. */
  get shardNames(): string[] {
    return [...this.databases.shards.keys()];
  }

  private object(name: string, make: (ctx: DurableObjectState, env: object) => ClockedRegistry | ClockedShard) {
    let object = this.running.get(name);
    if (object === undefined) {
      const ctx = { id: { name }, storage: this.database(name).storage, waitUntil: () => undefined };
      object = make(ctx as unknown as DurableObjectState, { ADMIN_KEY, ...this.variables });
      object.clock = this.nowMs;
      this.running.set(name, object);
    }
    return object;
  }

  private database(name: string): Database {
    const { owner, registry, shards } = this.databases;
    if (owner !== this) throw new Error(`more than ${SETS} histories at a time`);
    if (name === "registry") return registry;
    const database = shards.get(name) ?? newShard();
    shards.set(name, database);
    return database;
  }
}

/** What another object is called by: every command of it is awaited. */
function stubOf<T extends object>(object: () => T): T {
  return new Proxy({} as T, {
    get:
      (_, command) =>
      async (...args: unknown[]) =>
        (Reflect.get(object(), command) as (...args: unknown[]) => unknown).apply(object(), args),
  });
}
