SELECT s.name
FROM device d
JOIN subject s ON s.id = d.subject
WHERE d.active = 1 AND d.set_key <> '' AND d.set_key IN (
    SELECT ?2
    UNION SELECT m.tag_key FROM subject n JOIN device m ON m.subject = n.id WHERE n.name = ?1
    UNION SELECT m.serial_key FROM subject n JOIN device m ON m.subject = n.id WHERE n.name = ?1
    UNION SELECT l.code FROM subject n JOIN label l ON l.device = n.id WHERE n.name = ?1)
ORDER BY d.tag_key, d.subject
