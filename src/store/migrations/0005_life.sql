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
-- The projection has more in it than before: it is made anew when this database is opened next.
INSERT OR REPLACE INTO setting VALUES ('rebuild', 'yes');
