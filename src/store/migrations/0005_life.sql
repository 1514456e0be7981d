-- Whose device it is for years: the number on the case tag, and a person's devices at once. Part of the
-- projection.
ALTER TABLE custody ADD COLUMN assigned_case TEXT;
CREATE INDEX custody_assigned ON custody (assigned) WHERE assigned IS NOT NULL;
