-- ?1 is a JSON object of arrays; an empty one fits everything. What is named in a list is there even
-- after it left the register.
SELECT d.tag, d.serial, d.model, coalesce(c.site, d.site), s.name
FROM device d
JOIN subject s ON s.id = d.subject
LEFT JOIN custody c ON c.device = d.subject
WHERE (d.active = 1 OR json_array_length(?1, '$.list') > 0)
  AND (json_array_length(?1, '$.sites') = 0
       OR coalesce(c.site, d.site) IN (SELECT value FROM json_each(?1, '$.sites')))
  AND (json_array_length(?1, '$.list') = 0
       OR s.name IN (SELECT value FROM json_each(?1, '$.list')))
ORDER BY d.tag_key = '', d.tag_key, d.serial_key, d.subject
