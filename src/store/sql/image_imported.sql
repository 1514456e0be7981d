INSERT INTO intake_row
SELECT ?1, 'imported', 'all',
       (SELECT json_group_array(json_array(hex(sha256), kind, rows, at_ms, utc_offset_min))
        FROM imported)
