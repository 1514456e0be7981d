-- ?1 is a JSON object of arrays; an empty one fits everybody. Who is named in a list is there even
-- after leaving.
SELECT b.id, b.name, b.site, b.grade, b.homeroom, b.household,
       (SELECT json_group_array(coalesce(c.label, nullif(d.tag, ''), substr(s.name, 3)) ORDER BY d.tag)
        FROM custody c JOIN subject s ON s.id = c.device LEFT JOIN device d ON d.subject = c.device
        WHERE c.holder = b.subject),
       b.subject, b.language, b.slot, b.case_number
FROM borrower b
WHERE (b.active = 1 OR json_array_length(?1, '$.list') > 0)
  AND (json_array_length(?1, '$.sites') = 0
       OR b.site IN (SELECT value FROM json_each(?1, '$.sites')))
  AND (json_array_length(?1, '$.grades') = 0
       OR b.grade COLLATE NOCASE IN (SELECT value FROM json_each(?1, '$.grades')))
  AND (json_array_length(?1, '$.homerooms') = 0
       OR b.homeroom COLLATE NOCASE IN (SELECT value FROM json_each(?1, '$.homerooms')))
  AND (json_array_length(?1, '$.list') = 0
       OR b.id IN (SELECT value FROM json_each(?1, '$.list')))
