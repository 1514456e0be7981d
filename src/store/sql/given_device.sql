INSERT INTO device (subject, tag, tag_key, serial, serial_key, model, site, active, order_number,
                    price_cents, funding, warranty_end, set_of, set_key)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
ON CONFLICT (subject) DO UPDATE SET
    tag = excluded.tag, tag_key = excluded.tag_key, serial = excluded.serial,
    serial_key = excluded.serial_key, model = excluded.model, site = excluded.site,
    active = excluded.active, order_number = excluded.order_number,
    price_cents = excluded.price_cents, funding = excluded.funding,
    warranty_end = excluded.warranty_end, set_of = excluded.set_of, set_key = excluded.set_key
