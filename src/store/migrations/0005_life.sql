-- A device's whole life.

-- What goes along with a model: `charger;case`.
ALTER TABLE model ADD COLUMN accessories TEXT NOT NULL DEFAULT '';
-- Where it was put when it came back.
ALTER TABLE custody ADD COLUMN shelf TEXT;
-- What was noted is kept with the state of a device now.
ALTER TABLE custody ADD COLUMN noted TEXT;
DROP INDEX journal_noted;
-- What somebody may have to pay for.
CREATE INDEX journal_damage ON journal (device)
    WHERE kind IN ('ConditionNoted', 'AccessoryNoted', 'StatusChanged');
-- Repairs, by device: asked for at each scan in Repair, and whole for a list. The kinds are those of
-- `store::tickets`.
CREATE INDEX journal_ticket ON journal (device) WHERE kind IN ('TicketOpened', 'TicketClosed');

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

-- The projection has more in it than before: it is made anew when this database is opened next.
INSERT OR REPLACE INTO setting VALUES ('rebuild', 'yes');
