INSERT OR IGNORE INTO intake_row
SELECT ?1, 'model', ?2, (SELECT json_array(category, price_cents, end_of_life, grades, aliases, accessories)
                         FROM model WHERE name = ?2)
