-- The events that speak of a subject no register knows; none where one does.
SELECT j.hash
FROM subject s JOIN journal j ON j.device = s.id
WHERE s.name = ?1 AND j.kind <> 'Undone'
    AND NOT EXISTS (SELECT 1 FROM device d WHERE d.subject = s.id)
UNION ALL
SELECT j.hash
FROM subject s JOIN journal j ON j.borrower = s.id
WHERE s.name = ?1 AND NOT EXISTS (SELECT 1 FROM borrower b WHERE b.subject = s.id)
