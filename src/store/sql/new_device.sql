INSERT INTO device (subject, tag, tag_key, serial, serial_key, model, site, order_number,
                    price_cents, funding, warranty_end, active, set_of, set_key)
VALUES (?1, ?2, ?3, ?4, ?5, coalesce(?6, ''), coalesce(?7, ''), coalesce(?8, ''),
        iif(?9, ?10, NULL), coalesce(?11, ''), coalesce(?12, ''), ?13,
        coalesce(?14, ''), coalesce(?15, ''))
