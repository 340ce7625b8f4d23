/** The tables of a shard. docs/STORED.md explains each column. */
import { type Migration, OVERWRITING } from "../migrations.ts";

export const SHARD_MIGRATIONS: readonly Migration[] = [
  `
  CREATE TABLE tallies (
    campaign INTEGER NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (campaign, kind, day)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE writers (
    writer TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    day TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE clock (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 0),
    day TEXT NOT NULL,
    folded_before TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE salts (
    hour INTEGER NOT NULL PRIMARY KEY,
    salt BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE repeats (
    hour INTEGER NOT NULL,
    key_hash TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    PRIMARY KEY (hour, key_hash)
  ) STRICT, WITHOUT ROWID;
  `,
  OVERWRITING,
  `
  CREATE TABLE hour (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 0),
    hour TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE this_hour (
    campaign INTEGER NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (campaign, kind)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE installation (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 0),
    id INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];
