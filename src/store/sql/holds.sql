SELECT s.name, coalesce(c.label, nullif(d.tag, '')), d.model, m.category, c.since_ms, c.since_offset_min, c.due, d.set_of
FROM custody c
JOIN subject s ON s.id = c.device
LEFT JOIN device d ON d.subject = c.device
LEFT JOIN model m ON m.name = d.model
WHERE c.holder = (SELECT id FROM subject WHERE name = ?1)
-- What went along stands before the device that took it along.
ORDER BY c.since_ms, coalesce(d.set_key, '') = '', c.device
