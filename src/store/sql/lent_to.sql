-- What people have now. ?1 is a JSON array of their subjects' names.
SELECT l.device, l.issued
FROM (SELECT DISTINCT value FROM json_each(?1)) n
JOIN subject s ON s.name = n.value
JOIN custody c ON c.holder = s.id
JOIN loan l ON l.device = c.device AND l.returned IS NULL
ORDER BY s.name, l.issued_ms, l.device
