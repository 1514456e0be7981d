UPDATE device SET
    tag = iif(?2 = '', tag, ?2), tag_key = iif(?2 = '', tag_key, ?3),
    serial = iif(?4 = '', serial, ?4), serial_key = iif(?4 = '', serial_key, ?5),
    model = coalesce(?6, model), site = coalesce(?7, site),
    order_number = coalesce(?8, order_number), price_cents = iif(?9, ?10, price_cents),
    funding = coalesce(?11, funding), warranty_end = coalesce(?12, warranty_end), active = ?13,
    set_of = coalesce(?14, set_of), set_key = iif(?14 IS NULL, set_key, ?15)
WHERE subject = ?1
