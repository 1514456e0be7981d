SELECT s.name, coalesce(c.label, nullif(d.tag, '')), d.model, m.category, c.since_ms, c.since_offset_min, c.due
FROM custody c
JOIN subject s ON s.id = c.device
LEFT JOIN device d ON d.subject = c.device
LEFT JOIN model m ON m.name = d.model
WHERE c.holder = (SELECT id FROM subject WHERE name = ?1)
ORDER BY c.since_ms, c.device
