-- Who holds something and is on the list no more.
SELECT DISTINCT b.id
FROM custody c
JOIN borrower b ON b.subject = c.holder
WHERE c.holder IS NOT NULL AND b.active = 0
ORDER BY b.id
LIMIT ?1
