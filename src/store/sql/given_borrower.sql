INSERT INTO borrower (subject, id, name, grade, homeroom, site, household, kind, active, language,
                      slot, case_number)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (subject) DO UPDATE SET
    name = excluded.name, grade = excluded.grade, homeroom = excluded.homeroom,
    site = excluded.site, household = excluded.household, kind = excluded.kind,
    active = excluded.active, language = excluded.language, slot = excluded.slot,
    case_number = excluded.case_number
