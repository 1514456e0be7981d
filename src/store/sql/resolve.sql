-- Everything a code names: a borrower's ID or alias, a device's serial or tag. A subject counts
-- where a register or an event knows it. Without the word about the empty text SQLite cannot know
-- that the partial indexes fit, and reads every device.
SELECT s.name FROM subject s WHERE s.name = 'b:' || ?1
    AND (EXISTS (SELECT 1 FROM borrower b WHERE b.subject = s.id)
         OR EXISTS (SELECT 1 FROM journal j WHERE j.borrower = s.id))
UNION ALL
SELECT s.name FROM subject s WHERE s.name = 's:' || ?1
    AND (EXISTS (SELECT 1 FROM device d WHERE d.subject = s.id)
         OR EXISTS (SELECT 1 FROM journal j WHERE j.device = s.id))
UNION ALL
SELECT s.name FROM subject s WHERE s.name = 't:' || ?1
    AND (EXISTS (SELECT 1 FROM device d WHERE d.subject = s.id)
         OR EXISTS (SELECT 1 FROM journal j WHERE j.device = s.id))
UNION ALL
SELECT s.name FROM device d JOIN subject s ON s.id = d.subject WHERE d.tag_key = ?1 AND d.tag_key <> ''
UNION ALL
SELECT s.name FROM device d JOIN subject s ON s.id = d.subject WHERE d.serial_key = ?1 AND d.serial_key <> ''
UNION ALL
SELECT s.name FROM alias a JOIN subject s ON s.id = a.subject WHERE a.code = ?1
