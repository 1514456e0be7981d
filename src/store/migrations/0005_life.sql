-- Repairs, by device: asked for at each scan in Repair, and whole for a list. The kinds are those of
-- `store::tickets`.
CREATE INDEX journal_ticket ON journal (device) WHERE kind IN ('TicketOpened', 'TicketClosed');
