SELECT l.device, l.issued
FROM loan l LEFT JOIN device d ON d.subject = l.device
WHERE l.returned IS NULL
ORDER BY coalesce(d.tag_key, ''), coalesce(d.serial_key, ''), l.device
