-- Everything that is in somebody's hands or somebody's for years, once for each of them.
SELECT b.id, coalesce(c.label, nullif(d.tag, ''), substr(s.name, 3)), coalesce(d.model, ''),
       coalesce(c.site, d.site, ''), c.status, c.holder IS b.subject,
       c.holder IS NOT NULL AND c.holder <> b.subject, c.seen_ms, c.seen_at,
       coalesce((SELECT j.body ->> 'utc_offset_min' FROM journal j WHERE j.hash = c.last), 0)
FROM custody c
JOIN borrower b ON b.subject IN (c.holder, c.assigned)
JOIN subject s ON s.id = c.device
LEFT JOIN device d ON d.subject = c.device
WHERE c.holder IS NOT NULL OR c.assigned IS NOT NULL
ORDER BY 1, 2
