-- The list must be the one of the index journal_world, word for word, or SQLite reads every event.
SELECT substr(s.name, 3)
FROM journal j
JOIN addition a ON a.hash = j.hash AND a.field = 'name'
JOIN subject s ON s.id = j.borrower
WHERE j.kind IN ('Undone', 'DeviceJoined', 'BorrowerMerged', 'ClockOffset', 'PolicySet',
                 'Resolved', 'RunStarted', 'RunEnded', 'BorrowerAdded', 'RegisterAdopted')
    AND j.kind = 'BorrowerAdded'
    AND instr(lower(a.text), lower(?1)) > 0
LIMIT ?2
