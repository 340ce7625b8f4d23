/** The tables of what the formal mode has released. docs/STORED.md explains each column. */
import type { Migration } from "../migrations.ts";

export const RELEASED_TABLES: Migration = `
  CREATE TABLE released (
    campaign INTEGER NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    best BLOB NOT NULL,
    PRIMARY KEY (campaign, kind, year)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE released_head (
    campaign INTEGER NOT NULL,
    kind TEXT NOT NULL,
    noisy INTEGER NOT NULL,
    PRIMARY KEY (campaign, kind)
  ) STRICT, WITHOUT ROWID;
`;
