-- A move: ?1 the device, ?2 the loan, ?3 whether it is the issue.
SELECT coalesce(c.label, nullif(d.tag, ''),
                (SELECT nullif(j.body ->> '$.tag', '')
                 FROM journal j INDEXED BY journal_hash WHERE j.hash = l.issued),
                substr(s.name, 3)),
       substr(b.name, 3), r.subject IS NOT NULL,
       iif(?3, l.issued_ms, l.returned_ms),
       iif(?3, l.issued_offset_min,
           (SELECT n.body ->> '$.utc_offset_min'
            FROM journal n INDEXED BY journal_hash WHERE n.hash = l.returned)),
       l.due
FROM loan l
CROSS JOIN subject b ON b.id = l.borrower
CROSS JOIN subject s ON s.id = l.device
LEFT JOIN borrower r ON r.subject = l.borrower
LEFT JOIN device d ON d.subject = l.device
LEFT JOIN custody c ON c.device = l.device
WHERE l.device = ?1 AND l.issued = ?2
