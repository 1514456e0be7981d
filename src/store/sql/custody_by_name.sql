SELECT h.name, c.since_ms, c.since_offset_min, c.due, c.site, c.status, c.seen_ms, c.seen_at,
       coalesce((SELECT j.body ->> 'utc_offset_min' FROM journal j WHERE j.hash = c.last), 0),
       c.conflict IS NOT NULL, a.name, c.assigned_case, c.label,
       c.bound_for, c.bound_ms, c.bound_offset_min, c.shelf, c.noted
FROM subject s
JOIN custody c ON c.device = s.id
LEFT JOIN subject h ON h.id = c.holder
LEFT JOIN subject a ON a.id = c.assigned
WHERE s.name = ?1
