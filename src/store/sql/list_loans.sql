SELECT i.station || '/' || i.code || '/' || j.seq
           || iif((SELECT count(*) FROM journal f
                   WHERE f.incarnation = j.incarnation AND f.seq = j.seq) > 1,
                  '~' || substr(lower(hex(j.hash)), 1, 8), ''),
       substr(b.name, 3),
       coalesce(c.label, nullif(d.tag, ''), nullif(j.body ->> '$.tag', ''), substr(s.name, 3)),
       l.issued_ms, l.issued_offset_min,
       l.returned_ms, r.body ->> '$.utc_offset_min',
       l.due
FROM loan l
JOIN journal j ON j.hash = l.issued
JOIN incarnation i ON i.id = j.incarnation
JOIN subject b ON b.id = l.borrower
JOIN subject s ON s.id = l.device
LEFT JOIN device d ON d.subject = l.device
LEFT JOIN custody c ON c.device = l.device
LEFT JOIN journal r ON r.hash = l.returned
ORDER BY l.issued_ms, i.station, i.code, j.seq
