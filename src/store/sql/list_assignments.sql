SELECT substr(a.name, 3), b.name, coalesce(c.label, nullif(d.tag, ''), substr(s.name, 3)),
       coalesce(c.assigned_case, ''), coalesce(substr(h.name, 3), ''), coalesce(hb.name, ''),
       coalesce(d.serial, ''), coalesce(d.model, ''), coalesce(c.site, d.site, ''),
       coalesce(b.site, ''), coalesce(b.grade, ''), coalesce(b.homeroom, ''),
       iif(coalesce(b.active, 1), 'yes', 'no')
FROM custody c
JOIN subject s ON s.id = c.device
JOIN subject a ON a.id = c.assigned
LEFT JOIN borrower b ON b.subject = c.assigned
LEFT JOIN device d ON d.subject = c.device
LEFT JOIN subject h ON h.id = c.holder
LEFT JOIN borrower hb ON hb.subject = c.holder
WHERE c.assigned IS NOT NULL
ORDER BY 1, 3
