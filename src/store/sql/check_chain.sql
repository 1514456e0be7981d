SELECT j.incarnation, j.seq, j.hash, j.prev, j.body, i.station, i.code, i.own, j.kind,
       d.name, b.name
FROM journal j
JOIN incarnation i ON i.id = j.incarnation
LEFT JOIN subject d ON d.id = j.device
LEFT JOIN subject b ON b.id = j.borrower
ORDER BY j.incarnation, j.seq, j.hash
