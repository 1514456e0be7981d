-- Devices with the label that this one has now, where at least one of the two got it in the journal.
-- What one of them had once is no longer on it.
WITH own AS (SELECT id FROM subject WHERE name = ?1)
SELECT s.name FROM label l
JOIN label o ON o.code = l.code AND o.device <> l.device
JOIN subject s ON s.id = o.device
WHERE l.device = (SELECT id FROM own) AND l.until_ms IS NULL AND o.until_ms IS NULL
UNION
SELECT s.name FROM label l
JOIN device d ON d.tag_key = l.code AND d.tag_key <> '' AND d.subject <> l.device
JOIN subject s ON s.id = d.subject
WHERE l.device = (SELECT id FROM own) AND l.until_ms IS NULL
    AND NOT EXISTS (SELECT 1 FROM label x WHERE x.device = d.subject AND x.until_ms IS NULL)
UNION
SELECT s.name FROM device d
JOIN label o ON o.code = d.tag_key AND o.device <> d.subject
JOIN subject s ON s.id = o.device
WHERE d.subject = (SELECT id FROM own) AND d.tag_key <> '' AND o.until_ms IS NULL
    AND NOT EXISTS (SELECT 1 FROM label x WHERE x.device = d.subject AND x.until_ms IS NULL)
