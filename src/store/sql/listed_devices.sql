-- ?1 is a JSON object of arrays; an empty one fits everything.
SELECT coalesce(c.label, d.tag), d.serial, d.model, coalesce(c.site, d.site)
FROM device d
LEFT JOIN custody c ON c.device = d.subject
WHERE d.active = 1
  AND (json_array_length(?1, '$.sites') = 0
       OR coalesce(c.site, d.site) IN (SELECT value FROM json_each(?1, '$.sites')))
ORDER BY d.tag_key = '', d.tag_key, d.serial_key, d.subject
