/** The tables of the registry. docs/STORED.md explains each column. */
import { YEARS_WITH_AN_INDEX } from "../finished_days/tables.ts";
import { RELEASED_TABLES } from "../formal/tables.ts";
import { type Migration, OVERWRITING } from "../migrations.ts";

export const REGISTRY_MIGRATIONS: readonly Migration[] = [
  `
  CREATE TABLE channels (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    position INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO channels (id, name, position) VALUES
    ('instagram', 'Instagram', 0), ('google', 'Google', 1), ('tiktok', 'TikTok', 2), ('youtube', 'YouTube', 3), ('spotify', 'Spotify', 4);

  CREATE TABLE campaigns (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    channel TEXT NOT NULL,
    destination TEXT NOT NULL,
    starts_on TEXT,
    ends_on TEXT,
    thanks_url TEXT,
    count_repeats INTEGER NOT NULL,
    notes TEXT,
    spec TEXT,
    paused INTEGER NOT NULL,
    archived_on TEXT,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE keys (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    created_on TEXT NOT NULL,
    last_used_on TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE history (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    changes TEXT NOT NULL
  ) STRICT;

  CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE closes (
    day TEXT NOT NULL PRIMARY KEY,
    total INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE members (
    email TEXT NOT NULL PRIMARY KEY,
    role TEXT NOT NULL,
    added_on TEXT NOT NULL,
    last_used_on TEXT
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE ledger (
    campaign INTEGER NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    totals BLOB NOT NULL,
    PRIMARY KEY (campaign, kind, year)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ledger_head (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 0),
    through TEXT,
    shards INTEGER NOT NULL,
    folded_before TEXT
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE keys ADD COLUMN used_before_on TEXT;
  `,
  `
  CREATE TABLE ended_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    until_hour INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  OVERWRITING,
  `
  ALTER TABLE history ADD COLUMN kind TEXT NOT NULL DEFAULT '';
  ALTER TABLE history ADD COLUMN nth INTEGER NOT NULL DEFAULT 0;
  UPDATE history SET kind = substr(subject, 1, instr(subject, ':') - 1);
  UPDATE history SET nth = numbered.nth
    FROM (SELECT seq, row_number() OVER (PARTITION BY kind ORDER BY seq) AS nth FROM history) AS numbered
    WHERE numbered.seq = history.seq;
  CREATE INDEX history_by_kind ON history (kind, nth);

  CREATE TABLE channel_uses (
    channel TEXT NOT NULL,
    campaign INTEGER NOT NULL,
    PRIMARY KEY (channel, campaign)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO channel_uses (channel, campaign) SELECT channel, id FROM campaigns;
  INSERT OR IGNORE INTO channel_uses (channel, campaign)
    SELECT DISTINCT changes ->> '$.channel', campaigns.id FROM history JOIN campaigns ON history.subject = 'campaign:' || campaigns.slug
    WHERE changes ->> '$.channel' IS NOT NULL;
  `,
  `
  CREATE TABLE session_secret (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 0),
    secret TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // The hosts of the campaigns that there are: from the first character behind the scheme to the next slash, without a port or a dot behind it.
  `
  CREATE TABLE hosts (
    host TEXT NOT NULL PRIMARY KEY,
    added_on TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO hosts (host, added_on)
    WITH
      addresses AS (
        SELECT destination AS address FROM campaigns WHERE archived_on IS NULL
        UNION SELECT thanks_url FROM campaigns WHERE archived_on IS NULL AND thanks_url IS NOT NULL
      ),
      behind AS (SELECT substr(address, instr(address, '://') + 3) || '/' AS rest FROM addresses),
      places AS (SELECT substr(rest, 1, instr(rest, '/') - 1) AS place FROM behind)
    SELECT
      rtrim(CASE WHEN place LIKE '[%' THEN substr(place, 1, instr(place, ']')) ELSE substr(place, 1, instr(place || ':', ':') - 1) END, '.'),
      date('now')
    FROM places;
  `,
  // A registry that has had campaigns takes its shards as they are, once.
  `
  CREATE TABLE joined_shards (
    shard TEXT NOT NULL PRIMARY KEY
  ) STRICT, WITHOUT ROWID;
  INSERT INTO settings (name, value) SELECT 'adopts', 1 WHERE EXISTS (SELECT 1 FROM settings) OR EXISTS (SELECT 1 FROM campaigns);
  `,
  `
  CREATE TABLE ad_units (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    level TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    campaign INTEGER,
    is_decided INTEGER NOT NULL,
    seen_on TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ad_units_by_campaign ON ad_units (campaign);

  CREATE TABLE ad_days (
    unit INTEGER NOT NULL,
    currency TEXT NOT NULL,
    month TEXT NOT NULL,
    figures TEXT NOT NULL,
    PRIMARY KEY (unit, currency, month)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ad_periods (
    unit INTEGER NOT NULL,
    currency TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    days INTEGER NOT NULL,
    micros INTEGER,
    impressions INTEGER,
    clicks INTEGER,
    reach INTEGER,
    import INTEGER NOT NULL,
    PRIMARY KEY (unit, currency, first, last)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ad_audience (
    unit INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    dimension TEXT NOT NULL,
    basis TEXT NOT NULL,
    groups TEXT NOT NULL,
    import INTEGER NOT NULL,
    PRIMARY KEY (unit, first, last, dimension)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ad_imports (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    platform TEXT NOT NULL,
    first TEXT,
    last TEXT,
    changes INTEGER NOT NULL,
    before TEXT
  ) STRICT;
  `,
  `
  ALTER TABLE campaigns ADD COLUMN ended_url TEXT;
  ALTER TABLE campaigns ADD COLUMN code_param TEXT;
  ALTER TABLE campaigns ADD COLUMN group_name TEXT;
  `,
  `
  CREATE TABLE report_links (
    id TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    period TEXT NOT NULL,
    channels TEXT,
    campaigns TEXT,
    group_name TEXT,
    signups INTEGER NOT NULL,
    expires_on TEXT,
    created_on TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE annotations (
    id TEXT NOT NULL PRIMARY KEY,
    day TEXT NOT NULL,
    text TEXT NOT NULL,
    campaign INTEGER,
    group_name TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE targets (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    signups INTEGER NOT NULL,
    from_day TEXT NOT NULL,
    by_day TEXT NOT NULL,
    group_name TEXT
  ) STRICT, WITHOUT ROWID;
  `,
  RELEASED_TABLES,
  `
  CREATE TABLE invitations (
    id TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    created_on TEXT NOT NULL,
    expires_on TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE members ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0;
  `,
  YEARS_WITH_AN_INDEX,
];
