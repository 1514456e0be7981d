SELECT 'custody', d.name, h.name, c.since_ms, c.due, c.held_by, c.site, c.status, a.name,
       c.seen_ms, c.seen_at, c.last, c.conflict, c.asked
FROM custody c JOIN subject d ON d.id = c.device
LEFT JOIN subject h ON h.id = c.holder LEFT JOIN subject a ON a.id = c.assigned
UNION ALL
SELECT 'loan', d.name, b.name, l.issued_ms, l.due, l.issued, l.returned, l.returned_ms, NULL,
       NULL, NULL, NULL, NULL, NULL
FROM loan l JOIN subject d ON d.id = l.device JOIN subject b ON b.id = l.borrower
UNION ALL
SELECT 'todo', d.name, t.kind, t.event, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL
FROM todo t JOIN subject d ON d.id = t.device
UNION ALL
SELECT 'clock', i.station, i.code, s.boot, s.first_seq, s.skew_ms, s.jump_ms, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL
FROM clock_segment s LEFT JOIN incarnation i ON i.id = s.incarnation
UNION ALL
SELECT 'fork', i.station, i.code, f.first_seq, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL
FROM fork f LEFT JOIN incarnation i ON i.id = f.incarnation
UNION ALL
SELECT 'alias', a.code, s.name, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL
FROM alias a JOIN subject s ON s.id = a.subject
UNION ALL
SELECT 'case', d.name, c.assigned_case, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL
FROM custody c JOIN subject d ON d.id = c.device WHERE c.assigned_case <> ''
UNION ALL
SELECT 'label', d.name, l.code, l.since_ms, l.until_ms, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL
FROM label l JOIN subject d ON d.id = l.device
UNION ALL
SELECT 'bound', d.name, c.bound_for, c.bound_from, c.bound_ms, c.bound_by, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL
FROM custody c JOIN subject d ON d.id = c.device WHERE c.bound_for IS NOT NULL
UNION ALL
SELECT 'kept', d.name, c.shelf, c.noted, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL
FROM custody c JOIN subject d ON d.id = c.device WHERE c.shelf IS NOT NULL OR c.noted IS NOT NULL
