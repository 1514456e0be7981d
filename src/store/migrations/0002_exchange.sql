-- Exchange: what other systems say of people and devices, what this computer remembers of the files
-- it took in, and how far the office has confirmed the journal.

-- Register: asked for by offices, never needed for a scan.
ALTER TABLE borrower ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN order_number TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN price_cents INTEGER;
ALTER TABLE device ADD COLUMN funding TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN warranty_end TEXT NOT NULL DEFAULT '';

-- Other codes of a person that a register gave: card, user name, state ID. Scanned, they are the
-- person.
CREATE TABLE borrower_code (
    code    TEXT NOT NULL,
    subject INTEGER NOT NULL,
    PRIMARY KEY (code, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX borrower_code_subject ON borrower_code (subject);

-- "Chrome Book" for "Chromebook": other spellings of a model, once somebody said so.
CREATE TABLE model_alias (
    spelling TEXT PRIMARY KEY,
    model    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which column is what, by the hash of the file's heading line. `fields` is JSON, field to heading.
CREATE TABLE mapping (
    headings BLOB PRIMARY KEY,
    kind     TEXT NOT NULL,
    fields   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Imports, so that the last one can be taken back whole: each row as it was before, as JSON, NULL
-- where there was none.
CREATE TABLE intake (
    number  INTEGER PRIMARY KEY,
    at_ms   INTEGER NOT NULL,
    utc_offset_min INTEGER NOT NULL,
    files   TEXT NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq  INTEGER NOT NULL,
    undone  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE intake_row (
    number INTEGER NOT NULL,
    what   TEXT NOT NULL,
    key    TEXT NOT NULL,
    before TEXT,
    PRIMARY KEY (number, what, key)
) STRICT, WITHOUT ROWID;

-- Batches this station wrote. None is confirmed by being written.
CREATE TABLE batch (
    id        TEXT PRIMARY KEY,
    number    INTEGER NOT NULL UNIQUE,
    first_seq INTEGER NOT NULL,
    last_seq  INTEGER NOT NULL,
    events    INTEGER NOT NULL,
    at_ms     INTEGER NOT NULL,
    utc_offset_min INTEGER NOT NULL,
    path      TEXT NOT NULL
) STRICT;

-- How far an office has everything of an incarnation, as its receipts say.
CREATE TABLE confirmed (
    incarnation INTEGER PRIMARY KEY,
    seq       INTEGER NOT NULL,
    hash      BLOB NOT NULL,
    issuer    TEXT NOT NULL,
    at_ms     INTEGER NOT NULL,
    utc_offset_min INTEGER NOT NULL
) STRICT;

-- Bundles merged here, with what came of their rows.
CREATE TABLE merged (
    id        TEXT PRIMARY KEY,
    station   TEXT NOT NULL,
    incarnation TEXT NOT NULL,
    number    INTEGER NOT NULL,
    sha256    BLOB NOT NULL,
    at_ms     INTEGER NOT NULL,
    utc_offset_min INTEGER NOT NULL,
    exported_ms INTEGER NOT NULL,
    claimed_seq INTEGER NOT NULL,
    register  TEXT NOT NULL,
    applied   INTEGER NOT NULL,
    already_had INTEGER NOT NULL,
    superseded INTEGER NOT NULL,
    needs_person INTEGER NOT NULL,
    parked    INTEGER NOT NULL,
    damaged   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_station ON merged (station, at_ms);

-- The highest number of a chain that anybody is known to have: what is not here below it is missing.
CREATE TABLE claimed (
    incarnation INTEGER PRIMARY KEY,
    seq         INTEGER NOT NULL
) STRICT;
CREATE INDEX journal_closed ON journal (kind) WHERE kind = 'StationClosed';

-- Devices are found by the beginnings of words, wherever these stand. Left out here is where in a text
-- a word stood: half of the time that the index takes to make.
DROP TABLE device_search;
CREATE VIRTUAL TABLE device_search USING fts5 (
    tag, serial, model,
    content = 'device', content_rowid = 'subject', columnsize = 0, detail = none,
    prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO device_search (device_search) VALUES ('rebuild');
