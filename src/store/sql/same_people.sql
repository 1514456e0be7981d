-- Who is on the list no more while somebody else there has the same name and household: the former
-- ID and the new one. Where several would do nobody is named.
SELECT gone.id, here.id
FROM borrower gone
JOIN borrower here ON here.household = gone.household AND here.active = 1
    AND here.name = gone.name COLLATE NOCASE
WHERE gone.active = 0 AND gone.household <> ''
GROUP BY gone.id HAVING count(*) = 1
ORDER BY gone.id
LIMIT ?1
