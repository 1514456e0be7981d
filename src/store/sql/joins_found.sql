SELECT s.name, t.name
FROM subject t
JOIN device d ON d.tag_key = substr(t.name, 3) AND d.tag_key <> '' AND d.serial_key <> ''
JOIN subject s ON s.id = d.subject
WHERE t.name >= 't:' AND t.name < 't;'
    AND (EXISTS (SELECT 1 FROM journal j WHERE j.device = t.id)
         OR EXISTS (SELECT 1 FROM device k WHERE k.subject = t.id AND k.active = 0))
    AND NOT EXISTS (SELECT 1 FROM device o WHERE o.tag_key = d.tag_key AND o.tag_key <> '' AND o.subject <> d.subject
                    AND o.serial_key <> '')
