-- Every decision. The list must be the one of the index journal_world, word for word.
SELECT hash FROM journal
WHERE kind IN ('Undone', 'DeviceJoined', 'BorrowerMerged', 'ClockOffset', 'PolicySet',
               'Resolved', 'RunStarted', 'RunEnded', 'BorrowerAdded', 'RegisterAdopted')
    AND +kind = 'Resolved'
ORDER BY hash
