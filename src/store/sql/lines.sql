SELECT l.number, l.wall_ms, l.utc_offset_min, l.outcome, l.code, b.name, f.name, l.event,
       i.station, i.code, j.seq,
       iif(j.body ->> '$.source' = 'paper', j.body ->> '$.as_of_ms', NULL), j.body ->> '$.utc_offset_min'
FROM run_line l
LEFT JOIN subject b ON b.id = l.borrower
LEFT JOIN subject f ON f.id = l.from_borrower
LEFT JOIN journal j ON j.hash = l.event
LEFT JOIN incarnation i ON i.id = j.incarnation
WHERE l.run = ?1
ORDER BY l.number DESC LIMIT ?2
