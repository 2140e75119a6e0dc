-- Dates are UTC ISO 8601 texts, which sort as they should. Columns of type BLOB are JSON, deflated:
-- they are most of the file. `sources` and the like are JSON texts.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- `id` is the order in which slugs were given: that of the source's list.
CREATE TABLE releases (
    id         INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    slug       TEXT NOT NULL UNIQUE,
    title      TEXT NOT NULL,
    sort_title TEXT NOT NULL,
    year       INTEGER,
    added      TEXT NOT NULL DEFAULT '',             -- of the first copy that is not gone
    alive      INTEGER NOT NULL DEFAULT 0 CHECK (alive IN (0, 1)),  -- owned and not skipped
    sources    TEXT NOT NULL DEFAULT '{}',
    record     BLOB NOT NULL
) STRICT;
CREATE INDEX releases_in_order ON releases (added DESC, id) WHERE alive = 1;
CREATE INDEX releases_by_title ON releases (sort_title);

CREATE TABLE artists (
    id        INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE,
    slug      TEXT NOT NULL UNIQUE,
    credit    TEXT NOT NULL,                         -- the name as first credited
    name      TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    alive     INTEGER NOT NULL DEFAULT 0 CHECK (alive IN (0, 1)),   -- credited on an alive release
    sources   TEXT NOT NULL DEFAULT '{}',
    record    BLOB NOT NULL
) STRICT;
CREATE INDEX artists_in_order ON artists (id) WHERE alive = 1;
CREATE INDEX artists_by_name ON artists (sort_name);

CREATE TABLE release_artists (
    release  TEXT NOT NULL REFERENCES releases (key),
    position INTEGER NOT NULL,
    artist   TEXT NOT NULL REFERENCES artists (key),
    PRIMARY KEY (release, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX release_artists_by_artist ON release_artists (artist, release);

CREATE TABLE collection_items (
    plugin   TEXT NOT NULL,
    instance TEXT NOT NULL,
    release  TEXT NOT NULL REFERENCES releases (key),
    folder   TEXT NOT NULL,
    rating   INTEGER NOT NULL,
    media    TEXT NOT NULL,
    sleeve   TEXT NOT NULL,
    notes    TEXT NOT NULL,
    custom   TEXT NOT NULL,
    added    TEXT NOT NULL,
    gone     TEXT,                                   -- when a full walk missed it
    hash     TEXT NOT NULL,                          -- of the whole item, list fact included
    walk     TEXT NOT NULL,                          -- the walk that saw it last
    PRIMARY KEY (plugin, instance)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_items_by_release ON collection_items (release);

CREATE TABLE sources (
    plugin    TEXT PRIMARY KEY,
    walk      TEXT,                                  -- the walk in progress
    state     TEXT,                                  -- its checkpoint
    last_walk TEXT,
    last_full TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE facts (
    kind       TEXT NOT NULL,
    subject    TEXT NOT NULL,
    plugin     TEXT NOT NULL,
    part       TEXT NOT NULL,
    fields     BLOB NOT NULL,
    source_url TEXT NOT NULL,
    licence    TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    UNIQUE (kind, subject, plugin, part)
) STRICT;

CREATE TABLE facts_log (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    plugin      TEXT NOT NULL,
    part        TEXT NOT NULL,
    fields      BLOB NOT NULL,
    source_url  TEXT NOT NULL,
    licence     TEXT NOT NULL,
    fetched_at  TEXT NOT NULL,
    replaced_at TEXT NOT NULL
) STRICT;
CREATE INDEX facts_log_by_subject ON facts_log (kind, subject);

CREATE TABLE edits (
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    field   TEXT NOT NULL,
    value   TEXT NOT NULL,                           -- JSON; null says: empty on purpose
    author  TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (kind, subject, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger (
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    plugin      TEXT NOT NULL,
    part        TEXT NOT NULL,
    outcome     TEXT NOT NULL
                CHECK (outcome IN ('found', 'not-found', 'review', 'failed', 'dead')),
    version     INTEGER NOT NULL,
    inputs      TEXT NOT NULL,
    attempts    INTEGER NOT NULL,                    -- failures since the last answer
    next_due    TEXT,                                -- null: only when told
    answered_at TEXT NOT NULL,
    why         TEXT NOT NULL,
    error       TEXT NOT NULL,                       -- the last one, kept after a success
    error_kind  TEXT NOT NULL,
    PRIMARY KEY (kind, subject, plugin, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_failures ON ledger (answered_at) WHERE outcome IN ('failed', 'dead');

CREATE TABLE matches (
    kind       TEXT NOT NULL,
    subject    TEXT NOT NULL,
    plugin     TEXT NOT NULL,
    part       TEXT NOT NULL,
    service    TEXT NOT NULL,
    decision   TEXT NOT NULL CHECK (decision IN ('found', 'not-found', 'review')),
    rung       TEXT NOT NULL,                        -- what decided
    why        TEXT NOT NULL,
    scorer     INTEGER NOT NULL,
    candidates BLOB NOT NULL,
    at         TEXT NOT NULL,
    UNIQUE (kind, subject, plugin, part)
) STRICT;
CREATE INDEX matches_in_review ON matches (at) WHERE decision = 'review';

-- What people said of matches; never removed but by people.
CREATE TABLE decisions (
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    service TEXT NOT NULL,
    id      TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('pin', 'reject')),
    author  TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (kind, subject, service, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_pin ON decisions (kind, subject, service) WHERE verdict = 'pin';

CREATE TABLE skip_releases (
    release TEXT PRIMARY KEY,
    why     TEXT NOT NULL,
    author  TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE images (
    url        TEXT PRIMARY KEY,
    hash       TEXT NOT NULL,
    mime       TEXT NOT NULL,
    size       INTEGER NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    fetched_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX images_by_hash ON images (hash);

CREATE TABLE outputs (
    renderer TEXT NOT NULL,
    path     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    hash     TEXT NOT NULL,
    PRIMARY KEY (renderer, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
    id          INTEGER PRIMARY KEY,
    started_at  TEXT NOT NULL,
    finished_at TEXT,
    outcome     TEXT,
    options     TEXT NOT NULL,
    figures     TEXT NOT NULL
) STRICT;

CREATE TABLE audit_log (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    author  TEXT NOT NULL,
    action  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    what    TEXT NOT NULL,                           -- field, or service
    before  TEXT NOT NULL,
    after   TEXT NOT NULL
) STRICT;
CREATE INDEX audit_log_by_subject ON audit_log (kind, subject);
