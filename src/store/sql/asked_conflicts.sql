-- Conflicts that a school is asked about, of one device or of somebody who had it.
SELECT c.conflict, s.name
FROM custody c JOIN subject s ON s.id = c.device
WHERE c.conflict IS NOT NULL AND c.asked = 1
    AND (?1 IS NULL OR s.name = ?1)
    AND (?2 IS NULL OR EXISTS (
        SELECT 1 FROM loan l JOIN subject b ON b.id = l.borrower
        WHERE l.device = c.device AND b.name = ?2))
ORDER BY coalesce(c.since_ms, c.seen_ms), c.conflict
