SELECT j.hash, j.body
FROM journal j JOIN incarnation i ON i.id = j.incarnation
WHERE j.kind IN ('Undone', 'DeviceJoined', 'BorrowerMerged', 'ClockOffset', 'PolicySet',
                 'Resolved', 'RunStarted', 'RunEnded', 'BorrowerAdded', 'RegisterAdopted')
    AND +j.kind IN ('RunStarted', 'RunEnded')
    AND (i.own = 1 OR NOT ?1)
ORDER BY j.incarnation, j.seq
