-- Who holds more than the policy gives, by category, else by model (as `rules` counts). What goes along
-- with a device that the same person has counts with that device.
SELECT h.name, coalesce(nullif(m.category, ''), d.model, '') AS counted, count(*) AS held
FROM custody c
JOIN subject h ON h.id = c.holder
LEFT JOIN device d ON d.subject = c.device
LEFT JOIN model m ON m.name = d.model
WHERE c.holder IS NOT NULL
    AND (coalesce(d.set_key, '') = '' OR NOT EXISTS (
        SELECT 1 FROM custody o
        JOIN subject s ON s.id = o.device
        LEFT JOIN device e ON e.subject = o.device
        WHERE o.holder = c.holder AND o.device <> c.device
            AND (d.set_key IN (e.tag_key, e.serial_key, substr(s.name, 3))
                OR EXISTS (SELECT 1 FROM label l WHERE l.device = o.device AND l.code = d.set_key))))
GROUP BY c.holder, counted
HAVING held > ?1
ORDER BY h.name, counted
LIMIT ?2
