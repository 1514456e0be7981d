SELECT coalesce(c.label, nullif(d.tag, ''), substr(s.name, 3)),
       coalesce(d.serial, ''), coalesce(d.model, ''), coalesce(c.site, d.site, ''),
       coalesce(c.status, 'available'), coalesce(substr(h.name, 3), ''), c.due,
       c.seen_ms, (SELECT j.body ->> '$.utc_offset_min' FROM journal j WHERE j.hash = c.last),
       s.name, coalesce(substr(a.name, 3), ''), coalesce(c.assigned_case, '')
FROM (SELECT subject FROM device UNION SELECT device FROM custody 
      WHERE seen_ms IS NOT NULL OR holder IS NOT NULL OR assigned IS NOT NULL) k
JOIN subject s ON s.id = k.subject
LEFT JOIN device d ON d.subject = k.subject
LEFT JOIN custody c ON c.device = k.subject
LEFT JOIN subject h ON h.id = c.holder
LEFT JOIN subject a ON a.id = c.assigned
ORDER BY 1
