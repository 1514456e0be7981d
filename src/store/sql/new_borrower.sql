INSERT INTO borrower (subject, id, name, grade, homeroom, site, household, kind, active, language)
VALUES (?1, ?2, ?3, coalesce(?4, ''), coalesce(?5, ''), coalesce(?6, ''), coalesce(?7, ''),
        coalesce(?8, 'student'), ?9, coalesce(?10, ''))
