-- Whose device it is for years: the number on the case tag, and a person's devices at once. Part of the
-- projection.
ALTER TABLE custody ADD COLUMN assigned_case TEXT;
CREATE INDEX custody_assigned ON custody (assigned) WHERE assigned IS NOT NULL;

-- The labels of a device: the one on it, and those it had, which still name it. Part of the projection;
-- `custody.label` is the one on it, for whoever shows a tag.
ALTER TABLE custody ADD COLUMN label TEXT;
CREATE TABLE label (
    device   INTEGER NOT NULL,
    code     TEXT NOT NULL,
    since_ms INTEGER,
    until_ms INTEGER,
    PRIMARY KEY (device, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_code ON label (code);

-- Where a device is on its way to. Part of the projection.
ALTER TABLE custody ADD COLUMN bound_for TEXT;
ALTER TABLE custody ADD COLUMN bound_from TEXT;
ALTER TABLE custody ADD COLUMN bound_ms INTEGER;
ALTER TABLE custody ADD COLUMN bound_offset_min INTEGER;
ALTER TABLE custody ADD COLUMN bound_by BLOB;
CREATE INDEX journal_sent ON journal (device) WHERE kind = 'TransferSent';
