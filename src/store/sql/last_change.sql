-- The event that gave a device its present holder; of one that is in, the last return of a loan.
SELECT j.hash, j.body
FROM subject s JOIN custody c ON c.device = s.id
LEFT JOIN journal j ON j.hash = coalesce(c.held_by, (
    SELECT l.returned FROM loan l
    WHERE l.device = s.id AND l.returned IS NOT NULL
    ORDER BY l.returned_ms DESC LIMIT 1))
WHERE s.name = ?1
