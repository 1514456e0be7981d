-- The last loan of each device: the one that lasts, else the one that ended last.
SELECT l.device, l.issued
FROM loan l LEFT JOIN device d ON d.subject = l.device
WHERE NOT EXISTS (
    SELECT 1 FROM loan n
    WHERE n.device = l.device
        AND (n.returned IS NULL, n.returned_ms, n.issued_ms, n.issued)
            > (l.returned IS NULL, l.returned_ms, l.issued_ms, l.issued))
ORDER BY coalesce(d.serial_key, ''), coalesce(d.tag_key, ''), l.device
