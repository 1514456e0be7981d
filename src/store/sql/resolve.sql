-- Everything a code names: a borrower's ID, other code or alias, a device's serial, tag or label; and whether
-- a register knows it or only events do. Without the word about the empty text SQLite cannot know that
-- the partial indexes fit, and reads every device.
SELECT s.name, EXISTS (SELECT 1 FROM borrower b WHERE b.subject = s.id) AS registered
FROM subject s WHERE s.name = 'b:' || ?1
    AND (registered OR EXISTS (SELECT 1 FROM journal j WHERE j.borrower = s.id))
UNION ALL
SELECT s.name, EXISTS (SELECT 1 FROM device d WHERE d.subject = s.id) AS registered
FROM subject s WHERE s.name IN ('s:' || ?1, 't:' || ?1)
    AND (registered OR EXISTS (SELECT 1 FROM journal j WHERE j.device = s.id))
UNION ALL
SELECT s.name, 1 FROM device d JOIN subject s ON s.id = d.subject
WHERE d.tag_key = ?1 AND d.tag_key <> ''
UNION ALL
SELECT s.name, 1 FROM device d JOIN subject s ON s.id = d.subject
WHERE d.serial_key = ?1 AND d.serial_key <> ''
UNION ALL
SELECT s.name, 1 FROM borrower_code c JOIN subject s ON s.id = c.subject WHERE c.code = ?1
UNION ALL
SELECT s.name, 1 FROM label l JOIN subject s ON s.id = l.device WHERE l.code = ?1
UNION ALL
SELECT s.name, 0 FROM alias a JOIN subject s ON s.id = a.subject WHERE a.code = ?1
