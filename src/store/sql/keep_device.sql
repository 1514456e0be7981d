INSERT INTO device (subject, tag, tag_key, serial, serial_key, model, site, active)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)
ON CONFLICT (subject) DO UPDATE SET
    tag = excluded.tag, tag_key = excluded.tag_key, serial = excluded.serial,
    serial_key = excluded.serial_key, model = excluded.model, site = excluded.site, active = 1
WHERE (tag, serial, model, site, active)
   IS NOT (excluded.tag, excluded.serial, excluded.model, excluded.site, 1)
