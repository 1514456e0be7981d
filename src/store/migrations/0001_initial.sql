-- The first schema. Truth is in `journal` and `addition`; `register_*`, `borrower`, `device`,
-- `model` and `site` are what the last import said; everything under "Projection" can be rebuilt
-- from the journal at any time.

-- Texts that events and register speak of, as small numbers: 'b:' borrower, 's:'/'t:' device.
CREATE TABLE subject (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- Lives of station databases. `own` is 1 for this station's, the newest of them writes.
CREATE TABLE incarnation (
    id      INTEGER PRIMARY KEY,
    station TEXT NOT NULL,
    code    TEXT NOT NULL,
    own     INTEGER NOT NULL DEFAULT 0,
    -- Where this life was begun: machine, path and inode. A difference begins a new one.
    place   TEXT NOT NULL DEFAULT '',
    UNIQUE (station, code)
) STRICT;

-- What happened. Never updated, never deleted; all columns but `body` are copies. Rows stand in
-- the order of their coming: an event is put at the end, and the indexes hold small numbers
-- (docs/performance.md has what the key as the table's order cost).
CREATE TABLE journal (
    id          INTEGER PRIMARY KEY,
    incarnation INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    hash        BLOB NOT NULL,
    prev        BLOB NOT NULL,
    body        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    device      INTEGER,
    borrower    INTEGER
) STRICT;
-- The merge key is (incarnation, seq, hash). The hash covers the other two.
CREATE UNIQUE INDEX journal_hash ON journal (hash);
CREATE INDEX journal_seq ON journal (incarnation, seq);
CREATE INDEX journal_device ON journal (device) WHERE device IS NOT NULL;
CREATE INDEX journal_borrower ON journal (borrower) WHERE borrower IS NOT NULL;
-- What many subjects share; read whole at start.
CREATE INDEX journal_world ON journal (kind)
    WHERE kind IN ('Undone', 'DeviceJoined', 'BorrowerMerged', 'ClockOffset', 'PolicySet',
                   'Resolved', 'RunStarted', 'RunEnded', 'BorrowerAdded', 'RegisterAdopted');

-- Names, notes, reasons: kept beside the chain so that they can be forgotten. The body holds a
-- SHA-256 over salt and text.
CREATE TABLE addition (
    hash  BLOB NOT NULL,
    field TEXT NOT NULL,
    salt  BLOB NOT NULL,
    text  TEXT NOT NULL,
    PRIMARY KEY (hash, field)
) STRICT, WITHOUT ROWID;

-- Register ---------------------------------------------------------------------------------

CREATE TABLE register (
    number  INTEGER PRIMARY KEY,
    issuer  TEXT NOT NULL,
    sha256  BLOB NOT NULL,
    at_ms   INTEGER NOT NULL,
    utc_offset_min INTEGER NOT NULL,
    -- How many are active, so that nobody has to count.
    people  INTEGER NOT NULL,
    devices INTEGER NOT NULL
) STRICT;

CREATE TABLE site (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE model (
    name        TEXT PRIMARY KEY,
    category    TEXT NOT NULL,
    price_cents INTEGER NOT NULL,
    end_of_life TEXT NOT NULL,
    grades      TEXT NOT NULL,
    aliases     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE borrower (
    subject   INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    grade     TEXT NOT NULL,
    homeroom  TEXT NOT NULL,
    site      TEXT NOT NULL,
    household TEXT NOT NULL,
    kind      TEXT NOT NULL,
    active    INTEGER NOT NULL
) STRICT;
CREATE INDEX borrower_short ON borrower (ltrim(id, '0'));
CREATE INDEX borrower_last_four ON borrower (substr(id, -4));
-- Who is expected in a run, by any one of these and with what is asked together: counted from the
-- index alone.
CREATE INDEX borrower_grade ON borrower (grade, site) WHERE active = 1;
CREATE INDEX borrower_homeroom ON borrower (homeroom, site) WHERE active = 1;
CREATE INDEX borrower_site ON borrower (site) WHERE active = 1;
CREATE INDEX borrower_household ON borrower (household) WHERE household <> '';

CREATE TABLE device (
    subject INTEGER PRIMARY KEY,
    tag     TEXT NOT NULL,
    tag_key TEXT NOT NULL,
    serial  TEXT NOT NULL,
    serial_key TEXT NOT NULL,
    model   TEXT NOT NULL,
    site    TEXT NOT NULL,
    active  INTEGER NOT NULL
) STRICT;
CREATE INDEX device_tag ON device (tag_key) WHERE tag_key <> '';
CREATE INDEX device_serial ON device (serial_key) WHERE serial_key <> '';

-- Find by name, ID, tag, serial as you type.
CREATE VIRTUAL TABLE borrower_search USING fts5 (
    name, id, homeroom,
    content = 'borrower', content_rowid = 'subject',
    prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE device_search USING fts5 (
    tag, serial, model,
    content = 'device', content_rowid = 'subject',
    prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2"
);

-- Projection -------------------------------------------------------------------------------

-- State of a device, by its lasting identity.
CREATE TABLE custody (
    device     INTEGER PRIMARY KEY,
    holder     INTEGER,
    since_ms   INTEGER,
    since_offset_min INTEGER,
    due        TEXT,
    held_by    BLOB,
    site       TEXT,
    status     TEXT NOT NULL,
    assigned   INTEGER,
    seen_ms    INTEGER,
    seen_at    TEXT,
    last       BLOB,
    conflict   BLOB,
    conflict_events BLOB,
    asked      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX custody_holder ON custody (holder) WHERE holder IS NOT NULL;
CREATE INDEX custody_conflict ON custody (conflict) WHERE conflict IS NOT NULL;

CREATE TABLE loan (
    device      INTEGER NOT NULL,
    issued      BLOB NOT NULL,
    borrower    INTEGER NOT NULL,
    issued_ms   INTEGER NOT NULL,
    issued_offset_min INTEGER NOT NULL,
    due         TEXT,
    returned    BLOB,
    returned_ms INTEGER,
    PRIMARY KEY (device, issued)
) STRICT, WITHOUT ROWID;

CREATE TABLE todo (
    device INTEGER NOT NULL,
    event  BLOB NOT NULL,
    kind   TEXT NOT NULL,
    PRIMARY KEY (device, event, kind)
) STRICT, WITHOUT ROWID;

-- Where the clock of an incarnation was started or jumped, by start of the computer.
CREATE TABLE clock_segment (
    incarnation INTEGER NOT NULL,
    first_seq   INTEGER NOT NULL,
    boot        TEXT NOT NULL,
    skew_ms     INTEGER NOT NULL,
    jump_ms     INTEGER NOT NULL,
    PRIMARY KEY (incarnation, boot, first_seq)
) STRICT, WITHOUT ROWID;

-- Incarnations that were continued twice: the first number that stands on two events.
CREATE TABLE fork (
    incarnation INTEGER PRIMARY KEY,
    first_seq   INTEGER NOT NULL
) STRICT;

-- Codes the journal gave to people served without a card.
CREATE TABLE alias (
    code    TEXT NOT NULL,
    subject INTEGER NOT NULL,
    PRIMARY KEY (code, subject)
) STRICT, WITHOUT ROWID;

-- This computer ------------------------------------------------------------------------------

-- What a run did, refused and unknown scans too. Shown, never merged.
CREATE TABLE run_line (
    run      TEXT NOT NULL,
    number   INTEGER NOT NULL,
    wall_ms  INTEGER NOT NULL,
    utc_offset_min INTEGER NOT NULL,
    outcome  TEXT NOT NULL,
    code     TEXT NOT NULL,
    device   INTEGER,
    borrower INTEGER,
    from_borrower INTEGER,
    event    BLOB,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Files taken in, so that the same one again is nothing new.
CREATE TABLE imported (
    sha256 BLOB NOT NULL PRIMARY KEY,
    kind   TEXT NOT NULL,
    rows   INTEGER NOT NULL,
    at_ms  INTEGER NOT NULL,
    utc_offset_min INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
