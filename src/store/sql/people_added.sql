-- The list must be the one of the index journal_world, word for word, or SQLite reads every event.
SELECT body, borrower FROM journal
WHERE kind IN ('Undone', 'DeviceJoined', 'BorrowerMerged', 'ClockOffset', 'PolicySet',
               'Resolved', 'RunStarted', 'RunEnded', 'BorrowerAdded', 'RegisterAdopted')
    AND +kind = 'BorrowerAdded'
