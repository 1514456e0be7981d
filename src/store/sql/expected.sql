-- ?1 is a JSON object of arrays (sites, grades, homerooms, list); an empty array fits everybody.
SELECT count(*),
       coalesce(sum(EXISTS (SELECT 1 FROM custody c WHERE c.holder = b.subject) = ?2), 0)
FROM borrower b
WHERE b.active = 1
    AND (json_array_length(?1, '$.sites') = 0
         OR b.site IN (SELECT value FROM json_each(?1, '$.sites')))
    AND (json_array_length(?1, '$.grades') = 0
         OR b.grade IN (SELECT value FROM json_each(?1, '$.grades')))
    AND (json_array_length(?1, '$.homerooms') = 0
         OR b.homeroom IN (SELECT value FROM json_each(?1, '$.homerooms')))
    AND (json_array_length(?1, '$.list') = 0
         OR b.id IN (SELECT value FROM json_each(?1, '$.list')))
