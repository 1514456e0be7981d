-- In this order of tables and by this index, whatever SQLite believes: at init it counted an empty
-- journal.
SELECT l.device, l.issued
FROM loan l
CROSS JOIN journal j INDEXED BY journal_hash ON j.hash = l.issued
CROSS JOIN incarnation i ON i.id = j.incarnation
ORDER BY i.station, i.code, j.seq, l.issued
