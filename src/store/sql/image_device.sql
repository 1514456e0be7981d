INSERT OR IGNORE INTO intake_row
SELECT ?1, 'device', subject, json_array(tag, tag_key, serial, serial_key, model, site, active,
                                         order_number, price_cents, funding, warranty_end,
                                         set_of, set_key)
FROM device WHERE subject = ?2
