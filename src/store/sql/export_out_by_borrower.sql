SELECT l.device, l.issued
FROM loan l
CROSS JOIN subject b ON b.id = l.borrower
LEFT JOIN device d ON d.subject = l.device
WHERE l.returned IS NULL
ORDER BY b.name, coalesce(d.tag_key, ''), coalesce(d.serial_key, ''), l.device
