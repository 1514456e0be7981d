INSERT INTO borrower (subject, id, name, grade, homeroom, site, household, kind, active, language,
                      slot, case_number)
VALUES (?1, ?2, ?3, coalesce(?4, ''), coalesce(?5, ''), coalesce(?6, ''), coalesce(?7, ''),
        coalesce(?8, 'student'), ?9, coalesce(?10, ''), coalesce(?11, ''),
        coalesce(?12, ''))
