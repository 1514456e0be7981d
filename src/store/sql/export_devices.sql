SELECT d.tag, d.serial, d.model, d.site, coalesce(c.status, 'available'), iif(d.active, 'yes', 'no'),
       d.order_number, NULL, d.funding, d.warranty_end, d.set_of, s.name, d.price_cents
FROM device d
CROSS JOIN subject s ON s.id = d.subject
LEFT JOIN custody c ON c.device = d.subject
