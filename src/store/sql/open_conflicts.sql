-- Every open conflict, in an order that does not depend on the keys of this file.
SELECT c.conflict, s.name, c.asked
FROM custody c JOIN subject s ON s.id = c.device
WHERE c.conflict IS NOT NULL
ORDER BY coalesce(c.since_ms, c.seen_ms), c.conflict
