SELECT substr(s.name, 3)
FROM addition a
JOIN journal j ON j.hash = a.hash AND j.kind = 'BorrowerAdded'
JOIN subject s ON s.id = j.borrower
WHERE a.field = 'name' AND instr(lower(a.text), lower(?1)) > 0
LIMIT ?2
