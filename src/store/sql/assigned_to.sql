-- What is somebody's for years, and where it is.
SELECT s.name, coalesce(c.label, nullif(d.tag, '')), coalesce(d.model, ''), coalesce(c.assigned_case, ''),
       coalesce(t.name, c.site, d.site, ''), h.name
FROM custody c
JOIN subject s ON s.id = c.device
LEFT JOIN device d ON d.subject = c.device
LEFT JOIN site t ON t.code = coalesce(c.site, d.site)
LEFT JOIN subject h ON h.id = c.holder
WHERE c.assigned = (SELECT id FROM subject WHERE name = ?1)
ORDER BY 2, 1
