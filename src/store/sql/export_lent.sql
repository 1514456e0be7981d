-- In this order of tables and by these indexes, whatever SQLite believes: at init it counted an empty
-- journal.
SELECT i.station || '/' || i.code || '/' || j.seq
           || iif((SELECT count(*) FROM journal f
                   WHERE f.incarnation = j.incarnation AND f.seq = j.seq) > 1,
                  '~' || substr(lower(hex(j.hash)), 1, 8), ''),
       substr(b.name, 3),
       coalesce(r.name,
                (SELECT a.text
                 FROM journal n INDEXED BY journal_borrower
                 CROSS JOIN addition a ON a.hash = n.hash AND a.field = 'name'
                 WHERE n.borrower = l.borrower AND n.kind = 'BorrowerAdded' LIMIT 1),
                ''),
       r.subject IS NOT NULL,
       coalesce(c.label, nullif(d.tag, ''), nullif(j.body ->> '$.tag', ''), substr(s.name, 3)),
       coalesce(nullif(d.serial, ''), iif(substr(s.name, 1, 2) = 's:', substr(s.name, 3), '')),
       coalesce(d.model, ''), coalesce(m.category, ''), coalesce(d.order_number, ''),
       coalesce(d.price_cents, nullif(m.price_cents, 0)), coalesce(m.end_of_life, ''),
       coalesce(c.site, d.site, ''), coalesce(e.name, ''),
       l.issued_ms, l.issued_offset_min,
       l.returned_ms,
       (SELECT n.body ->> '$.utc_offset_min'
        FROM journal n INDEXED BY journal_hash WHERE n.hash = l.returned),
       l.due
FROM loan l
CROSS JOIN journal j INDEXED BY journal_hash ON j.hash = l.issued
CROSS JOIN incarnation i ON i.id = j.incarnation
CROSS JOIN subject b ON b.id = l.borrower
CROSS JOIN subject s ON s.id = l.device
LEFT JOIN borrower r ON r.subject = l.borrower
LEFT JOIN device d ON d.subject = l.device
LEFT JOIN model m ON m.name = d.model
LEFT JOIN custody c ON c.device = l.device
LEFT JOIN site e ON e.code = coalesce(c.site, d.site)
WHERE l.device = ?1 AND l.issued = ?2
