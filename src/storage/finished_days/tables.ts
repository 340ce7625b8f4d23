/** The tables with a row for each year of a series: rows.ts. */
import type { Migration } from "../migrations.ts";

/**
 * As before, but with an index beside the rows. Such a row is too long for its page: in a table WITHOUT ROWID each comparison on the way to a
 * row read another one as a whole.
 */
export const YEARS_WITH_AN_INDEX: Migration = `
  CREATE TABLE ledger_with_index (
    campaign INTEGER NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    totals BLOB NOT NULL,
    PRIMARY KEY (campaign, kind, year)
  ) STRICT;
  INSERT INTO ledger_with_index (campaign, kind, year, totals) SELECT campaign, kind, year, totals FROM ledger;
  DROP TABLE ledger;
  ALTER TABLE ledger_with_index RENAME TO ledger;

  CREATE TABLE released_with_index (
    campaign INTEGER NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    best BLOB NOT NULL,
    PRIMARY KEY (campaign, kind, year)
  ) STRICT;
  INSERT INTO released_with_index (campaign, kind, year, best) SELECT campaign, kind, year, best FROM released;
  DROP TABLE released;
  ALTER TABLE released_with_index RENAME TO released;
`;
