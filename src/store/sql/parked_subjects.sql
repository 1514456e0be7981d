-- What `parked.sql` counts, by name.
SELECT s.name FROM custody c JOIN subject s ON s.id = c.device
WHERE (c.seen_ms IS NOT NULL OR c.holder IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM device d WHERE d.subject = c.device)
    AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.device = c.device AND j.kind = 'DeviceJoined')
UNION
SELECT s.name FROM custody c JOIN subject s ON s.id = c.holder
WHERE c.holder IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM borrower b WHERE b.subject = c.holder)
ORDER BY 1
LIMIT ?1
