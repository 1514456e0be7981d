INSERT OR IGNORE INTO intake_row
SELECT ?1, 'borrower', subject, json_array(id, name, grade, homeroom, site, household, kind, active,
                                           language, slot, case_number)
FROM borrower WHERE subject = ?2
